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

  /** Pages changed since the last call, in order. */
  takeDirtyPages(): number[] {
    const pages = [...this.dirty].sort((a, b) => a - b)
    this.dirty.clear()
    this.lastDirty = -1
    return pages
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

  /** Appends the rows of a stored page; pages must come in order. */
  decodePage(bytes: Uint8Array): void {
    const rows = bytes.byteLength / this.bytesPerRow
    if (!Number.isInteger(rows)) throw new Error(`page of ${this.name}: ${bytes.byteLength} bytes are no whole rows`)
    if (this.length + rows > this.capacity) this.grow(this.length + rows)
    let offset = 0
    for (const name of this.names) {
      const type = ARRAYS[this.spec[name]]
      const size = rows * type.BYTES_PER_ELEMENT
      // Copied, because a typed array over the page itself would need an aligned offset.
      const values = new type(bytes.slice(offset, offset + size).buffer)
      ;(this.columns[name] as Float64Array).set(values as Float64Array, this.length)
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
    // An eighth at a time: the columns are most of the service's memory, and room that is not used is memory all the same.
    this.capacity = Math.max(needed, Math.ceil(this.capacity * 1.125))
    for (const name of this.names) {
      const larger = new ARRAYS[this.spec[name]](this.capacity)
      ;(larger as Float64Array).set(this.columns[name].subarray(0, this.length) as Float64Array)
      this.columns[name] = larger as Columns<S>[typeof name]
    }
  }
}
