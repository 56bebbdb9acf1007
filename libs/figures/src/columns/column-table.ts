import { neverStored, type ReadPage } from './pages'

/**
 * Rows of fixed width, kept column by column in typed arrays and stored page by page.
 *
 * Why not rows in SQL: what is looked at row by row is looked at for any window and cut; a million rows take a few
 * milliseconds here and about a second in SQL. Why pages: they are what is written in one transaction with the
 * checkpoint, and each carries a checksum, so that a flipped byte on disk is found before a number is served from it.
 */
export type ColumnType = 'u8' | 'u32' | 'i32' | 'fen'

/** `fen`: whole fen in a 64-bit number, exact up to 2^53; single amounts stay below 10^14 (`LARGEST_AMOUNT`). */
const ARRAYS = { u8: Uint8Array, u32: Uint32Array, i32: Int32Array, fen: Float64Array } as const
type ArrayOf<T extends ColumnType> = InstanceType<(typeof ARRAYS)[T]>

export type ColumnSpec = Readonly<Record<string, ColumnType>>
export type Columns<S extends ColumnSpec> = { -readonly [K in keyof S]: ArrayOf<S[K]> }
export type Row<S extends Readonly<Record<string, string>>> = { -readonly [K in keyof S]: number }
type Written<S extends ColumnSpec> = (columns: Columns<S>, at: number, row: Row<S>) => void
type Taken<S extends ColumnSpec> = (columns: Columns<S>, at: number) => Row<S>

/** Nothing but zeros. */
export const blankRow = <S extends ColumnSpec>(spec: S): Row<S> =>
  Object.fromEntries(Object.keys(spec).map((it) => [it, 0])) as Row<S>

/**
 * A table is taken up without its rows: a page is read, checked and put in its place when one of them is first asked for. The
 * arrays have their whole length from the start; what was never touched is no memory, for the kernel gives a page of zeros then.
 */
export class ColumnTable<S extends ColumnSpec> {
  length = 0
  /** Room to grow: only the first `length` elements say something. */
  private held: Columns<S>
  private capacity: number
  private readonly names: readonly (keyof S & string)[]
  /** Said out for these columns: to look each up by its name took as long as all else of a fact together. */
  private readonly write: Written<S>
  private readonly take: Taken<S>
  private readonly bytesPerRow: number
  private readonly dirty = new Set<number>()
  private lastDirty = -1
  /** 1 for a page that lies in the store and was not asked for yet. */
  private absent = new Uint8Array(0)
  private absentPages = 0
  private read: ReadPage = neverStored
  private glanced: { readonly rows: number; readonly columns: Columns<S> } | undefined

  constructor(
    readonly name: string,
    readonly spec: S,
    readonly rowsPerPage: number,
  ) {
    this.names = Object.keys(spec)
    this.capacity = rowsPerPage
    this.write = new Function(
      'columns',
      'at',
      'row',
      this.names.map((it) => `columns.${it}[at] = row.${it}`).join('\n'),
    ) as Written<S>
    this.take = new Function(
      'columns',
      'at',
      `return { ${this.names.map((it) => `${it}: columns.${it}[at]`)} }`,
    ) as Taken<S>
    this.bytesPerRow = this.names.reduce((sum, it) => sum + ARRAYS[spec[it]].BYTES_PER_ELEMENT, 0)
    this.held = this.arrays(this.capacity)
  }

  private arrays(rows: number): Columns<S> {
    return Object.fromEntries(this.names.map((it) => [it, new ARRAYS[this.spec[it]](rows)])) as Columns<S>
  }

  /** All rows: those that are not there yet are read. Never keep a reference over an append. */
  get columns(): Columns<S> {
    if (this.absentPages > 0) this.need(0, this.length)
    return this.held
  }

  /** As `columns`, without what was never asked for: for rows that were. */
  get present(): Columns<S> {
    return this.held
  }

  /** As `columns`, for this row alone: others may not be there and look like zeros. */
  at(row: number): Columns<S> {
    if (this.absentPages > 0 && this.absent[Math.floor(row / this.rowsPerPage)] === 1) this.need(row, row + 1)
    return this.held
  }

  /** Rows from `first` to before `end`, `first` at the place told: what is read for this alone is gone with the next glance. */
  glance(first: number, end: number): { readonly columns: Columns<S>; readonly at: number } {
    const pages = [Math.floor(first / this.rowsPerPage), Math.floor((end - 1) / this.rowsPerPage)]
    if (this.absentPages === 0 || !this.absent.subarray(pages[0], pages[1] + 1).includes(1))
      return { columns: this.held, at: first }
    if (this.glanced === undefined || this.glanced.rows < end - first)
      this.glanced = { rows: end - first, columns: this.arrays(end - first) }
    const { columns } = this.glanced
    for (let page = pages[0]; page <= pages[1]; page++) {
      const from = Math.max(first, page * this.rowsPerPage)
      const to = Math.min(end, (page + 1) * this.rowsPerPage)
      if (this.absent[page] === 1) this.decode(page, from, to, columns, from - first)
      else for (const it of this.names) columns[it].set(this.held[it].subarray(from, to), from - first)
    }
    return { columns, at: 0 }
  }

