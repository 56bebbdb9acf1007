import type { CultivationDesignated, PlatformRecognized, RecognitionRevoked } from './events'
import { given, registered } from './given.spec-support'
import { defaultWindowStart } from './recognition'

const recognised = (tier: 'municipal' | 'provincial' | 'national', on: string): PlatformRecognized => ({
  type: 'PlatformRecognized',
  data: { tier, on },
})
const revoked = (tier: 'municipal' | 'provincial', on: string): RecognitionRevoked => ({
  type: 'RecognitionRevoked',
  data: { tier, on, reason: '绩效评价不合格' },
})
const designated = (batch: string | undefined, on: string): CultivationDesignated => ({
  type: 'CultivationDesignated',
  data: { on, ...(batch !== undefined && { batch }) },
})
const platform = given([registered])

describe('Recognising a platform', () => {
  it('takes a month where the document gives no day', () => {
    expect(platform.and(recognised('municipal', '2024-11')).history.state.recognitions).toEqual([
      { tier: 'municipal', on: '2024-11' },
    ])
  })

  it('takes a month that has begun, and refuses one that has not (H9)', () => {
    expect(platform.refusalOf(recognised('municipal', '2025-10'), '2025-10-01')).toBeUndefined()
    expect(platform.refusalOf(recognised('municipal', '2025-10'), '2025-09-30')).toMatchObject({
      code: 'dated-in-the-future',
      pointer: '/on',
    })
  })

  it('may be older than the registration: the platform worked before it was listed', () => {
    expect(platform.refusalOf(recognised('municipal', '2020-01-02'))).toBeUndefined()
  })

  it('holds a tier once at a time, and tiers beside each other', () => {
    const municipal = platform.and(recognised('municipal', '2024-11'))
    expect(municipal.refusalOf(recognised('municipal', '2025-03-01'))).toMatchObject({
      code: 'recognition-in-force',
      pointer: '/tier',
    })
    expect(municipal.refusalOf(recognised('provincial', '2025-03-01'))).toBeUndefined()
  })

  it('gives a revoked tier again from the day of the revocation on', () => {
    const lost = platform.and(recognised('municipal', '2023-05')).and(revoked('municipal', '2024-06-15'))
    expect(lost.refusalOf(recognised('municipal', '2024-06-15'))).toBeUndefined()
    expect(lost.refusalOf(recognised('municipal', '2024-06-14'))).toMatchObject({
      code: 'recognition-overlaps',
      pointer: '/on',
    })
    // Some day of June 2024 lies after the revocation; none of May does.
    expect(lost.refusalOf(recognised('municipal', '2024-06'))).toBeUndefined()
    expect(lost.refusalOf(recognised('municipal', '2024-05'))).toMatchObject({ code: 'recognition-overlaps' })
  })

  it.each([
    ['an unknown tier', { tier: 'galactic', on: '2024-11' }, 'unknown-tier', '/tier'],
    ['month 13', { tier: 'municipal', on: '2024-13' }, 'not-a-day-or-month', '/on'],
    ['a batch of control characters', { tier: 'municipal', on: '2024-11', batch: '\u0000' }, 'text-format', '/batch'],
    ['an empty document', { tier: 'municipal', on: '2024-11', document: '' }, 'text-format', '/document'],
  ] as const)('refuses %s', (_, data, code, pointer) => {
    expect(platform.refusalOf({ type: 'PlatformRecognized', data } as PlatformRecognized)).toMatchObject({
      code,
      pointer,
    })
  })
})

describe('Revoking a recognition', () => {
  const municipal = platform.and(recognised('municipal', '2024-11'))

  it('ends the tier that is in force, and no other', () => {
    const both = municipal.and(recognised('provincial', '2025-02')).and(revoked('municipal', '2025-06-01'))
    expect(both.history.state.recognitions).toEqual([
      { tier: 'municipal', on: '2024-11', revoked: { on: '2025-06-01', reason: '绩效评价不合格' } },
      { tier: 'provincial', on: '2025-02' },
    ])
  })

  it('leaves the end of an earlier period of the tier as it was', () => {
    const twice = municipal
      .and(revoked('municipal', '2025-02-01'))
      .and(recognised('municipal', '2025-04'))
      .and(revoked('municipal', '2025-06-01'))
    expect(twice.history.state.recognitions.map((it) => it.revoked?.on)).toEqual(['2025-02-01', '2025-06-01'])
  })

  it('needs a recognition of that tier in force', () => {
    expect(municipal.refusalOf(revoked('provincial', '2025-06-01'))).toMatchObject({
      code: 'recognition-not-in-force',
      pointer: '/tier',
    })
    const lost = municipal.and(revoked('municipal', '2025-06-01'))
    expect(lost.refusalOf(revoked('municipal', '2025-06-02'))).toMatchObject({ code: 'recognition-not-in-force' })
  })

  it('is not dated before the first day the recognition can mean', () => {
    expect(municipal.refusalOf(revoked('municipal', '2024-11-01'))).toBeUndefined()
    expect(municipal.refusalOf(revoked('municipal', '2024-10-31'))).toMatchObject({
      code: 'revoked-before-recognised',
      pointer: '/on',
    })
  })

  it('says the day and the reason', () => {
    const data = revoked('municipal', '2025-06-01').data
    expect(municipal.refusalOf({ type: 'RecognitionRevoked', data: { ...data, reason: '' } })).toMatchObject({
      code: 'text-format',
      pointer: '/reason',
    })
    expect(municipal.refusalOf(revoked('municipal', '2025-06'))).toMatchObject({
      code: 'not-a-calendar-day',
      pointer: '/on',
    })
    expect(municipal.refusalOf(revoked('municipal', '2025-09-16'))).toMatchObject({
      code: 'dated-in-the-future',
      pointer: '/on',
    })
  })
})

