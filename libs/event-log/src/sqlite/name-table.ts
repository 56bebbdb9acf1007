const FEWEST = 1024

/**
 * Finds the numbers that a stream's name may have, by 32 bits of the name: in memory a stream costs some 13 bytes, where its
 * name would cost 120. Who asks compares the name itself: of a million names some hundred pairs share all 32 bits.
 */
export class NameTable {
  private taken: number
  /** Stream numbers by hash, each in the first free slot from its own on; 0 is free. At most three quarters are taken. */
  private slots!: Uint32Array

  /** @param hashes of the names of the streams 1, 2, 3 … that are known already; of stream n at n - 1 */
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

  /** The streams whose names have this hash. */
  *withHash(hash: number): Generator<number> {
    const { slots, hashes } = this
    const mask = slots.length - 1
    for (let at = hash & mask; slots[at] !== 0; at = (at + 1) & mask) {
      if (hashes[slots[at] - 1] === hash) yield slots[at]
    }
  }

  /** The next stream is one whose name has this hash. */
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
    for (let stream = 1; stream <= this.taken; stream++) this.slots[this.slotOf(stream, 0)] = stream
  }

  /** The first slot from a stream's own on that holds `held`. */
  private slotOf(stream: number, held: number): number {
    const mask = this.slots.length - 1
    let at = this.hashes[stream - 1] & mask
    while (this.slots[at] !== held) at = (at + 1) & mask
    return at
  }
}

/** 32 bits of a name: FNV-1a over its UTF-16 units, mixed at the end so that the lower bits depend on all of them. */
export function hashOfName(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}
