import type { BusinessDate, Fen } from '@pilot-ledger/kernel'
import type { AdjustmentKind } from '../definitions/reconciliation'
import type { Target } from './targets'

export interface MatchingSettings {
  /** 容差, fen: how far the sums of a match may lie apart. What lies between becomes an adjustment when it is confirmed. */
  readonly tolerance: Fen
  /** How many days apart line and entry may be where nothing but the amount speaks. */
  readonly days: number
  /** What a match by the bank's reference must keep to, to stand without a person. */
  readonly certain: CertaintyTerms
  /** Fen: a fee of the bank above it is no small matter, and waits for a person. */
  readonly mostFee: Fen
}
export interface CertaintyTerms {
  /** How many days apart line and receipt may be: a number may be given out again in a month, or in a year. */
  readonly days: number
  /** A reference of fewer letters and digits says too little where the line does not tell who paid. */
  readonly shortReference: number
}
export const DEFAULT_SETTINGS: MatchingSettings = {
  tolerance: 0n,
  days: 3,
  certain: { days: 10, shortReference: 8 },
  mostFee: 100_000n,
}

export const sameSettings = (a: MatchingSettings, b: MatchingSettings) =>
  a.tolerance === b.tolerance &&
  a.days === b.days &&
  a.certain.days === b.certain.days &&
  a.certain.shortReference === b.certain.shortReference &&
  a.mostFee === b.mostFee

/** What a bank does on an account of its own accord: 结息 comes in, 手续费 go out. */
export type BankCharge = Extract<AdjustmentKind, '利息' | '手续费'>

/** A line with something open, and how it is compared. */
export interface OpenLine {
  readonly id: string
  readonly direction: 'credit' | 'debit'
  readonly day: BusinessDate
  readonly open: Fen
  readonly reference?: string
  /** The number that who paid gave it: two payers may give the same. */
  readonly payersOwn?: string
  readonly payer?: string
  /** A movement of the bank's own, which nobody has taken apart before. */
  readonly charge?: BankCharge
  /** Reference and purpose as one text, to look for invoice numbers in. */
  readonly text: string
}
export interface OpenTarget extends Target {
  /** Of an invoice possibly nothing: then it only says which contract a purpose is about. */
  readonly open: Fen
}
/** Lines and targets that a rule holds to be the same money; more than one such for a line or a target is no certainty. Without
 * targets the lines are the bank's own. */
export interface Option {
  readonly lines: readonly { readonly line: OpenLine; readonly amount: Fen }[]
  readonly targets: readonly { readonly target: OpenTarget; readonly amount: Fen }[]
}
