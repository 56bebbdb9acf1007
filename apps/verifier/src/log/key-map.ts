import { same } from '../crypto/bytes'
import { canonical } from '../json/canonical'
import { Failure } from '../verdict/failure'
import { type Hash, leafHash, rootByProof } from './tree'

/** Of a group of entries: how many it has up to the cut, and the root over them in the order of the log. */
export interface MapLeaf {
  readonly index: number
  readonly key: string
  readonly count: number
  /** Base64. */
  readonly root: string
}

/** Behind every character a key has. */
const BEHIND = '\uffff'

/**
 * 完整性映射: to which group every entry of the log up to a cut belongs. Sorted by key, so that a part of it shows what lies
 * between two leaves beside each other: nothing.
 */
export class KeyMap {
  private constructor(
    private readonly leaves: readonly MapLeaf[],
    private readonly size: number,
  ) {}

  /** Fails where the leaves shown are not those of the root that the log holds. */
  static proven(leaves: readonly MapLeaf[], proof: readonly Hash[], size: number, root: Hash): KeyMap {
    for (const [i, it] of leaves.entries()) {
      if (it.index >= size || (i > 0 && it.index <= leaves[i - 1].index))
        throw new Failure('map-order', `/map/leaves/${i}`)
      if (i > 0 && it.key <= leaves[i - 1].key) throw new Failure('map-order', `/map/leaves/${i}`)
    }
    const hashed = leaves.map(({ index, ...its }) => ({ index, hash: leafHash(canonical(its)) }))
    if (!same(rootByProof(size, hashed, proof, '/map/proof'), root)) throw new Failure('map-proof-wrong', '/map')
    return new KeyMap(leaves, size)
  }

  /** The leaf of a key; undefined where the map has none. Fails where what is shown leaves that open. */
  of(key: string): MapLeaf | undefined {
    this.checkShown(key, key)
    return this.leaves.find((it) => it.key === key)
  }

  /** All leaves whose key begins so. */
  under(prefix: string): readonly MapLeaf[] {
    this.checkShown(prefix, prefix + BEHIND)
    return this.leaves.filter((it) => it.key.startsWith(prefix))
  }

  /** Whether a leaf that is not shown could have a key from `first` to `last`. */
  private checkShown(first: string, last: string): void {
    let [before, next] = ['', 0]
    for (const { index, key } of [...this.leaves, { index: this.size, key: BEHIND }]) {
      if (index > next && before < last && first < key)
        throw new Failure('map-incomplete', '/map/leaves', { key: first })
      ;[before, next] = [key, index + 1]
    }
  }
}
