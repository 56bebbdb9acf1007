import { contribution, counts, type FigureDefinition, type Question } from '@pilot-ledger/figures'

/** What a contract adds to a figure; it counts where any of its rows does, though its part may be 0.00. */
export interface Part {
  readonly counts: boolean
  /** Fen, or how many rows. */
  readonly value: bigint
}

/**
 * What one contract adds to a figure that sums amounts or counts rows, from its own facts: as `contractTotals` has it, but
 * without room for every contract at once.
 */
export function partOf(question: Question, figure: FigureDefinition, contract: number): Part {
  if (figure.measure === 'distinct') throw new TypeError(`${figure.code} counts by a key, not by contract`)
  let counted = false
  let value = 0n
  for (const { row } of question.tables.factsOfContract(contract, question.cut)) {
    if (!counts(question, figure, row)) continue
    counted = true
    value += BigInt(contribution(question, figure, row))
  }
  return { counts: counted, value }
}
