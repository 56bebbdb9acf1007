import type { BusinessDate } from '@pilot-ledger/kernel'

/**
 * One cell as its file says it. Numbers of a workbook are doubles: `decimal` is the shortest decimal that means the same
 * double, without exponent, and `decimals` what the cell's format shows, so that a reader can round by the scale declared.
 */
export interface SheetCell {
  /** 1 for A. */
  readonly column: number
  readonly kind: 'text' | 'number' | 'date' | 'boolean'
  /** What a person sees in it, as near as a file tells; text cells verbatim. */
  readonly text: string
  /** number: e.g. `9116800.29`, `-12`. */
  readonly decimal?: string
  /** number: places after the point in its format; absent where the format says none. */
  readonly decimals?: number
  /** date: the calendar day. */
  readonly day?: BusinessDate
  /** Of a merged range: the cell above and left of it says the same. */
  readonly merged?: boolean
}

/** A row that has something in it; empty ones are left out, their numbers are not. */
export interface SheetRow {
  readonly sheet: string
  /** 1, 2, 3 … as the file's own program counts. CSV and NDJSON: the line on which the record begins. */
  readonly row: number
  /** A hidden row, or a row of a hidden sheet: nobody has seen it, so nobody can have meant it without a word. */
  readonly hidden: boolean
  /** By column, ascending; empty cells are left out. */
  readonly cells: readonly SheetCell[]
}

/** Where a fault stands in a file. */
export interface SheetPlace {
  readonly sheet?: string
  readonly row?: number
  readonly column?: number
}
