import { atOnce, type BusinessDate, fenOf, formatAmount, grouped, type Steps } from '@pilot-ledger/kernel'

/** How rows make a value: Σ amounts, how many rows, how many different keys. */
export type Measure = 'sum' | 'rows' | 'distinct'
export type TaxBasis = 'inclusive' | 'exclusive'

/** One row behind an indicator, as it is struck, sampled and sealed. */
export interface CountedRow {
  /** Names the row among those of its indicator: the entry's id, and the product where one entry names several. */
  readonly row: string
  /** The entry that says it. */
  readonly entryId: string
  readonly sequence: number
  readonly engagement?: string
  readonly contractNo?: string
  /** Client as signed. */
  readonly client?: string
  /** What sort of row: `signed`, `received`, `jointCentre` … */
  readonly kind: string
  /** The day that puts it inside the window. */
  readonly date: BusinessDate
  /** Signed yuan of a sum; of counts `1`, or `0` where an earlier row counts the key already. */
  readonly value: string
  /** What a distinct count counts: two rows with the same are one. */
  readonly counts?: string
  /** Of contract amounts, whose bases are never added (H12). */
  readonly taxBasis?: TaxBasis
}

/** What is taken off a row: wholly, or an amount of a sum. */
export interface Deduction {
  readonly row: string
  readonly amount?: string
}

/**
 * The value of rows less deductions. 核定数: a sum is what is left of the amounts; a count is the rows that are left; a
 * distinct count is the different keys of the rows that are left. Undefined where amounts of both tax bases are left (H12).
 */
export const valueOfRows = (...requested: Parameters<typeof valueInSteps>) => atOnce(valueInSteps(...requested))

/** The same in steps. */
export function* valueInSteps(
  measure: Measure,
  rows: readonly Pick<CountedRow, 'row' | 'value' | 'counts' | 'taxBasis'>[],
  deductions: readonly Deduction[] = [],
): Steps<string | undefined> {
  const whole = new Set(deductions.filter((it) => it.amount === undefined).map((it) => it.row))
  const left = rows.filter((it) => !whole.has(it.row))
  yield
  if (measure === 'rows') return String(left.length)
  if (measure === 'distinct') return String(new Set(left.map((it) => it.counts)).size)
  const bases = new Set<TaxBasis>()
  const there = new Set<string>()
  let sum = 0n
  for (const { row, value, taxBasis } of left) {
    yield
    if (taxBasis !== undefined) bases.add(taxBasis)
    there.add(row)
    sum += fenOf(value)
  }
  if (bases.size > 1) return undefined
  for (const { row, amount } of deductions) if (amount !== undefined && there.has(row)) sum -= fenOf(amount)
  return formatAmount(sum)
}

/** What each contract has left: the items of a cap per item. Rows without a contract stand for themselves. */
export function* itemsOf(rows: readonly CountedRow[], deductions: readonly Deduction[] = []): Steps<Item[]> {
  const sums = new Map<string, { engagement: string; contractNo: string; fen: bigint }>()
  const taken = grouped(deductions, (it) => it.row)
  for (const it of rows) {
    yield
    const key = it.engagement ?? it.entryId
    const item = sums.get(key) ?? { engagement: key, contractNo: it.contractNo ?? '', fen: 0n }
    item.fen += fenOf(it.value) - takenOff(it, taken.get(it.row) ?? [])
    sums.set(key, item)
  }
  const items: Item[] = []
  for (const { engagement, contractNo, fen } of sums.values()) {
    yield
    items.push({ engagement, contractNo, value: formatAmount(fen) })
  }
  return items
}

export interface Item {
  readonly engagement: string
  readonly contractNo: string
  readonly value: string
}

function takenOff(row: CountedRow, own: readonly Deduction[]): bigint {
  if (own.some((it) => it.amount === undefined)) return fenOf(row.value)
  return own.reduce((sum, it) => sum + fenOf(it.amount as string), 0n)
}

export { valueOfRows as valueOf }
