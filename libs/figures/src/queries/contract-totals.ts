import type { FigureDefinition } from '../catalogue/figure'
import { STORE, TAX } from '../columns/store'
import { contribution, counts } from './counted-rows'
import type { Question } from './question'

const COUNTS = 1
const WITHOUT_TAX = 2

/** A figure's part of each contract: nine bytes a contract, exact far beyond 2^53 fen. */
export class ContractTotals {
  private readonly sums: BigInt64Array
  private readonly flags: Uint8Array

  constructor(contracts: number) {
    this.sums = new BigInt64Array(contracts)
    this.flags = new Uint8Array(contracts)
  }

  add(contract: number, value: number, withoutTax: boolean): void {
    this.sums[contract] += BigInt(value)
    this.flags[contract] |= withoutTax ? COUNTS | WITHOUT_TAX : COUNTS
  }

  /** Whether any row of the contract counts: its part may be 0.00 all the same. */
  counts(contract: number): boolean {
    return (this.flags[contract] & COUNTS) !== 0
  }

  /** Fen, or how many rows. */
  of(contract: number): bigint {
    return this.sums[contract]
  }

  /** On a figure that never adds the two: the tax basis of the contract's part. */
  taxBasisOf(contract: number): 'inclusive' | 'exclusive' {
    return (this.flags[contract] & WITHOUT_TAX) === 0 ? 'inclusive' : 'exclusive'
  }
}

/**
 * What each contract adds to a figure that sums amounts or counts rows: the parts add up to the figure. A few bytes a
 * contract instead of an object, so that a list of all of them may be written while it is worked out.
 * Throws TypeError for a distinct count, whose parts belong to no single contract.
 */
export function contractTotals(question: Question, figure: FigureDefinition): ContractTotals {
  if (figure.measure === 'distinct') throw new TypeError(`${figure.code} counts by a key, not by contract`)
  const { tax, contract } = question.columns
  const totals = new ContractTotals(question.tables[STORE].contracts.length)
  question.eachRow((row) => {
    if (!counts(question, figure, row)) return
    totals.add(contract[row], contribution(question, figure, row), tax[row] === TAX.exclusive)
  })
  return totals
}
