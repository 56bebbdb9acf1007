/** What a file may ask of the machine that reads it. */
export interface SpreadsheetLimits {
  readonly fileBytes: number
  /** Parts inside a workbook. */
  readonly parts: number
  /** One part unpacked, and all together. */
  readonly partBytes: number
  readonly unpackedBytes: number
  /** Unpacked by packed of one part, where it is more than a megabyte. */
  readonly ratio: number
  readonly sheets: number
  /** Rows with something in them, over all sheets. */
  readonly rows: number
  readonly columns: number
  /** Characters of one cell: a spreadsheet program holds 32,767. */
  readonly cellCharacters: number
  /** Characters of the texts that cells share, all together: they are held in memory. */
  readonly sharedCharacters: number
  readonly mergedRanges: number
}

const MiB = 1024 * 1024
export const LIMITS: SpreadsheetLimits = {
  fileBytes: 64 * MiB,
  parts: 2_000,
  partBytes: 400 * MiB,
  unpackedBytes: 600 * MiB,
  ratio: 200,
  sheets: 100,
  rows: 200_000,
  columns: 256,
  cellCharacters: 32_767,
  sharedCharacters: 32 * MiB,
  mergedRanges: 100_000,
}