describe('Designating a cultivating unit', () => {
  it('is recorded once per batch, a notice without batch counting as one', () => {
    const cultivated = platform.and(designated('2024', '2024-11')).and(designated(undefined, '2025-06-30'))
    expect(cultivated.refusalOf(designated('2024', '2024-12'))).toMatchObject({
      code: 'cultivation-already-designated',
      pointer: '/batch',
    })
    expect(cultivated.refusalOf(designated(undefined, '2025-07-01'))).toMatchObject({
      code: 'cultivation-already-designated',
    })
    expect(cultivated.refusalOf(designated('2025', '2025-06-30'))).toBeUndefined()
  })

  it('has a date that is not in the future, and printable texts', () => {
    expect(platform.refusalOf(designated('2025', '2025-10'))).toMatchObject({
      code: 'dated-in-the-future',
      pointer: '/on',
    })
    expect(platform.refusalOf(designated('', '2025-06'))).toMatchObject({ code: 'text-format', pointer: '/batch' })
    const named = { type: 'CultivationDesignated', data: { on: '2025-06', document: '\n' } } as const
    expect(platform.refusalOf(named)).toMatchObject({ code: 'text-format', pointer: '/document' })
  })
})

describe('Correcting recognitions', () => {
  it('moves the default window with the date', () => {
    const mended = platform.and(recognised('municipal', '2024-11')).corrected(1, recognised('municipal', '2024-10-28'))
    expect(defaultWindowStart(mended.history.state)).toEqual({
      from: '2024-10-28',
      statedAs: '2024-10-28',
      precision: 'day',
      tier: 'municipal',
    })
  })

  it('cannot move a recognition past its revocation, nor void it under the revocation', () => {
    const lost = platform.and(recognised('municipal', '2024-11')).and(revoked('municipal', '2025-06-01'))
    expect(lost.refusalOfCorrection(1, recognised('municipal', '2025-06-02'))).toMatchObject({
      code: 'revoked-before-recognised',
      pointer: '',
    })
    expect(lost.refusalOfVoid(1)).toMatchObject({ code: 'recognition-not-in-force', facts: { entry: 'entry-2' } })
  })

  it('gives the tier back when the revocation is voided', () => {
    const back = platform.and(recognised('municipal', '2024-11')).and(revoked('municipal', '2025-06-01')).voided(2)
    expect(back.history.state.recognitions).toEqual([{ tier: 'municipal', on: '2024-11' }])
    expect(back.refusalOf(recognised('municipal', '2025-07'))).toMatchObject({ code: 'recognition-in-force' })
  })

  it('judges the other entries as of the days they were recorded on', () => {
    const early = given([registered, recognised('municipal', '2024-11')], '2024-12-02')
    expect(early.refusalOfCorrection(1, recognised('municipal', '2025-09-16'), '2025-09-15')).toMatchObject({
      code: 'dated-in-the-future',
      pointer: '/content/data/on',
    })
  })
})

describe('The default window', () => {
  it('starts nowhere for a platform that is not recognised', () => {
    expect(defaultWindowStart(platform.and(designated('2024', '2024-11')).history.state)).toBeUndefined()
  })

  it('starts on the first day of the month of recognition, and says that only the month is known', () => {
    const state = platform.and(recognised('municipal', '2024-11')).history.state
    expect(defaultWindowStart(state)).toEqual({
      from: '2024-11-01',
      statedAs: '2024-11',
      precision: 'month',
      tier: 'municipal',
    })
  })

  it('starts with the earliest recognition in force, whatever its tier and the order of recording', () => {
    const state = platform.and(recognised('national', '2025-02-03')).and(recognised('provincial', '2025-01-15'))
      .history.state
    expect(defaultWindowStart(state)).toMatchObject({ from: '2025-01-15', tier: 'provincial' })
  })

  it('does not start with a recognition that was revoked', () => {
    const lost = platform.and(recognised('municipal', '2023-05')).and(revoked('municipal', '2024-06-15'))
    expect(defaultWindowStart(lost.history.state)).toBeUndefined()
    expect(defaultWindowStart(lost.and(recognised('municipal', '2024-11')).history.state)).toMatchObject({
      from: '2024-11-01',
    })
  })
})
