import { ColumnTable } from './column-table'

/** The end of a chain, and "no such thing" in every column of numbers. */
export const NONE = 0xffffffff

const HEADS = { row: 'u32' } as const

/**
 * Rows of one owner, newest first: each row names the one before it of the same owner in a column of its own table, and here
 * is the newest of each owner. Both are stored: nothing is gone through when a model is opened.
 */
export class OwnerChain {
  /** The newest row + 1, 0 for none. */
  readonly heads: ColumnTable<typeof HEADS>

  constructor(
    name: string,
    /** What the row names. */
    readonly before: (row: number) => number,
  ) {
    this.heads = new ColumnTable(name, HEADS, 1024)
  }

  /** Notes that `row`, which names the newest one so far, belongs to `owner`. */
  add(owner: number, row: number): void {
    while (this.heads.length <= owner) this.heads.append({ row: 0 })
    this.heads.changing(owner).row[owner] = row + 1
  }

  /** The rows of an owner, the newest first. */
  *rows(owner: number): Generator<number> {
    for (let row = this.newest(owner); row !== NONE; row = this.before(row)) yield row
  }

  /** The newest row of an owner, or NONE. */
  newest(owner: number): number {
    const next = owner < this.heads.length ? this.heads.at(owner).row[owner] : 0
    return next === 0 ? NONE : next - 1
  }
}
