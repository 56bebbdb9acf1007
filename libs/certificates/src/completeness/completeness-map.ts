import { canonicalJson } from '@pilot-ledger/kernel'
import { leafHash, multiProof, type Nodes, nodeHash, rootOf } from '@pilot-ledger/proof'
import type { CompletenessMapRecorded } from '../definitions/completeness'
import { NOTICES } from './keys'

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** How many entries a key has before the cut, and the root over their leaves, in base64. */
export type MapLeaf = {
  readonly key: string
  readonly count: number
  readonly root: string
}

/** A part of the map: leaves with their places, and what else its root needs. */
export type MapPart = {
  readonly leaves: readonly (MapLeaf & { readonly index: number })[]
  readonly proof: string
}

/** 完整性映射 of the entries before a cut: by key (UTF-16 code units) how many there are, and the root over them. */
export class CompletenessMap {
  private readonly leaves: readonly MapLeaf[]
  private readonly nodes: Nodes
  /** What its entry says. */
  readonly data: CompletenessMapRecorded['data']

  constructor(
    readonly cut: number,
    leaves: readonly MapLeaf[],
  ) {
    this.leaves = leaves.toSorted((a, b) => (a.key < b.key ? -1 : 1))
    this.nodes = nodesOver(
      this.leaves.map(({ key, count, root }) => leafHash(Buffer.from(canonicalJson({ key, count, root })))),
    )
    this.data = { cut, keys: leaves.length, root: base64(rootOf(this.nodes, 0, leaves.length)) }
  }

  /** The leaves of these keys, as far as they have one; what ends with a slash stands for all that begins so. Always `notices`. */
  of(needed: readonly string[]): readonly MapLeaf[] {
    const is = (key: string) => [NOTICES, ...needed].some((it) => (it.endsWith('/') ? key.startsWith(it) : key === it))
    return this.leaves.filter((it) => is(it.key))
  }

  /** Those leaves, and beside the place of each that has none the two between which it would stand. */
  part(needed: readonly string[]): MapPart {
    const shown = new Set(this.of(needed).map((it) => this.leaves.indexOf(it)))
    for (const bound of needed.flatMap((it) => (it.endsWith('/') ? [it, it + BEHIND] : [it]))) {
      const at = this.leaves.findIndex((it) => it.key >= bound)
      const behind = at === -1 ? this.leaves.length : at
      if (this.leaves[behind]?.key === bound) continue
      for (const it of [behind - 1, behind]) if (it >= 0 && it < this.leaves.length) shown.add(it)
    }
    const indices = [...shown].sort((a, b) => a - b)
    return {
      leaves: indices.map((index) => ({ ...this.leaves[index], index })),
      proof: base64(Buffer.concat(multiProof(this.nodes, indices, this.leaves.length))),
    }
  }
}
/** Behind every character a key has. */
const BEHIND = '\uffff'

/** All complete subtrees of a small tree, level by level. */
function nodesOver(leaves: readonly Uint8Array[]): Nodes {
  const levels: (readonly Uint8Array[])[] = [leaves]
  for (let below = leaves; below.length > 1; below = levels[levels.length - 1])
    levels.push(
      Array.from({ length: Math.floor(below.length / 2) }, (_, i) => nodeHash(below[2 * i], below[2 * i + 1])),
    )
  return { node: (level, index) => levels[level][index] }
}
