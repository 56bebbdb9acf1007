import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { PRIVATE_FILE, privateFolder } from '@pilot-ledger/event-log'
import { CompactRange } from '../domain/compact-range'
import { HASH_BYTES, nodeHash } from '../domain/hash'
import { levelWithin, type Nodes } from '../domain/tree'
import { isLevel, nameOf } from './kept-hashes'

const OPEN_OR_MAKE = constants.O_RDWR | constants.O_CREAT
/** Hashes that are made again at once. */
const STEP = 4_096

const levelsIn = (folder: string) => readdirSync(folder).filter(isLevel).length

/**
 * The hashes of a tree, one file a level: those of the leaves, of every two, every four …, each of 32 bytes in its place. So a
 * node is one read, and a tile of C2SP a piece of every eighth file. All of it follows from the leaves, and they from the
 * log: what is missing above them is made again, what stands beyond the size is cut off.
 */
export class HashFiles implements Nodes {
  private readonly handles: number[] = []
  private readonly range: CompactRange
  private written: number

  /** @param size how many leaves are known to be whole; fewer where fewer are there */
  constructor(
    private readonly folder: string,
    size: number,
  ) {
    privateFolder(folder)
    try {
      this.written = Math.min(size, this.there(0))
      this.mend(this.written)
      this.range = new CompactRange(this.written, this)
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** How many leaves are in the files, with all that stands above them. */
  get size(): number {
    return this.written
  }

  node(level: number, index: number): Uint8Array {
    return this.hashes(level, index, 1)
  }

  /**
   * Hashes of one level that stand side by side, from `index` on.
   * @param bytes where they are put
   */
  hashes(level: number, index: number, count: number, bytes: Buffer = Buffer.allocUnsafe(count * HASH_BYTES)): Buffer {
    const read = readSync(this.handle(level), bytes, 0, bytes.length, index * HASH_BYTES)
    if (read < bytes.length) throw new RangeError(`level ${level} has no hash ${index + Math.floor(read / HASH_BYTES)}`)
    return bytes
  }

  /** When it throws, part of them may be there beyond `size`: the files are to be opened anew. */
  append(leaves: readonly Uint8Array[]): void {
    const { size } = this
    // Each level's new hashes, side by side.
    const added: Uint8Array[][] = [[...leaves]]
    for (const leaf of leaves) {
      this.range.append(leaf, (level, _, hash) => {
        added[level] ??= []
        added[level].push(hash)
      })
    }
    for (const [level, hashes] of added.entries()) this.write(level, Math.floor(size / 2 ** level), hashes)
    this.written = this.range.size
  }

  /** What has been written is on the disk. */
  sync(): void {
    for (const handle of this.handles) fsyncSync(handle)
  }

  close(): void {
    for (const handle of this.handles) closeSync(handle)
    this.handles.length = 0
  }

  private write(level: number, index: number, hashes: readonly Uint8Array[]): void {
    const bytes = Buffer.concat(hashes)
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.handle(level), bytes, done, bytes.length - done, index * HASH_BYTES + done)
  }

  /** How many whole hashes a level's file holds. */
  private there(level: number): number {
    return Math.floor(fstatSync(this.handle(level)).size / HASH_BYTES)
  }

  private mend(leaves: number): void {
    const levels = Math.max(levelsIn(this.folder), leaves === 0 ? 1 : levelWithin(leaves) + 1)
    for (let level = 0; level < levels; level++) {
      const due = Math.floor(leaves / 2 ** level)
      for (let at = Math.min(due, this.there(level)); at < due; at += STEP) {
        const below = this.hashes(level - 1, at * 2, Math.min(STEP, due - at) * 2)
        this.write(level, at, pairs(below))
      }
      ftruncateSync(this.handle(level), due * HASH_BYTES)
    }
  }

  private handle(level: number): number {
    for (let at = this.handles.length; at <= level; at++) {
      this.handles.push(openSync(join(this.folder, nameOf(at)), OPEN_OR_MAKE, PRIVATE_FILE))
    }
    return this.handles[level]
  }
}

/** The hashes above these, which come in pairs. */
function pairs(hashes: Buffer): Uint8Array[] {
  const above: Uint8Array[] = []
  for (let at = 0; at < hashes.length; at += 2 * HASH_BYTES)
    above.push(nodeHash(hashes.subarray(at, at + HASH_BYTES), hashes.subarray(at + HASH_BYTES, at + 2 * HASH_BYTES)))
  return above
}
