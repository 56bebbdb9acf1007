import { fileKind, type SpreadsheetFile, startsWithBrace } from '../spreadsheets'

export type FileKind = 'xlsx' | 'csv' | 'ndjson'

/** What a file is, by what it holds. Throws `SpreadsheetRefused` for what nobody reads here. */
export async function kindOfFile(file: SpreadsheetFile): Promise<FileKind> {
  if ((await fileKind(file)) === 'xlsx') return 'xlsx'
  return (await startsWithBrace(file)) ? 'ndjson' : 'csv'
}
