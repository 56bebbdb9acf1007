import { checkSize } from './pictures'
import { cutOff, tooManyPages, unreadable } from './refused'

const TAG = {
  subfile: 254,
  width: 256,
  height: 257,
  stripOffsets: 273,
  stripBytes: 279,
  tileOffsets: 324,
  tileBytes: 325,
} as const
/** Bytes of a value by its type; others hold nothing that is looked at. */
const BYTES: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4 }
/** A smaller copy of another page. */
const REDUCED = 1

/** TIFF 6.0: its pages, each with its data within the file. */
export function pagesOfTiff(bytes: Buffer, most: number): number {
  const tiff = new Tiff(bytes)
  const seen = new Set<number>()
  let pages = 0
  for (let at = tiff.long(4); at !== 0; ) {
    if (seen.has(at)) throw unreadable()
    seen.add(at)
    const count = tiff.short(at)
    if (tiff.page(at + 2, count)) pages++
    if (pages > most) throw tooManyPages(pages, most)
    at = tiff.long(at + 2 + count * 12)
  }
  if (pages === 0) throw unreadable()
  return pages
}

class Tiff {
  private readonly little: boolean

  constructor(private readonly bytes: Buffer) {
    this.little = bytes[0] === 0x49
  }

  short(at: number): number {
    if (at + 2 > this.bytes.length) throw cutOff()
    return this.little ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at)
  }

  long(at: number): number {
    if (at + 4 > this.bytes.length) throw cutOff()
    return this.little ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at)
  }

  /** Whether a directory is that of a page; its data must lie in the file. */
  page(at: number, count: number): boolean {
    const values = new Map<number, readonly number[]>()
    for (let i = 0; i < count; i++) {
      const entry = at + i * 12
      const tag = this.short(entry)
      if ((Object.values(TAG) as number[]).includes(tag)) values.set(tag, this.values(entry))
    }
    if (((values.get(TAG.subfile)?.[0] ?? 0) & REDUCED) !== 0) return false
    checkSize(values.get(TAG.width)?.[0] ?? 0, values.get(TAG.height)?.[0] ?? 0)
    const offsets = values.get(TAG.stripOffsets) ?? values.get(TAG.tileOffsets)
    const lengths = values.get(TAG.stripBytes) ?? values.get(TAG.tileBytes)
    if (offsets === undefined || lengths === undefined || offsets.length !== lengths.length) throw unreadable()
    for (const [i, offset] of offsets.entries()) if (offset + lengths[i] > this.bytes.length) throw cutOff()
    return true
  }

  private values(entry: number): number[] {
    const size = BYTES[this.short(entry + 2)]
    const count = this.long(entry + 4)
    if (size === undefined) throw unreadable()
    if (size * count > this.bytes.length) throw cutOff()
    const at = size * count <= 4 ? entry + 8 : this.long(entry + 8)
    return Array.from({ length: count }, (_, i) => this.value(at + i * size, size))
  }

  private value(at: number, size: number): number {
    if (size === 4) return this.long(at)
    if (size === 2) return this.short(at)
    if (at >= this.bytes.length) throw cutOff()
    return this.bytes[at]
  }
}
