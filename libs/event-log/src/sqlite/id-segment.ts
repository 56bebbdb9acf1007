import { closeSync, openSync, readSync } from 'node:fs'
import { bytesOf, keepBare } from './kept-file'

/** Entries of a segment. */
export const SEGMENT = 262_144
/** Values of the upper half of a hash. */
const UPPER = 65_536

/**
 * The hashes of the ids of as many consecutive entries, sorted, never added to: by their upper halves, whose places are known,
 * and of each the lower half; 3 bytes an entry in memory. The entries' numbers, 1 to `SEGMENT`, lie in a file in the same
 * order and are read one at a time, for only who asks for a known id needs one.
 */
export class IdSegment {
  private constructor(
    /** Where the hashes with an upper half begin; one more, where all end. */
    private readonly starts: Uint32Array,
    private readonly lower: Uint16Array,
    private readonly file: string,
    private numbers?: Uint32Array,
  ) {}

  /**
   * @param hashes in the order of their entries
   * @param file where the numbers are to lie
   */
  static of(hashes: Uint32Array, file: string): IdSegment {
    const [starts, lower] = [new Uint32Array(UPPER + 1), new Uint16Array(hashes.length)]
    for (const hash of hashes) starts[(hash >>> 16) + 1]++
    for (let upper = 0; upper < UPPER; upper++) starts[upper + 1] += starts[upper]
    const free = starts.slice()
    const numbers = new Uint32Array(hashes.length)
    for (let i = 0; i < hashes.length; i++) {
      const place = free[hashes[i] >>> 16]++
      lower[place] = hashes[i] & 0xffff
      numbers[place] = i + 1
    }
    return new IdSegment(starts, lower, file, numbers)
  }

  /** Of the bytes that `bytes` was; undefined where they are not of so many entries. */
  static from(bytes: Uint8Array, entries: number, file: string): IdSegment | undefined {
    if (bytes.length !== 4 * (UPPER + 1) + 2 * entries) return undefined
    const starts = new Uint32Array(bytes.buffer, bytes.byteOffset, UPPER + 1)
    return new IdSegment(starts, new Uint16Array(bytes.buffer, bytes.byteOffset + starts.byteLength, entries), file)
  }

  /** What it can be made from again, but for the numbers. */
  get bytes(): Uint8Array {
    return Buffer.concat([bytesOf(this.starts), bytesOf(this.lower)])
  }

  /** The first place of this hash, from `from` on; -1 where there is none. */
  find(hash: number, from = this.starts[hash >>> 16]): number {
    const { starts, lower } = this
    const due = hash & 0xffff
    for (let place = from, end = starts[(hash >>> 16) + 1]; place < end; place++) if (lower[place] === due) return place
    return -1
  }

  /** True where numbers are what was made of the log, false where they are what a file says. */
  get isSure(): boolean {
    return this.numbers !== undefined
  }

  /** Undefined where the file has none. */
  numberAt(place: number): number | undefined {
    const number = this.numbers ? this.numbers[place] : this.numberInFile(place)
    return number !== undefined && number >= 1 && number <= this.lower.length ? number : undefined
  }

  /** Writes the numbers into their file. */
  keepNumbers(): boolean {
    return this.numbers === undefined || keepBare(this.file, bytesOf(this.numbers))
  }

  /** They are in their file. */
  forgetNumbers(): void {
    this.numbers = undefined
  }

  private numberInFile(place: number): number | undefined {
    const number = new Uint32Array(1)
    try {
      const handle = openSync(this.file, 'r')
      try {
        readSync(handle, number, 0, number.byteLength, place * number.byteLength)
      } finally {
        closeSync(handle)
      }
    } catch {
      // Whatever the reason, no fault: the numbers can be made of the log again, and are.
      return undefined
    }
    return number[0]
  }
}
