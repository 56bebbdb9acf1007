import type { Question, Tables } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import type { Window } from '@pilot-ledger/kernel'
import type { LiveRegister } from '../journals/live-entries'

/** Text; fen (in columns of amounts); a count; nothing. */
export type Cell = string | bigint | number | null
export type Row = Readonly<Record<string, Cell>>

export interface Column {
  readonly key: string
  readonly zh: string
  /** In characters of a spreadsheet; a Chinese character is two wide. */
  readonly width: number
  readonly kind: 'index' | 'text' | 'day' | 'amount' | 'count'
}

/** A platform a paper tells of, with its own question: the papers of several platforms tell one after the other. */
export interface PlatformAsked {
  readonly id: string
  readonly name: string
  readonly register: LiveRegister
  readonly question: Question
}

/** What a paper is asked: window and cut, one platform or all of them. */
export interface Asked {
  readonly log: Pick<LogReading, 'readStream'>
  readonly tables: Tables
  readonly window: Window
  readonly cut: number
  readonly platforms: readonly PlatformAsked[]
  /** Over what the totals are: the one platform, or all. */
  readonly whole: Question
}

/** A line under the rows. `adds`: it is the sum of the rows' amounts, so the roundings' remainder is told beside it. */
export interface TotalLine {
  readonly label: string
  readonly cells: Row
  readonly adds: boolean
}

/** One list, declared once: as a sheet, as CSV and as JSON it is the same rows. */
export interface Paper {
  readonly code: string
  readonly zh: string
  readonly columns: readonly Column[]
  /** Read page by page, in the order of the paper. */
  rows(asked: Asked, platform: PlatformAsked): AsyncIterable<Row>
  /** From the catalogue's figures, never from the rows: the rows must come to them. */
  totals(asked: Asked): readonly TotalLine[]
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
    page.push(item)
    if (page.length < PAGE) continue
    yield* await Promise.all(page.map(work))
    page = []
  }
  yield* await Promise.all(page.map(work))
}

export const index: Column = { key: 'index', zh: '序号', width: 5.5, kind: 'index' }
export const text = (key: string, zh: string, width: number): Column => ({ key, zh, width, kind: 'text' })
export const day = (key: string, zh: string): Column => ({ key, zh, width: 11, kind: 'day' })
export const amount = (key: string, zh: string, width = 15): Column => ({ key, zh, width, kind: 'amount' })
export const count = (key: string, zh: string, width = 8): Column => ({ key, zh, width, kind: 'count' })
