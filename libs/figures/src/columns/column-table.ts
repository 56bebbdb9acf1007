import type { ReadPage } from './pages'

/**
 * Rows of fixed width, kept column by column in typed arrays and stored page by page.
 *
 * Why not rows in SQL: a figure for every platform, in any window and as of any cut, must look at every row; a million rows
 * take a few milliseconds here and about a second in SQL. Why pages: they are what is written in one transaction with the
 * checkpoint, and each carries a checksum, so that a flipped byte on disk is found before a number is served from it.
 */
export type ColumnType = 'u8' | 'u32' | 'i32' | 'fen'

/** `fen`: whole fen in a 64-bit number, exact up to 2^53; single amounts stay below 10^14 (`LARGEST_AMOUNT`). */
const ARRAYS = { u8: Uint8Array, u32: Uint32Array, i32: Int32Array, fen: Float64Array } as const
type ArrayOf<T extends ColumnType> = InstanceType<(typeof ARRAYS)[T]>

export type ColumnSpec = Readonly<Record<string, ColumnType>>
export type Columns<S extends ColumnSpec> = { -readonly [K in keyof S]: ArrayOf<S[K]> }
export type Row<S extends ColumnSpec> = { -readonly [K in keyof S]: number }

/** Nothing but zeros. */
export const blankRow = <S extends ColumnSpec>(spec: S): Row<S> =>
  Object.fromEntries(Object.keys(spec).map((it) => [it, 0])) as Row<S>

export class ColumnTable<S extends ColumnSpec> {
  /** Typed arrays with room to grow: read only the first `length` elements, and never keep a reference over an append. */
  columns: Columns<S>
  length = 0
  private capacity: number
  private readonly names: readonly (keyof S & string)[]
  private readonly blank: Row<S>
  private readonly dirty = new Set<number>()
  private lastDirty = -1

  constructor(
    readonly name: string,
    readonly spec: S,
    readonly rowsPerPage: number,
  ) {
    this.names = Object.keys(spec)
    this.capacity = rowsPerPage
    this.blank = blankRow(spec)
    this.columns = Object.fromEntries(this.names.map((it) => [it, new ARRAYS[spec[it]](this.capacity)])) as Columns<S>
  }

  /** Adds a row and returns its index. */
  append(row: Row<S>): number {
    if (this.length === this.capacity) this.grow(this.length + 1)
    const at = this.length++
    const { columns, names } = this
    for (let i = 0; i < names.length; i++) columns[names[i]][at] = row[names[i]]
    this.touch(at)
    return at
  }

  /** Adds so many rows of zeros, to be filled in. */
  extend(rows: number): void {
    this.reserve(this.length + rows)
    for (let at = this.length; at < this.length + rows; at += this.rowsPerPage) this.touch(at)
    this.length += rows
    this.touch(this.length - 1)
  }

  set(at: number, name: keyof S & string, value: number): void {
    this.columns[name][at] = value
    this.touch(at)
  }

  row(at: number): Row<S> {
    // Copied from a row of the right shape and filled: making it from pairs took a fifth of a rebuild.
    const row = { ...this.blank }
    const { columns, names } = this
    for (let i = 0; i < names.length; i++) row[names[i]] = columns[names[i]][at]
    return row
  }

  /** Writes what differs from the stored row. */
  update(at: number, row: Row<S>): void {
    const { columns, names } = this
    for (let i = 0; i < names.length; i++) {
      const column = columns[names[i]]
      if (column[at] !== row[names[i]]) column[at] = row[names[i]]
    }
    this.touch(at)
  }

  /** Makes room before many rows are appended. */
  reserve(rows: number): void {
    if (rows > this.capacity) this.grow(rows)
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
    return Buffer.concat(
      this.names.map((it) => {
        const slice = this.columns[it].subarray(first, last)
        return Buffer.from(slice.buffer, slice.byteOffset, slice.byteLength)
      }),
    )
  }

  /** Takes up what is stored: so many rows. */
  load(rows: number, read: ReadPage): void {
    this.reserve(rows)
    for (let page = 0; this.length < rows; page++) this.decodePage(read(this.name, page))
    if (this.length !== rows) throw new Error(`${this.name} has ${this.length} rows, not ${rows}`)
  }

  private decodePage(bytes: Uint8Array): void {
    const rows = bytes.byteLength / this.bytesPerRow
    if (!Number.isInteger(rows) || rows === 0) throw new Error(`a page of ${this.name} has ${bytes.byteLength} bytes`)
    if (this.length + rows > this.capacity) this.grow(this.length + rows)
    let offset = 0
    for (const name of this.names) {
      const { buffer, BYTES_PER_ELEMENT } = this.columns[name]
      const size = rows * BYTES_PER_ELEMENT
      new Uint8Array(buffer, this.length * BYTES_PER_ELEMENT, size).set(bytes.subarray(offset, offset + size))
      offset += size
    }
    this.length += rows
  }

  private touch(at: number): void {
    const page = Math.floor(at / this.rowsPerPage)
    if (page === this.lastDirty) return
    this.lastDirty = page
    this.dirty.add(page)
  }

  private get bytesPerRow(): number {
    return this.names.reduce((sum, it) => sum + ARRAYS[this.spec[it]].BYTES_PER_ELEMENT, 0)
  }

  private grow(needed: number): void {
    // Room that was never written to is no memory: the kernel gives a page of zeros when it is first touched.
    this.capacity = Math.max(needed, this.capacity * 2)
    for (const name of this.names) {
      const larger = new ARRAYS[this.spec[name]](this.capacity)
      ;(larger as Float64Array).set(this.columns[name].subarray(0, this.length) as Float64Array)
      this.columns[name] = larger as Columns<S>[typeof name]
    }
  }
}
