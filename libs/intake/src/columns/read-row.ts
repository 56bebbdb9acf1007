import { isRefusal, parsePartyId, usccCheckDigitHolds } from '@pilot-ledger/kernel'
import type { SheetCell } from '../spreadsheets'
import { type CellFault, cellFault, fault, notice } from './cell-fault'
import type { Column, Condition } from './column'
import { readCell, saysNothing } from './read-cell'
import type { IntakeFault, IntakeNotice } from './record'
import type { Sheet } from './sheets'
import type { MoneyUnit } from './written'

type Values = Record<string, string | readonly string[]>
const NONE: ReadonlySet<string> = new Set()
interface ColumnAt {
  readonly column: Column
  readonly at: number
  readonly unit: MoneyUnit
}

/** All that one row says and all that is wrong with it. */
export function readRow(
  sheet: Sheet,
  columns: readonly ColumnAt[],
  cells: readonly SheetCell[],
  place: { readonly sheet: string; readonly row: number },
): { values: Values; items: (IntakeFault | IntakeNotice)[] } {
  const values: Values = {}
  const items: (IntakeFault | IntakeNotice)[] = []
  let unreadable = NONE
  const found = new Map<string, SheetCell>()
  for (const { column, at, unit } of columns) {
    const cell = cellAt(cells, at)
    if (!cell || saysNothing(cell)) continue
    found.set(column.field, cell)
    const read = readCell(cell, column, unit)
    if ('fault' in read) {
      unreadable = new Set(unreadable).add(column.field)
      items.push(fault({ ...place, column: at }, read.fault, { field: column.field, cell }))
    } else {
      if (read.value.length > 0) values[column.field] = read.value
      if (read.remark) items.push(notice({ ...place, column: at }, read.remark, { field: column.field, cell }))
    }
  }
  for (const { field, byDefault } of sheet.columns) {
    if (byDefault !== undefined && values[field] === undefined && !unreadable.has(field)) values[field] = byDefault
  }
  items.push(...rowFaults(sheet, columns, values, unreadable, found, place))
  for (const { column, at } of columns) {
    if (column.type !== 'code' || !column.field.endsWith('Id') || !failsCheckDigit(column, values)) continue
    items.push(notice({ ...place, column: at }, CHECK_DIGIT, { field: column.field, cell: found.get(column.field) }))
  }
  return { values, items }
}

/** W2: some early codes are legal and fail, so the row is recorded; most that fail are mistyped, so it is said. */
const CHECK_DIGIT = cellFault(
  'uscc-check-digit',
  '统一社会信用代码的校验位不符，请核对原件（仍可登记，早期代码有例外）',
  'the check digit of the unified social credit code does not hold; compare it with the paper (recorded all the same: some early codes fail)',
)

function failsCheckDigit({ field }: Column, values: Values): boolean {
  const value = values[field]
  if (typeof value !== 'string' || values[field.replace(/Id$/, 'Scheme')] !== 'uscc') return false
  return !usccCheckDigitHolds(value) && !isRefusal(parsePartyId({ scheme: 'uscc', value }))
}

function cellAt(cells: readonly SheetCell[], column: number): SheetCell | undefined {
  // Cells come by column, and mostly every column says something: the cell stands near its own number.
  for (let i = Math.min(column, cells.length) - 1; i >= 0 && cells[i].column >= column; i--)
    if (cells[i].column === column) return cells[i]
  return undefined
}

/** What a row's cells mean together. A field that could not be read is not also missing. */
function rowFaults(
  sheet: Sheet,
  columns: readonly ColumnAt[],
  values: Values,
  unreadable: ReadonlySet<string>,
  found: ReadonlyMap<string, SheetCell>,
  place: { readonly sheet: string; readonly row: number },
): IntakeFault[] {
  const faults: IntakeFault[] = []
  const unsure = (it: Condition) => unreadable.has(it.field)
  const placeOf = (field: string) => columns.find((it) => it.column.field === field)?.at
  const add = (field: string, what: CellFault) => {
    const at = placeOf(field)
    const cell = found.get(field)
    faults.push(fault({ ...place, ...(at !== undefined && { column: at }) }, what, { field, ...(cell && { cell }) }))
  }
  for (const column of sheet.columns) {
    const { field, required, only, minusMeansNothing } = column
    const value = values[field]
    if (unreadable.has(field)) continue
    if (value === undefined) {
      if (required === false) continue
      // A column that is missing altogether has been said at the head.
      const needed = required === true ? placeOf(field) !== undefined : !unsure(required) && holds(required, values)
      if (needed) add(field, isMissing(sheet, column))
    } else if (only && !unsure(only) && !holds(only, values)) {
      add(field, isTooMuch(sheet, column, only))
    } else if (column.type === 'amount' && typeof value === 'string' && value.startsWith('-')) {
      if (minusMeansNothing && holds(minusMeansNothing, values)) values[field] = value.slice(1)
      else if (!minusMeansNothing || !unsure(minusMeansNothing)) add(field, isNegative())
    }
  }
  const [one, other] = sheet.either ?? []
  if (one && other && values[one] !== undefined && values[other] !== undefined) {
    const names = [one, other].map((field) => sheet.columns.find((it) => it.field === field)?.zh ?? field)
    add(other, cellFault('either-not-both', `「${names[0]}」与「${names[1]}」只填其一`, `${one} or ${other}, not both`))
  }
  return faults
}

function holds({ field, is }: Condition, values: Values): boolean {
  const value = values[field]
  return value !== undefined && (is === undefined || (typeof value === 'string' && is.includes(value)))
}

function isMissing(sheet: Sheet, { zh, en, required }: Column) {
  const when = typeof required === 'object' ? conditionWords(sheet, required) : undefined
  return cellFault(
    'missing-value',
    `${when ? `${when.zh}，` : ''}「${zh}」必填`,
    `${en} is required${when ? ` where ${when.en}` : ''}`,
  )
}

function isTooMuch(sheet: Sheet, { zh, en }: Column, only: Condition) {
  const when = conditionWords(sheet, only)
  return cellFault('value-not-wanted', `仅当${when.zh}时填写「${zh}」`, `${en} is given only where ${when.en}`)
}

const isNegative = () =>
  cellFault(
    'negative-amount',
    '金额不得为负；红冲、退款请另起一行注明业务类型',
    'not negative; a reversal or refund is a row of its own',
  )

function conditionWords(sheet: Sheet, { field, is }: Condition): { zh: string; en: string } {
  const column = sheet.columns.find((it) => it.field === field)
  if (!is) return { zh: `「${column?.zh}」已填`, en: `${column?.en} is given` }
  const words = is.map((code) => column?.choices?.find((it) => it.code === code)?.zh ?? code)
  return { zh: `「${column?.zh}」为${words.join('、')}`, en: `${column?.en} is ${is.join(' or ')}` }
}
