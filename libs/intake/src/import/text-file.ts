import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** Bytes gathered before they are written, and read ahead at once. */
const BLOCK = 256 * 1024
const LINE_FEED = 0x0a

/** Texts laid one behind the other in a temporary file, and taken out again by where they lie. */
export class TextFile {
  private readonly file: number
  private readonly gathered = Buffer.allocUnsafe(BLOCK)
  /** How many bytes are gathered, and where the first of them will lie. */
  private waiting = 0
  private written = 0

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
    return this.bytes(from, to).toString()
  }

  bytes(from: number, to: number): Buffer {
    if (to > this.written) this.flush()
    const bytes = Buffer.allocUnsafe(to - from)
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(this.file, bytes, at, bytes.length - at, from + at)
      if (read === 0) throw new Error('a temporary file of the import has become shorter')
      at += read
    }
    return bytes
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
