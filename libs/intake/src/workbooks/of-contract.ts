import { type FigureDefinition, NONE, type Question, type Tables } from '@pilot-ledger/figures'

/** What a contract adds to a figure; it counts where any of its rows does, though its part may be 0.00. */
export interface Part {
  readonly counts: boolean
  /** Fen, or how many rows. */
  readonly value: bigint
}

/** The contracts of a platform in the order they came into the ledger, one by one. */
export function* contractsInTurn({ contracts }: Tables, platform: number): Generator<number> {
  for (let it = 0; it < contracts.length; it++) if (contracts.columns.platform[it] === platform) yield it
}

/**
 * What one contract adds to a figure that sums amounts or counts rows, from its own facts: as `contractTotals` has it, but
 * without room for every contract at once.
 */
export function partOf(question: Question, figure: FigureDefinition, contract: number): Part {
  if (figure.measure === 'distinct') throw new TypeError(`${figure.code} counts by a key, not by contract`)
  const { facts, factsOfContract } = question.tables
  const { kind, amount } = facts.columns
  let counts = false
  let value = 0n
  for (let row = factsOfContract.newest(contract); row !== NONE; row = factsOfContract.before(row)) {
    if (!question.holds(row) || !figure.kinds.includes(kind[row]) || !figure.selects(question, row)) continue
    counts = true
    value += BigInt(figure.measure === 'rows' ? 1 : (figure.sign?.(kind[row]) ?? 1) * amount[row])
  }
  return { counts, value }
}
