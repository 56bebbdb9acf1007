import type { SheetCell } from '../spreadsheets'
import { cellFault } from './cell-fault'
import type { Column } from './column'
import { type Read, readAmount, readDecimal, readPercent, readRate } from './numbers'
import { readChoice, readCode, readDay, readDigits, readHex, readIdentifier, readList, readText } from './words'
import type { MoneyUnit } from './written'

/** What stands on paper where nothing is to be said. */
const NOTHING = /^\s*[/\-—–\uff0d\uff0f]{1,2}\s*$/

export function saysNothing(cell: SheetCell): boolean {
  return cell.kind === 'text' && NOTHING.test(cell.text)
}

/** What a cell says in a column. */
export function readCell(cell: SheetCell, column: Column, unit: MoneyUnit): Read<string | readonly string[]> {
  if (cell.kind === 'formula')
    return { fault: cellFault('formula', '单元格为公式，请粘贴为数值', 'the cell is a formula; paste its value') }
  if (cell.kind === 'error') return { fault: cellFault('cell-error', '单元格为错误值', 'the cell shows an error') }
  if (cell.merged && !column.mayMerge) {
    return {
      fault: cellFault(
        'merged-value',
        '此栏不得合并单元格：每行各填其数',
        'cells of this column are not merged: each row says its own',
      ),
    }
  }
  switch (column.type) {
    case 'text':
      return readText(cell)
    case 'identifier':
      return readIdentifier(cell)
    case 'digits':
      return readDigits(cell)
    case 'code':
      return readCode(cell)
    case 'hex':
      return readHex(cell)
    case 'amount':
    case 'signedAmount':
      return readAmount(cell, unit)
    case 'decimal':
      return readDecimal(cell, 6)
    case 'percent':
      return readPercent(cell)
    case 'rate':
      return readRate(cell)
    case 'integer':
      return readDecimal(cell, 0)
    case 'day':
      return readDay(cell)
    case 'choice':
      return readChoice(cell, column)
    case 'list':
      return readList(cell, column)
  }
}
