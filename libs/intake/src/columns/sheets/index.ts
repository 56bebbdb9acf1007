import type { SheetOf } from '../column'
import { amendment, contract } from './agreements'
import { approval, batch, deliverable, evidence } from './deliveries'
import { invoice, payment } from './money'

const ALL = [contract, amendment, batch, deliverable, invoice, payment, approval, evidence] as const
/** The sheets a clerk fills. */
export type SheetKind = (typeof ALL)[number]['kind']
export type Sheet = SheetOf<SheetKind>

/** In the order of a workbook. */
export const SHEETS: readonly Sheet[] = ALL
export const SHEET_KINDS = SHEETS.map((it) => it.kind)

export function sheetOf(kind: SheetKind): Sheet {
  return SHEETS.find((it) => it.kind === kind) as Sheet
}
