import { type BusinessDate, dayOfNumber, shortened } from '@pilot-ledger/kernel'
import { Decimal } from 'decimal.js'
import type { SheetCell } from '../sheet'
import { broken } from './archive'
import type { Book } from './book'
import type { NumberFormat } from './number-format'
import { unescaped } from './texts'

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
const ISO = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}))?/
/** Days between 1970-01-01 and the day 0 of either way to count. The first has a 29 February 1900 that never was. */
const EPOCH = { from1900: 25_569, from1904: 24_107 }
const [FIRST_DAY, LAST_DAY] = [-7305, 84_005]
const DAY_SECONDS = 86_400

export interface RawCell {
  readonly column: number
  readonly type: string | undefined
  readonly style: number
  /** Of `<v>`. */
  readonly value: string
  /** Of `<is>`. */
  readonly inline: string
  readonly formula: boolean
  readonly hidden: boolean
}

/** What a cell of a workbook says; undefined where it says nothing. */
export function cellOf(raw: RawCell, book: Book): SheetCell | undefined {
  const { column } = raw
  const stated = statedBy(raw, book)
  if (!stated) return raw.formula ? { column, kind: 'formula', text: '' } : undefined
  const cell: Stated = raw.formula ? { column, kind: 'formula', text: stated.text } : stated
  if (raw.hidden) cell.hidden = true
  return cell
}

/** A million of them are made for a large file, so each is made once and added to. */
type Stated = { -readonly [K in keyof SheetCell]: SheetCell[K] }

function statedBy({ column, type, value, inline, style }: RawCell, book: Book): Stated | undefined {
  switch (type) {
    case 's':
      return textCell(column, value === '' ? '' : sharedText(value, book))
    case 'inlineStr':
      return textCell(column, inline)
    case 'str':
      return textCell(column, unescaped(value))
    case 'b':
      if (value === '') return undefined
      return { column, kind: 'boolean', text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE' }
    case 'e':
      return { column, kind: 'error', text: value }
    case 'd':
      return isoCell(column, value)
    default:
      return value === '' ? undefined : numberCell(column, value, book.styles.format(style), book.from1904)
  }
}

function textCell(column: number, text: string): Stated | undefined {
  return text.trim() === '' ? undefined : { column, kind: 'text', text }
}

function sharedText(value: string, book: Book): string {
  const text = book.texts[Number(value)]
  if (text === undefined) throw broken('a cell names a text that is not there')
  return text
}

function isoCell(column: number, value: string): Stated | undefined {
  const match = ISO.exec(value)
  if (!match) return textCell(column, value)
  const [, day, time] = match
  return { column, kind: 'date', text: time && time !== '00:00:00' ? `${day} ${time}` : day, day }
}

function numberCell(column: number, value: string, format: NumberFormat, from1904: boolean): Stated {
  const number = NUMBER.test(value) ? Number(value) : Number.NaN
  if (!Number.isFinite(number)) throw broken(`${shortened(value, 20)} is no number`)
  const moment = momentOf(number, from1904)
  if (format.kind === 'date' && moment) {
    const { day, time } = moment
    return { column, kind: 'date', text: time ? `${day} ${time}` : day, day }
  }
  const decimal = plain(number)
  const cell: Stated = { column, kind: 'number', text: shown(decimal, format), decimal }
  if (format.decimals !== undefined) cell.decimals = format.decimals
  if (format.percent) cell.percent = true
  if (format.scaled) cell.scaled = true
  if (format.currency !== undefined) cell.currency = format.currency
  if (moment) cell.day = moment.day
  return cell
}

function momentOf(serial: number, from1904: boolean): { day: BusinessDate; time?: string } | undefined {
  const epoch = from1904 ? EPOCH.from1904 : EPOCH.from1900
  let whole = Math.floor(serial)
  let seconds = Math.round((serial - whole) * DAY_SECONDS)
  if (seconds === DAY_SECONDS) {
    whole++
    seconds = 0
  }
  const number = whole - epoch
  if (number < FIRST_DAY || number > LAST_DAY) return undefined
  const day = dayOfNumber(number)
  if (seconds === 0) return { day }
  const two = (it: number) => String(Math.floor(it)).padStart(2, '0')
  return { day, time: `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}` }
}

/** The shortest decimal that means the same double, without exponent. */
function plain(number: number): string {
  const text = String(Object.is(number, -0) ? 0 : number)
  return text.includes('e') ? new Decimal(number).toFixed() : text
}

function shown(decimal: string, { decimals, percent, digits }: NumberFormat): string {
  if (percent)
    return `${new Decimal(decimal)
      .times(100)
      .toDecimalPlaces(decimals ?? 20)
      .toFixed()}%`
  if (digits !== undefined && /^\d+$/.test(decimal)) return decimal.padStart(digits, '0')
  if (decimals === undefined) return decimal
  const point = decimal.indexOf('.')
  const places = point === -1 ? 0 : decimal.length - point - 1
  if (places > decimals) return new Decimal(decimal).toFixed(decimals)
  if (decimals === 0) return decimal
  return `${decimal}${point === -1 ? '.' : ''}${'0'.repeat(decimals - places)}`
}
