import { type FigureDefinition, figureOf, SUBJECT, type Tables } from '@pilot-ledger/figures'
import { fenOf, formatAmount, type Window } from '@pilot-ledger/kernel'
import type { CountedRow, Deduction, Measure } from '../domain/counted'
import type { Indicator, SchemeContent } from '../domain/scheme'
import { TAX_NAMES } from '../rounds/names'

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

/** The catalogue's figure, of one tax basis where the indicator names one. */
export function figureOfBasis({ facts }: Tables, { source }: Indicator): FigureDefinition {
  const figure = source.from === 'ledger' ? figureOf(source.figure) : undefined
  if (source.from !== 'ledger' || !figure) throw new Error('an indicator of the ledger names a figure of the catalogue')
  const { tax } = facts.columns
  const ofBasis = (row: number) => source.taxBasis === undefined || TAX_NAMES.get(tax[row]) === source.taxBasis
  return { ...figure, selects: (question, row) => ofBasis(row) && figure.selects(question, row) }
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

export const shown = (measure: Measure, value: bigint) => (measure === 'sum' ? formatAmount(value) : String(value))

/** Sequences of the entries of one platform, its contracts' and its register's, after `since` and up to `until`. */
export function entriesOf(tables: Tables, platform: number, since: number, until: number): number[] {
  const { subjectKind, subject } = tables.entries.columns
  const found: number[] = []
  for (let row = since; row < until; row++) {
    const own =
      subjectKind[row] === SUBJECT.contract
        ? tables.contracts.columns.platform[subject[row]] === platform
        : subjectKind[row] === SUBJECT.platform && subject[row] === platform
    if (own) found.push(row + 1)
  }
  return found
}
