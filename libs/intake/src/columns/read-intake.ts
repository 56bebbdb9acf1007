import {
  fileKind,
  LIMITS,
  type ReadingOptions,
  readSpreadsheet,
  refuseOversize,
  type SpreadsheetFile,
  startsWithBrace,
  tableName,
} from '../spreadsheets'
import { readNdjson } from './ndjson'
import { readRecords } from './read-records'
import type { IntakeItem } from './record'

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
