import { shortened } from '@pilot-ledger/kernel'
import { broken } from './archive'

/** `BC12` → row 12, column 55. */
export function cellReference(text: string): { row: number; column: number } {
  let column = 0
  let at = 0
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  const row = Number(text.slice(at))
  if (column < 1 || column > 16_384 || !Number.isInteger(row) || row < 1 || row > 1_048_576)
    throw broken(`${shortened(text, 20)} names no cell`)
  return { row, column }
}

export interface Range {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** `A1:C2`, or one cell. */
export function rangeReference(text: string): Range {
  const [from, to = from] = text.split(':')
  const a = cellReference(from)
  const b = cellReference(to)
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  }
}
