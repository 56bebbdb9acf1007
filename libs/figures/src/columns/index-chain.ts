/** The end of a chain, and "no such thing" in every column of numbers. */
export const NONE = 0xffffffff

/**
 * Rows of one owner, newest first: for each row the row before it of the same owner. Kept in memory only, made anew on
 * loading. Four bytes a row instead of a list per owner.
 */
export class OwnerChain {
  private previous = new Uint32Array(1024)
  private heads = new Uint32Array(256).fill(NONE)

  /** Notes that `row` (the next row number) belongs to `owner`. */
  add(owner: number, row: number): void {
    if (row >= this.previous.length) this.previous = widened(this.previous, row, 0)
    if (owner >= this.heads.length) this.heads = widened(this.heads, owner, NONE)
    this.previous[row] = this.heads[owner]
    this.heads[owner] = row
  }

  /** The rows of an owner, the newest first. */
  *rows(owner: number): Generator<number> {
    for (let row = this.newest(owner); row !== NONE; row = this.before(row)) yield row
  }

  /** The newest row of an owner, or NONE. */
  newest(owner: number): number {
    return owner < this.heads.length ? this.heads[owner] : NONE
  }

  /** The row before it of the same owner, or NONE. */
  before(row: number): number {
    return this.previous[row]
  }
}

function widened(array: Uint32Array<ArrayBuffer>, index: number, fill: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(index + 1, Math.ceil(array.length * 1.125))).fill(fill)
  larger.set(array)
  return larger
}
