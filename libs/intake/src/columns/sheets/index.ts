import type { Sheet } from '../column'
import type { SheetKind } from '../record'
import { amendment, contract } from './agreements'
import { approval, batch, deliverable, evidence } from './deliveries'
import { invoice, payment } from './money'

/** In the order of a workbook. */
export const SHEETS: readonly Sheet[] = [contract, amendment, batch, deliverable, invoice, payment, approval, evidence]

export function sheetOf(kind: SheetKind): Sheet {
  return SHEETS.find((it) => it.kind === kind) as Sheet
}
