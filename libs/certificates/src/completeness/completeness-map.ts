import type { Steps } from '@pilot-ledger/kernel'
import {
  type CompactRange,
  leafHash,
  multiProof,
  type Nodes,
  nodeHash,
  ownCopy,
  rootOf,
  toBase64,
} from '@pilot-ledger/proof'
import type { CompletenessMapRecorded } from '../definitions/completeness'
import { NOTICES } from './keys'

/** How many entries a key has before the cut, and the root over their leaves, in base64. */
export type MapLeaf = {
  readonly key: string
  readonly count: number
  readonly root: string
}
interface Hashed extends MapLeaf {
  readonly hash: Uint8Array
}

/** The leaf of a key whose entries' leaves make this tree. */
export function mapLeaf(key: string, range: CompactRange): Hashed {
  const [count, root] = [range.size, toBase64(range.root())]
  // Canonical: there may be thousands of them.
  const text = `{"count":${count},"key":${JSON.stringify(key)},"root":"${root}"}`
  return { key, count, root, hash: ownCopy(leafHash(Buffer.from(text))) }
}

/** A part of the map: leaves with their places, and what else its root needs. */
export type MapPart = {
  readonly leaves: readonly (MapLeaf & { readonly index: number })[]
  readonly proof: string
}

/** 完整性映射 of the entries before a cut: by key (UTF-16 code units) how many there are, and the root over them. */
export class CompletenessMap {
  private readonly nodes: Nodes
  /** What its entry says. */
  readonly data: CompletenessMapRecorded['data']

  private constructor(
    readonly cut: number,
    private readonly leaves: readonly Hashed[],
    private readonly levels: Levels,
  ) {
    this.nodes = { node: (level, index) => levels[level][index] }
    this.data = { cut, keys: leaves.length, root: toBase64(rootOf(this.nodes, 0, leaves.length)) }
  }

  /**
   * @param leaves sorted by key
   * @param before another of the same ledger: what is made of the very same leaves is taken from it
   */
  static *of(cut: number, leaves: readonly Hashed[], before?: CompletenessMap): Steps<CompletenessMap> {
    const hashes = leaves.map((it) => it.hash)
    return new CompletenessMap(cut, leaves, yield* levelsOver(hashes, before?.levels))
  }

  /** The leaves of these keys, as far as they have one; what ends with a slash stands for all that begins so. Always `notices`. */
  of(needed: readonly string[]): readonly MapLeaf[] {
    return this.indicesOf(needed).map((it) => this.leaves[it])
  }

  /** Those leaves, and beside the place of each that has none the two between which it would stand. */
  part(needed: readonly string[]): MapPart {
    const shown = new Set(this.indicesOf(needed))
    for (const bound of needed.flatMap((it) => (isRange(it) ? [it, it + BEHIND] : [it]))) {
      const behind = this.placeOf(bound)
      if (this.leaves[behind]?.key === bound) continue
      for (const it of [behind - 1, behind]) if (it >= 0 && it < this.leaves.length) shown.add(it)
    }
    const indices = [...shown].sort((a, b) => a - b)
    return {
      leaves: indices.map((index) => {
        const { key, count, root } = this.leaves[index]
        return { key, count, root, index }
      }),
      proof: toBase64(Buffer.concat(multiProof(this.nodes, indices, this.leaves.length))),
    }
  }

  private indicesOf(needed: readonly string[]): readonly number[] {
    const found = new Set<number>()
    for (const it of [NOTICES, ...needed]) {
      const end = isRange(it) ? this.placeOf(it + BEHIND) : undefined
      const first = this.placeOf(it)
      if (end !== undefined) for (let at = first; at < end; at++) found.add(at)
      else if (this.leaves[first]?.key === it) found.add(first)
    }
    return [...found].sort((a, b) => a - b)
  }

  /** Of the first leaf that stands not before a key. */
  private placeOf(key: string): number {
    let [low, high] = [0, this.leaves.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.leaves[middle].key < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
const isRange = (needed: string) => needed.endsWith('/')
/** Behind every character a key has. */
const BEHIND = '\uffff'

/** All complete subtrees of a small tree, level by level. */
type Levels = readonly (readonly Uint8Array[])[]

function* levelsOver(leaves: readonly Uint8Array[], before: Levels = []): Steps<Levels> {
  const levels: (readonly Uint8Array[])[] = [leaves]
  for (let below = leaves; below.length > 1; below = levels[levels.length - 1]) {
    const [wasBelow = [], was = []] = before.slice(levels.length - 1)
    const above: Uint8Array[] = []
    for (let right = 1; right < below.length; right += 2) {
      const isSame = below[right - 1] === wasBelow[right - 1] && below[right] === wasBelow[right]
      above.push(isSame ? was[above.length] : ownCopy(nodeHash(below[right - 1], below[right])))
      yield
    }
    levels.push(above)
  }
  return levels
}
