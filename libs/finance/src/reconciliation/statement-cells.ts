import type { SheetCell } from '@pilot-ledger/intake/spreadsheets'
import { type BusinessDate, type Fen, formatAmount, isBusinessDate, replaceUnfit } from '@pilot-ledger/kernel'

/** Blank, or a dash as some banks print for nothing. */
const NOTHING = /^[-—–]*$/
/** Digits, with thousands separators only where they belong, and at most two decimals. */
const NUMBER = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2})0*)?$/
/** Year first, or nothing: 03/04/2025 is two days, and nobody can know which. A time after it is left out. */
const DAY =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$/
const COMPACT_WITH_TIME = /^(\d{8})\d{6}$/

/** What whoever pays has written cannot be refused: what no text of the ledger holds is U+FFFD in it. */
export const plain = (cell: SheetCell | undefined): string =>
  replaceUnfit(cell?.text ?? '')
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** 0.30000000000000004 and 5.7e-14, as binary arithmetic leaves them where people see 0.30 and 0.00. */
const LONG = /^([+-]?)(\d{1,14})\.(\d{8,30})$/
const NEAR_NOTHING = /^[+-]?\d(?:\.\d+)?e-(?:[7-9]|\d{2,3})$/i
const HALF_A_NOISE = 1_000n

/** To the nearest fen, where what is dropped is below a millionth of a yuan: more is no noise, and nobody knows what it is. */
function fenOfNoise(text: string): Fen | undefined {
  if (NEAR_NOTHING.test(text)) return 0n
  const match = LONG.exec(text)
  if (!match) return undefined
  const tenBillionths = BigInt(match[2] + match[3].slice(0, 9).padEnd(9, '0'))
  const fen = (tenBillionths + 5_000_000n) / 10_000_000n
  const noise = tenBillionths - fen * 10_000_000n
  if (noise >= HALF_A_NOISE || noise <= -HALF_A_NOISE) return undefined
  return match[1] === '-' ? -fen : fen
}

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
  if (!match) return fenOfNoise(text) ?? 'unread'
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

/** What programs write around a number, or before it, so that it stays a text. */
const TEXT_MARKS = /^["'“”‘’]+|(?<!["'“”‘’])["'“”‘’]+$/g

/** A number that names something: `lost` where a workbook has made a number of it and its last digits are gone. */
export function numberIn(cell: SheetCell | undefined): string | 'lost' {
  const text = plain(cell).replace(TEXT_MARKS, '').trim()
  if (cell?.kind !== 'number') return SCIENTIFIC.test(text) ? 'lost' : text
  const decimal = cell.decimal ?? ''
  if (!/^\d+$/.test(decimal)) return text
  if (decimal.length > MOST_DIGITS) return 'lost'
  return /^0\d+$/.test(text) ? text : decimal
}
