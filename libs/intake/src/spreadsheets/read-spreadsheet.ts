import { stat } from 'node:fs/promises'
import { shortened } from '@pilot-ledger/kernel'
import { fileKind } from './file-kind'
import { LIMITS, type SpreadsheetLimits } from './limits'
import { refused } from './refused'
import type { SheetRow } from './sheet'
import type { SpreadsheetFile } from './spreadsheet-file'
import { tableRows } from './text/table'
import { workbookRows } from './workbook'

export interface ReadingOptions {
  /** The file's name as its owner calls it; a CSV's sheet is called so. What kind of file it is, its content says. */
  readonly name?: string
  readonly limits?: Partial<SpreadsheetLimits>
  /** A formula refuses the file (the default), or its cell comes as one of kind `formula` for the reader to refuse. */
  readonly formulas?: 'refuse' | 'mark'
  /**
   * The texts are those of people who have nothing to do with this ledger (a bank's payers): in a text table one that begins with
   * `=`, or has lost a character to U+FFFD, is a text as it stands. Whoever pays must not be able to make a file unreadable.
   */
  readonly textsOfOthers?: boolean
}

/**
 * The rows of a workbook (.xlsx) or a text table (.csv), in the order of the file, as they are read: a file of any length needs
 * the memory of its shared texts and one piece. Throws `SpreadsheetRefused`, before any row or between two, with one of:
 * `file-too-large`, `empty-file`, `kind-not-read`, `encrypted`, `zip-bomb`, `broken-workbook`, `xml-doctype`, `macros`,
 * `embedded-object`, `link-elsewhere`, `duplicate-sheet-name`, `too-many-sheets`, `too-many-merged-cells`, `too-many-rows`,
 * `too-many-columns`, `too-much-text`, `formula`, `text-undecodable`, `broken-csv`.
 */
export async function* readSpreadsheet(file: SpreadsheetFile, options: ReadingOptions = {}): AsyncGenerator<SheetRow> {
  const limits = { ...LIMITS, ...options.limits }
  const { formulas = 'refuse', textsOfOthers = false } = options
  await refuseOversize(file, limits)
  if ((await fileKind(file)) === 'xlsx') yield* workbookRows(file, limits, formulas)
  else yield* tableRows(file, tableName(options.name), limits, textsOfOthers ? 'texts of others' : formulas)
}

export async function refuseOversize(file: SpreadsheetFile, limits: SpreadsheetLimits): Promise<void> {
  const bytes = file instanceof Uint8Array ? file.byteLength : (await stat(file.path)).size
  if (bytes <= limits.fileBytes) return
  throw refused(
    'file-too-large',
    `文件超过上限 ${Math.floor(limits.fileBytes / 1024 / 1024)} MB，请分成几个文件`,
    `the file is larger than ${Math.floor(limits.fileBytes / 1024 / 1024)} MB; make several files of it`,
    {},
    { bytes: String(bytes), most: String(limits.fileBytes) },
  )
}

/** A file of one table has one sheet: it is called as the file, without its ending. */
export function tableName(name = ''): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  return shortened(base.replace(/\.[A-Za-z0-9]{1,8}$/, ''), 100) || 'CSV'
}
