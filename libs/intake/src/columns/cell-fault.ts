import { shortened } from '@pilot-ledger/kernel'
import type { SheetCell, SheetPlace } from '../spreadsheets'
import type { IntakeFault, IntakeNotice } from './record'

/** What is wrong with one cell, before anybody says where it stands. */
export interface CellFault {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly facts?: Readonly<Record<string, string>>
}

export const cellFault = (
  code: string,
  zh: string,
  en: string,
  facts?: Readonly<Record<string, string>>,
): CellFault => ({
  code,
  zh,
  en,
  ...(facts && { facts }),
})

export function fault(
  place: SheetPlace,
  what: CellFault,
  more: { field?: string; cell?: SheetCell } = {},
): IntakeFault {
  return { is: 'fault', ...stated(place, what, more) }
}

export function notice(
  place: SheetPlace,
  what: CellFault,
  more: { field?: string; cell?: SheetCell } = {},
): IntakeNotice {
  return { is: 'notice', ...stated(place, what, more) }
}

function stated(place: SheetPlace, what: CellFault, { field, cell }: { field?: string; cell?: SheetCell }) {
  return { place, ...(field && { field }), ...(cell && { found: shortened(cell.text, 80) }), ...what }
}
