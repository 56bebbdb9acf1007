import { canonicalJson } from '@pilot-ledger/kernel'
import { Decimal } from 'decimal.js'

/** Enough digits for any product of two sums of money: nothing is rounded before the end. */
export const Exact = Decimal.clone({ precision: 80 })

/** SHA-256 of a UTF-8 text, lower-case hex: given by the caller, so that this file stays plain calculation. */
export type Digest = (text: string) => string

/** What may be drawn: a row behind an indicator, by a key that is the same on every replica. */
export interface PopulationRow {
  readonly key: string
  /** Fen; of reversals and refunds the sign is part of it. Size in a draw by money is its absolute value. */
  readonly amount: bigint
  readonly stratum: string
}

export const DRAW_METHODS = ['count', 'money'] as const
export type DrawMethod = (typeof DRAW_METHODS)[number]

export interface DrawParameters {
  readonly seed: string
  readonly method: DrawMethod
  /** Rows to draw; by money: points, so that a large row may be met by several. */
  readonly size: number
}

export interface DrawnRow extends PopulationRow {
  /** How many points met the row; 1 in a draw by count. */
  readonly hits: number
}
export interface Stratum {
  readonly name: string
  readonly rows: number
  /** Σ of the absolute amounts, fen. */
  readonly money: bigint
  /** Rows (or points) allotted. */
  readonly allotted: number
}
export interface Draw {
  readonly strata: readonly Stratum[]
  /** In the order in which they were met. */
  readonly drawn: readonly DrawnRow[]
}

/**
 * The population as one text (RFC 8785) over rows in the order of their keys: its SHA-256 says from what a sample was drawn,
 * so that anybody who has the rows can tell whether they are the same.
 */
export function populationText(rows: readonly PopulationRow[]): string {
  return canonicalJson(inOrder(rows).map(({ key, amount, stratum }) => [key, amount.toString(), stratum]))
}

/**
 * A draw that anybody can redo with a SHA-256 and whole numbers. The key of a row is `<platform id>/<row id>`.
 *
 * 1. Strata in the order of their names; `size` is allotted in proportion to rows (by money: to money), rounded down,
 *    but one to each where it reaches; what is left goes to the stratum most of its share is owed to, what is too much is taken
 *    from the one that has most; of equals the first.
 * 2. In a stratum rows stand in the order of SHA-256(seed LF stratum LF key).
 * 3. By count the first `allotted` rows are drawn: a simple random sample without replacement.
 * 4. By money (probability proportional to size, systematic): T is the stratum's money in fen, u the whole number
 *    SHA-256(seed LF stratum LF "start") mod T; the points (u + k·T) div n for k = 0 … n−1 each meet the row in whose share of
 *    the running sum it lies. A row of at least T/n is met for certain, rows of 0.00 never.
 */
export function draw(rows: readonly PopulationRow[], { seed, method, size }: DrawParameters, digest: Digest): Draw {
  const strata = strataOf(rows, method, size)
  const drawn = strata.flatMap(({ name, allotted, money }) => {
    const members = rows
      .filter((it) => it.stratum === name)
      .map((row) => ({ row, rank: digest(`${seed}\n${name}\n${row.key}`) }))
      .sort((a, b) => compare(a.rank, b.rank))
      .map(({ row }) => row)
    if (method === 'count') return members.slice(0, allotted).map((row) => ({ ...row, hits: 1 }))
    const start = BigInt(`0x${digest(`${seed}\n${name}\nstart`)}`)
    return met(members, money, allotted, start)
  })
  return { strata, drawn }
}

function met(rows: readonly PopulationRow[], money: bigint, points: number, start: bigint): DrawnRow[] {
  if (money === 0n || points === 0) return []
  const n = BigInt(points)
  const offset = start % money
  const found: DrawnRow[] = []
  let k = 0n
  let sum = 0n
  for (const row of rows) {
    sum += sizeOf(row)
    let hits = 0
    for (; k < n && (offset + k * money) / n < sum; k++) hits++
    if (hits > 0) found.push({ ...row, hits })
  }
  return found
}

/** 1. of `draw`. */
function strataOf(rows: readonly PopulationRow[], method: DrawMethod, size: number): Stratum[] {
  const names = [...new Set(rows.map((it) => it.stratum))].sort(compare)
  const counted = names.map((name) => {
    const members = rows.filter((it) => it.stratum === name)
    return { name, rows: members.length, money: members.reduce((sum, it) => sum + sizeOf(it), 0n) }
  })
  const weights = counted.map((it) => (method === 'count' ? BigInt(it.rows) : it.money))
  const most = counted.map((it) => (method === 'count' ? it.rows : Number.MAX_SAFE_INTEGER))
  const allotted = allot(size, weights, most)
  return counted.map((it, i) => ({ ...it, allotted: allotted[i] }))
}

