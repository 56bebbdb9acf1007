import { randomInt } from 'node:crypto'

/** Numbers drawn for one ledger, one for each sixteen bits of an id. */
export type IdKey = Float64Array

/** The largest prime below 2 ** 33. */
const PRIME = 2 ** 33 - 9
/** Where in an id sixteen bits begin: in its text, and in one without dashes. */
const PARTS = [0, 4, 9, 14, 19, 24, 28, 32]
const PARTS_OF_BARE = [0, 4, 8, 12, 16, 20, 24, 28]

export const KEY_BYTES = PARTS.length * Float64Array.BYTES_PER_ELEMENT

export const newIdKey = (): IdKey => Float64Array.from(PARTS, () => randomInt(1, PRIME))

/**
 * 32 bits of an id: its parts times the key's, modulo a prime (Carter and Wegman, Universal classes of hash functions, 1979).
 * However ids are chosen by somebody who does not know the key, two of them share a hash once in some two billions.
 * Eight products of 16 and 33 bits are exact in a JavaScript number.
 * @param text in which the id begins at `from`
 */
export function hashOfId(key: IdKey, text: string, from = 0): number {
  return hashOf(key, PARTS, text, from)
}

/** The same of an id without dashes, in upper or lower case. */
export function hashOfBareId(key: IdKey, text: string): number {
  return hashOf(key, PARTS_OF_BARE, text, 0)
}

function hashOf(key: IdKey, parts: readonly number[], text: string, from: number): number {
  let sum = 0
  for (let i = 0; i < key.length; i++) {
    const at = from + parts[i]
    const part = (digit(text, at) << 12) | (digit(text, at + 1) << 8) | (digit(text, at + 2) << 4) | digit(text, at + 3)
    sum += part * key[i]
  }
  return (sum % PRIME) >>> 0
}

/** A hexadecimal digit: the codes of letters lie beyond 64, and end in 1 for a. */
function digit(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return (code & 15) + 9 * (code >> 6)
}
