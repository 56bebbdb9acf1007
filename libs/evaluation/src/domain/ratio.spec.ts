import { LARGE_INSTRUMENTS } from '../schemes/large-instruments'
import { type RatioSource, ratioOf, withRatios } from './ratio'
import type { SchemeContent } from './scheme'
import { score } from './scoring'

const ratio = (more: Partial<RatioSource> = {}): RatioSource => ({
  from: 'ratio',
  unit: 'percent',
  numerator: [{ indicator: 'over' }],
  denominator: [{ indicator: 'under' }],
  decimals: 2,
  ...more,
})
const of = (source: RatioSource, values: Record<string, string>) => ratioOf(source, new Map(Object.entries(values)))

describe('A ratio is divided once and rounded once', () => {
  it.each([
    // 1 ÷ 3 = 33.333… %
    ['1', '3', '33.33'],
    // 2 ÷ 3 = 66.666… %
    ['2', '3', '66.67'],
    // 1 ÷ 800 = 0.125 %: half away from zero.
    ['1', '800', '0.13'],
    ['-1', '800', '-0.13'],
    ['5', '4', '125.00'],
    ['0', '4', '0.00'],
  ])('%s of %s is %s per cent', (over, under, value) => {
    expect(of(ratio(), { over, under })).toEqual({ numerator: over, denominator: under, value })
  })

  it('as a plain quotient, in its own decimals', () => {
    // 911.68 ÷ 2063 = 0.44192…
    expect(of(ratio({ unit: 'ratio', decimals: 4 }), { over: '911.68', under: '2063' })?.value).toBe('0.4419')
  })

  it('of sums in which one part counts more: (internal + 1.5 × external) ÷ original value', () => {
    const source = ratio({
      numerator: [{ indicator: 'internal' }, { indicator: 'external', times: '1.5' }],
      denominator: [{ indicator: 'assets' }],
    })
    // 200,000 + 1.5 × 300,000 = 650,000 of 2,600,000: 25 %.
    expect(of(source, { internal: '200000.00', external: '300000.00', assets: '2600000.00' })).toEqual({
      numerator: '650000',
      denominator: '2600000',
      value: '25.00',
    })
  })
})

it.each(['0', '-5'])('Of %s nothing is a share', (under) => {
  expect(of(ratio(), { over: '3', under })).toEqual({ numerator: '3', denominator: under })
})

it('Without one of its terms there is none yet', () => {
  expect(of(ratio(), { over: '3' })).toBeUndefined()
})

describe('In a scheme', () => {
  const indicator = (code: string, weight: string, more: object) => ({ code, zh: code, en: code, weight, ...more })
  const none = { source: { from: 'ledger', figure: 'projects' }, scoring: { method: 'none' } }
  const scheme = (scoring: object, target?: string) =>
    ({
      ...LARGE_INSTRUMENTS.content,
      fullScore: '20',
      groups: [
        {
          code: 'g',
          zh: '组',
          en: 'Group',
          weight: '20',
          indicators: [
            indicator('over', '0', none),
            indicator('under', '0', none),
            indicator('rate', '20', { source: ratio(), scoring, ...(target && { target }) }),
          ],
        },
      ],
    }) as unknown as SchemeContent
  const step = (scoring: object, target: string | undefined, over: string, under: string, rate?: string) => {
    const given = { over, under, ...(rate !== undefined && { rate }) }
    return score(scheme(scoring, target), new Map(Object.entries(given))).steps[2]
  }

  it('is scored by its rounded value, and its terms earn nothing', () => {
    // 300 ÷ 900 = 33.33 %; 20 × 33.33 ÷ 40 = 16.665, which is 16.67.
    const sheet = score(
      scheme({ method: 'share' }, '40'),
      new Map([
        ['over', '300'],
        ['under', '900'],
      ]),
    )
    expect(sheet.steps[2]).toMatchObject({ value: '33.33', numerator: '300', denominator: '900', points: '16.67' })
    expect(sheet.steps[0]).toMatchObject({ method: 'none', points: '0.00' })
    expect([sheet.total, sheet.complete]).toEqual(['16.67', true])
  })

  it('is worked out from its terms, whatever somebody says it is', () => {
    expect(step({ method: 'share' }, '40', '300', '900', '99').value).toBe('33.33')
  })

  it('below nothing earns nothing', () => {
    expect(step({ method: 'share' }, '40', '-300', '900')).toMatchObject({ value: '-33.33', points: '0.00' })
  })

  it.each([
    [{ method: 'share' }, '40'],
    // Also where a tier would begin at nothing.
    [{ method: 'tiers', tiers: [{ from: '0', points: '5' }] }, undefined],
    [{ method: 'rank', points: ['20'], otherwise: '8' }, undefined],
  ])('of nothing earns nothing, and that is said: %j', (scoring, target) => {
    const found = step(scoring, target, '3', '0')
    expect(found).toMatchObject({ noRatio: true, points: '0.00' })
    expect(found).not.toHaveProperty('value')
    expect(found).not.toHaveProperty('pending')
  })

  it('leaves a scheme without ratios alone', () => {
    const values = new Map([['hours', '1']])
    expect(withRatios(LARGE_INSTRUMENTS.content, values)).toBe(values)
  })
})
