import { formatAmount, inWan } from '@pilot-ledger/kernel'

/**
 * Amounts come as decimal strings of yuan with two decimals and stay strings: the digits are moved, never calculated with
 * floating point.
 */
export type Unit = 'yuan' | 'wan'

const AMOUNT = /^(-?)(\d+)\.(\d{2})$/

/** Whole fen of an amount. Throws on what is no amount of the service. */
export function fenOf(amount: string): bigint {
  const match = AMOUNT.exec(amount)
  if (!match) throw new Error(`not an amount: ${amount}`)
  const fen = BigInt(match[2] + match[3])
  return match[1] ? -fen : fen
}

/** Fen as an amount with two decimals. */
export const amountOf = formatAmount

/** Σ of amounts, exact. */
export function sumOf(amounts: readonly string[]): string {
  return amountOf(amounts.reduce((sum, it) => sum + fenOf(it), 0n))
}

/**
 * The sum of rows, or null where one of them is null: an amount on two tax bases is no one number, and so neither is the sum
 * (H12). What is undefined has not come yet.
 */
export function sumOfRows(values: readonly (string | null | undefined)[]): string | null {
  if (values.includes(null)) return null
  return sumOf(values.filter((it) => typeof it === 'string'))
}

/** 9116800.00 → `9,116,800.00` in yuan, `911.68` in 万元: rounded once, half away from zero. */
export function shown(amount: string, unit: Unit, decimals = 2): string {
  const fen = fenOf(amount)
  return grouped(unit === 'yuan' ? amount : inWan(fen, decimals).text)
}

/**
 * 尾差: what the rounded sum differs by from the sum of the rounded rows, as it is printed under a table in 万元; undefined
 * where they agree. Rows are never adjusted to make them agree.
 */
export function remainder(rows: readonly string[]): string | undefined {
  const rounded = (amount: string) => inWan(fenOf(amount), 2).text
  const [ofRows, ofSum] = [sumOf(rows.map(rounded)), rounded(sumOf(rows))]
  return ofRows === ofSum ? undefined : amountOf(fenOf(ofSum) - fenOf(ofRows))
}

/** Share of a whole for the length of a bar, in percent from 0 to 100: for drawing only, never shown as a number. */
export function barShare(part: string, whole: string): number {
  const of = fenOf(whole)
  if (of <= 0n) return 0
  const share = Number((fenOf(part) * 1000n) / of) / 10
  return Math.max(0, Math.min(100, share))
}

function grouped(amount: string): string {
  const [whole, rest] = amount.split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${rest}`
}

const DIGITS = /^(-?)(\d+)(?:\.(\d{1,2}))?$/

/** `380,000` → `380000.00`; what is no amount comes back as it is. */
export function typedAmount(text: string): string {
  const plain = text.normalize('NFKC').replace(/[,\s¥元]/g, '')
  const match = DIGITS.exec(plain)
  if (!match) return text
  const whole = match[2].replace(/^0+(?=\d)/, '')
  return `${match[1]}${whole}.${(match[3] ?? '').padEnd(2, '0')}`
}
