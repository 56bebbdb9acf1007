import type { Refusal } from '@pilot-ledger/kernel'
import { fault } from './fault'
import { EMPTY_ROOT, isCount, isHash, nodeHash, sameHash } from './hash'
import { half } from './inclusion'
import { type Nodes, rootOf, splitOf } from './tree'

/** What shows that the tree of `size` begins with that of `older` (RFC 9162, 2.1.4.1); nothing is needed from size 0. */
export function consistencyProof(nodes: Nodes, older: number, size: number): Uint8Array[] {
  if (older === 0) return []
  const parts: Uint8Array[] = []
  let [from, to] = [0, size]
  while (older !== to) {
    const middle = from + splitOf(to - from)
    if (older <= middle) {
      parts.push(rootOf(nodes, middle, to))
      to = middle
    } else {
      parts.push(rootOf(nodes, from, middle))
      from = middle
    }
  }
  // Whoever checks has the older root: where it is itself the part at which the way ends, it is not repeated.
  if (from !== 0) parts.push(rootOf(nodes, from, to))
  return parts.reverse()
}

export interface Consistency {
  readonly older: number
  readonly size: number
  readonly olderRoot: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * Why the tree is not shown to continue the older one; undefined where it is (RFC 9162, 2.1.4.2). From size 0 as C2SP's
 * tlog-witness has it: every tree continues the empty one, the proof is empty.
 */
export function consistencyFault({ older, size, olderRoot, root, proof }: Consistency): Refusal | undefined {
  if (!isCount(older) || !isCount(size)) return fault('proof-number-invalid')
  if (older > size) return fault('proof-sizes-reversed', { older, size })
  if (older === 0 && !sameHash(olderRoot, EMPTY_ROOT)) return fault('proof-old-root-differs')
  if (older === size || older === 0) {
    if (proof.length > 0) return fault('proof-too-long')
    return older === 0 && size > 0 ? undefined : sameRoot(olderRoot, root)
  }
  if (![olderRoot, root, ...proof].every(isHash)) return fault('proof-hash-malformed')
  if (proof.length === 0) return fault('proof-too-short')
  return faultAlong(older, size, olderRoot, root, proof)
}

function faultAlong(
  older: number,
  size: number,
  olderRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): Refusal | undefined {
  let [node, last] = [older - 1, size - 1]
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  // Of a power of two the older root is where the way begins.
  const [first, ...rest] = node === 0 ? [olderRoot, ...proof] : proof
  let [olderHash, hash] = [first, first]
  for (const part of rest) {
    if (last === 0) return fault('proof-too-long')
    if (node % 2 === 1 || node === last) {
      olderHash = nodeHash(part, olderHash)
      hash = nodeHash(part, hash)
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)]
    } else hash = nodeHash(hash, part)
    ;[node, last] = [half(node), half(last)]
  }
  if (last !== 0) return fault('proof-too-short')
  if (!sameHash(olderHash, olderRoot)) return fault('proof-old-root-differs')
  return sameRoot(hash, root)
}

const sameRoot = (computed: Uint8Array, root: Uint8Array) =>
  sameHash(computed, root) ? undefined : fault('proof-root-differs')
