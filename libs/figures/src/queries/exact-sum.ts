/**
 * Adds whole fen without ever losing one: each amount is split at a million, both parts are summed as integers that stay far
 * below 2^53 (10^8 × 10^7 rows, 10^6 × 10^7 rows), and only the result is joined, as a bigint.
 */
const SPLIT = 1_000_000

export class ExactSums {
  private readonly high: Float64Array
  private readonly low: Float64Array

  constructor(readonly size: number) {
    this.high = new Float64Array(size)
    this.low = new Float64Array(size)
  }

  add(at: number, fen: number): void {
    const low = fen % SPLIT
    this.low[at] += low
    this.high[at] += (fen - low) / SPLIT
  }

  total(at: number): bigint {
    return BigInt(this.high[at]) * BigInt(SPLIT) + BigInt(this.low[at])
  }
}