  /** As `columns`, for rows from `first` to before `end`. */
  need(first: number, end: number): Columns<S> {
    for (let page = Math.floor(first / this.rowsPerPage); page * this.rowsPerPage < end; page++) {
      if (this.absentPages === 0) break
      if (this.absent[page] !== 1) continue
      this.decodePage(page)
      this.absent[page] = 0
      this.absentPages--
    }
    return this.held
  }

  /** Adds a row and returns its index. */
  append(row: Row<S>): number {
    if (this.length === this.capacity) this.grow(this.length + 1)
    const at = this.length++
    this.write(this.held, at, row)
    this.touch(at)
    return at
  }

  /** Adds so many rows of zeros, to be filled in. */
  extend(rows: number): void {
    if (this.length + rows > this.capacity) this.grow(this.length + rows)
    for (let at = this.length; at < this.length + rows; at += this.rowsPerPage) this.touch(at)
    this.length += rows
    this.touch(this.length - 1)
  }

  /** As `at`, to write: the row counts as changed. */
  changing(row: number): Columns<S> {
    this.touch(row)
    return this.at(row)
  }

  row(at: number): Row<S> {
    return this.take(this.at(at), at)
  }

  update(at: number, row: Row<S>): void {
    this.write(this.changing(at), at, row)
  }

  get pageCount(): number {
    return Math.ceil(this.length / this.rowsPerPage)
  }

  /** Since they were last saved, in order. */
  get changedPages(): number[] {
    return [...this.dirty].sort((a, b) => a - b)
  }

  saved(page: number): void {
    this.dirty.delete(page)
    this.lastDirty = -1
  }

  /** A page as bytes: for each column its values, little-endian, in the order of the specification. */
  encodePage(page: number): Buffer {
    const first = page * this.rowsPerPage
    const last = Math.min(first + this.rowsPerPage, this.length)
    // What is compared as a whole is not asked for: to keep it would be to hold every page from then on.
    if (this.absent[page] === 1) return this.read(this.name, page, (last - first) * this.bytesPerRow)
    const { held } = this
    return Buffer.concat(
      this.names.map((it) => {
        const slice = held[it].subarray(first, last)
        return Buffer.from(slice.buffer, slice.byteOffset, slice.byteLength)
      }),
    )
  }

  /** Takes up what is stored: so many rows. The last page is read at once, for the next row may stand on it. */
  load(rows: number, read: ReadPage): void {
    this.grow(rows + Math.ceil(rows / 2))
    this.read = read
    this.length = rows
    this.absent = new Uint8Array(this.pageCount).fill(1)
    this.absentPages = this.pageCount
    this.need(rows - 1, rows)
  }

  private decodePage(page: number): void {
    const first = page * this.rowsPerPage
    this.decode(page, first, Math.min(first + this.rowsPerPage, this.length), this.held, first)
  }

  /** Rows of a stored page, from `first` to before `end`, into columns from a place on. */
  private decode(page: number, first: number, end: number, into: Columns<S>, at: number): void {
    const start = page * this.rowsPerPage
    const rows = Math.min(this.rowsPerPage, this.length - start)
    const bytes = this.read(this.name, page, rows * this.bytesPerRow)
    let offset = 0
    for (const name of this.names) {
      const { buffer, BYTES_PER_ELEMENT: size } = into[name]
      const values = bytes.subarray(offset + (first - start) * size, offset + (end - start) * size)
      new Uint8Array(buffer, at * size, values.length).set(values)
      offset += rows * size
    }
  }

  private touch(at: number): void {
    const page = Math.floor(at / this.rowsPerPage)
    if (page === this.lastDirty) return
    this.lastDirty = page
    this.dirty.add(page)
  }

  private grow(needed: number): void {
    this.capacity = Math.max(needed, this.capacity * 2)
    for (const name of this.names) {
      const larger = new ARRAYS[this.spec[name]](this.capacity)
      this.copyPresent(this.held[name] as Float64Array, larger as Float64Array)
      this.held[name] = larger as Columns<S>[typeof name]
    }
  }

  /** Not the pages that are absent: to write zeros there would be to take their memory. */
  private copyPresent(from: Float64Array, to: Float64Array): void {
    for (let first = 0; first < this.length; ) {
      let end = first
      while (end < this.length && this.absent[Math.floor(end / this.rowsPerPage)] !== 1) end += this.rowsPerPage
      to.set(from.subarray(first, Math.min(end, this.length)), first)
      first = end + this.rowsPerPage
    }
  }
}
