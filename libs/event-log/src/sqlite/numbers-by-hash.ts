const FEWEST = 1024

/**
 * Finds the numbers that a name or an id may have, by 32 bits of it: in memory it costs some 13 bytes, where a stream's name
 * would cost 120. Who asks compares the name itself: of a million names some hundred pairs share all 32 bits.
 */
export class NumbersByHash {
  private taken: number
  /** Numbers by hash, each in the first free slot from its own on; 0 is free. At most three quarters are taken. */
  private slots!: Uint32Array

  /** @param hashes of those numbered 1, 2, 3 … that are known already; of number n at n - 1 */
  constructor(private hashes: Uint32Array = new Uint32Array(0)) {
    this.taken = hashes.length
    this.makeSlots()
  }

  get count(): number {
    return this.taken
  }

  /** What this table can be made from again. */
  get all(): Uint32Array {
    return this.hashes.subarray(0, this.taken)
  }

  /** The numbers that have this hash. */
  *withHash(hash: number): Generator<number> {
    const { slots, hashes } = this
    const mask = slots.length - 1
    for (let at = hash & mask; slots[at] !== 0; at = (at + 1) & mask) {
      if (hashes[slots[at] - 1] === hash) yield slots[at]
    }
  }

  has(hash: number): boolean {
    const { slots, hashes } = this
    const mask = slots.length - 1
    for (let at = hash & mask; slots[at] !== 0; at = (at + 1) & mask) if (hashes[slots[at] - 1] === hash) return true
    return false
  }

  /** The next number is one that has this hash. */
  add(hash: number): void {
    if (this.taken === this.hashes.length) {
      const larger = new Uint32Array(Math.max(FEWEST, Math.ceil(this.taken * 1.25)))
      larger.set(this.hashes)
      this.hashes = larger
    }
    this.hashes[this.taken++] = hash
    if (4 * this.taken > 3 * this.slots.length) this.makeSlots()
    else this.slots[this.slotOf(this.taken, 0)] = this.taken
  }

  /** Takes the last ones back: each from the slot that was free before it came. */
  forgetBeyond(count: number): void {
    for (; this.taken > count; this.taken--) this.slots[this.slotOf(this.taken, this.taken)] = 0
  }

  private makeSlots(): void {
    let size = FEWEST
    while (2 * size < 3 * this.taken) size *= 2
    this.slots = new Uint32Array(size)
    for (let number = 1; number <= this.taken; number++) this.slots[this.slotOf(number, 0)] = number
  }

  /** The first slot from a number's own on that holds `held`. */
  private slotOf(number: number, held: number): number {
    const mask = this.slots.length - 1
    let at = this.hashes[number - 1] & mask
    while (this.slots[at] !== held) at = (at + 1) & mask
    return at
  }
}
