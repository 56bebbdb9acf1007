import { EMPTY_ROOT } from './hash'
import { completeWithin, folded } from './tree'

/** Far more than lie between a checkpoint and the entry that names it; some 10 MB. */
const MOST = 16_384

/** What a tree was at each of its last sizes, kept while it grows: of each level the hashes that those are made of. */
export class RecentNodes {
  private readonly levels: { first: number; readonly hashes: Uint8Array[] }[] = []
  private leaves = 0

  /** @param most sizes before the present one that are known */
  constructor(private readonly most = MOST) {}

  add(level: number, index: number, hash: Uint8Array): void {
    if (level === 0) this.leaves = index + 1
    this.levels[level] ??= { first: index, hashes: [] }
    const its = this.levels[level]
    its.hashes.push(hash)
    // Twice as many before they are moved: each is moved once at most.
    const kept = Math.ceil(this.most / 2 ** level) + 2
    if (its.hashes.length < 2 * kept) return
    its.first += its.hashes.length - kept
    its.hashes.splice(0, its.hashes.length - kept)
  }

  /** Undefined for a size that is not known any more, or not yet. */
  root(size: number): Uint8Array | undefined {
    if (size > this.leaves || size < this.leaves - this.most) return undefined
    if (size === 0) return EMPTY_ROOT
    return folded(completeWithin(this, 0, size))
  }

  node(level: number, index: number): Uint8Array {
    const { first, hashes } = this.levels[level]
    return hashes[index - first]
  }
}
