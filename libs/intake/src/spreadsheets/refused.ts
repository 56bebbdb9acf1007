import { type Refusal, refuse } from '@pilot-ledger/kernel'
import { columnLetters, type SheetPlace } from './sheet'

/** A file that is not read, as a whole: why, and where in it. From the process that reads it comes as a `RefusalException`. */
export class SpreadsheetRefused extends Error {
  readonly refusals: readonly Refusal[]
  readonly status: number

  constructor(
    readonly refusal: Refusal,
    readonly place: SheetPlace = {},
  ) {
    super(refusal.code)
    this.refusals = [refusal]
    this.status = refusal.code === 'file-too-large' ? 413 : 422
  }
}

/** Codes: see `read-spreadsheet.ts`. The place is also among the facts. */
export function refused(
  code: string,
  zh: string,
  en: string,
  place: SheetPlace = {},
  facts: Readonly<Record<string, string>> = {},
): SpreadsheetRefused {
  const { sheet, row, column } = place
  const where = {
    ...(sheet !== undefined && { sheet }),
    ...(row !== undefined && { row: String(row) }),
    ...(column !== undefined && { column: columnLetters(column) }),
  }
  const all = { ...where, ...facts }
  return new SpreadsheetRefused(refuse(code, { zh, en, ...(Object.keys(all).length > 0 && { facts: all }) }), place)
}
