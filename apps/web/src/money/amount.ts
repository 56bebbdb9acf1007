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
export function amountOf(fen: bigint): string {
  return decimal(fen, 2)
}

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
  return grouped(unit === 'yuan' ? amount : decimal(roundedWan(fen, decimals), decimals))
}

/** Whole units of 10^-decimals 万元. */
function roundedWan(fen: bigint, decimals: number): bigint {
  const per = 10n ** BigInt(6 - decimals)
  const [sign, size] = fen < 0n ? [-1n, -fen] : [1n, fen]
  return sign * ((size * 2n + per) / (per * 2n))
}

/**
 * 尾差: what the rounded sum differs by from the sum of the rounded rows, as it is printed under a table in 万元; undefined
 * where they agree. Rows are never adjusted to make them agree.
 */
export function remainder(rows: readonly string[], decimals = 2): string | undefined {
  const fens = rows.map(fenOf)
  const ofRows = fens.reduce((sum, it) => sum + roundedWan(it, decimals), 0n)
  const ofSum = roundedWan(
    fens.reduce((sum, it) => sum + it, 0n),
    decimals,
  )
  return ofRows === ofSum ? undefined : decimal(ofSum - ofRows, decimals)
}

/** Share of a whole for the length of a bar, in percent from 0 to 100: for drawing only, never shown as a number. */
export function barShare(part: string, whole: string): number {
  const of = fenOf(whole)
  if (of <= 0n) return 0
  const share = Number((fenOf(part) * 1000n) / of) / 10
  return Math.max(0, Math.min(100, share))
}

function decimal(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const cut = digits.length - decimals
  return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`
}

function grouped(amount: string): string {
  const [whole, rest] = amount.split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${rest}`
}
