import {
  atOnce,
  dayOfNumber,
  type FieldsOf,
  figureValue,
  flatInSteps,
  formatAmount,
  maybe,
  nameKey,
  orNull,
  type Steps,
  sortedInSteps,
  text,
} from '@pilot-ledger/kernel'
import { type FigureDefinition, keyOf, selects } from '../catalogue/figure'
import { NONE } from '../columns/index-chain'
import { FACT, STORE, TAX } from '../columns/store'
import { TAX_BASIS, TAX_PARTS } from './figure-value'
import type { Question } from './question'

/** A fact row behind a figure, with what it contributes. */
export interface CountedRow {
  readonly row: number
  /** The day the window was applied to. */
  readonly day: number
  /** Fen for sums; 1, or 0 where the key was counted by an earlier row. */
  readonly value: number
  /** The counted key (in `scoped`) of a distinct count. */
  readonly key?: number
}

/**
 * The rows a figure is made of, in the order of their day and entry. Their values add up to the figure: what is counted
 * once belongs to its first row, the others carry 0 and show why they add nothing.
 */
export const countedRows = (question: Question, figure: FigureDefinition): CountedRow[] =>
  atOnce(countingRows(question, figure))

/** The same in steps. */
export function* countingRows(question: Question, figure: FigureDefinition): Steps<CountedRow[]> {
  const rows: { row: number; day: number; entry: number }[] = []
  const take = (row: number) => {
    if (counts(question, figure, row))
      rows.push({ row, day: dayOf(question, figure, row), entry: question.detail(row, 'entry') })
  }
  if (question.platform === undefined) question.eachRow(take)
  else yield* question.eachOwnRow(take)
  const sorted = yield* sortedInSteps(rows, (a, b) => a.day - b.day || a.entry - b.entry || a.row - b.row)
  const seen = new Set<number>()
  return yield* flatInSteps(sorted, ({ row, day }): [CountedRow] => {
    if (figure.measure !== 'distinct') return [{ row, day, value: contribution(question, figure, row) }]
    const key = keyOf(question, figure, row)
    const value = seen.has(key) ? 0 : 1
    seen.add(key)
    return [{ row, day, value, key }]
  })
}

/** Whether a row that holds at the cut is one of those a figure is made of. */
export function counts(question: Question, figure: FigureDefinition, row: number): boolean {
  return figure.kinds.includes(question.columns.kind[row]) && selects(question, figure, row)
}

/** What such a row adds to a figure by itself: fen of a sum, else one. */
export function contribution({ tables }: Question, figure: FigureDefinition, row: number): number {
  const { kind, amount } = tables[STORE].facts.at(row)
  return figure.measure === 'sum' ? (figure.sign?.(kind[row]) ?? 1) * amount[row] : 1
}

/** The day that put a row inside the window: the contract's signing day, or the row's own. */
export function dayOf(question: Question, figure: FigureDefinition, row: number): number {
  const { date, contractDate, kind } = question.columns
  if (kind[row] === FACT.product) return contractDate[row]
  // An amendment to an older contract counts by its own day.
  if (figure.day === 'own' || (kind[row] === FACT.amended && !question.inWindow(contractDate[row]))) return date[row]
  return contractDate[row]
}

export const GROUPINGS = ['client', 'product', 'category', 'month', 'batchKind'] as const
export type Grouping = (typeof GROUPINGS)[number]

export const GROUP_FIELDS = {
  key: text,
  value: orNull(figureValue),
  /** On a figure that never adds the two: the one basis of all that is in the group. */
  taxBasis: maybe(TAX_BASIS),
  /** Where the figure never adds them. */
  parts: maybe(TAX_PARTS),
}
export type Group = FieldsOf<typeof GROUP_FIELDS>

/** A figure split into groups that add up to it, whatever the grouping: a contract stands with its whole set of categories. */
export function* groups(question: Question, figure: FigureDefinition, by: Grouping): Steps<Group[]> {
  const sums = new Map<string, { inclusive: bigint; exclusive: bigint; tax: number }>()
  const { tax } = question.columns
  // Of products spelled in several ways the first spelling names the group: `products` counts them once too.
  const spelled = new Map<string, string>()
  for (const it of yield* countingRows(question, figure)) {
    yield
    const text = groupOf(question, it, by)
    const key = by === 'product' ? (spelled.get(nameKey(text)) ?? text) : text
    if (by === 'product') spelled.set(nameKey(text), key)
    const sum = sums.get(key) ?? { inclusive: 0n, exclusive: 0n, tax: 0 }
    const exclusive = figure.splitByTax && tax[it.row] === TAX.exclusive
    if (exclusive) sum.exclusive += BigInt(it.value)
    else sum.inclusive += BigInt(it.value)
    sum.tax |= exclusive ? 2 : 1
    sums.set(key, sum)
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, sum]) => figure.measure === 'sum' || sum.inclusive > 0n)
    .map(([key, sum]) => groupAnswer(figure, key, sum))
}

function groupAnswer(
  figure: FigureDefinition,
  key: string,
  sum: { inclusive: bigint; exclusive: bigint; tax: number },
): Group {
  if (figure.measure !== 'sum') return { key, value: String(sum.inclusive) }
  if (!figure.splitByTax) return { key, value: formatAmount(sum.inclusive) }
  if (sum.tax !== 3) {
    const taxBasis = sum.tax === 2 ? 'exclusive' : 'inclusive'
    return { key, value: formatAmount(sum.inclusive + sum.exclusive), taxBasis }
  }
  return {
    key,
    value: null,
    parts: [
      { taxBasis: 'inclusive', value: formatAmount(sum.inclusive) },
      { taxBasis: 'exclusive', value: formatAmount(sum.exclusive) },
    ],
  }
}

function groupOf(question: Question, it: CountedRow, by: Grouping): string {
  const { tables } = question
  const { kind, key, detail } = question.columns
  switch (by) {
    case 'month':
      return dayOfNumber(it.day).slice(0, 7)
    case 'client':
      return question.detail(it.row, 'client') === NONE
        ? NOT_APPLICABLE
        : tables[STORE].keys.text(tables[STORE].keyOfScoped(question.clientOf(it.row))).slice('party:'.length)
    case 'category':
      return textOf(question, question.detail(it.row, 'categories'))
    case 'product': {
      const ofBatch =
        kind[it.row] === FACT.batchCompleted ||
        kind[it.row] === FACT.batchReleased ||
        kind[it.row] === FACT.batchStarted
      // An approval is of one product, however many its contract names.
      if (kind[it.row] === FACT.approval) return productText(question, question.detail(it.row, 'product'))
      if (ofBatch || kind[it.row] === FACT.product) return productText(question, key[it.row])
      return textOf(question, question.detail(it.row, 'products'))
    }
    case 'batchKind':
      return kind[it.row] === FACT.batchCompleted
        ? tables[STORE].keys.text(detail[it.row]).slice('batchKind:'.length)
        : NOT_APPLICABLE
  }
}

const textOf = ({ tables }: Question, number: number) =>
  number === NONE ? NOT_APPLICABLE : tables[STORE].texts.text(number)

function productText({ tables }: Question, scoped: number): string {
  return tables[STORE].keys.text(tables[STORE].keyOfScoped(scoped)).slice('product:'.length)
}

/** Rows that have no such thing (a line has no client) stand together, so that the groups still add up. */
const NOT_APPLICABLE = '—'