/** `size` over weights: one each where it reaches, the rest by largest remainder; never more than there is. */
export function allot(size: number, weights: readonly bigint[], most: readonly number[]): number[] {
  const shares = weights.map(() => 0)
  const open = weights.map((_, i) => i).filter((i) => weights[i] > 0n && most[i] > 0)
  const total = open.reduce((sum, i) => sum + weights[i], 0n)
  if (total === 0n) return shares
  const wanted = Math.min(
    size,
    open.reduce((sum, i) => Math.min(Number.MAX_SAFE_INTEGER, sum + most[i]), 0),
  )
  if (wanted >= open.length) for (const i of open) shares[i] = 1
  const left = () => wanted - shares.reduce((sum, it) => sum + it, 0)
  const exact = (i: number) => new Exact(weights[i].toString()).times(wanted).div(total.toString())
  for (const i of open) shares[i] = Math.min(most[i], Math.max(shares[i], exact(i).floor().toNumber()))
  // The one each may have taken more than the proportion leaves: it is given back where most was given.
  while (left() < 0) {
    const largest = open.reduce((best, i) => (shares[i] > shares[best] ? i : best), open[0])
    shares[largest]--
  }
  while (left() > 0) {
    const owed = (i: number) => exact(i).minus(shares[i])
    const room = open.filter((i) => shares[i] < most[i])
    const neediest = room.reduce((best, i) => (owed(i).gt(owed(best)) ? i : best), room[0])
    shares[neediest]++
  }
  return shares
}

export const sizeOf = ({ amount }: Pick<PopulationRow, 'amount'>) => (amount < 0n ? -amount : amount)

const inOrder = (rows: readonly PopulationRow[]) => [...rows].sort((a, b) => compare(a.key, b.key))
/** By UTF-16 code units, as RFC 8785 sorts keys: the same wherever it is redone. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The words under which the sheet is printed: how to redo the draw. */
export const DRAW_IN_WORDS = {
  zh: '行键为“平台 id/行 id”（平台 id、一个斜杠“/”、行 id，即明细行的 row），⏎ 为换行符 LF（U+000A），SHA-256 取小写十六进制、按 UTF-8 计算；总体 SHA-256 为按行键排序的 [行键, 金额, 层] 数组的 RFC 8785 文本之摘要（金额为以分计的整数、带符号，写作文本，即加引号的数字，如 "-1250"；计数指标为该行的数）；层按名称排序，设样本量 S、层内行数（按金额抽样为层内金额绝对值之和，分）w、各层合计 W，各层先得 S·w÷W 向下取整，够分时至少 1，按行数时不超过层内行数，余数逐一归 S·w÷W 减已得之差最大的层，超出逐一由已得最多的层退回，相等取靠前者，结果即各层应抽数（allotted）；层内各行按 SHA-256(种子⏎层⏎行键) 由小到大排列；按行数抽样取前 n 行（n 为该层应抽数）；按金额抽样（系统 PPS）T 为该层金额（分），以 u = SHA-256(种子⏎层⏎"start") mod T 起（摘要作为整数；start 不带引号），取点 (u + k·T) div n（k = 0…n−1），点落入累计金额区间的行入样。',
  en: 'The key of a row is “<platform id>/<row id>”: the platform id, one slash, the row id (the row’s own “row”). LF is U+000A; SHA-256 is of UTF-8, in lower-case hex. The population’s SHA-256 is that of the RFC 8785 text of the list of [key, amount, stratum], ordered by key, the amount being whole fen with its sign as text: digits in quotes, as "-1250" (of a count the row’s number). Strata stand in the order of their names. With S the size, w a stratum’s rows (by money: its absolute amounts in fen) and W their sum over the strata, each stratum first gets S·w ÷ W rounded down, at least 1 where S reaches, by count no more than its rows; what is left goes one by one to the stratum whose S·w ÷ W is furthest above what it has, what is too much is taken one by one from the one that has most, of equals the first: that is its “allotted”, n below. In a stratum rows are ordered by SHA-256(seed LF stratum LF key). By count the first n are drawn. By money (systematic PPS), T being the stratum’s money in fen, the points (u + k·T) div n, k = 0 … n−1, with u = SHA-256(seed LF stratum LF start) as a whole number mod T, draw the row in whose share of the running sum they lie.',
} as const
