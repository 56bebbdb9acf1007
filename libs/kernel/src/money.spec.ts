import * as fc from 'fast-check'
import {
  fenOf,
  formatAmount,
  inWan,
  LARGEST_AMOUNT,
  parseAmount,
  parsePositiveAmount,
  parseSignedAmount,
} from './money'
import { isRefusal } from './refusal'

const code = (checked: unknown) => (isRefusal(checked) ? checked.code : checked)

describe('given an amount on the wire (H1)', () => {
  test.each([
    ['9116800.00', 911_680_000n],
    ['0.01', 1n],
    ['9116800.29', 911_680_029n],
    ['999999999999.99', LARGEST_AMOUNT],
  ])('then %s is %s fen', (text, fen) => expect(parsePositiveAmount(text)).toBe(fen))

  test.each([
    [9116800.29, 'amount-must-be-string'],
    [undefined, 'amount-must-be-string'],
    ['100', 'amount-format'],
    ['100.0', 'amount-format'],
    ['100.000', 'amount-format'],
    ['1,000.00', 'amount-format'],
    ['-1.00', 'amount-format'],
    ['01.00', 'amount-format'],
    ['１.00', 'amount-format'],
    ['1e3.00', 'amount-format'],
    ['0.00', 'amount-not-positive'],
    ['1000000000000.00', 'amount-too-large'],
  ])('then %s is refused: %s', (text, refusal) => expect(code(parsePositiveAmount(text))).toBe(refusal))

  test('then a change may lower the amount, but has no minus zero', () => {
    expect(parseSignedAmount('-20000.00')).toBe(-2_000_000n)
    expect(code(parseSignedAmount('-0.00'))).toBe('amount-format')
    expect(code(parseAmount('-20000.00'))).toBe('amount-format')
  })

  test('then writing and reading give the same fen back', () => {
    fc.assert(fc.property(fc.bigInt(-LARGEST_AMOUNT, LARGEST_AMOUNT), (fen) => fenOf(formatAmount(fen)) === fen))
  })
})

describe('given an exact sum shown in 万元', () => {
  test('then it is rounded once, half away from zero, with the remainder beside it', () => {
    expect(inWan(911_680_000n, 2)).toEqual({ text: '911.68', remainder: 0n })
    expect(inWan(2_062_500_000n, 0)).toEqual({ text: '2063', remainder: -500_000n })
    expect(inWan(-2_062_500_000n, 0)).toEqual({ text: '-2063', remainder: 500_000n })
    expect(inWan(-1n, 2)).toEqual({ text: '0.00', remainder: -1n })
  })

  test('then it equals long division by whole numbers', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.integer({ min: 0, max: 4 }), (fen, decimals) => {
        const step = 10n ** BigInt(6 - decimals)
        const size = fen < 0n ? -fen : fen
        const rounded = ((size + step / 2n) / step) * (fen < 0n ? -1n : 1n)
        const { text, remainder } = inWan(fen, decimals)
        expect(BigInt(text.replace('.', ''))).toBe(rounded)
        expect(remainder).toBe(fen - rounded * step)
      }),
    )
  })
})
