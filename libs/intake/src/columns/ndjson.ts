import { parseStrictJson } from '@pilot-ledger/http/strict-json'
import { isBusinessDate, isRefusal, shortened } from '@pilot-ledger/kernel'
import { LIMITS, linesOf, refused, type SheetCell, type SpreadsheetFile, type SpreadsheetLimits } from '../spreadsheets'
import { type CellFault, cellFault, fault } from './cell-fault'
import type { Column } from './column'
import { readRow } from './read-row'
import type { IntakeFault, IntakeItem } from './record'
import { SHEETS, type Sheet } from './sheets'
import type { TableColumn } from './table-column'
import { isMoney } from './unit-words'

const NO_COLUMNS = {}
const LONGEST_LINE = 1024 * 1024
const AMOUNT = /^-?(0|[1-9]\d*)\.\d{2}$/
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/

interface Form {
  readonly sheet: Sheet
  readonly columns: readonly TableColumn[]
  readonly byField: ReadonlyMap<string, Column>
}
const FORMS: ReadonlyMap<unknown, Form> = new Map(
  SHEETS.map((sheet) => {
    const columns = sheet.columns.map((column, i) => ({ column, at: i + 1, unit: 'yuan' as const }))
    return [sheet.kind, { sheet, columns, byField: new Map(sheet.columns.map((it) => [it.field, it])) }]
  }),
)

/**
 * One JSON object a line, `{"kind":"contract", …}` with the fields of the sheet. A program wrote it, so nothing is understood
 * kindly: amounts `1234.50`, days `2025-06-01`, choices by their code, lists as lists of strings.
 */
export async function* readNdjson(
  file: SpreadsheetFile,
  name: string,
  limits: SpreadsheetLimits = LIMITS,
): AsyncGenerator<IntakeItem> {
  let rows = 0
  const unitStated = new Set<string>()
  for await (const { bytes, line } of linesOf(file, LONGEST_LINE, name)) {
    if (++rows > limits.rows)
      throw refused('too-many-rows', `行数超过上限 ${limits.rows}`, `more than ${limits.rows} rows`, {
        sheet: name,
        row: line,
      })
    // One by one: handing the whole over costs an asynchronous generator a turn more for each.
    for (const item of lineItems(bytes, { sheet: name, row: line })) {
      if (item.is === 'record' && !unitStated.has(item.kind)) {
        unitStated.add(item.kind)
        const columns = moneyOf(item.kind)
        const unit = {
          is: 'unit',
          kind: item.kind,
          place: { sheet: name },
          unit: '元',
          said: 'format',
          columns,
        } as const
        if (columns.length > 0) yield unit
      }
      yield item
    }
  }
}

const moneyOf = (kind: string) =>
  FORMS.get(kind)
    ?.sheet.columns.filter(isMoney)
    .map((it) => it.zh) ?? []

function* lineItems(bytes: Uint8Array, place: { sheet: string; row: number }): Generator<IntakeItem> {
  const parsed = parseStrictJson(bytes)
  if (isRefusal(parsed)) {
    yield fault(place, cellFault(parsed.code, parsed.zh, parsed.en, parsed.facts))
    return
  }
  const { value } = parsed as { value: unknown }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield fault(place, cellFault('not-an-object', '每行须为一个 JSON 对象', 'a line is one JSON object'))
    return
  }
  const { kind, ...fields } = value as Record<string, unknown>
  const form = FORMS.get(kind)
  if (!form) {
    const kinds = SHEETS.map((it) => it.kind).join(', ')
    yield fault(place, cellFault('unknown-kind', `kind 须为 ${kinds} 之一`, `kind is one of ${kinds}`), {
      field: 'kind',
    })
    return
  }
  const wrong: IntakeFault[] = []
  for (const field in fields) {
    const found = fieldFault(field, fields[field], form)
    if (found) wrong.push(fault(place, found, { field }))
  }
  yield* wrong
  const { values, items } = read(form, fields, new Set(wrong.map((it) => it.field as string)), place)
  yield* items
  if (wrong.length === 0 && items.every((it) => it.is !== 'fault'))
    yield { is: 'record', kind: form.sheet.kind, place, values, columns: NO_COLUMNS }
}

function read(
  { sheet, columns }: Form,
  fields: Record<string, unknown>,
  wrong: ReadonlySet<string>,
  place: { sheet: string; row: number },
) {
  // A field with a fault of its own is there, so that it is not also missing.
  const there = wrong.size === 0 ? columns : columns.filter(({ column }) => !wrong.has(column.field))
  const cells: SheetCell[] = []
  for (const { column, at } of there) {
    const it = fields[column.field] as string | string[] | undefined
    if (it === undefined) continue
    const text = typeof it === 'string' ? it : it.join('\n')
    // As it is recorded, and never by the hundred.
    cells.push({ column: at, kind: 'text', text: column.type === 'rate' ? `${text}%` : text })
  }
  const { values, items } = readRow(sheet, there, cells, place)
  if (items.length === 0) return { values, items }
  const placed = items
    .filter((it) => !(it.code === 'missing-value' && wrong.has(it.field as string)))
    .map((it) => ({ ...it, place }))
  return { values, items: placed }
}

function fieldFault(field: string, value: unknown, { byField }: Form): CellFault | undefined {
  const column = byField.get(field)
  if (!column)
    return cellFault('unknown-field', `没有字段 ${shortened(field, 40)}`, `there is no field ${shortened(field, 40)}`)
  if (column.type === 'list') return listFault(value)
  if (typeof value !== 'string') return cellFault('not-a-string', '须为字符串', 'a string is expected')
  return wireFault(value, column)
}

function listFault(value: unknown): CellFault | undefined {
  const strings =
    Array.isArray(value) && value.every((it) => typeof it === 'string' && it !== '' && !/[、;；\r\n]/.test(it))
  return strings ? undefined : cellFault('not-a-list', '须为字符串的列表', 'a list of strings is expected')
}

function wireFault(value: string, { type, choices }: Column): CellFault | undefined {
  switch (type) {
    case 'amount':
    case 'signedAmount':
      return AMOUNT.test(value)
        ? undefined
        : cellFault('amount-format', '金额须如 1234.50', 'an amount reads like 1234.50')
    case 'decimal':
    case 'percent':
    case 'rate':
    case 'integer':
      return NUMBER.test(value) ? undefined : cellFault('not-a-number', '须为十进制数', 'a plain decimal is expected')
    case 'day':
      return isBusinessDate(value)
        ? undefined
        : cellFault('not-a-day', '须为真实日期，如 2025-06-01', 'an existing day such as 2025-06-01')
    case 'choice':
      return choices?.some((it) => it.code === value)
        ? undefined
        : cellFault('unknown-choice', '不在可选值中', `one of ${choices?.map((it) => it.code).join(', ')}`)
    default:
      return undefined
  }
}
