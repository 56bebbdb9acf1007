import type { Question, Tables } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { nextTurn, turnIsOver, type Window } from '@pilot-ledger/kernel'
import type { LiveRegister } from '../journals/live-entries'

/**
 * To add a paper about single platforms: declare a `Paper` in papers/ (rows from the figures’ rows by `rowsBehind` or contract
 * by contract, page by page through `inPages`; totals from the catalogue) and name it in papers/index.ts: it is then a sheet
 * of every workbook, CSV and JSON. From another room: fill a `Sheet` (sheet.ts: title, columns, `rows()` as an async
 * iterable, totals, notes) and send `workbook([sheet, …], provenance)`, `csvOf(sheet, provenance)` or
 * `jsonOf(sheet, provenance)` with `attachment(…)` as its name, all from this folder’s index; `provenance` is the cut’s
 * `asOf` with `ledgerIdentity(log, tables, cut)`. Rows are made as they are taken, and given up when the reader goes.
 */

/** Text; fen (in columns of amounts); fen apart by tax basis; a count; nothing. */
export type Cell = string | bigint | number | ByTax | null
/** Two amounts that are never added (H12), shown beside each other. */
export interface ByTax {
  readonly inclusive: bigint
  readonly exclusive: bigint
}
export const isByTax = (cell: Cell): cell is ByTax => typeof cell === 'object' && cell !== null
export type Row = Readonly<Record<string, Cell>>

export interface Column {
  readonly key: string
  readonly zh: string
  /** In characters of a spreadsheet; a Chinese character is two wide. */
  readonly width: number
  /** decimal: a number that is no amount (a weight, a score), given as text with its decimals. */
  readonly kind: 'index' | 'text' | 'day' | 'amount' | 'count' | 'decimal'
  /** Of a decimal: how many are shown. */
  readonly decimals?: number
}

/** A platform a paper tells of, with its own question: the papers of several platforms tell one after the other. */
export interface PlatformRequested {
  readonly id: string
  readonly name: string
  readonly register: LiveRegister
  readonly question: Question
}

/** What a paper is asked: window and cut, one platform or all of them. */
export interface Requested {
  readonly log: Pick<LogReading, 'readStream'>
  readonly tables: Tables
  readonly window: Window
  readonly cut: number
  readonly platforms: readonly PlatformRequested[]
  /** Over what the totals are: the one platform, or all. */
  readonly whole: Question
}

/**
 * A line under the rows. `adds`: it is the sum of the rows' amounts, so the roundings' remainder is told beside it;
 * `together`: it is that with the lines like it beside it.
 */
export interface TotalLine {
  readonly label: string
  readonly cells: Row
  readonly adds: boolean | 'together'
}

/** One list, declared once: as a sheet, as CSV and as JSON it is the same rows. */
export interface Paper {
  readonly code: string
  readonly zh: string
  readonly columns: readonly Column[]
  /** Read page by page, in the order of the paper. */
  rows(requested: Requested, platform: PlatformRequested): AsyncIterable<Row>
  /** From the catalogue's figures, never from the rows: the rows must come to them. */
  totals(requested: Requested): readonly TotalLine[] | Promise<readonly TotalLine[]>
  /** What a reader must know to read the numbers right. */
  readonly notes: readonly string[]
}

const PAGE = 100

/** Works through a long list a hundred at a time, so that no more than these are held. */
export async function* inPages<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  let page: Item[] = []
  for (const item of items) {
    if (turnIsOver()) await nextTurn()
    page.push(item)
    if (page.length < PAGE) continue
    yield* await Promise.all(page.map(work))
    page = []
  }
  yield* await Promise.all(page.map(work))
}

/** A list in piles of at most so many. */
export function* inPiles<Item>(items: Iterable<Item>, most: number): Generator<Item[]> {
  let pile: Item[] = []
  for (const item of items) {
    pile.push(item)
    if (pile.length < most) continue
    yield pile
    pile = []
  }
  if (pile.length > 0) yield pile
}

export const index: Column = { key: 'index', zh: '序号', width: 5.5, kind: 'index' }
export const text = (key: string, zh: string, width: number): Column => ({ key, zh, width, kind: 'text' })
export const day = (key: string, zh: string): Column => ({ key, zh, width: 11, kind: 'day' })
export const amount = (key: string, zh: string, width = 15): Column => ({ key, zh, width, kind: 'amount' })
export const decimal = (key: string, zh: string, decimals: number, width = 9): Column => ({
  key,
  zh,
  width,
  kind: 'decimal',
  decimals,
})
export const count = (key: string, zh: string, width = 8): Column => ({ key, zh, width, kind: 'count' })
