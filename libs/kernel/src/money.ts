import { Decimal } from 'decimal.js'
import { type Checked, refuse } from './refusal'
import { shortened } from './shortened'

/**
 * Money is whole fen in a bigint: never a float (9116800.29 × 100 is not an integer in binary floating point).
 * On the wire it is a decimal string of yuan with exactly two decimals.
 */
export type Fen = bigint

const AMOUNT = /^(0|[1-9]\d*)\.\d{2}$/
const SIGNED_AMOUNT = /^-?(0|[1-9]\d*)\.\d{2}$/

/**
 * Single amounts stay below one trillion yuan (10^14 fen), so that they are exact in a 64-bit column and a sum of
 * ninety of the largest still fits the 2^53 up to which a JavaScript number counts whole fen exactly.
 */
export const LARGEST_AMOUNT: Fen = 99_999_999_999_999n

/**
 * Reads an amount of yuan, e.g. `9116800.00`, as fen. Not negative; zero is allowed here, `parsePositiveAmount` refuses it.
 * Refusals: `amount-must-be-string`, `amount-format`, `amount-too-large`.
 */
export function parseAmount(text: unknown, pointer = ''): Checked<Fen> {
  return parse(text, AMOUNT, pointer)
}

/** As `parseAmount`, and H1: the amount is more than zero. Refusal: `amount-not-positive`. */
export function parsePositiveAmount(text: unknown, pointer = ''): Checked<Fen> {
  const fen = parse(text, AMOUNT, pointer)
  if (fen !== 0n) return fen
  return refuse('amount-not-positive', { rule: 'H1', pointer, zh: '金额必须大于零', en: 'an amount is more than zero' })
}

/** As `parseAmount`, with an optional minus sign (the delta of an amendment). `-0.00` is refused. */
export function parseSignedAmount(text: unknown, pointer = ''): Checked<Fen> {
  return parse(text, SIGNED_AMOUNT, pointer)
}

function parse(text: unknown, format: RegExp, pointer: string): Checked<Fen> {
  if (typeof text !== 'string') {
    return refuse('amount-must-be-string', {
      rule: 'H1',
      pointer,
      zh: '金额须以字符串填写，如 "9116800.00"，不接受数字',
      en: 'an amount is a decimal string such as "9116800.00", not a number',
    })
  }
  if (!format.test(text) || text === '-0.00') {
    return refuse('amount-format', {
      rule: 'H1',
      pointer,
      zh: '金额须精确到分，恰好两位小数，无千分位',
      en: 'an amount has exactly two decimals and no separators',
      facts: { given: shortened(text, 40) },
    })
  }
  const fen = fenOf(text)
  if (fen <= LARGEST_AMOUNT && fen >= -LARGEST_AMOUNT) return fen
  return refuse('amount-too-large', {
    rule: 'H1',
    pointer,
    zh: '金额超出上限（一万亿元以下）',
    en: 'an amount is below one trillion yuan',
  })
}

/** Fen of a text that has been checked already (a stored event). Throws SyntaxError on anything else. */
export function fenOf(amount: string): Fen {
  return BigInt(amount.replace('.', ''))
}

/** Yuan with two decimals: 911680000n → `9116800.00`, -5n → `-0.05`. A number is a whole one below 2^53. */
export function formatAmount(fen: Fen | number): string {
  const sign = fen < 0 ? '-' : ''
  if (typeof fen === 'number') {
    const [whole, cents] = [Math.abs(fen - (fen % 100)) / 100, Math.abs(fen % 100)]
    return `${sign}${whole}${cents < 10 ? '.0' : '.'}${cents}`
  }
  const digits = (fen < 0 ? -fen : fen).toString().padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export interface RoundedAmount {
  /** The rounded amount in 万元, e.g. `911.68`. */
  readonly text: string
  /** 尾差: exact minus rounded, in fen; what a reader must add to get back the exact sum. */
  readonly remainder: Fen
}

/**
 * An exact sum shown in 万元 (10,000 yuan) with 0–6 decimals, rounded once, half away from zero (四舍五入), the remainder
 * beside it. Round sums, never rows: sums of rounded rows are not the rounded sum (舍位平衡).
 */
export function inWan(fen: Fen, decimals: number): RoundedAmount {
  const rounded = new Decimal(fen.toString()).div(1_000_000).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP)
  const text = rounded.isZero() ? new Decimal(0).toFixed(decimals) : rounded.toFixed(decimals)
  return { text, remainder: fen - BigInt(rounded.times(1_000_000).toFixed(0)) }
}
