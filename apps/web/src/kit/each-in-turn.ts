import { type Problem, Refused } from '../api/ask'

/** What came of an act on each of several rows. */
export interface Outcome<Row> {
  readonly done: readonly Row[]
  readonly failed: readonly { readonly row: Row; readonly problem: Problem }[]
  /** Not tried: what stood in the way of one would have stood in the way of each. */
  readonly left: readonly Row[]
}

/**
 * Does to one row after the other what is done to one: each by itself, so that a refused one holds up no other. Where the service is
 * out of reach, busy, or knows us no more, the rest is let be. `tell` is given how many are behind us.
 */
export async function eachInTurn<Row>(
  rows: readonly Row[],
  act: (row: Row) => Promise<unknown>,
  tell: (behind: number) => void = () => undefined,
): Promise<Outcome<Row>> {
  const done: Row[] = []
  const failed: { row: Row; problem: Problem }[] = []
  for (const [at, row] of rows.entries()) {
    tell(at)
    try {
      await act(row)
      done.push(row)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      failed.push({ row, problem: error.problem })
      if (meetsAll(error.problem)) return { done, failed, left: rows.slice(at + 1) }
    }
  }
  return { done, failed, left: [] }
}

const meetsAll = ({ status }: Problem) => status === 0 || status === 401 || status === 429 || status >= 500
