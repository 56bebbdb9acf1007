import { type Checked, isRefusal, type Refusal } from '@pilot-ledger/kernel'
import { fault } from './fault'
import { isCount, isHash, nodeHash, sameHash } from './hash'
import { type Nodes, rootOf, splitOf } from './tree'

/** A leaf in its place (from 0). */
export interface LeafAt {
  readonly index: number
  readonly hash: Uint8Array
}

/**
 * One proof for many leaves of a tree of `size`: the roots of the largest branches that hold none of them, from left to right.
 * What the leaves have in common is told once: for neighbours next to nothing remains. Root by root: there may be a hundred thousand.
 * @param indices ascending, each once, at least one
 */
export function* multiProofInSteps(nodes: Nodes, indices: readonly number[], size: number): Generator<Uint8Array> {
  let at = 0
  // Branches that are still to be looked at, the leftmost on top.
  const branches: [from: number, to: number][] = [[0, size]]
  for (let branch = branches.pop(); branch !== undefined; branch = branches.pop()) {
    const [from, to] = branch
    if (at === indices.length || indices[at] >= to) yield rootOf(nodes, from, to)
    else if (to - from === 1) at++
    else {
      const middle = from + splitOf(to - from)
      branches.push([middle, to], [from, middle])
    }
  }
}

export function multiProof(nodes: Nodes, indices: readonly number[], size: number): Uint8Array[] {
  return [...multiProofInSteps(nodes, indices, size)]
}

/** Why the leaves are not shown to be those of the tree; undefined where they are. */
export function multiProofFault(
  leaves: readonly LeafAt[],
  size: number,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): Refusal | undefined {
  const shape = shapeFault(leaves, size, root, proof)
  if (shape) return shape
  const computed = rootFrom(leaves, size, proof)
  if (isRefusal(computed)) return computed
  return sameHash(computed, root) ? undefined : fault('proof-root-differs')
}

function shapeFault(
  leaves: readonly LeafAt[],
  size: number,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): Refusal | undefined {
  if (!isCount(size) || !leaves.every((it) => isCount(it.index))) return fault('proof-number-invalid')
  if (leaves.length === 0) return fault('proof-of-nothing')
  if (leaves.some((it, i) => i > 0 && it.index <= leaves[i - 1].index)) return fault('proof-leaves-unordered')
  const { index } = leaves[leaves.length - 1]
  if (index >= size) return fault('proof-index-outside', { index, size })
  if (![root, ...proof, ...leaves.map((it) => it.hash)].every(isHash)) return fault('proof-hash-malformed')
  return undefined
}

function rootFrom(leaves: readonly LeafAt[], size: number, proof: readonly Uint8Array[]): Checked<Uint8Array> {
  let [leaf, used] = [0, 0]
  const walk = (from: number, to: number): Uint8Array | undefined => {
    if (leaf === leaves.length || leaves[leaf].index >= to) return proof[used++]
    if (to - from === 1) return leaves[leaf++].hash
    const middle = from + splitOf(to - from)
    const left = walk(from, middle)
    const right = left && walk(middle, to)
    return right && nodeHash(left, right)
  }
  const root = walk(0, size)
  if (root === undefined) return fault('proof-too-short')
  return used === proof.length ? root : fault('proof-too-long')
}
