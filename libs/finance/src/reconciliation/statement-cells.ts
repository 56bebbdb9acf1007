import type { SheetCell } from '@pilot-ledger/intake/spreadsheets'
import { type BusinessDate, formatAmount, isBusinessDate } from '@pilot-ledger/kernel'

/** Blank, or a dash as some banks print for nothing. */
const NOTHING = /^[-—–]*$/
/** Digits, with thousands separators only where they belong, and at most two decimals. */
const NUMBER = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2})0*)?$/
/** Year first, or nothing: 03/04/2025 is two days, and nobody can know which. A time after it is left out. */
const DAY =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$/
const COMPACT_WITH_TIME = /^(\d{8})\d{6}$/

export const plain = (cell: SheetCell | undefined): string =>
  (cell?.text ?? '')
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** -200.00 as accountants write it. */
const IN_BRACKETS = /^\(([^-+()]+)\)$/

/**
 * Signed fen; undefined for an empty cell; `unread` for what is no amount. Brackets mean minus in a column of signed amounts
 * only: in one of sizes they may mean anything.
 */
export function fenIn(cell: SheetCell | undefined, column?: 'signed'): bigint | undefined | 'unread' {
  // Its format shows another magnitude than it holds: nobody knows which of the two was meant.
  if (cell?.scaled || cell?.percent) return 'unread'
  const written = (cell?.kind === 'number' ? (cell.decimal ?? '') : plain(cell))
    .replace(/^([+-]?)[¥￥]\s*/, '$1')
    .replace(/ ?元$/, '')
  const text = column === 'signed' ? written.replace(IN_BRACKETS, '-$1') : written
  if (NOTHING.test(text)) return undefined
  const match = NUMBER.exec(text)
  if (!match) return 'unread'
  const fen = BigInt(match[2].replace(/,/g, '') + (match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' ? -fen : fen
}

/** A balance: signed by what it is. */
export const yuanIn = (cell: SheetCell | undefined): string | undefined | 'unread' => {
  const fen = fenIn(cell, 'signed')
  return typeof fen === 'bigint' ? formatAmount(fen) : fen
}

/** undefined for an empty cell; `unread` for what is no day, or could be two. */
export function dayIn(cell: SheetCell | undefined): BusinessDate | undefined | 'unread' {
  if (cell?.kind === 'date' && cell.day) return cell.day
  // As a workbook counts days, where the cell has lost its format; 20250601 is the day itself.
  if (cell?.kind === 'number' && cell.day && /^\d{5,6}$/.test(cell.decimal ?? '')) return cell.day
  const text = plain(cell).replace(COMPACT_WITH_TIME, '$1')
  if (NOTHING.test(text)) return undefined
  const match = DAY.exec(text)
  if (!match) return 'unread'
  const [year, ...rest] = match.slice(1).filter((it) => it !== undefined)
  const day = [year, ...rest.map((it) => it.padStart(2, '0'))].join('-')
  return isBusinessDate(day) ? day : 'unread'
}

/** A workbook keeps fifteen digits of a number. */
const MOST_DIGITS = 15
/** As a workbook writes a long number into a CSV. */
const SCIENTIFIC = /^\d(\.\d+)?e\+\d+$/i

/** A number that names something: `lost` where a workbook has made a number of it and its last digits are gone. */
export function numberIn(cell: SheetCell | undefined): string | 'lost' {
  const text = plain(cell)
  if (cell?.kind !== 'number') return SCIENTIFIC.test(text) ? 'lost' : text
  const decimal = cell.decimal ?? ''
  if (!/^\d+$/.test(decimal)) return text
  if (decimal.length > MOST_DIGITS) return 'lost'
  return /^0\d+$/.test(text) ? text : decimal
}
