import type { SheetRow } from '../spreadsheets'
import type { Sheet } from './sheets'
import type { TableHead } from './table-head'

/** So many columns that the ledger works out stand in no clerk's own list. */
const ENOUGH = 5
/** Printed above every list of the ledger's workbooks. */
const WINDOW_LINE = /^统计期：\d{4}-\d{2}-\d{2} 至 \d{4}-\d{2}-\d{2}/

/**
 * The ledger's own 合同清单, brought back: it is compared with the ledger by what it says, and what it has no column for it does
 * not say. A contract that is not on the ledger lacks what a signing needs, and is refused for that.
 */
export function isOwnList({ sheet, headings }: TableHead): boolean {
  return sheet.kind === 'contract' && headings.filter(({ heading }) => heading?.workedOut).length >= ENOUGH
}

/** Of the ledger's own workbook. */
export const isOwnPaper = (above: readonly SheetRow[]): boolean =>
  above.some(({ cells }) => cells.some((it) => !it.merged && WINDOW_LINE.test(it.text)))

/** Several registrations stand in one cell, without what else a registration says. */
const SAID_IN_PART = new Set(['registrationNo'])

/** What is read of such a list. Amounts in 万元 are rounded there, and compared with nothing. */
export function ownSheet(sheet: Sheet, rounded: boolean): Sheet {
  return {
    ...sheet,
    columns: sheet.columns
      .filter(({ field, type }) => !SAID_IN_PART.has(field) && !(rounded && type === 'amount'))
      .map(({ byDefault: _none, ...it }) => ({ ...it, required: it.field === 'contractNo' })),
  }
}

const CREDIT_CODE = /^[0-9A-Z]{18}$/
/** Who has no credit code stands under it in words (境外 DE …), which are no identifier. */
export function ownValues<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  const { clientId, ...others } = values
  return { ...others, ...(CREDIT_CODE.test(String(clientId)) && { clientId }) }
}
