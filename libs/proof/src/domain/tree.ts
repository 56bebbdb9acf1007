import { EMPTY_ROOT, nodeHash } from './hash'

/** The hashes of complete subtrees, wherever they are kept. Asked only for what lies within the tree. */
export interface Nodes {
  /** Over the leaves from `index · 2^level` on, `2^level` of them. */
  node(level: number, index: number): Uint8Array
}

/** The level of the largest complete subtree within so many leaves (at least one). */
export function levelWithin(leaves: number): number {
  let level = 0
  for (let width = 2; width <= leaves; width *= 2) level++
  return level
}

/** Where RFC 9162 (2.1.1) parts so many leaves (at least two): the largest power of two below them. */
export function splitOf(leaves: number): number {
  return 2 ** levelWithin(leaves - 1)
}

/** The root over the leaves `[from, to)`, which must be one branch of a tree: `from` 0, or where a split has put it. */
export function rootOf(nodes: Nodes, from: number, to: number): Uint8Array {
  return folded(completeWithin(nodes, from, to))
}

/** Of such a branch the largest complete subtrees, side by side. */
export function completeWithin(nodes: Nodes, from: number, to: number): Uint8Array[] {
  const complete: Uint8Array[] = []
  for (let at = from; at < to; ) {
    const level = levelWithin(to - at)
    complete.push(nodes.node(level, at / 2 ** level))
    at += 2 ** level
  }
  return complete
}

/** The root over complete subtrees that stand side by side, the largest first: they meet from the right. */
export function folded(complete: readonly Uint8Array[]): Uint8Array {
  if (complete.length === 0) return EMPTY_ROOT
  let root = complete[complete.length - 1]
  for (let i = complete.length - 2; i >= 0; i--) root = nodeHash(complete[i], root)
  return root
}
