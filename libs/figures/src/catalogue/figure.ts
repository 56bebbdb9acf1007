import type { StatedBasis } from '@pilot-ledger/platforms'
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
  /** flow: what happened inside the window. stock: what stands on its last day. */
  readonly shape: 'flow' | 'stock'
  readonly definition: { readonly zh: string; readonly en: string }
  /** Kinds of fact rows it looks at. */
  readonly kinds: readonly number[]
  /** Of those, the rows that count. */
  selects(question: Question, row: number): boolean
  /** sum: Σ amount × sign. rows: how many. distinct: how many different keys. */
  readonly measure: 'sum' | 'rows' | 'distinct'
  /** distinct: the key of a row, a number in `scoped`. */
  countedKey?(question: Question, row: number): number
  /** distinct, of legal persons: the party itself (in `scoped`), whose head office a total over several platforms looks up anew. */
  party?(question: Question, row: number): number
  /** sum: −1 for kinds that are subtracted. */
  sign?(kind: number): 1 | -1
  /** Contract amounts carry the contract's tax basis and are never summed over both (H12). */
  readonly splitByTax?: boolean
  /** The day the window is applied to: the contract's signing day, or the row's own. */
  readonly day: 'contract' | 'own'
}
