import type { StatedBasis } from '@pilot-ledger/platforms'
import { FACT, isOfRegister } from '../columns/store'
import type { Question } from '../queries/question'

export type AmountBasis = StatedBasis

/**
 * One figure, declared once: its words, and which fact rows it is made of. Value, drill-down, grouping and differences
 * between cuts all come from `kinds`, `selects` and `measure`: adding a figure touches one place.
 */
export interface FigureDefinition {
  /** Stable; a variant is `figure.variant`: the switches an auditor may turn. */
  readonly code: string
  readonly version: number
  readonly zh: string
  readonly en: string
  readonly unit: 'CNY' | 'count'
  readonly basis: AmountBasis
  /**
   * Whose it is. Absent: a platform's. `programme`: of a programme's own registers. `allRegisters`: over the registers of all
   * platforms and the programme, for a programme's answer.
   */
  readonly of?: 'programme' | 'allRegisters'
  /** A programme's, whose rows count by what the registers of all say. */
  readonly leansOnAllRegisters?: true
  /** flow: what happened inside the window. stock: what stands on its last day. */
  readonly shape: 'flow' | 'stock'
  readonly definition: { readonly zh: string; readonly en: string }
  /** Kinds of fact rows it looks at. */
  readonly kinds: readonly number[]
  /** Of those, the rows that count by their day: in the window, up to its end, in force on its last day, or all. */
  readonly when: 'inWindow' | 'upToEnd' | 'inForce' | 'whenever'
  /** The day the window is applied to: the contract's signing day, or the row's own. A product counts by its contract's. */
  readonly day: 'contract' | 'own'
  /** Of those, the rows that count; absent: all. */
  further?(question: Question, row: number): boolean
  /** sum: Σ amount × sign. rows: how many. distinct: how many different keys. */
  readonly measure: 'sum' | 'rows' | 'distinct'
  /**
   * distinct: which key of a row, a number in `scoped`. `party`: the legal person behind its `key`, whose head office a total
   * over several platforms looks up anew.
   */
  readonly counted?: 'key' | 'detail' | 'party'
  /** sum: −1 for kinds that are subtracted. */
  sign?(kind: number): 1 | -1
  /** Contract amounts carry the contract's tax basis and are never summed over both (H12). */
  readonly splitByTax?: boolean
}

/** Whether no contract's entry can move it: a register's figure. */
export function isOfRegisterAlone({ kinds }: FigureDefinition): boolean {
  return kinds.every(isOfRegister)
}

/** The column of the day that a row of a kind counts by. */
export function dayColumn({ day }: FigureDefinition, kind: number): 'date' | 'contractDate' {
  return day === 'contract' || kind === FACT.product ? 'contractDate' : 'date'
}

/** Whether a row of the figure's kinds counts. */
export function selects(question: Question, figure: FigureDefinition, row: number): boolean {
  return fits(question, figure, row) && (figure.further === undefined || figure.further(question, row))
}

function fits(question: Question, figure: FigureDefinition, row: number): boolean {
  const columns = question.at(row)
  const day = columns[dayColumn(figure, columns.kind[row])][row]
  switch (figure.when) {
    case 'inWindow':
      return question.inWindow(day)
    case 'upToEnd':
      return day <= question.to
    case 'inForce':
      return question.inForceAtEnd(row)
    case 'whenever':
      return true
  }
}

/** The figure, of fewer rows. */
export function narrowed(figure: FigureDefinition, to: (question: Question, row: number) => boolean): FigureDefinition {
  return {
    ...figure,
    further: (question, row) => to(question, row) && (figure.further === undefined || figure.further(question, row)),
  }
}

/** distinct: the key that a row counts. */
export function keyOf(question: Question, { code, counted }: FigureDefinition, row: number): number {
  switch (counted) {
    case 'key':
      return question.at(row).key[row]
    case 'party':
      return question.partyOf(row)
    case 'detail':
      return question.at(row).detail[row]
    default:
      throw new TypeError(`${code} counts by no key`)
  }
}
