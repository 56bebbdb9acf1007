import { hash } from 'node:crypto'

/** SHA-256, as every log of C2SP has it. */
export const HASH_BYTES = 32

/**
 * Its bytes lie in the pool that small buffers share. With a piece of memory of its own for each, a tree that is recomputed leaves
 * so many behind that the process grows by a hundred megabytes and more.
 */
function digestOf(bytes: Uint8Array | string): Uint8Array {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1')
}

/** The root of no leaves (RFC 9162, 2.1.1). */
export const EMPTY_ROOT: Uint8Array = digestOf('')

const LEAF = Buffer.of(0)
/** Where every node is put together, for it is hashed at once. */
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1)

/** A leaf and a node begin with different bytes, so that no node can be passed off as an entry (RFC 9162, 2.1.1). */
export function leafHash(bytes: Uint8Array): Uint8Array {
  return digestOf(Buffer.concat([LEAF, bytes]))
}

/** The same of a text, as UTF-8: without a copy of its bytes. */
export function leafHashOf(text: string): Uint8Array {
  return digestOf(`\0${text}`)
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  // What is no hash has its digest as well: whoever brings it finds that it leads to no root.
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
    return digestOf(Buffer.concat([node.subarray(0, 1), left, right]))
  node.set(left, 1)
  node.set(right, 1 + HASH_BYTES)
  return digestOf(node)
}

/** The same of a left one that stands among others: without an object of its own for it. */
export function parentHash(bytes: Uint8Array, at: number, right: Uint8Array): Uint8Array {
  if (right.length !== HASH_BYTES) return nodeHash(bytes.subarray(at, at + HASH_BYTES), right)
  for (let i = 0; i < HASH_BYTES; i++) node[1 + i] = bytes[at + i]
  node.set(right, 1 + HASH_BYTES)
  return digestOf(node)
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

export const isHash = (it: unknown): it is Uint8Array => it instanceof Uint8Array && it.length === HASH_BYTES
/** Whole and exact: sizes and indices are numbers here, `>>` would cut them to 32 bits. */
export const isCount = (it: unknown): it is number => Number.isSafeInteger(it) && (it as number) >= 0
