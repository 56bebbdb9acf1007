import { HASH_BYTES, nodeHash } from './hash'
import { completeWithin, folded, type Nodes } from './tree'

/** A tree that only grows, known by its complete subtrees alone: some 20 hashes for a million leaves. */
export class CompactRange {
  private readonly complete: Uint8Array[]

  /**
   * @param leaves how many there are already
   * @param nodes where the subtrees of those are kept
   */
  constructor(
    private leaves = 0,
    nodes?: Nodes,
  ) {
    this.complete = nodes ? completeWithin(nodes, 0, leaves) : []
  }

  /** One that was kept as its size and its hashes. */
  static of(leaves: number, hashes: Uint8Array): CompactRange {
    const range = new CompactRange()
    range.leaves = leaves
    for (let at = 0; at < hashes.length; at += HASH_BYTES) range.complete.push(hashes.subarray(at, at + HASH_BYTES))
    return range
  }

  get size(): number {
    return this.leaves
  }

  /** All that it knows beside its size, to be kept. */
  get hashes(): Uint8Array {
    return Buffer.concat(this.complete)
  }

  /**
   * @param made told of each complete subtree above the leaves as it becomes known: its level and index
   */
  append(leaf: Uint8Array, made?: (level: number, index: number, hash: Uint8Array) => void): void {
    let hash = leaf
    // As many subtrees meet as the number of leaves so far ends in binary ones.
    let index = this.leaves
    for (let level = 1; index % 2 === 1; level++) {
      index = (index - 1) / 2
      hash = nodeHash(this.complete.pop() as Uint8Array, hash)
      made?.(level, index, hash)
    }
    this.complete.push(ownCopy(hash))
    this.leaves++
  }

  root(): Uint8Array {
    return folded(this.complete)
  }
}

/** Small buffers lie among others in one piece of memory, which would stay as long as the one hash of it: of many trees, all of it. */
export function ownCopy(hash: Uint8Array): Uint8Array {
  const own = Buffer.alloc(hash.length)
  own.set(hash)
  return own
}
