import type { EvidenceStored } from '@pilot-ledger/evidence/definitions'
import { mapOf, maybe, oneOf, type ShapeOf, shape, text, whole } from '@pilot-ledger/kernel'
import type { SheetPlace } from '../spreadsheets/sheet'
import type { SheetKind } from './sheets'

/**
 * One filled row as the ledger writes things down: amounts `1234.50`, days `2025-06-01`, choices by their code, lists as
 * lists. What was left empty is absent, except where the column declares what an empty cell means. The form of single cells
 * has been judged; the rules of a contract have not.
 */
export interface IntakeRecord {
  readonly is: 'record'
  readonly kind: SheetKind
  readonly place: { readonly sheet: string; readonly row: number }
  readonly values: Readonly<Record<string, string | readonly string[]>>
  /** Where each field stood, 1 for A; empty for NDJSON. Also for fields left empty whose column is there. */
  readonly columns: Readonly<Record<string, number>>
  /** The files that prove what it says: kept, and attached to the contract with it. */
  readonly papers?: readonly Paper[]
  /** Of a list that the ledger printed: what it has no column for it does not say, not even what an empty cell means. */
  readonly own?: true
}

/** A file that came along, as it was found to be when it was looked into. */
export interface Paper extends Omit<EvidenceStored['data'], 'platform'> {
  /** The contract has it among its papers already. */
  readonly isAttached: boolean
}

/** What is said of a cell, a row or a sheet. */
export const REMARK_FIELDS = {
  place: shape({ sheet: maybe(text), row: maybe(whole), column: maybe(whole) }),
  field: maybe(text),
  /** What stands there, cut short. */
  found: maybe(text),
  /** Stable, kebab-case. */
  code: text,
  zh: text,
  en: text,
  facts: maybe(mapOf(text)),
}
/** What cannot be recorded as it stands, said at the cell. A row with a fault gives no record. */
const INTAKE_FAULT = shape({ is: oneOf('fault'), ...REMARK_FIELDS })
export type IntakeFault = ShapeOf<typeof INTAKE_FAULT>
/** What was left out or understood in a way worth a word: total rows, blank rows, the sample row, columns not recorded. */
export const INTAKE_NOTICE = shape({ is: oneOf('notice'), ...REMARK_FIELDS })
export type IntakeNotice = ShapeOf<typeof INTAKE_NOTICE>

/** In what the amounts of a sheet were read, and where that is said; `nowhere`: yuan; `format`: NDJSON has no other. */
export interface IntakeUnit {
  readonly is: 'unit'
  readonly kind: SheetKind
  readonly place: SheetPlace
  readonly unit: '元' | '万元'
  readonly said: 'heading' | 'line' | 'nowhere' | 'format'
  readonly found?: string
  /** The columns of money it holds for. */
  readonly columns: readonly string[]
}

export type IntakeItem = IntakeRecord | IntakeFault | IntakeNotice | IntakeUnit
