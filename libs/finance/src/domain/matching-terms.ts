import type { BusinessDate, Fen } from '@pilot-ledger/kernel'
import type { Target } from './targets'

export interface MatchingSettings {
  /** 容差, fen: how far the sums of a match may lie apart. What lies between becomes an adjustment when it is confirmed. */
  readonly tolerance: Fen
  /** How many days apart line and entry may be where nothing but the amount speaks. */
  readonly days: number
}
export const DEFAULT_SETTINGS: MatchingSettings = { tolerance: 0n, days: 3 }

/** A line with something open, and how it is compared. */
export interface OpenLine {
  readonly id: string
  readonly direction: 'credit' | 'debit'
  readonly day: BusinessDate
  readonly open: Fen
  readonly reference?: string
  readonly payer?: string
  /** Reference and purpose as one text, to look for invoice numbers in. */
  readonly text: string
}
export interface OpenTarget extends Target {
  /** Of an invoice possibly nothing: then it only says which contract a purpose is about. */
  readonly open: Fen
}
/** Lines and targets that a rule holds to be the same money; more than one such for a line or a target is no certainty. */
export interface Option {
  /** All that bears one reference of the bank: no part of it could be meant by another choice. */
  readonly complete?: true
  readonly lines: readonly { readonly line: OpenLine; readonly amount: Fen }[]
  readonly targets: readonly { readonly target: OpenTarget; readonly amount: Fen }[]
}
