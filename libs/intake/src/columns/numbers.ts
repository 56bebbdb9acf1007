import { Decimal } from 'decimal.js'
import type { SheetCell } from '../spreadsheets'
import { type CellFault, cellFault } from './cell-fault'
import { type MoneyUnit, narrow } from './written'

/** A double holds so many digits for certain; what stands behind them is noise of binary fractions. */
const CERTAIN_DIGITS = 15
const PLAIN = /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/
const AS_RECORDED = /^(?:0|[1-9]\d{0,14})\.\d{2}$/
const IN_WAN = 10_000
const PLAUSIBLE = 100_000_000

export type Read<T> = { readonly value: T; readonly remark?: CellFault } | { readonly fault: CellFault }

const notANumber = () =>
  cellFault('not-a-number', '须为数字，如 1234.50 或 1,234.50', 'a number such as 1234.50 or 1,234.50 is expected')

/** The number a cell means, free of binary noise. */
function numberOf(cell: SheetCell): Read<Decimal> {
  if (cell.kind === 'date' || cell.kind === 'boolean')
    return {
      fault: cellFault(
        'not-a-number',
        '此处须为数字，单元格为日期或真假值',
        'a number is expected, not a date or truth value',
      ),
    }
  if (cell.kind === 'number') {
    if (cell.scaled) {
      return {
        fault: cellFault(
          'format-scales',
          '单元格格式改变了所见数值的量级（如按万元显示），请改为常规格式并填写实际数值',
          'the cell’s format shows another magnitude than it holds; use a plain format',
          { held: cell.decimal ?? '' },
        ),
      }
    }
    return { value: new Decimal(cell.decimal ?? '').toSignificantDigits(CERTAIN_DIGITS) }
  }
  return textNumber(narrow(cell.text))
}

