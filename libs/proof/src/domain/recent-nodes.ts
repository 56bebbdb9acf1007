import { EMPTY_ROOT, HASH_BYTES } from './hash'
import { completeWithin, folded } from './tree'

/** Far more than lie between a checkpoint and the entry that names it; some 2 MB. */
const MOST = 16_384

/** Hashes of one level side by side: as objects of their own they would take ten times as much, and keep what lies beside them. */
interface Level {
  first: number
  count: number
  readonly bytes: Uint8Array
}

/** What a tree was at each of its last sizes, kept while it grows: of each level the hashes that those are made of. */
export class RecentNodes {
  private readonly levels: Level[] = []
  private leaves = 0

  /** @param most sizes before the present one that are known */
  constructor(private readonly most = MOST) {}

  add(level: number, index: number, hash: Uint8Array): void {
    if (level === 0) this.leaves = index + 1
    const kept = Math.ceil(this.most / 2 ** level) + 2
    this.levels[level] ??= { first: index, count: 0, bytes: new Uint8Array(2 * kept * HASH_BYTES) }
    const its = this.levels[level]
    // Twice as many before they are moved: each is moved once at most.
    if (its.count === 2 * kept) {
      its.bytes.copyWithin(0, kept * HASH_BYTES)
      its.first += kept
      its.count = kept
    }
    its.bytes.set(hash, its.count * HASH_BYTES)
    its.count++
  }

  /** Undefined for a size that is not known any more, or not yet. */
  root(size: number): Uint8Array | undefined {
    if (size > this.leaves || size < this.leaves - this.most) return undefined
    if (size === 0) return EMPTY_ROOT
    return folded(completeWithin(this, 0, size))
  }

  /** A copy: where it lies another will. */
  node(level: number, index: number): Uint8Array {
    const { first, bytes } = this.levels[level]
    const at = (index - first) * HASH_BYTES
    return bytes.slice(at, at + HASH_BYTES)
  }
}
