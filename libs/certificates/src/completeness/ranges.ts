import { type Steps, sortedInSteps } from '@pilot-ledger/kernel'
import { CompactRange } from '@pilot-ledger/proof'
import { CompletenessMap, mapLeaf } from './completeness-map'
import { STANDING_KEYS } from './keys'

/** A key, how many entries it has, and the hashes that tell the tree over their leaves. */
export type KeptRange = readonly [key: string, size: number, hashes: Uint8Array]

/** The entries of one key so far. */
export class OfKey {
  private leaf: ReturnType<typeof mapLeaf> | undefined

  constructor(
    readonly key: string,
    readonly range: CompactRange,
  ) {}

  append(leaf: Uint8Array): void {
    this.range.append(leaf)
    this.leaf = undefined
  }

  /** As it stands in a map, until another entry comes. */
  get mapLeaf() {
    this.leaf ??= mapLeaf(this.key, this.range)
    return this.leaf
  }
}

/** Of each key the tree over the leaves of its entries, entry by entry. */
export class Ranges {
  private readonly byKey = new Map<string, OfKey>()
  /** By key; made anew when there is another. */
  private sorted: OfKey[] | undefined
  /** The one before the next has most of its hashes. */
  private last: CompletenessMap | undefined

  constructor(kept: readonly KeptRange[] = STANDING_KEYS.map((it) => [it, 0, new Uint8Array()])) {
    for (const [key, size, hashes] of kept) this.byKey.set(key, new OfKey(key, CompactRange.of(size, hashes)))
  }

  of(key: string): OfKey {
    const known = this.byKey.get(key)
    if (known) return known
    const its = new OfKey(key, new CompactRange())
    this.byKey.set(key, its)
    this.sorted = undefined
    return its
  }

  /** The map of all entries that have come. */
  *map(cut: number): Steps<CompletenessMap> {
    this.sorted ??= yield* sortedInSteps([...this.byKey.values()], (a, b) => (a.key < b.key ? -1 : 1))
    const leaves: ReturnType<typeof mapLeaf>[] = []
    for (const it of this.sorted) {
      leaves.push(it.mapLeaf)
      yield
    }
    this.last = yield* CompletenessMap.of(cut, leaves, this.last)
    return this.last
  }

  /** All of it, to be kept. */
  *kept(): Iterable<KeptRange> {
    for (const { key, range } of this.byKey.values()) yield [key, range.size, range.hashes]
  }
}
