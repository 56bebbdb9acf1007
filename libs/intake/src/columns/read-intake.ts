import {
  fileKind,
  LIMITS,
  type ReadingOptions,
  readSpreadsheet,
  refuseOversize,
  type SheetRow,
  type SpreadsheetFile,
  startsWithBrace,
  tableName,
} from '../spreadsheets'
import { readNdjson } from './ndjson'
import type { IntakeItem } from './record'
import { SheetIntake } from './sheet-intake'

export type IntakeOptions = Omit<ReadingOptions, 'formulas'>

/**
 * Everything a clerk's file says, in the order of the file: .xlsx, .csv or NDJSON, told apart by content. Faults, notices and
 * records come mixed; a file that is refused as a whole throws `SpreadsheetRefused`.
 */
export async function* readIntake(file: SpreadsheetFile, options: IntakeOptions = {}): AsyncGenerator<IntakeItem> {
  const limits = { ...LIMITS, ...options.limits }
  await refuseOversize(file, limits)
  if ((await fileKind(file)) === 'text' && (await startsWithBrace(file))) {
    yield* readNdjson(file, tableName(options.name), limits)
  } else yield* readRecords(readSpreadsheet(file, { ...options, formulas: 'mark' }))
}

/** What the rows of a clerk's file say: records, faults and notices in the order of the rows, all of them. */
export async function* readRecords(rows: AsyncIterable<SheetRow> | Iterable<SheetRow>): AsyncGenerator<IntakeItem> {
  let sheet: { readonly name: string; readonly intake: SheetIntake } | undefined
  for await (const row of rows) {
    if (sheet?.name !== row.sheet) {
      if (sheet) yield* sheet.intake.end()
      sheet = { name: row.sheet, intake: new SheetIntake(row.sheet) }
    }
    // One by one: handing the whole over costs an asynchronous generator a turn more for each.
    for (const item of sheet.intake.row(row)) yield item
  }
  if (sheet) yield* sheet.intake.end()
}
