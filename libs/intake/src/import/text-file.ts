import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** Bytes gathered before they are written, and read ahead at once. */
const BLOCK = 256 * 1024
/** Texts are taken out in runs that lie near each other, of several sheets in turn: pages of the file are kept for them. */
const PAGE = 8 * 1024
const PAGES = 64
const LINE_FEED = 0x0a

/** Texts laid one behind the other in a temporary file, and taken out again by where they lie. */
export class TextFile {
  private readonly file: number
  private readonly gathered = Buffer.allocUnsafe(BLOCK)
  /** How many bytes are gathered, and where the first of them will lie. */
  private waiting = 0
  private written = 0
  private pages: Buffer | undefined
  /** Which page of the file lies in which place; each has one place only. */
  private readonly kept = new Int32Array(PAGES).fill(-1)

  constructor(path: string) {
    this.file = openSync(path, 'w+')
  }

  /** Where the next text will lie: the end of the last. */
  get end(): number {
    return this.written + this.waiting
  }

  append(text: string): void {
    // No character takes more than three bytes of UTF-8 for each of its UTF-16 units.
    if (text.length * 3 > BLOCK) {
      this.flush()
      this.write(Buffer.from(text))
      return
    }
    if (this.waiting + text.length * 3 > BLOCK) this.flush()
    this.waiting += this.gathered.write(text, this.waiting)
  }

  read(from: number, to: number): string {
    const page = Math.floor(from / PAGE)
    // What lies across two pages, or on the last one, which still grows, is read by itself.
    if (to > (page + 1) * PAGE || (page + 1) * PAGE > this.written) return this.bytes(from, to).toString()
    const place = (page % PAGES) * PAGE
    this.pages ??= Buffer.allocUnsafe(PAGES * PAGE)
    if (this.kept[page % PAGES] !== page) {
      this.kept[page % PAGES] = -1
      this.fill(this.pages.subarray(place, place + PAGE), page * PAGE)
      this.kept[page % PAGES] = page
    }
    return this.pages.toString('utf8', place + from - page * PAGE, place + to - page * PAGE)
  }

  bytes(from: number, to: number): Buffer {
    if (to > this.written) this.flush()
    const bytes = Buffer.allocUnsafe(to - from)
    this.fill(bytes, from)
    return bytes
  }

  private fill(bytes: Buffer, from: number): void {
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(this.file, bytes, at, bytes.length - at, from + at)
      if (read === 0) throw new Error('a temporary file of the import has become shorter')
      at += read
    }
  }

  /** The texts from the beginning, where each ends with a line feed. */
  *lines(): Generator<string> {
    let rest = Buffer.alloc(0)
    for (let from = 0; from < this.end; ) {
      const to = Math.min(this.end, from + BLOCK)
      const bytes = Buffer.concat([rest, this.bytes(from, to)])
      let begin = 0
      for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, begin)) {
        yield bytes.toString('utf8', begin, at)
        begin = at + 1
      }
      rest = bytes.subarray(begin)
      from = to
    }
  }

  close(): void {
    closeSync(this.file)
  }

  private flush(): void {
    const { waiting } = this
    this.waiting = 0
    this.write(this.gathered.subarray(0, waiting))
  }

  private write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at, bytes.length - at, this.written + at)
    this.written += bytes.length
  }
}
