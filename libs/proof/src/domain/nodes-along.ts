import { HASH_BYTES } from './hash'
import type { Nodes } from './tree'

/** Hashes of one level that are read at once: 16 kB cost little more than one of them. */
const TOGETHER = 512

/** Where the hashes of a tree are kept, level by level. */
export interface HashesSideBySide {
  readonly size: number
  /** Of one level, from `index` on; put into these bytes, which are as long. */
  hashes(level: number, index: number, count: number, into: Buffer): Buffer
}

/**
 * The nodes of a tree for whoever goes along it from left to right, as a proof of many leaves does: where one stands near the one
 * before, those behind it are read with it. What is answered is to be copied: it stands until another of its level is asked for.
 */
export class NodesAlong implements Nodes {
  private readonly levels: OfLevel[] = []

  constructor(private readonly tree: HashesSideBySide) {}

  node(level: number, index: number): Uint8Array {
    this.levels[level] ??= new OfLevel(this.tree, level)
    return this.levels[level].at(index)
  }
}

class OfLevel {
  private readonly room = Buffer.allocUnsafe(TOGETHER * HASH_BYTES)
  /** What of it was read: from which hash on, how many. */
  private first = Number.NEGATIVE_INFINITY
  private count = 0

  constructor(
    private readonly tree: HashesSideBySide,
    private readonly level: number,
  ) {}

  at(index: number): Uint8Array {
    const ahead = index - this.first
    if (ahead < 0 || ahead >= this.count) this.read(index, ahead >= 0 && ahead < 2 * TOGETHER)
    const from = (index - this.first) * HASH_BYTES
    return this.room.subarray(from, from + HASH_BYTES)
  }

  private read(index: number, isNear: boolean): void {
    const there = Math.floor(this.tree.size / 2 ** this.level) - index
    const count = isNear ? Math.max(1, Math.min(TOGETHER, there)) : 1
    this.tree.hashes(this.level, index, count, this.room.subarray(0, count * HASH_BYTES))
    this.first = index
    this.count = count
  }
}
