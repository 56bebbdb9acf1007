import type { Row } from './column-table'
import { type PageRoom, Pages, type ReadPage } from './pages'

/** `u53`: a whole number up to 2^53, in two words. */
export type RowSpec = Readonly<Record<string, 'u32' | 'u53'>>

/**
 * Rows that are looked at one by one, wherever they stand: each in one place, as words of 32 bits. Their pages take memory only
 * as long as they are asked for; for what a question reads of many rows there is `ColumnTable`.
 */
export class RowTable<S extends RowSpec> {
  length = 0
  private readonly names: readonly (keyof S & string)[]
  private readonly offsets: Readonly<Record<keyof S & string, number>>
  private readonly width: number
  /** Said out for these columns, as those of a `ColumnTable`. */
  private readonly write: (words: Uint32Array, place: number, row: Row<S>) => void
  private readonly pages: Pages<Uint32Array>
  /** The last page, of full length; it stays. */
  private tail: Uint32Array
  private tailPage = 0
  private tailChanged = false

  constructor(
    readonly name: string,
    private readonly spec: S,
    private readonly rowsPerPage: number,
    room: PageRoom,
  ) {
    this.names = Object.keys(spec)
    const words = (names: readonly string[]) => names.reduce((sum, it) => sum + (spec[it] === 'u53' ? 2 : 1), 0)
    this.offsets = Object.fromEntries(this.names.map((it, i) => [it, words(this.names.slice(0, i))])) as Record<
      keyof S & string,
      number
    >
    this.width = words(this.names)
    const written = this.names.flatMap((it) => {
      const at = `words[place + ${this.offsets[it]}`
      return [
        `${at}] = row.${it}`,
        ...(spec[it] === 'u53' ? [`${at} + 1] = Math.floor(row.${it} / 0x1_0000_0000)`] : []),
      ]
    })
    this.write = new Function('words', 'place', 'row', written.join('\n')) as typeof this.write
    this.pages = new Pages(name, room, wordsOf)
    this.tail = new Uint32Array(rowsPerPage * this.width)
  }

  get(at: number, name: keyof S & string): number {
    const page = Math.floor(at / this.rowsPerPage)
    return this.valueIn(page === this.tailPage ? this.tail : this.pages.get(page), this.placeOf(at, page), name)
  }

  row(at: number): Row<S> {
    const page = Math.floor(at / this.rowsPerPage)
    const words = page === this.tailPage ? this.tail : this.pages.get(page)
    const place = this.placeOf(at, page)
    const row = {} as Row<S>
    for (const name of this.names) row[name] = this.valueIn(words, place, name)
    return row
  }

  update(at: number, row: Row<S>): void {
    const page = Math.floor(at / this.rowsPerPage)
    this.write(this.changing(page), this.placeOf(at, page), row)
  }

  /** Adds a row and returns its index. */
  append(row: Row<S>): number {
    const at = this.length
    this.extend(1)
    this.write(this.tail, this.placeOf(at, this.tailPage), row)
    return at
  }

  /** Adds so many rows of zeros, to be filled in. */
  extend(rows: number): void {
    for (let i = 0; i < rows; i++) {
      if (this.length === (this.tailPage + 1) * this.rowsPerPage) {
        this.pages.put(this.tailPage++, this.tail)
        this.tail = new Uint32Array(this.rowsPerPage * this.width)
      }
      this.length++
    }
    this.tailChanged = true
  }

  get pageCount(): number {
    return Math.ceil(this.length / this.rowsPerPage)
  }

  /** Since they were last saved, in order. */
  get changedPages(): number[] {
    return this.tailChanged ? [...this.pages.changedPages, this.tailPage] : this.pages.changedPages
  }

  saved(page: number): void {
    if (page === this.tailPage) this.tailChanged = false
    else this.pages.saved(page)
  }

  encodePage(page: number): Buffer {
    const { buffer, byteOffset } = page === this.tailPage ? this.tail : this.pages.get(page)
    const rows = Math.min(this.rowsPerPage, this.length - page * this.rowsPerPage)
    return Buffer.from(buffer as ArrayBuffer, byteOffset, rows * this.width * 4)
  }

  /** Takes up what is stored: so many rows. The last page is read at once, for the next row may stand on it. */
  load(rows: number, read: ReadPage): void {
    this.length = rows
    this.tailPage = Math.max(0, this.pageCount - 1)
    const words = (rows - this.tailPage * this.rowsPerPage) * this.width
    if (words > 0) this.tail.set(wordsOf(read(this.name, this.tailPage, words * 4)))
  }

  private placeOf(at: number, page: number): number {
    return (at - page * this.rowsPerPage) * this.width
  }

  private changing(page: number): Uint32Array {
    if (page !== this.tailPage) return this.pages.change(page)
    this.tailChanged = true
    return this.tail
  }

  private valueIn(words: Uint32Array, place: number, name: keyof S & string): number {
    const at = place + this.offsets[name]
    return this.spec[name] === 'u53' ? words[at] + words[at + 1] * 0x1_0000_0000 : words[at]
  }
}

/** A page as words: of its own memory where its bytes do not begin at a word. */
function wordsOf(bytes: Buffer): Uint32Array {
  const { buffer, byteOffset, byteLength } = byteOffsetOfWord(bytes)
    ? bytes
    : Buffer.from(Uint8Array.from(bytes).buffer)
  return new Uint32Array(buffer as ArrayBuffer, byteOffset, byteLength / 4)
}
const byteOffsetOfWord = ({ byteOffset }: Buffer) => byteOffset % 4 === 0
