import { blankRow, ColumnTable, type Row } from './column-table'
import { NONE } from './index-chain'
import { KeptLanes } from './kept-lanes'
import { inLane } from './lane-kinds'
import { Lanes, type VisitLaid } from './lanes'
import type { PageRoom } from './pages'
import { RowTable } from './row-table'

/** No end: the value of `until` and `to` that is later than everything. */
export const OPEN_DAY = 2_000_000
export const OPEN = NONE

/**
 * A fact holds for the cuts S with from ≤ S < to. Days are day numbers since 1970-01-01. Names in `keys` are tagged texts
 * (`party:uscc:…`, `product:…`), in `scoped` the pair of platform and key: a client of one platform.
 * These are the columns that a question reads of many rows; the others are `DETAIL_COLUMNS`.
 */
const ASKED_COLUMNS = {
  kind: 'u8',
  tax: 'u8',
  /** Number in `contracts`; NONE for the platform's register. */
  contract: 'u32',
  /** Countable key in `scoped`: client of what is signed, product, variety, partner, membership. */
  key: 'u32',
  /** A second key: certificate, head office (in `scoped`); invoice, batch kind, tier (in `keys`). */
  detail: 'u32',
  date: 'i32',
  /**
   * The contract's signing day: the day the window is applied to for what belongs to the contract as such. Register: the last
   * day that `date` can mean where it is known only to the month.
   */
  contractDate: 'i32',
  /** Register: first day no longer in force. */
  until: 'i32',
  amount: 'fen',
  from: 'u32',
  to: 'u32',
} as const

/** What is looked at of single rows, or of those of one contract or platform: it need not be in memory. */
const DETAIL_COLUMNS = {
  /** The contract's client, in `scoped`; NONE for the register. */
  client: 'u32',
  /** Approval: its holder, in `keys`, and its product, in `scoped`. */
  holder: 'u32',
  product: 'u32',
  /** The number on the paper that it says: of an invoice, a slip, a batch, an approval, in `keys`. For the search. */
  named: 'u32',
  /** The contract's categories and products as one text each, in `texts`: a grouping by them must add up. */
  categories: 'u32',
  products: 'u32',
  /** Sequence of the entry that says it. */
  entry: 'u32',
  /** The fact of the same contract that was added before it, or NONE: the store says it. */
  before: 'u32',
} as const

export const FACT_COLUMNS = {
  platform: 'u32',
  ...ASKED_COLUMNS,
  ...DETAIL_COLUMNS,
} as const
export type FactRow = Row<typeof FACT_COLUMNS>
/** A fact that says nothing yet: whatever states one fills in what it has to say. */
export const BLANK_FACT: FactRow = {
  ...blankRow(FACT_COLUMNS),
  ...{ contract: NONE, client: NONE, key: NONE, detail: NONE, holder: NONE, product: NONE, named: NONE },
  ...{ categories: NONE, products: NONE, before: NONE, until: OPEN_DAY, to: OPEN },
}

/** Rows of one extent; a sum of as many amounts stays below 2^53. */
export const EXTENT = 64

/**
 * The facts, in extents of 64 rows that are each of one platform: row = extent × 64 + place. A platform's rows stand in the
 * order of the log; its last extent ends in rows that say nothing and hold at no cut. So the rows of a platform lie side by
 * side in memory and on disk, however many others were written to in between. Extents are numbered in the order of the log.
 */
export class Facts {
  private readonly asked: ColumnTable<typeof ASKED_COLUMNS>
  private readonly detailed: RowTable<typeof DETAIL_COLUMNS>
  /** Whose they are, and how many rows say something. */
  private readonly extents = new ColumnTable('factExtents', { platform: 'u32', rows: 'u8' } as const, 1024)
  /** By platform, in their order. */
  private readonly extentsByPlatform: number[][] = []
  /** By platform: the row that its next fact gets, a multiple of EXTENT where there is no room for it. */
  private readonly next: number[] = []
  /** By platform: the sequence at which one of its facts came or was ended last, since this was taken up. */
  private readonly changedAt: number[] = []

  constructor(
    room: PageRoom,
    rowsAPage: (atMost: number) => number,
    private readonly lanes = new KeptLanes(),
  ) {
    this.asked = new ColumnTable('facts', ASKED_COLUMNS, rowsAPage(4 * EXTENT))
    this.detailed = new RowTable('factDetails', DETAIL_COLUMNS, rowsAPage(2 * EXTENT), room)
  }

  get stored() {
    return [this.asked, this.detailed, this.extents] as const
  }

  /** Rows in all, those that say nothing among them. */
  get length(): number {
    return this.asked.length
  }

  /** All of them. Read anew after each turn given to others, for a column is made longer by another. */
  get columns() {
    return this.asked.columns
  }

  /** As `columns`, for one row; others may not be there and look as if they said nothing. */
  at(row: number) {
    return this.asked.at(row)
  }

