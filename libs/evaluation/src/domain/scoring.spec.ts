import fc from 'fast-check'
import type { Indicator, SchemeContent, Scoring } from './scheme'
import { placesOf, score } from './scoring'

/** A scheme of one indicator worth 40. */
const scheme = (scoring: Scoring, target?: string, weight = '40', decimals = 2): SchemeContent => {
  const indicator: Indicator = {
    code: 'x',
    zh: '指标',
    en: 'Indicator',
    weight,
    source: { from: 'ledger', figure: 'receivedAmount' },
    ...(target !== undefined && { target }),
    scoring,
  }
  return {
    window: { kind: 'fixed', from: '2025-01-01', to: '2025-12-31' },
    asOf: { kind: 'opening' },
    filters: [],
    fullScore: weight,
    decimals,
    groups: [{ code: 'g', zh: '组', en: 'Group', weight, indicators: [indicator] }],
    grades: { levels: [{ code: 'all', zh: '合格', en: 'Passed', from: '0' }], noShow: 'all' },
  }
}
const points = (of: SchemeContent, value: string, place?: number) =>
  score(of, new Map([['x', value]]), new Map(place === undefined ? [] : [['x', place]])).steps[0].points

const TIERS: Scoring = {
  method: 'tiers',
  tiers: [
    { from: '5', points: '8' },
    { from: '10', points: '14' },
    { from: '20', points: '40' },
  ],
}

describe('A share of the target', () => {
  it.each([
    // 40 × 1,250,000 ÷ 3,000,000 = 16.6666…
    ['1250000.00', '3000000.00', '16.67'],
    // 40 × 1 ÷ 3 = 13.333…
    ['1', '3', '13.33'],
    ['3', '3', '40.00'],
    ['4', '3', '40.00'],
    ['0', '3', '0.00'],
    // A value below nothing earns nothing.
    ['-5.00', '3.00', '0.00'],
    // 40 × 1 ÷ 3200 = 0.0125: half away from zero, though a binary fraction of it lies below.
    ['1', '3200', '0.01'],
    // 40 × 3 ÷ 3200 = 0.0375
    ['3', '3200', '0.04'],
    // 40 × 1 ÷ 8000 = 0.005: a tie goes up.
    ['1', '8000', '0.01'],
  ])('of %s in %s is worth %s of 40', (value, target, worth) => {
    expect(points(scheme({ method: 'share' }, target), value)).toBe(worth)
  })

  it('is held by its cap, which is told', () => {
    const { steps } = score(scheme({ method: 'share', cap: '0.8' }, '100'), new Map([['x', '90']]))
    // 0.9 of the target, capped at 0.8: 40 × 0.8.
    expect(steps[0]).toMatchObject({ ratio: '0.900000', cap: '0.8', points: '32.00' })
  })

  it('is rounded once: the ratio shown is not what is multiplied', () => {
    // 40 × 2 ÷ 3 = 26.666…; with the ratio as shown, 0.666667 × 40 = 26.66668, the same; with 2 decimals 0.67 × 40 = 26.80.
    expect(points(scheme({ method: 'share' }, '3'), '2')).toBe('26.67')
  })
})

it.each([
  ['4', '0.00'],
  ['5', '8.00'],
  ['9', '8.00'],
  ['10', '14.00'],
  ['19', '14.00'],
  ['20', '40.00'],
  ['900', '40.00'],
])('Only the highest tier that %s reaches counts: %s', (value, worth) => {
  expect(points(scheme(TIERS), value)).toBe(worth)
})

it('A threshold is reached or not', () => {
  expect(['1', '2', '3'].map((it) => points(scheme({ method: 'threshold' }, '2'), it))).toEqual([
    '0.00',
    '40.00',
    '40.00',
  ])
})

it('A rank gives the points of the place, the rest of the field the same', () => {
  const ranked = scheme({ method: 'rank', points: ['40', '30'], otherwise: '12.5' })
  expect([1, 2, 3, 9].map((place) => points(ranked, '1', place))).toEqual(['40.00', '30.00', '12.50', '12.50'])
})

it('Equal values share the better place', () => {
  const places = placesOf(
    new Map([
      ['a', '5.00'],
      ['b', '9'],
      ['c', '5'],
      ['d', '1'],
    ]),
  )
  expect([...places]).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 2],
    ['d', 4],
  ])
})

it('What has no value or no place yet is pending and worth nothing so far', () => {
  const ranked = scheme({ method: 'rank', points: ['40'], otherwise: '1' })
  for (const sheet of [score(ranked, new Map([['x', '5']])), score(ranked, new Map())]) {
    expect(sheet.complete).toBe(false)
    expect(sheet.steps[0]).toMatchObject({ pending: true, points: '0.00' })
  }
})

describe('Whatever the value', () => {
  const money = fc
    .bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
    .map(
      (fen) =>
        `${fen < 0n ? '-' : ''}${(fen < 0n ? -fen : fen) / 100n}.${String((fen < 0n ? -fen : fen) % 100n).padStart(2, '0')}`,
    )
  const cents = (text: string) => BigInt(text.replace('.', ''))

  it('points lie between nothing and the weight, and a larger value has no fewer', () => {
    const methods: [Scoring, string?][] = [
      [{ method: 'share' }, '3000000.00'],
      [{ method: 'share', cap: '0.7' }, '7.77'],
      [TIERS],
      [{ method: 'threshold' }, '100.00'],
    ]
    fc.assert(
      fc.property(fc.constantFrom(...methods), money, money, ([scoring, target], one, other) => {
        const of = scheme(scoring, target)
        const [less, more] = cents(one) <= cents(other) ? [one, other] : [other, one]
        const [low, high] = [cents(points(of, less)), cents(points(of, more))]
        expect(low >= 0n && low <= high && high <= 4000n).toBe(true)
      }),
    )
  })

  it('a share is what whole-number arithmetic says: ⌊(2·weight·value + target) ÷ (2·target)⌋ hundredths', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 12n }), (value, target) => {
        const text = (fen: bigint) => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`
        const exact = value >= target ? 4000n : (2n * 4000n * value + target) / (2n * target)
        expect(cents(points(scheme({ method: 'share' }, text(target)), text(value)))).toBe(exact)
      }),
    )
  })
})
