import { type BusinessDate, isBusinessDate, shortened } from '@pilot-ledger/kernel'
import type { SheetCell } from '../spreadsheets'
import { type CellFault, cellFault } from './cell-fault'
import type { Column } from './column'
import type { Read } from './numbers'
import { narrow, oneLine, wordKey } from './written'

/** A spreadsheet keeps fifteen digits of a number. */
const MOST_DIGITS = 15
/** As a spreadsheet writes a long number down; `1e5` somebody has typed. */
const SCIENTIFIC = /^\d(\.\d+)?E\+\d{2,3}$/
const AS_RECORDED = /^\d{4}-\d{2}-\d{2}$/
const DAY =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/

export function readText(cell: SheetCell): Read<string> {
  if (cell.kind === 'date' || cell.kind === 'boolean') {
    return {
      fault: cellFault(
        'became-date',
        '单元格为日期或真假值，请改为文本格式',
        'the cell is a date or truth value; make it text',
      ),
    }
  }
  return { value: oneLine(unquoted(cell.text)) }
}

/** A spreadsheet marks text by an apostrophe; in a CSV it stays. */
const unquoted = (text: string) => text.replace(/^'(?=[=+\-@\d])/, '')

/** A number that somebody gave: it is never calculated with, so a spreadsheet must not have made one of it. */
export function readIdentifier(cell: SheetCell): Read<string> {
  if (cell.kind === 'date') {
    return {
      fault: cellFault(
        'became-date',
        '编号已被表格软件改成日期，请设为文本格式后重填',
        'the number has become a date; format it as text and type it anew',
      ),
    }
  }
  if (cell.kind === 'number') {
    const decimal = cell.decimal ?? ''
    if (!/^\d+$/.test(decimal)) {
      return {
        fault: cellFault(
          'identifier-not-whole',
          '编号被存为小数，请设为文本格式后重填',
          'the number is stored as a fraction; format it as text and type it anew',
        ),
      }
    }
    if (decimal.length > MOST_DIGITS) return { fault: digitsLost() }
    return { value: /^0\d+$/.test(cell.text) ? cell.text : decimal }
  }
  const read = readText(cell)
  if ('fault' in read) return read
  const value = narrow(read.value)
  if (SCIENTIFIC.test(value.replace(/\s/g, ''))) return { fault: digitsLost() }
  return { value }
}

const digitsLost = () =>
  cellFault(
    'digits-lost',
    '编号以数字存储，超过 15 位的尾数已丢失，请设为文本格式后重填',
    'a number of more than 15 digits has lost its last ones; format it as text and type it anew',
  )

export function readDigits(cell: SheetCell): Read<string> {
  const read = readIdentifier(cell)
  if ('fault' in read) return read
  const value = read.value.replace(/\s/g, '')
  return /^\d+$/.test(value) ? { value } : { fault: cellFault('not-digits', '只含数字', 'digits only') }
}

export function readCode(cell: SheetCell): Read<string> {
  const read = readIdentifier(cell)
  return 'fault' in read ? read : { value: read.value.replace(/\s/g, '').toUpperCase() }
}

export function readHex(cell: SheetCell): Read<string> {
  const read = readIdentifier(cell)
  return 'fault' in read ? read : { value: read.value.replace(/\s/g, '').toLowerCase() }
}

export function readDay(cell: SheetCell): Read<BusinessDate> {
  if (cell.kind === 'date' && cell.day) return { value: cell.day }
  // A number is a day as the program counts them, unless it is the date itself in one piece: 20250601.
  if (cell.kind === 'number' && cell.day && /^\d{5,6}$/.test(cell.decimal ?? ''))
    return { value: cell.day, remark: countedDay(cell.decimal ?? '', cell.day) }
  if (cell.kind === 'text' && AS_RECORDED.test(cell.text) && isBusinessDate(cell.text)) return { value: cell.text }
  const text = narrow(oneLine(cell.kind === 'number' ? (cell.decimal ?? '') : cell.text)).replace(
    / ?([-/.年月]) ?/g,
    '$1',
  )
  const match = DAY.exec(text)
  if (match) {
    const [year, month, day] = match.slice(1).filter((it) => it !== undefined)
    const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    if (isBusinessDate(value)) return { value }
  }
  if (/^\d{5}$/.test(text) && cell.kind === 'text') {
    return {
      fault: cellFault(
        'not-a-day',
        '日期被存为序数文本，请写作 2025-06-01',
        'a day counted in numbers; write 2025-06-01',
        { text },
      ),
    }
  }
  if (readingsOf(text).some(isBusinessDate)) {
    return {
      fault: cellFault(
        'ambiguous-day',
        '日期有歧义，请写作 2025-06-01',
        'the date can be read in two ways; write 2025-06-01',
      ),
    }
  }
  const partial = dayInPart(text)
  if (partial) return { fault: partial }
  return {
    fault: cellFault('not-a-day', '须为真实日期，如 2025-06-01', 'an existing day such as 2025-06-01 is expected'),
  }
}

const countedDay = (held: string, read: string) =>
  cellFault(
    'day-counted',
    `单元格为数字 ${held}，未设为日期格式，按表格软件的日期序数读作 ${read}`,
    `the cell holds the number ${held}, not a date; counted as a spreadsheet counts days it is ${read}`,
    { held, read },
  )

/** What may be meant by a day whose year stands last, or has two figures. */
function readingsOf(text: string): readonly string[] {
  const [, a, b, c] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(text) ?? []
  if (a === undefined) return []
  const of = (year: string, month: string, day: string) =>
    `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return [of(c, a, b), of(c, b, a), ...(c.length === 2 && a.length === 2 ? [of(a, b, c)] : [])]
}

/** Ways of writing that say less than a day, or count the years otherwise: never guessed, told by what is missing. */
function dayInPart(text: string): CellFault | undefined {
  if (/^(19|20)\d{2}([-/.]\d{1,2}|年(\d{1,2}月?)?)?$/.test(text)) {
    return cellFault(
      'day-missing',
      '只写到月（或年），缺日：请写作 2025-06-01',
      'a month or a year, and no day: write 2025-06-01',
    )
  }
  if (/^\d{1,2}(月\d{1,2}[日号]?|[-/.]\d{1,2})$/.test(text)) {
    return cellFault(
      'year-missing',
      '缺年份：请写作 2025-06-01 或 2025年6月1日',
      'the year is missing: write 2025-06-01 or 2025年6月1日',
    )
  }
  if (/^(民国|民國|昭和|平成|令和|农历|農曆|阴历)/.test(text)) {
    return cellFault(
      'other-calendar',
      '须为公历：请写作 2025-06-01 或 2025年6月1日',
      'years are those of the common calendar: write 2025-06-01 or 2025年6月1日',
    )
  }
  return undefined
}

export function readChoice(cell: SheetCell, column: Column): Read<string> {
  const code = choiceOf(cell.text, column)
  return code === undefined ? { fault: unknownChoice(column, cell.text) } : { value: code }
}

export function readList(cell: SheetCell, column: Column): Read<readonly string[]> {
  if (cell.kind === 'date' || cell.kind === 'boolean')
    return { fault: cellFault('became-date', '须为文字', 'words are expected') }
  // A comma may be part of a product's name; among known words it can only part them.
  const parts = cell.text.split(column.choices ? /[、;；,，\r\n]+/ : /[、;；\r\n]+/)
  const given = parts.map(oneLine).filter((it) => it !== '')
  if (!column.choices) return { value: given }
  const codes = given.map((it) => choiceOf(it, column))
  const unknown = codes.indexOf(undefined)
  return unknown === -1 ? { value: codes as string[] } : { fault: unknownChoice(column, given[unknown]) }
}

const choiceWords = new WeakMap<Column, ReadonlyMap<string, string>>()

function choiceOf(text: string, column: Column): string | undefined {
  let words = choiceWords.get(column)
  if (!words) {
    const { choices = [] } = column
    words = new Map(
      choices.flatMap((it) => [it.code, it.zh, ...(it.aliases ?? [])].map((word) => [wordKey(word), it.code])),
    )
    choiceWords.set(column, words)
  }
  return words.get(text) ?? words.get(wordKey(text))
}

function unknownChoice({ choices = [] }: Column, found: string) {
  const words = choices.map((it) => it.zh).join('、')
  const codes = choices.map((it) => it.code).join(', ')
  return cellFault('unknown-choice', `可选值：${words}`, `one of ${codes}`, { unknown: shortened(found, 40) })
}
