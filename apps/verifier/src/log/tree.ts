import { joined, utf8 } from '../crypto/bytes'
import { sha256 } from '../crypto/sha2'
import { Failure } from '../verdict/failure'

/** The tree of RFC 6962 §2.1, with SHA-256. */
export type Hash = Uint8Array
export const HASH_BYTES = 32

const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)]

export const leafHash = (text: string): Hash => sha256(joined(LEAF, utf8(text)))
const nodeHash = (left: Hash, right: Hash): Hash => sha256(joined(NODE, left, right))

/** The largest power of two below `size`. */
function split(size: number): number {
  let k = 1
  while (k * 2 < size) k *= 2
  return k
}

/** The root over hashes of leaves; of none it is the hash of nothing. */
export function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return sha256(new Uint8Array())
  if (leaves.length === 1) return leaves[0]
  const k = split(leaves.length)
  return nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}

export interface Leaf {
  readonly index: number
  readonly hash: Hash
}

/**
 * The root of a tree of `size` leaves, of which these are known, each once and by ascending index, and `proof` tells the rest: the
 * hash of every largest part without a known leaf, from left to right. Fails for a proof with more or fewer hashes.
 */
export function rootByProof(size: number, leaves: readonly Leaf[], proof: readonly Hash[], at: string): Hash {
  let used = 0
  /** Over the leaves from `start`, `count` of them, where those known are from `first` up to `end`. */
  const root = (start: number, count: number, first: number, end: number): Hash => {
    if (first === end) {
      if (used === proof.length) throw new Failure('proof-too-short', at)
      return proof[used++]
    }
    if (count === 1) return leaves[first].hash
    const k = split(count)
    let middle = first
    while (middle < end && leaves[middle].index < start + k) middle++
    return nodeHash(root(start, k, first, middle), root(start + k, count - k, middle, end))
  }
  const found = root(0, size, 0, leaves.length)
  if (used < proof.length) throw new Failure('proof-too-long', at)
  return found
}
