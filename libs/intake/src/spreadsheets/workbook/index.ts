import type { SpreadsheetLimits } from '../limits'
import type { SheetRow } from '../sheet'
import type { SpreadsheetFile } from '../spreadsheet-file'
import { Archive } from './archive'
import { openBook } from './book'
import { sheetRows } from './sheet-rows'

export { notRead } from './book'
export type { PlainLimits } from './plain-sheet'
export { type PlainWorkbook, plainWorkbook } from './plain-workbook'

/** The rows of an .xlsx, sheet after sheet. */
export async function* workbookRows(
  file: SpreadsheetFile,
  limits: SpreadsheetLimits,
  formulas: 'refuse' | 'mark',
): AsyncGenerator<SheetRow> {
  const archive = await Archive.open(file, limits)
  try {
    const book = await openBook(archive, limits)
    const counted = { rows: 0 }
    for (const sheet of book.sheets) yield* sheetRows(archive, book, sheet, limits, formulas, counted)
  } finally {
    archive.close()
  }
}
