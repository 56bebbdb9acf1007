/** A repeatable source of chances (mulberry32): the same seed fills the same ledger. */
export class Chance {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]
  }

  maybe(probability: number): boolean {
    return this.next() < probability
  }

  /** 0 … n-1, the first far more often than the last (of 3,000 platforms the largest has 1.8% of everything). */
  skewed(n: number): number {
    return Math.min(n - 1, Math.floor(n * this.next() ** 2))
  }
}
