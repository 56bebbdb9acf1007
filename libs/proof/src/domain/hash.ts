import { hash } from 'node:crypto'

/** SHA-256, as every log of C2SP has it. */
export const HASH_BYTES = 32
/** The root of no leaves (RFC 9162, 2.1.1). */
export const EMPTY_ROOT: Uint8Array = hash('sha256', '', 'buffer')

const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)

/** A leaf and a node begin with different bytes, so that no node can be passed off as an entry (RFC 9162, 2.1.1). */
export function leafHash(bytes: Uint8Array): Uint8Array {
  return hash('sha256', Buffer.concat([LEAF, bytes]), 'buffer')
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash('sha256', Buffer.concat([NODE, left, right]), 'buffer')
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

export const isHash = (it: unknown): it is Uint8Array => it instanceof Uint8Array && it.length === HASH_BYTES
/** Whole and exact: sizes and indices are numbers here, `>>` would cut them to 32 bits. */
export const isCount = (it: unknown): it is number => Number.isSafeInteger(it) && (it as number) >= 0
