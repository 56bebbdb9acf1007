import type { CellValue } from 'exceljs'
import type { Column } from './column'

/** A spreadsheet keeps fifteen digits of a number: longer ones are written as text. */
const MOST_DIGITS = 15
const DAY_MS = 86_400_000

/** How a template shows a column: identifiers as text, so that no program makes a date or a power of ten of them. */
export function formatOf({ type }: Column): string {
  if (type === 'amount' || type === 'signedAmount') return '#,##0.00'
  if (type === 'day') return 'yyyy-mm-dd'
  if (type === 'decimal' || type === 'percent' || type === 'rate') return '0.######'
  return type === 'integer' ? '0' : '@'
}

/** A value as a clerk would have typed it; reading it back gives the value. */
export function filledCell(column: Column, value: string | readonly string[]): CellValue {
  if (typeof value !== 'string') return value.map((it) => wordOf(column, it)).join('、')
  switch (column.type) {
    case 'amount':
    case 'signedAmount':
    case 'decimal':
    case 'integer':
      return value.replace(/\D/g, '').length <= MOST_DIGITS ? Number(value) : value
    case 'percent':
    case 'rate':
      return Math.abs(Number(value)) >= 1 ? Number(value) : `${value}%`
    case 'day':
      return new Date(Math.floor(Date.parse(`${value}T00:00:00Z`) / DAY_MS) * DAY_MS)
    default:
      return wordOf(column, value)
  }
}

function wordOf({ choices }: Column, code: string): string {
  return choices?.find((it) => it.code === code)?.zh ?? code
}
