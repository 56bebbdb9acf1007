import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { HASH_BYTES } from '../domain/hash'

/** Level by level, in the order of their names. */
export const nameOf = (level: number) => `level-${String(level).padStart(2, '0')}`
export const isLevel = (name: string) => /^level-\d\d$/.test(name)

interface Block {
  readonly first: number
  readonly count: number
  readonly bytes: Buffer
}
/** Hashes that are read at once. */
const BLOCK = 512

/** The hashes of a tree as their files hold them just now, beside whoever writes them: nothing is mended, some may be missing. */
export class KeptHashes {
  private readonly handles = new Map<string, number>()
  /** Of each level those that were asked for last. */
  private readonly blocks: Block[] = []

  /** @param size of how many leaves hashes should be there */
  constructor(
    folder: string,
    readonly size: number,
  ) {
    for (const it of readdirSync(folder).filter(isLevel)) this.handles.set(it, openSync(join(folder, it), 'r'))
  }

  /** Undefined where it is not there. */
  node(level: number, index: number): Uint8Array | undefined {
    let block = this.blocks[level]
    if (block === undefined || index < block.first || index >= block.first + block.count) {
      block = this.blockFrom(level, index)
      this.blocks[level] = block
    }
    const at = (index - block.first) * HASH_BYTES
    return at < block.count * HASH_BYTES ? block.bytes.subarray(at, at + HASH_BYTES) : undefined
  }

  /** They are asked for one behind the other: a call to the system for each would take more time than the hashes do. */
  private blockFrom(level: number, first: number): Block {
    const bytes = Buffer.allocUnsafe(BLOCK * HASH_BYTES)
    const handle = this.handles.get(nameOf(level))
    const read = handle === undefined ? 0 : readSync(handle, bytes, 0, bytes.length, first * HASH_BYTES)
    return { first, count: Math.floor(read / HASH_BYTES), bytes }
  }

  close(): void {
    for (const handle of this.handles.values()) closeSync(handle)
    this.handles.clear()
  }
}
