import { platformIdOf } from '@pilot-ledger/kernel'
import type { EntryData } from './entry'
import { applied, OTHER, Reported, UNIT } from './given.spec-support'
import { REGISTERS } from './registers'
import { programmeView } from './view'

const platform = platformIdOf('示例中试平台')
/** An opening of each register, such as is accepted. */
const OPENINGS: Readonly<Record<string, EntryData>> = {
  call: { key: '2025', title: '申报', on: '2025-06-10' },
  nomination: { key: 'N-1', title: '推荐', party: UNIT, on: '2025-07-18' },
  demand: { key: 'D-1', title: '需求', from: '2022-03' },
  listing: { key: 'G-1', title: '电镜', party: UNIT, sort: 'device', from: '2023-05' },
  member: { key: 'M-1', party: UNIT, from: '2025-09-01' },
  element: { key: 'E-1', title: '基金', platform, element: 'fund', from: '2025-06' },
  upgrade: { key: 'U-1', title: '升级', platform, line: 'L01', technologies: ['物联网'], from: '2025-05-20' },
  policy: { key: 'P-1', title: '办法', from: '2024-09' },
  target: { key: 'T-1', figure: 'recognisedPlatforms', atLeast: '10', from: '2025-06-10', scope: 'programme' },
  town: { key: '小榄镇', from: '2022-01' },
}
const standing = REGISTERS.filter((it) => it.steps.some((step) => step.ends))
const opening = (kind: string) => REGISTERS.find((it) => it.kind === kind)?.event as string

describe.each(REGISTERS.filter((it) => it.kind !== 'application'))('The register of $en', ({ kind, event }) => {
  const data = OPENINGS[kind]
  const firstDay = data.from === undefined ? 'on' : 'from'

  it('takes an entry, and no second under its key', () => {
    const reported = new Reported().given(event, data)
    expect(reported.record(event, { ...data, key: ` ${data.key}`.trim().toUpperCase() })?.code).toBe(
      'register-key-in-force',
    )
  })

  it('takes nothing dated after the day of recording (H9)', () => {
    expect(new Reported().record(event, { ...data, [firstDay]: '2025-09-16' })).toMatchObject({
      code: 'dated-in-the-future',
      rule: 'H9',
      pointer: `/${firstDay}`,
    })
  })

  it('takes nothing where no programme is open (H8), no field it does not know, and none missing', () => {
    const reported = new Reported()
    expect(reported.record(event, { ...data, colour: 'red' } as EntryData)).toMatchObject({
      code: 'unknown-property',
      pointer: '/colour',
    })
    const { key: _, ...nameless } = data
    expect(reported.record(event, nameless)).toMatchObject({ code: 'field-missing', pointer: '/key' })
    reported.history = { ...reported.history, state: { items: [], published: [] } }
    expect(reported.record(event, data)?.code).toBe('unknown-programme')
  })
})

describe.each(standing)('What the register of $en holds', ({ kind, event, steps }) => {
  const data = { ...OPENINGS[kind], from: '2025-02-01' }
  const end = steps.find((it) => it.ends)?.event as string

  it('ends after its first day, once; then its key may be used again from that day on', () => {
    const reported = new Reported().given(event, data)
    expect(reported.record(end, { key: data.key, on: '2025-02-01', reason: '期满' })?.code).toBe('step-before-start')
    reported.given(end, { key: data.key, on: '2025-06-01', reason: '期满' })
    expect(reported.record(end, { key: data.key, on: '2025-06-02', reason: '期满' })?.code).toBe(
      'register-item-not-in-force',
    )
    expect(reported.record(event, { ...data, from: '2025-05-31' })?.code).toBe('register-key-in-force')
    expect(reported.record(event, { ...data, from: '2025-06-01' })).toBeUndefined()
  })
})

describe('A demand', () => {
  const posted = () => new Reported().given('DemandPosted', OPENINGS.demand)
  it('is funded after it was matched: funded needs matched', () => {
    const reported = posted()
    const funded = { key: 'D-1', on: '2023-05-01', amount: '500000.00' }
    expect(reported.record('DemandFunded', funded)).toMatchObject({ code: 'funding-needs-match' })
    reported.given('DemandMatched', { key: 'D-1', on: '2023-05-02' })
    expect(reported.record('DemandFunded', funded)?.code).toBe('funding-needs-match')
    expect(reported.record('DemandFunded', { ...funded, on: '2023-05-02' })).toBeUndefined()
  })

  it('does not lose its match while it is funded', () => {
    const reported = posted().given('DemandMatched', { key: 'D-1', on: '2023-05-02' })
    const match = reported.last
    reported.given('DemandFunded', { key: 'D-1', on: '2023-06-01' })
    expect(reported.change({ kind: 'void', voids: match, reason: '误登' })).toMatchObject({
      code: 'funding-needs-match',
      facts: { entryType: 'DemandFunded' },
    })
    expect(programmeView(reported.history).warnings.map((it) => it.code)).toEqual(['funded-without-amount'])
  })
})

