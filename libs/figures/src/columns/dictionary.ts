import { ColumnTable } from './column-table'
import { HashIndex, hashOfText } from './hash-index'
import { type PageRoom, Pages, type ReadPage } from './pages'
import { isTextAt, packed, spellingsOf, textAt, unpacked } from './text-page'

const HASHES = { hash: 'u32' } as const
/** Of a power of two, so that a number's page and place are its upper and lower bits. */
const PAGE_BITS = 8
const PER_PAGE = 1 << PAGE_BITS

interface Recent {
  readonly text: string
  readonly number: number
}
/** A power of two. */
const MOST_RECENT = 4_096

/**
 * Texts numbered 0, 1, 2 … in the order in which the log first names them: every replica gives the same numbers. In memory
 * is a hash of each; the texts themselves lie page by page, as bytes, and are read when one of them is asked for.
 */
export class Dictionary {
  readonly hashes: ColumnTable<typeof HASHES>
  private readonly numbers: HashIndex<string>
  private readonly pages: Pages<Buffer>
  /** Texts of the last page, while it has room. */
  private tail: string[] = []
  private tailChanged = false
  private firstOfTail = 0
  /** By the lowest bits of their hashes the texts asked for last: entries of a contract, and what they name, come close together. */
  private readonly recent = new Array<Recent | undefined>(MOST_RECENT).fill(undefined)

  constructor(
    readonly name: string,
    room: PageRoom,
  ) {
    this.pages = new Pages(name, room, (bytes) => bytes)
    this.hashes = new ColumnTable(`${name}.hashes`, HASHES, 4096)
    this.numbers = new HashIndex(
      (number) => this.hashes.columns.hash[number],
      (number, text) => this.says(number, text),
    )
  }

  get length(): number {
    return this.hashes.length
  }

  /** The text's number, a new one if it was not known. */
  numberOf(text: string): number {
    const hash = hashOfText(text)
    const known = this.known(hash, text)
    if (known !== undefined) return known
    const number = this.hashes.append({ hash })
    this.numbers.add(hash, number)
    this.tail.push(text)
    this.tailChanged = true
    if (this.tail.length === PER_PAGE) {
      this.pages.put(number >>> PAGE_BITS, packed(this.tail))
      this.beginTail([])
    }
    return number
  }

  find(text: string): number | undefined {
    return this.known(hashOfText(text), text)
  }

  private known(hash: number, text: string): number | undefined {
    const at = hash & (MOST_RECENT - 1)
    const recent = this.recent[at]
    if (recent?.text === text) return recent.number
    const number = this.numbers.find(hash, text)
    if (number !== undefined) this.recent[at] = { text, number }
    return number
  }

  text(number: number): string {
    if (number >= this.firstOfTail) return this.tail[number - this.firstOfTail]
    return textAt(this.pages.get(number >>> PAGE_BITS), number & (PER_PAGE - 1))
  }

  /** Numbers of the texts that contain this; of pages without it not one text is made. */
  *having(part: string): Generator<number> {
    const spellings = spellingsOf(part)
    for (let page = 0; page < this.pageCount; page++) {
      const isTail = page === this.firstOfTail / PER_PAGE
      const bytes = isTail ? undefined : this.pages.get(page)
      if (bytes && !spellings.some((it) => bytes.includes(it))) continue
      for (const [i, text] of (bytes ? unpacked(bytes) : this.tail).entries())
        if (text.includes(part)) yield page * PER_PAGE + i
    }
  }

  private says(number: number, text: string): boolean {
    if (number >= this.firstOfTail) return this.tail[number - this.firstOfTail] === text
    return isTextAt(this.pages.get(number >>> PAGE_BITS), number & (PER_PAGE - 1), text)
  }

  get pageCount(): number {
    return Math.ceil(this.length / PER_PAGE)
  }

  get changedPages(): number[] {
    return this.tailChanged ? [...this.pages.changedPages, this.firstOfTail / PER_PAGE] : this.pages.changedPages
  }

  encodePage(page: number): Buffer {
    return page === this.firstOfTail / PER_PAGE ? packed(this.tail) : this.pages.get(page)
  }

  saved(page: number): void {
    if (page === this.firstOfTail / PER_PAGE) this.tailChanged = false
    else this.pages.saved(page)
  }

  /** Takes up what is stored: so many texts. Their hashes are a table of their own, taken up before. */
  load(texts: number, read: ReadPage): void {
    const tail = texts % PER_PAGE
    this.beginTail(tail === 0 ? [] : unpacked(read(this.name, (texts - tail) / PER_PAGE)))
    if (this.length !== texts || this.tail.length !== tail)
      throw new Error(`${this.name} has ${this.length} texts and ${this.tail.length} of its last page, not ${texts}`)
    this.numbers.fill(texts)
  }

  private beginTail(texts: string[]): void {
    this.tail = texts
    this.tailChanged = false
    this.firstOfTail = this.length - texts.length
  }
}
