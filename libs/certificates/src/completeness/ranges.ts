import { CompactRange } from '@pilot-ledger/proof'
import { CompletenessMap, mapLeaf } from './completeness-map'
import { STANDING_KEYS } from './keys'

/** A key, how many entries it has, and the hashes that tell the tree over their leaves. */
export type KeptRange = readonly [key: string, size: number, hashes: Uint8Array]

interface OfKey {
  readonly key: string
  readonly range: CompactRange
  /** As it stands in a map, until another entry comes. */
  leaf?: ReturnType<typeof mapLeaf>
}

/** Of each key the tree over the leaves of its entries, entry by entry. */
export class Ranges {
  private readonly byKey = new Map<string, OfKey>()
  /** By key; made anew when there is another. */
  private sorted: OfKey[] | undefined

  constructor(kept: readonly KeptRange[] = STANDING_KEYS.map((it) => [it, 0, new Uint8Array()])) {
    for (const [key, size, hashes] of kept) this.byKey.set(key, { key, range: CompactRange.of(size, hashes) })
  }

  append(key: string, leaf: Uint8Array): void {
    const its = this.byKey.get(key) ?? this.begun(key)
    its.range.append(leaf)
    its.leaf = undefined
  }

  /** The map of all entries that have come. */
  map(cut: number): CompletenessMap {
    this.sorted ??= [...this.byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
    const leaves = this.sorted.map((it) => {
      it.leaf ??= mapLeaf(it.key, it.range)
      return it.leaf
    })
    return new CompletenessMap(cut, leaves)
  }

  /** All of it, to be kept. */
  kept(): KeptRange[] {
    return Array.from(this.byKey.values(), ({ key, range }) => [key, range.size, range.hashes] as const)
  }

  private begun(key: string): OfKey {
    const its = { key, range: new CompactRange() }
    this.byKey.set(key, its)
    this.sorted = undefined
    return its
  }
}
