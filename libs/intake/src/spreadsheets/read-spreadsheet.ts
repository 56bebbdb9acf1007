import type { SpreadsheetLimits } from './limits'
import type { SheetRow } from './sheet'

export type SpreadsheetFile = Uint8Array | { readonly path: string }
export interface ReadingOptions {
  /** The file's name as its owner calls it; a CSV's sheet is called so. What kind of file it is, its content says. */
  readonly name?: string
  readonly limits?: Partial<SpreadsheetLimits>
  /** A formula refuses the file (the default), or its cell comes as one of kind `formula` for the reader to refuse. */
  readonly formulas?: 'refuse' | 'mark'
}

/** The rows of a workbook (.xlsx) or a text table (.csv), in the order of the file. Throws `SpreadsheetRefused`. */
// biome-ignore lint/correctness/useYield: the reading follows
export async function* readSpreadsheet(
  _file: SpreadsheetFile,
  _options: ReadingOptions = {},
): AsyncGenerator<SheetRow> {
  throw new Error('not yet')
}
