import type { ReadingOptions, SpreadsheetFile } from '../spreadsheets'
import type { IntakeItem } from './record'

export type IntakeOptions = Omit<ReadingOptions, 'formulas'>

/**
 * Everything a clerk's file says, in the order of the file: .xlsx, .csv or NDJSON, told apart by content. Faults, notices and
 * records come mixed; a file that is refused as a whole throws `SpreadsheetRefused`.
 */
// biome-ignore lint/correctness/useYield: the reading follows
export async function* readIntake(_file: SpreadsheetFile, _options: IntakeOptions = {}): AsyncGenerator<IntakeItem> {
  throw new Error('not yet')
}
