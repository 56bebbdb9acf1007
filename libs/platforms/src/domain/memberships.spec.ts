import {
  MEMBERSHIP_KINDS,
  MEMBERSHIPS,
  type MembershipEnded,
  type MembershipKind,
  type MembershipStarted,
} from './events'
import { ABROAD, given, PARTNER, registered, SUBSIDIARY, XINGHAO } from './given.spec-support'

type Start = MembershipStarted['data']

/** One proper start per kind, as the register's papers have them. */
const STARTS: Readonly<Record<MembershipKind, Start>> = {
  productionLine: { key: 'GMP-01', title: '冻干口崩片生产线', from: '2024-11' },
  jointCentre: { key: 'LH-01', title: '精密仪器联合研发中心', from: '2025-03-18', party: PARTNER },
  sharedEquipment: { key: 'SB-0225', title: '高效液相色谱仪', from: '2024-12-01' },
  libraryProject: { key: 'XM-7', title: '缓释微丸中试', from: '2025-01-06' },
  affiliation: { key: 'GL-1', title: '参股', from: '2024-01-01', party: PARTNER, relation: 'invests' },
  branch: { key: 'FZ-1', title: '广州分公司', from: '2024-01-01', party: SUBSIDIARY, headOffice: PARTNER },
}
const start = (kind: MembershipKind, change: Partial<Start> = {}): MembershipStarted => ({
  type: MEMBERSHIPS[kind].started,
  data: { ...STARTS[kind], ...change },
})
const end = (kind: MembershipKind, change: Partial<MembershipEnded['data']> = {}): MembershipEnded => ({
  type: MEMBERSHIPS[kind].ended,
  data: { key: STARTS[kind].key, on: '2025-06-30', reason: '到期', ...change },
})
const platform = given([registered])

