/** A set of numbers from 0 up to a size, one bit each. */
export type Bits = Uint8Array

/** Of sets that are done with: making one anew costs more than wiping it. */
const wiped: Uint8Array[] = []
const MOST_KEPT = 8

export const takeBits = (size: number): Bits => take((size >> 3) + 1)

export function giveBack(bytes: Uint8Array): void {
  if (wiped.length >= MOST_KEPT) wiped.shift()
  wiped.push(bytes.fill(0))
}

/** Sets a bit; true when it was not set before. */
export function mark(bits: Bits, number: number): boolean {
  const mask = 1 << (number & 7)
  if (bits[number >> 3] & mask) return false
  bits[number >> 3] |= mask
  return true
}

export const has = (bits: Bits, number: number): boolean => (bits[number >> 3] & (1 << (number & 7))) !== 0

/** The other way round; true when it was set before. */
export function unmark(bits: Bits, number: number): boolean {
  const mask = 1 << (number & 7)
  if ((bits[number >> 3] & mask) === 0) return false
  bits[number >> 3] &= ~mask
  return true
}

const MOST_IN_A_BYTE = 255

/** How often each number from 0 up to a size was counted: a byte each, and what is beyond it apart. */
export class Counted {
  private readonly bytes: Uint8Array
  private readonly beyond = new Map<number, number>()

  constructor(size: number) {
    this.bytes = take(size)
  }

  hasRoomFor(size: number): boolean {
    return size <= this.bytes.length
  }

  /** True where it was not counted before. */
  add(number: number): boolean {
    const count = this.bytes[number]
    if (count < MOST_IN_A_BYTE) this.bytes[number] = count + 1
    else this.beyond.set(number, (this.beyond.get(number) ?? 0) + 1)
    return count === 0
  }

  /** True where it is counted no longer. */
  remove(number: number): boolean {
    const beyond = this.beyond.get(number)
    if (beyond === undefined) return --this.bytes[number] === 0
    if (beyond === 1) this.beyond.delete(number)
    else this.beyond.set(number, beyond - 1)
    return false
  }

  end(): void {
    giveBack(this.bytes)
  }
}

function take(bytes: number): Uint8Array {
  const known = wiped.findIndex((it) => it.length >= bytes)
  // Room for some more, so that a ledger that grows does not ask for another each time.
  return known >= 0 ? wiped.splice(known, 1)[0] : new Uint8Array(Math.ceil(bytes * 1.125))
}
