import { type FigureDefinition, type Tables } from '@pilot-ledger/figures'
import { fenOf, type Window } from '@pilot-ledger/kernel'
import type { CountedRow, Deduction } from '../domain/counted'
import type { Indicator, SchemeContent } from '../domain/scheme'

/** What moves: an indicator under its scheme's filters, less what was struck. */
export interface Moving {
  readonly tables: Tables
  readonly platform: number
  readonly window: Window
  readonly scheme: SchemeContent
  readonly indicator: Indicator
  /**
   * Strikes as they hold at a cut, all or one contract's (of none: those of the register's rows): a row whose entry was
   * corrected keeps its strike under its new name.
   */
  deductionsAt(cut: number, of?: { readonly engagement?: string }): Promise<readonly Deduction[]>
  /** Whether there are any at all: without, rows need not be told one by one. */
  readonly struck: boolean
}

export interface Movement {
  readonly sequence: number
  /** Signed: yuan with two decimals, or a whole number. */
  readonly effect: string
}

export interface Moved {
  readonly figure: FigureDefinition
  readonly since: string
  readonly until: string
  readonly movements: readonly Movement[]
}

/** A strike goes with its row: off what is gone nothing is taken, and off what is left never more than that, all its parts together. */
export function onRows(
  deductions: readonly Deduction[],
  rows: readonly Pick<CountedRow, 'row' | 'value'>[],
): Deduction[] {
  return deductions.flatMap((it) => {
    const row = rows.find(({ row }) => row === it.row)
    if (!row) return []
    const parts = deductions.filter((of) => of.row === it.row)
    const taken = parts.reduce((sum, of) => sum + fenOf(of.amount ?? '0.00'), 0n)
    return it.amount !== undefined && taken > fenOf(row.value) ? [{ row: it.row }] : [it]
  })
}