describe.each(MEMBERSHIP_KINDS)('A membership of the kind %s', (kind) => {
  it('starts and ends', () => {
    expect(platform.and(start(kind)).and(end(kind)).history.state.memberships).toEqual([
      { kind, start: STARTS[kind], ended: { on: '2025-06-30', reason: '到期' } },
    ])
  })

  it('has a key that is unique while in force, however it is typed', () => {
    const held = platform.and(start(kind))
    const otherwise = STARTS[kind].key.toLowerCase().replace('-', '－')
    expect(held.refusalOf(start(kind))).toMatchObject({ code: 'membership-in-force', rule: 'H6', pointer: '/key' })
    expect(held.refusalOf(start(kind, { key: otherwise }))).toMatchObject({ code: 'membership-in-force' })
  })

  it('may start again from the day it ended', () => {
    const ended = platform.and(start(kind)).and(end(kind))
    expect(ended.refusalOf(start(kind, { from: '2025-06-30' }))).toBeUndefined()
    expect(ended.refusalOf(start(kind, { from: '2025-07' }))).toBeUndefined()
    // On 10 June it would stand twice: in the month it ended in, the day must be said.
    expect(ended.refusalOf(start(kind, { from: '2025-06' }))).toMatchObject({ code: 'membership-overlaps' })
    expect(ended.refusalOf(start(kind, { from: '2025-06-29' }))).toMatchObject({
      code: 'membership-overlaps',
      pointer: '/from',
    })
    expect(ended.refusalOf(start(kind, { from: '2025-05' }))).toMatchObject({ code: 'membership-overlaps' })
  })

  it('started again ends again, and leaves the first period alone', () => {
    const again = platform
      .and(start(kind))
      .and(end(kind))
      .and(start(kind, { from: '2025-07' }))
      .and(end(kind, { on: '2025-08-31' }))
    expect(again.history.state.memberships.map((it) => it.ended?.on)).toEqual(['2025-06-30', '2025-08-31'])
  })

  it('ends only while in force, under the key it started with', () => {
    expect(platform.refusalOf(end(kind))).toMatchObject({
      code: 'membership-not-in-force',
      rule: 'H8',
      pointer: '/key',
    })
    const held = platform.and(start(kind))
    expect(held.refusalOf(end(kind, { key: 'ANOTHER' }))).toMatchObject({ code: 'membership-not-in-force' })
    expect(held.and(end(kind)).refusalOf(end(kind))).toMatchObject({ code: 'membership-not-in-force' })
  })

  it('ends after the day it started', () => {
    const held = platform.and(start(kind, { from: '2025-03-18' }))
    expect(held.refusalOf(end(kind, { on: '2025-03-19' }))).toBeUndefined()
    expect(held.refusalOf(end(kind, { on: '2025-03-18' }))).toMatchObject({
      code: 'membership-ends-before-start',
      pointer: '/on',
    })
  })

  it('that started in a month ends after the first day of it at the earliest', () => {
    const held = platform.and(start(kind, { from: '2025-03' }))
    expect(held.refusalOf(end(kind, { on: '2025-03-02' }))).toBeUndefined()
    expect(held.refusalOf(end(kind, { on: '2025-03-01' }))).toMatchObject({ code: 'membership-ends-before-start' })
  })

  it('neither starts nor ends in the future (H9)', () => {
    expect(platform.refusalOf(start(kind, { from: '2025-09-16' }))).toMatchObject({
      code: 'dated-in-the-future',
      pointer: '/from',
    })
    expect(platform.refusalOf(start(kind, { from: '2025-10' }))).toMatchObject({
      code: 'dated-in-the-future',
      pointer: '/from',
    })
    expect(platform.and(start(kind)).refusalOf(end(kind, { on: '2025-09-16' }))).toMatchObject({
      code: 'dated-in-the-future',
      pointer: '/on',
    })
  })

  it.each([
    ['key', '', 'text-format'],
    ['title', '生产\u0000线', 'text-format'],
    ['document', ' ', 'text-format'],
    ['from', '2025-02-30', 'not-a-day-or-month'],
  ])('does not start with the %s %j', (field, value, code) => {
    expect(platform.refusalOf(start(kind, { [field]: value }))).toMatchObject({ code, pointer: `/${field}` })
  })

  it.each([
    ['key', '', 'text-format'],
    ['reason', '', 'text-format'],
    ['on', '2025-06', 'not-a-calendar-day'],
  ])('does not end with the %s %j', (field, value, code) => {
    expect(platform.and(start(kind)).refusalOf(end(kind, { [field]: value }))).toMatchObject({
      code,
      pointer: `/${field}`,
    })
  })

  it.each(['party', 'relation', 'headOffice'] as const)(
    'has the field %s if and only if its kind needs it',
    (field) => {
      const value = { party: PARTNER, relation: 'controls', headOffice: XINGHAO }[field]
      const needed = field in STARTS[kind]
      const refusal = platform.refusalOf(start(kind, { [field]: needed ? undefined : value }))
      const code = needed ? 'field-missing' : 'unknown-property'
      expect(refusal).toMatchObject({ code, pointer: `/${field}` })
    },
  )

  it('is corrected as a whole: the new key is the one that ends', () => {
    const mended = platform.and(start(kind)).corrected(1, start(kind, { key: 'K-NEW' }))
    expect(mended.refusalOf(end(kind))).toMatchObject({ code: 'membership-not-in-force' })
    expect(mended.refusalOf(end(kind, { key: 'K-NEW' }))).toBeUndefined()
  })

  it('is not corrected away from under its end, nor voided under it', () => {
    const ended = platform.and(start(kind)).and(end(kind))
    expect(ended.refusalOfCorrection(1, start(kind, { from: '2025-07-01' }))).toMatchObject({
      code: 'membership-ends-before-start',
      pointer: '',
    })
    expect(ended.refusalOfCorrection(1, start(kind, { key: 'K-NEW' }))).toMatchObject({
      code: 'membership-not-in-force',
      facts: { entry: 'entry-2' },
    })
    expect(ended.refusalOfVoid(1)).toMatchObject({ code: 'membership-not-in-force' })
  })

  it('is in force again when its end is voided, and so its key is taken again', () => {
    const back = platform.and(start(kind)).and(end(kind)).voided(2)
    expect(back.history.state.memberships).toEqual([{ kind, start: STARTS[kind] }])
    expect(back.refusalOf(start(kind, { from: '2025-07' }))).toMatchObject({ code: 'membership-in-force' })
  })

  it('takes a correction of a correction', () => {
    const twice = platform
      .and(start(kind))
      .corrected(1, start(kind, { title: '甲' }))
      .corrected(1, start(kind, { title: '乙' }))
    expect(twice.history.state.memberships.map((it) => it.start.title)).toEqual(['乙'])
  })
})

