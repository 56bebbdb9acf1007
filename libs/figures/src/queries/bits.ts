/** A set of numbers from 0 up to a size, one bit each. */
export type Bits = Uint8Array

/** Of sets that are done with: making one anew costs more than wiping it. */
const wiped: Bits[] = []
const MOST_KEPT = 8

export function takeBits(size: number): Bits {
  const bytes = (size >> 3) + 1
  const known = wiped.findIndex((it) => it.length >= bytes)
  // Room for some more, so that a ledger that grows does not ask for another each time.
  return known >= 0 ? wiped.splice(known, 1)[0] : new Uint8Array(Math.ceil(bytes * 1.125))
}

export function giveBack(bits: Bits): void {
  if (wiped.length >= MOST_KEPT) wiped.shift()
  wiped.push(bits.fill(0))
}

/** Sets a bit; true when it was not set before. */
export function mark(bits: Bits, number: number): boolean {
  const mask = 1 << (number & 7)
  if (bits[number >> 3] & mask) return false
  bits[number >> 3] |= mask
  return true
}