  /** As `columns`, for the rows of one platform, or of all (undefined). */
  columnsOf(platform: number | undefined) {
    if (platform === undefined) return this.asked.columns
    for (const extent of this.extentsOf(platform)) this.asked.need(extent * EXTENT, (extent + 1) * EXTENT)
    return this.asked.present
  }

  get present() {
    return this.asked.present
  }

  /** One of `DETAIL_COLUMNS`, of one row. */
  detail(row: number, name: keyof typeof DETAIL_COLUMNS): number {
    return this.detailed.get(row, name)
  }

  platformOf(row: number): number {
    return this.extents.columns.platform[Math.floor(row / EXTENT)]
  }

  /** Of a platform, or (undefined) all, in their order. */
  extentsOf(platform: number | undefined): Iterable<number> {
    return platform === undefined ? upTo(this.extents.length) : (this.extentsByPlatform[platform] ?? [])
  }

  /** Rows of a platform, the newest first. */
  *rowsOf(platform: number): Generator<number> {
    const extents = this.extentsByPlatform[platform] ?? []
    for (let i = extents.length - 1; i >= 0; i--) {
      const first = extents[i] * EXTENT
      const end = i === extents.length - 1 ? this.next[platform] : first + EXTENT
      for (let row = end - 1; row >= first; row--) yield row
    }
  }

  /** The same from the nth on, the oldest first. */
  each(platform: number, from: number, visit: (row: number) => void): void {
    if (from === this.countOf(platform)) return
    for (const { row, end } of this.runs(platform, from)) for (let at = row; at < end; at++) visit(at)
  }

  /** A platform's rows from the nth on: runs of such that lie side by side, from one to before another. */
  private *runs(platform: number, from: number): Generator<{ readonly row: number; readonly end: number }> {
    const extents = this.extentsByPlatform[platform] ?? []
    for (let i = Math.floor(from / EXTENT); i < extents.length; i++) {
      const first = extents[i] * EXTENT
      const end = i === extents.length - 1 ? this.next[platform] : first + EXTENT
      const row = first + Math.max(0, from - i * EXTENT)
      if (row < end) yield { row, end }
    }
  }

  /** Whether a fact of a platform came or was ended after a sequence: one that was the last when this was served already. */
  changedSince(platform: number, sequence: number): boolean {
    return (this.changedAt[platform] ?? 0) > sequence
  }

  /** A platform's facts laid out for figures; what came after them is to be looked at by itself. */
  lanesOf(platform: number): Lanes {
    const count = this.countOf(platform)
    return this.lanes.of(platform, count, (earlier) =>
      Lanes.of((from, visit) => this.glance(platform, from, visit), count, earlier),
    )
  }

  /** As `each`, rows in columns that are not kept: a platform's are not looked at again once they are in lanes. */
  private glance(platform: number, from: number, visit: VisitLaid): void {
    for (const { row, end } of this.runs(platform, from)) {
      const { columns, at } = this.asked.glance(row, end)
      for (let i = 0; i < end - row; i++) visit(columns, at + i)
    }
  }

  private countOf(platform: number): number {
    const extents = this.extentsByPlatform[platform] ?? []
    if (extents.length === 0) return 0
    const last = extents.length - 1
    return last * EXTENT + this.next[platform] - extents[last] * EXTENT
  }

  add(row: FactRow): number {
    const at = this.place(row.platform)
    this.asked.update(at, row)
    this.detailed.update(at, row)
    this.changedAt[row.platform] = row.from
    return at
  }

  /** From this sequence on it holds no longer. */
  close(row: number, sequence: number): void {
    this.asked.changing(row).to[row] = sequence
    const platform = this.platformOf(row)
    const fact = inLane(this.at(row), row)
    if (fact) this.lanes.end(platform, fact, sequence)
    this.changedAt[platform] = sequence
  }

  row(at: number): FactRow {
    return { platform: this.platformOf(at), ...this.asked.row(at), ...this.detailed.row(at) }
  }

  /** After loading stored pages: where each platform's rows lie. */
  index(): void {
    const { platform, rows } = this.extents.columns
    for (let extent = 0; extent < this.extents.length; extent++) {
      this.chain(extent, platform[extent])
      this.next[platform[extent]] = extent * EXTENT + rows[extent]
    }
  }

  private place(platform: number): number {
    const next = this.next[platform] ?? 0
    if (next % EXTENT !== 0) {
      const extent = Math.floor(next / EXTENT)
      this.extents.changing(extent).rows[extent] = (next % EXTENT) + 1
      return this.next[platform]++
    }
    const extent = this.extents.append({ platform, rows: 1 })
    this.chain(extent, platform)
    this.asked.extend(EXTENT)
    this.detailed.extend(EXTENT)
    this.next[platform] = extent * EXTENT + 1
    return extent * EXTENT
  }

  private chain(extent: number, platform: number): void {
    while (this.extentsByPlatform.length <= platform) this.extentsByPlatform.push([])
    this.extentsByPlatform[platform].push(extent)
  }
}

function* upTo(count: number): Generator<number> {
  for (let i = 0; i < count; i++) yield i
}
