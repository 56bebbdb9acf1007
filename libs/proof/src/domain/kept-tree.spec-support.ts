import { CompactRange } from './compact-range'
import type { Nodes } from './tree'

/** All complete subtrees of a tree in memory. */
export class KeptTree implements Nodes {
  private readonly hashes = new Map<string, Uint8Array>()
  private readonly range = new CompactRange()

  constructor(leaves: readonly Uint8Array[]) {
    for (const [i, leaf] of leaves.entries()) {
      this.hashes.set(`0 ${i}`, leaf)
      this.range.append(leaf, (level, index, hash) => this.hashes.set(`${level} ${index}`, hash))
    }
  }

  node(level: number, index: number): Uint8Array {
    const hash = this.hashes.get(`${level} ${index}`)
    if (!hash) throw new RangeError(`there is no subtree ${index} of level ${level}`)
    return hash
  }
}

/** The root as RFC 9162, 2.1.1 writes it down, for small trees. */
export function rootByDefinition(
  leaves: readonly Uint8Array[],
  empty: Uint8Array,
  node: (left: Uint8Array, right: Uint8Array) => Uint8Array,
): Uint8Array {
  if (leaves.length === 0) return empty
  if (leaves.length === 1) return leaves[0]
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  const half = (part: readonly Uint8Array[]) => rootByDefinition(part, empty, node)
  return node(half(leaves.slice(0, split)), half(leaves.slice(split)))
}
