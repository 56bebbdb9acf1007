import fc from 'fast-check'
import { PublishedInterval } from './published-interval'

describe('The interval a published value stands for', () => {
  it.each([
    ['2063', '万元', '20625000.00', '20635000.00'],
    ['911.68', '万元', '9116750.00', '9116850.00'],
    ['911.680', '万元', '9116795.00', '9116805.00'],
    ['0.21', '亿元', '20500000.00', '21500000.00'],
    ['9116800', '元', '9116799.50', '9116800.50'],
    ['9116800.00', '元', '9116799.995', '9116800.005'],
    ['27', 'count', '26.5', '27.5'],
    ['0', 'count', '-0.5', '0.5'],
  ] as const)('%s %s is [%s, %s)', (value, unit, low, high) => {
    expect(new PublishedInterval({ value, unit })).toMatchObject({ low, high })
  })

  it.each([
    ['2063', '20625000.00', true],
    ['2063', '20624999.99', false],
    ['2063', '20634999.99', true],
    ['2063', '20635000.00', false],
    ['911.68', '9116750.00', true],
    ['911.68', '9116749.99', false],
    ['911.68', '9116849.99', true],
    ['911.68', '9116850.00', false],
    // 2062.499999999… 万元: digits beyond what a double can tell from 2062.5.
    ['2063', '20624999.9999999999999999999999', false],
  ] as const)('%s 万元 holds %s yuan: %s', (value, computed, holds) => {
    expect(new PublishedInterval({ value, unit: '万元' }).contains(computed)).toBe(holds)
  })

  it('of a count holds that count only', () => {
    const interval = new PublishedInterval({ value: '27', unit: 'count' })
    expect(['26', '27', '28'].map((it) => interval.contains(it))).toEqual([false, true, false])
    expect(interval.difference('30')).toBe('3')
    expect(interval.difference('27')).toBe('0')
  })

  it('gives differences in yuan, signed, to the fen', () => {
    const interval = new PublishedInterval({ value: '911.68', unit: '万元' })
    expect(interval.difference('9116800.00')).toBe('0.00')
    expect(interval.difference('9116749.99')).toBe('-50.01')
    expect(interval.difference('20630000.00')).toBe('11513200.00')
  })

  // Independent arithmetic: whole numbers only. In fen, with twice the half-width so that it is whole too.
  const units = { 元: 100n, 万元: 1_000_000n, 亿元: 10_000_000_000n } as const
  const amounts = fc.record({
    unit: fc.constantFrom('元', '万元', '亿元' as const),
    digits: fc.bigInt({ min: 0n, max: 10n ** 20n }),
    decimals: fc.integer({ min: 0, max: 10 }),
    off: fc.bigInt({ min: -3n, max: 3n }),
    side: fc.constantFrom(-1n, 0n, 1n),
  })

  it('is what whole-number arithmetic says, near and at both edges', () => {
    fc.assert(
      fc.property(amounts, ({ unit, digits, decimals, off, side }) => {
        const scale = 10n ** BigInt(decimals)
        const text = digits.toString().padStart(decimals + 1, '0')
        const value = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`
        // Fen near the low edge, the value or the high edge, and a few fen beside it: (2·digits ± 1)·unit / (2·scale).
        const fen = ((2n * digits + side) * units[unit]) / (2n * scale) + off
        const twice = 2n * scale * fen
        const inside = twice >= (2n * digits - 1n) * units[unit] && twice < (2n * digits + 1n) * units[unit]
        expect(new PublishedInterval({ value, unit }).contains(yuan(fen))).toBe(inside)
      }),
      { numRuns: 2000 },
    )
  })

  it('differs by what whole-number arithmetic says, for values no finer than a fen', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 17n }),
        fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
        (wan, fen) => {
          const interval = new PublishedInterval({ value: wan.toString(), unit: '万元' })
          expect(interval.difference(yuan(fen))).toBe(yuan(fen - wan * 1_000_000n))
        },
      ),
    )
  })
})

function yuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
