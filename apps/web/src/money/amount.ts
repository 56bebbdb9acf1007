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

const TYPED = /^(-?)(\d+)(?:\.(\d{1,10}))?([万亿]?)$/
/** By how many places 万 and 亿 move the point. */
const PLACES: Readonly<Record<string, number>> = { '': 0, 万: 4, 亿: 8 }

/** `380,000` → `380000.00`, `36.8万` → `368000.00`; what is no amount of whole fen comes back as it is. */
export function typedAmount(text: string): string {
  const plain = text.normalize('NFKC').replace(/[,\s¥元]/g, '')
  const match = TYPED.exec(plain)
  if (!match) return text
  const [, sign, whole, after = '', unit] = match
  const places = PLACES[unit]
  if (after.length > places + 2) return text
  const digits = whole + after.padEnd(places + 2, '0')
  const at = digits.length - 2
  return `${sign}${digits.substring(0, at).replace(/^0+(?=\d)/, '')}.${digits.substring(at)}`
}

/** What was understood of a typed amount, to be read beside it: in yuan, from 10,000 on in 万元 too; undefined of what is none. */
export function understood(text: string): { readonly yuan: string; readonly wan?: string } | undefined {
  const amount = typedAmount(text)
  if (!AMOUNT.test(amount)) return undefined
  const yuan = shown(amount, 'yuan')
  const fen = fenOf(amount)
  return (fen < 0n ? -fen : fen) < 1_000_000n ? { yuan } : { yuan, wan: shown(amount, 'wan', 6).replace(/0{1,4}$/, '') }
}
