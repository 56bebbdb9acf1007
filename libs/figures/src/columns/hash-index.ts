/** More than this part of the slots is never taken: beyond it a look passes ever more of them. */
const FULLEST = 0.7
const ROOM = 0.55

/**
 * Numbers 0, 1, 2 … found again by what they stand for, which is kept elsewhere: a `Map` without its keys, four bytes a slot.
 * A hash only says where to look; whether it is the same thing, `isAt` says.
 */
export class HashIndex<Key> {
  /**
   * Number + 1; 0 is free. The bits above it, which no number needs yet, are the lowest of its hash: hardly ever is another
   * number looked at. A slot's place grows with its hash, so that a larger table is filled from front to back.
   */
  private slots = new Uint32Array(256)
  private numberBits = bitsOf(256)
  private count = 0

  constructor(
    /** 32 bits, of a number that is in. */
    private readonly hashOf: (number: number) => number,
    private readonly isAt: (number: number, key: Key) => boolean,
  ) {}

  find(hash: number, key: Key): number | undefined {
    const { slots, numberBits } = this
    const { length } = slots
    const above = (hash << numberBits) >>> numberBits
    for (let at = placeOf(hash, length); slots[at] !== 0; at = at + 1 === length ? 0 : at + 1) {
      if (slots[at] >>> numberBits !== above) continue
      const number = numberIn(slots[at], numberBits)
      if (this.hashOf(number) === hash && this.isAt(number, key)) return number
    }
    return undefined
  }

  /** Adds a number that is not in. */
  add(hash: number, number: number): void {
    if (this.count + 1 > this.slots.length * FULLEST) this.widen(this.count * 2)
    this.count++
    this.put(hash, number)
  }

  /** As many numbers as there are, from 0: after loading. */
  fill(count: number): void {
    this.empty(Math.max(256, Math.ceil(count / ROOM)))
    this.count = count
    for (let i = 0; i < count; i++) this.put(this.hashOf(i), i)
  }

  private widen(count: number): void {
    const { slots: narrow, numberBits } = this
    this.empty(Math.ceil(count / ROOM))
    for (const it of narrow) {
      if (it === 0) continue
      const number = numberIn(it, numberBits)
      this.put(this.hashOf(number), number)
    }
  }

  private empty(slots: number): void {
    this.slots = new Uint32Array(slots)
    this.numberBits = bitsOf(slots)
  }

  private put(hash: number, number: number): void {
    const { slots, numberBits } = this
    let at = placeOf(hash, slots.length)
    while (slots[at] !== 0) at = at + 1 === slots.length ? 0 : at + 1
    slots[at] = (hash << numberBits) | (number + 1)
  }
}

const placeOf = (hash: number, slots: number) => Math.floor(hash * (slots / 0x1_0000_0000))
const bitsOf = (slots: number) => 32 - Math.clz32(slots)
const numberIn = (slot: number, numberBits: number) => (slot & ((1 << numberBits) - 1)) - 1

/** Of a text, by its UTF-16 units. */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mixed(hash)
}

/** Of two numbers below 2^32. */
export function hashOfPair(a: number, b: number): number {
  return mixed(Math.imul(mixed(a), 0x9e3779b1) ^ b)
}

/** MurmurHash3's last step: each bit of the input turns about half of those of the output. */
function mixed(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