describe('Kinds of membership', () => {
  it('have keys of their own: a line and a piece of equipment may share a number', () => {
    const held = platform.and(start('productionLine', { key: '1' }))
    expect(held.refusalOf(start('sharedEquipment', { key: '1' }))).toBeUndefined()
  })

  it('end by themselves: the end of a line is none of the equipment under the same number', () => {
    const line = platform.and(start('productionLine', { key: '1' }))
    expect(line.refusalOf(end('sharedEquipment', { key: '1' }))).toMatchObject({ code: 'membership-not-in-force' })
    const both = line.and(start('sharedEquipment', { key: '1' })).and(end('productionLine', { key: '1' }))
    expect(both.history.state.memberships.map((it) => [it.kind, it.ended?.on])).toEqual([
      ['productionLine', '2025-06-30'],
      ['sharedEquipment', undefined],
    ])
  })

  it('check the parties they name', () => {
    const broken = { ...PARTNER, name: '' }
    expect(platform.refusalOf(start('jointCentre', { party: broken }))).toMatchObject({
      code: 'party-name',
      pointer: '/party/name',
    })
    expect(platform.refusalOf(start('branch', { headOffice: broken }))).toMatchObject({
      code: 'party-name',
      pointer: '/headOffice/name',
    })
  })

  it('know four relations of an affiliation', () => {
    for (const relation of ['invests', 'controls', 'coBuilds', 'other'] as const) {
      expect(platform.refusalOf(start('affiliation', { relation }))).toBeUndefined()
    }
    const unknown = start('affiliation', { relation: 'admires' as 'other' })
    expect(platform.refusalOf(unknown)).toMatchObject({ code: 'unknown-relation', pointer: '/relation' })
  })
})

describe('A branch counts with one head office', () => {
  const declared = platform.and(start('branch'))

  it('which is not itself, also under another name', () => {
    const self = start('branch', { party: PARTNER, headOffice: { ...PARTNER, name: '改名后的公司' } })
    expect(platform.refusalOf(self)).toMatchObject({ code: 'branch-is-its-head-office', pointer: '/headOffice' })
  })

  it('and not with a second one at a time', () => {
    const second = start('branch', { key: 'FZ-2', headOffice: ABROAD })
    expect(declared.refusalOf(second)).toMatchObject({ code: 'branch-already-declared', pointer: '/party' })
    expect(
      declared.and(end('branch')).refusalOf({ ...second, data: { ...second.data, from: '2025-07' } }),
    ).toBeUndefined()
    expect(
      declared.and(end('branch')).refusalOf({ ...second, data: { ...second.data, from: '2025-06-29' } }),
    ).toMatchObject({ code: 'branch-already-declared' })
  })

  it('which is no branch in its turn, whichever is declared first', () => {
    const below = start('branch', { key: 'FZ-2', party: ABROAD, headOffice: SUBSIDIARY })
    const above = start('branch', { key: 'FZ-2', party: PARTNER, headOffice: ABROAD })
    expect(declared.refusalOf(below)).toMatchObject({ code: 'head-office-is-branch', pointer: '/headOffice' })
    expect(declared.refusalOf(above)).toMatchObject({ code: 'head-office-is-branch', pointer: '/headOffice' })
  })

  it('of which a head office may have several', () => {
    expect(declared.refusalOf(start('branch', { key: 'FZ-2', party: ABROAD }))).toBeUndefined()
  })
})
