import { HASH_BYTES, leafHash, parentHash } from './hash'
import { completeWithin, folded, type Nodes } from './tree'

/** A tree that only grows, known by its complete subtrees alone: some 20 hashes for a million leaves. */
export class CompactRange {
  /** Those of the subtrees, the largest first, side by side: as objects of their own each entry would leave one behind. */
  private bytes = new Uint8Array(0)
  private count = 0

  /**
   * @param leaves how many there are already
   * @param nodes where the subtrees of those are kept
   */
  constructor(
    private leaves = 0,
    nodes?: Nodes,
  ) {
    if (nodes) for (const hash of completeWithin(nodes, 0, leaves)) this.push(hash)
  }

  /** One that was kept as its size and its hashes. */
  static of(leaves: number, hashes: Uint8Array): CompactRange {
    const range = new CompactRange()
    range.leaves = leaves
    range.bytes = new Uint8Array(hashes)
    range.count = Math.floor(hashes.length / HASH_BYTES)
    return range
  }

  get size(): number {
    return this.leaves
  }

  /** All that it knows beside its size, to be kept. */
  get hashes(): Uint8Array {
    return this.bytes.slice(0, this.count * HASH_BYTES)
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
      hash = parentHash(this.bytes, --this.count * HASH_BYTES, hash)
      made?.(level, index, hash)
    }
    this.push(hash)
    this.leaves++
  }

  root(): Uint8Array {
    return folded(Array.from({ length: this.count }, (_, i) => this.bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES)))
  }

  private push(hash: Uint8Array): void {
    const at = this.count++ * HASH_BYTES
    if (at === this.bytes.length) {
      const { bytes } = this
      this.bytes = new Uint8Array(Math.max(4 * HASH_BYTES, 2 * at))
      this.bytes.set(bytes)
    }
    // What is no hash, in a file that somebody altered, leads to no root.
    this.bytes.set(hash.length === HASH_BYTES ? hash : leafHash(hash), at)
  }
}

/** Small buffers lie among others in one piece of memory, which would stay as long as the one hash of it: of many trees, all of it. */
export function ownCopy(hash: Uint8Array): Uint8Array {
  const own = Buffer.alloc(hash.length)
  own.set(hash)
  return own
}
