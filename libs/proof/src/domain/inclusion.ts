import type { Refusal } from '@pilot-ledger/kernel'
import { fault } from './fault'
import { isCount, isHash, nodeHash, sameHash } from './hash'
import { type Nodes, rootOf, splitOf } from './tree'

/** The siblings from leaf `index` (from 0) up to the root of a tree of `size` (RFC 9162, 2.1.3.1). */
export function inclusionProof(nodes: Nodes, index: number, size: number): Uint8Array[] {
  const siblings: Uint8Array[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      siblings.push(rootOf(nodes, middle, to))
      to = middle
    } else {
      siblings.push(rootOf(nodes, from, middle))
      from = middle
    }
  }
  return siblings.reverse()
}

export interface Inclusion {
  /** Hash of the leaf. */
  readonly leaf: Uint8Array
  /** From 0. */
  readonly index: number
  readonly size: number
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Why the leaf is not shown to be in the tree; undefined where it is (RFC 9162, 2.1.3.2). */
export function inclusionFault({ leaf, index, size, root, proof }: Inclusion): Refusal | undefined {
  if (!isCount(index) || !isCount(size)) return fault('proof-number-invalid')
  if (index >= size) return fault('proof-index-outside', { index, size })
  if (![leaf, root, ...proof].every(isHash)) return fault('proof-hash-malformed')
  let [node, last, hash] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return fault('proof-too-long')
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash)
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)]
    } else hash = nodeHash(hash, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  if (last !== 0) return fault('proof-too-short')
  return sameHash(hash, root) ? undefined : fault('proof-root-differs')
}

/** Shifted right by one, exactly, of any size. */
export const half = (count: number) => Math.floor(count / 2)