function textNumber(given: string): Read<Decimal> {
  let text = given.replace(/[\s\u2212]/g, (it) => (it === '\u2212' ? '-' : '')).replace(/^'/, '')
  const inBrackets = /^[(（](.+)[)）]$/.exec(text)
  if (inBrackets && !inBrackets[1].startsWith('-')) text = `-${inBrackets[1]}`
  text = text.replace(/^(-?)(?:[¥￥]|rmb|cny|人民币)/i, '$1').replace(/^(?:[¥￥])(-)/, '$1')
  if (!PLAIN.test(text)) {
    if (/^[+-]?\d(\.\d+)?e[+-]?\d+$/i.test(text)) {
      return {
        fault: cellFault(
          'scientific-notation',
          '科学计数法可能已丢失位数，请填写完整数字',
          'scientific notation may have lost digits; write the number out',
        ),
      }
    }
    return { fault: notANumber() }
  }
  return { value: new Decimal(text.replace(/,/g, '')) }
}

/** One currency (H1): what a format shows as dollars is not read as so many yuan. */
const foreignCurrency = (currency: string) =>
  cellFault(
    'foreign-currency',
    '单元格格式显示的不是人民币：请折算为人民币填写',
    'its format shows another currency than the yuan; give yuan',
    {
      currency,
    },
  )

/** Yuan with two decimals, exactly; `unit` is what the heading or a line above the table declares. */
export function readAmount(cell: SheetCell, unit: MoneyUnit): Read<string> {
  // Most of a long file is written as it is recorded.
  if (unit === 'yuan' && cell.kind === 'text' && AS_RECORDED.test(cell.text)) return { value: cell.text }
  let written = cell
  let counted = unit
  if (cell.kind === 'text') {
    const own = /^(.*?)(万元|万|元整|元|圆)$/.exec(narrow(cell.text).replace(/\s+/g, ''))
    if (own) {
      counted = own[2].startsWith('万') ? 'wan' : 'yuan'
      written = { ...cell, text: own[1] }
    }
  }
  if (cell.percent) return { fault: notANumber() }
  if (cell.currency !== undefined) return { fault: foreignCurrency(cell.currency) }
  const number = numberOf(written)
  if ('fault' in number) return number
  // Before it is multiplied: a product of many digits is rounded.
  if (number.value.decimalPlaces() > (counted === 'wan' ? 6 : 2)) {
    return {
      fault: cellFault(
        'amount-too-fine',
        '金额须精确到分，单元格所存数值多于两位小数（万元多于六位）',
        'an amount is whole fen; the cell holds more than two decimals of a yuan',
        { held: number.value.toFixed() },
      ),
    }
  }
  const yuan = counted === 'wan' ? number.value.times(IN_WAN) : number.value
  const value = yuan.isZero() ? '0.00' : yuan.toFixed(2)
  // Nothing in a list of such contracts is that large, unless it was typed in yuan.
  if (counted === 'wan' && yuan.abs().gt(PLAUSIBLE)) return { value, remark: tooLarge(number.value.toFixed(), value) }
  const hides = cell.decimals !== undefined && number.value.decimalPlaces() > cell.decimals
  if (!hides) return counted === unit ? { value } : { value, remark: ownUnit(cell.text, value) }
  return {
    value,
    remark: cellFault(
      'shown-rounded',
      '单元格显示的是四舍五入后的数，按所存数值读取',
      'the cell shows a rounded number; what it holds is read',
      { held: number.value.toFixed(), read: value },
    ),
  }
}

const ownUnit = (held: string, read: string) =>
  cellFault(
    'amount-own-unit',
    `此格自带单位，与所在栏不同：「${held}」读作 ${read} 元`,
    `the cell names a unit of its own, another than its column’s: ${held} is read as ${read} yuan`,
    { held, read },
  )

const tooLarge = (held: string, read: string) =>
  cellFault(
    'amount-large',
    `${held} 万元读作 ${read} 元，数额异常大：请核对是否误以元填写`,
    `${held} 万元 is read as ${read} yuan, which is unusually much: was it typed in yuan?`,
    { held, read },
  )

export function readDecimal(cell: SheetCell, places: number): Read<string> {
  const number = cell.percent ? { fault: notANumber() } : numberOf(cell)
  if ('fault' in number) return number
  if (number.value.decimalPlaces() > places)
    return { fault: cellFault('number-too-fine', `至多 ${places} 位小数`, `at most ${places} decimals`) }
  return { value: number.value.isZero() ? '0' : number.value.toFixed() }
}

/** 96.5 and 96.5% are the same; 0.965 could be either, so it is neither. */
export const readPercent = (cell: SheetCell): Read<string> => percentOf(cell, 4, () => false)

/** No rate of value added tax was ever higher, so that 0.13 can only be 13%; 0.5 is half a percent, or half of all. */
const HIGHEST_RATE = 17
const NO_RATE = /^(免税|不征税|免征增值税|\*+)$/
/** 13%, 13 and 0.13 are one rate; of what is free of tax none is stated. */
export function readRate(cell: SheetCell): Read<string> {
  const text = narrow(cell.text).trim()
  if (NO_RATE.test(text)) return { value: '', remark: noRate(text) }
  if (/^(出口|普通)?零税率$/.test(text)) return { value: '0' }
  return percentOf(cell, 2, (it) => it.lte(HIGHEST_RATE))
}

const noRate = (held: string) =>
  cellFault('rate-not-stated', `「${held}」不是税率，按未注明读取`, `${held} is no rate; none is stated`, { held })

/** `isOne`: whether what is below 1 and has no sign is meant by the hundred. */
function percentOf(cell: SheetCell, places: number, isOne: (hundredfold: Decimal) => boolean): Read<string> {
  const text = narrow(cell.text).trim()
  const marked = cell.kind === 'text' && text.endsWith('%')
  const number = numberOf(marked ? { ...cell, text: text.slice(0, -1) } : cell)
  if ('fault' in number) return number
  const bare = !marked && !cell.percent && !number.value.isZero() && number.value.abs().lt(1)
  const hundredfold = number.value.times(100)
  const value = cell.percent || (bare && isOne(hundredfold)) ? hundredfold : number.value
  if (bare && value !== hundredfold) {
    return {
      fault: cellFault(
        'percent-unclear',
        '请写作 96.5 或 96.5%，小于 1 的数须带百分号',
        'write 96.5 or 96.5%; below 1 only with the sign',
      ),
    }
  }
  if (value.decimalPlaces() > places)
    return { fault: cellFault('number-too-fine', `至多 ${places} 位小数`, `at most ${places} decimals`) }
  return { value: value.isZero() ? '0' : value.toFixed() }
}