describe('A nomination', () => {
  it('is answered once', () => {
    const reported = new Reported().given('ProvincialNominationMade', OPENINGS.nomination)
    reported.given('ProvincialRecognitionGranted', { key: 'N-1', on: '2025-08-30' })
    expect(
      reported.record('ProvincialRecognitionDeclined', { key: 'N-1', on: '2025-09-01', reason: '未通过' })?.code,
    ).toBe('nomination-answered')
  })
})

describe('A subsidy rule', () => {
  const rule = { key: 'F22', title: '十五条', from: '2024-02', grade: '优秀', most: '1000000.00' }
  it('names a grade and a cap, and is alone in its days', () => {
    const { most: _, ...capless } = rule
    expect(new Reported().record('PolicyIssued', capless)).toMatchObject({
      code: 'subsidy-rule-incomplete',
      pointer: '/most',
    })
    const reported = new Reported().given('PolicyIssued', { ...rule, until: '2024-12-31' })
    expect(reported.record('PolicyIssued', { ...rule, key: 'X', from: '2024-12-31' })?.code).toBe(
      'subsidy-rule-in-force',
    )
    expect(reported.record('PolicyIssued', { ...rule, key: 'X', from: '2025-01-01' })).toBeUndefined()
    // An older rule, recorded late, that was over before.
    expect(reported.record('PolicyIssued', { ...rule, key: 'Y', from: '2023-01', until: '2024-01-31' })).toBeUndefined()
    const ended = new Reported().given('PolicyIssued', rule)
    expect(ended.record('PolicyIssued', { ...rule, key: 'X', from: '2025-01' })?.code).toBe('subsidy-rule-in-force')
    ended.given('PolicyEnded', { key: 'F22', on: '2025-01-01', reason: '新规' })
    expect(ended.record('PolicyIssued', { ...rule, key: 'X', from: '2025-01' })).toBeUndefined()
  })
})

describe('Validity', () => {
  it('does not end before it starts, on a listing, its renewal, a policy, a target', () => {
    const reported = new Reported()
    const code = 'ends-before-it-starts'
    expect(reported.record('EquipmentListed', { ...OPENINGS.listing, until: '2023-04-30' })?.code).toBe(code)
    expect(reported.record('PolicyIssued', { ...OPENINGS.policy, until: '2024-08-31' })?.code).toBe(code)
    expect(reported.record('TargetSet', { ...OPENINGS.target, by: '2025-06-09' })?.code).toBe(code)
    reported.given('EquipmentListed', OPENINGS.listing)
    expect(reported.record('ListingRenewed', { key: 'G-1', on: '2025-01-01', until: '2024-12-31' })?.code).toBe(code)
  })
})

describe('A town', () => {
  const codes = (reported: Reported) => programmeView(reported.history).warnings.map((it) => it.code)
  it('that is not on the list on that day is told, not refused', () => {
    const reported = applied()
    expect(codes(reported)).toEqual(['town-unknown'])
    reported.given('TownListed', { key: '小榄镇', from: '2025-07-16' })
    expect(codes(reported)).toEqual(['town-unknown'])
    reported.given('TownListed', { key: '古镇镇', from: '2022-01' })
    expect(codes(reported)).toEqual(['town-unknown'])
    const known = applied().given('TownListed', { key: '小榄镇', from: '2022-01' })
    expect(codes(known)).toEqual([])
    // Gone before the application: it was not on the list any more.
    known.given('TownDelisted', { key: '小榄镇', on: '2025-07-15', reason: '撤镇设街' })
    expect(codes(known)).toEqual(['town-unknown'])
  })
})

describe('A published figure', () => {
  const stated = {
    publicationNo: 'F9',
    figure: 'recognisedPlatforms',
    value: '3',
    unit: 'count',
    unitAsWritten: '家',
    basis: 'notApplicable',
    source: { document: '某函', publishedOn: '2025-09-15', wording: '3 家' },
  } as EntryData
  it('is recorded once under its number, as a figure or a target', () => {
    const reported = new Reported().given('FigurePublished', stated)
    expect(reported.record('FigurePublished', { ...stated, states: 'target' } as EntryData)?.code).toBe(
      'publication-exists',
    )
    const other = { ...stated, publicationNo: 'F14', states: 'target' } as EntryData
    expect(reported.record('FigurePublished', other)).toBeUndefined()
  })
})

it('An application of another unit has another number', () => {
  expect(opening('application')).toBe('ApplicationReceived')
  expect(applied().record('ApplicationReceived', { ...OPENINGS.call, party: OTHER } as EntryData)?.code).toBe(
    'field-missing',
  )
})
