import type { FigureDefinition, Question } from '@pilot-ledger/figures'
import type { Window } from '@pilot-ledger/kernel'
import type { Deduction, Measure } from '../domain/counted'
import type { FilteredRow, FoundRow } from '../rounds/indicator-rows'

/** A figure whose rows are asked the audit questions: an indicator of a round, or one of the catalogue by itself. */
export interface AuditedFigure {
  /** The indicator's code in the scheme, or the figure's own. */
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly figure: FigureDefinition
  readonly measure: Measure
  readonly question: Question
  /** Its own days, where it has some beside the round's. */
  readonly window?: Window
  readonly rows: readonly FoundRow[]
  /** Kept out by the scheme's filters. */
  readonly filtered: readonly FilteredRow[]
  /** What an evaluator took off. */
  readonly strikes: readonly (Deduction & { readonly reason: string })[]
  /** Undefined where the ledger refuses to add tax bases (H12). */
  readonly value?: string
}

/** A row of one of them. */
export interface AuditedRow {
  readonly of: AuditedFigure
  readonly found: FoundRow
  /** Its number in the tables; undefined for a row of the register. */
  readonly contract: number | undefined
}

export function rowsOf(figures: readonly AuditedFigure[]): AuditedRow[] {
  return figures.flatMap((of) =>
    of.rows.map((found) => ({ of, found, contract: of.question.tables.fact(found.fact).contract })),
  )
}
