import type { BusinessDate } from '@pilot-ledger/kernel'

/**
 * One cell as its file says it. Numbers of a workbook are doubles: `decimal` is the shortest decimal that means the same
 * double, without exponent, and `decimals` what the cell's format shows.
 */
export interface SheetCell {
  /** 1 for A. */
  readonly column: number
  /** `error`: #N/A and the like. `formula`: only where the reader was asked to mark formulas and not to refuse the file. */
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula'
  /** What a person sees in it, as near as a file tells; text cells verbatim. */
  readonly text: string
  /** number: e.g. `9116800.29`, `-12`. */
  readonly decimal?: string
  /** number: places after the point in its format; absent where the format says none. */
  readonly decimals?: number
  /** number: its format shows a percentage, so that 0.986 is seen as 98.6%. */
  readonly percent?: boolean
  /** number: its format shows another magnitude than it holds (thousands left out, 万 written behind). */
  readonly scaled?: boolean
  /** number: the currency that its format shows beside it, where that is not the yuan. */
  readonly currency?: string
  /** date: the calendar day. number: the day it counts to, were it a date of its workbook. */
  readonly day?: BusinessDate
  /** Of a merged range: the cell above and left of it says the same. */
  readonly merged?: boolean
  /** In a hidden column. */
  readonly hidden?: boolean
}

/** A row that has something in it; empty ones are left out, their numbers are not. */
export interface SheetRow {
  readonly sheet: string
  /** 1, 2, 3 … as the file's own program counts. CSV: the line on which the record begins. */
  readonly row: number
  /** A hidden row, or a row of a hidden sheet: nobody has seen it, so nobody can have meant it without a word. */
  readonly hidden: boolean
  readonly sheetHidden?: boolean
  /** By column, ascending; empty cells are left out. */
  readonly cells: readonly SheetCell[]
}

/** Where a fault stands in a file. */
export interface SheetPlace {
  readonly sheet?: string
  readonly row?: number
  readonly column?: number
}

/** 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}
