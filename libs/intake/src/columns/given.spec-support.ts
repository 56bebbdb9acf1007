import { Workbook, type Worksheet } from 'exceljs'
import {
  type IntakeFault,
  type IntakeItem,
  type IntakeNotice,
  type IntakeOptions,
  type IntakeRecord,
  type IntakeUnit,
  readIntake,
} from '.'

/** A workbook somebody made by hand. */
export async function workbook(build: (book: Workbook) => void): Promise<Uint8Array> {
  const book = new Workbook()
  build(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/** One tab from its rows; blank cells are null. */
export function tab(book: Workbook, name: string, rows: readonly (readonly unknown[])[]): Worksheet {
  const sheet = book.addWorksheet(name)
  for (const row of rows) sheet.addRow([...row])
  return sheet
}

export interface Stated {
  readonly records: readonly IntakeRecord[]
  readonly faults: readonly IntakeFault[]
  readonly notices: readonly IntakeNotice[]
  readonly units: readonly IntakeUnit[]
}

export async function read(file: Uint8Array | string, options: IntakeOptions = {}): Promise<Stated> {
  const items: IntakeItem[] = []
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  for await (const it of readIntake(bytes, options)) items.push(it)
  return {
    records: items.filter((it) => it.is === 'record'),
    faults: items.filter((it) => it.is === 'fault'),
    notices: items.filter((it) => it.is === 'notice'),
    units: items.filter((it) => it.is === 'unit'),
  }
}

/** Where and what, for tables of expectations: `C5 amount-too-fine`. */
export const briefly = (it: IntakeFault | IntakeNotice) =>
  `${it.place.column ? String.fromCharCode(64 + it.place.column) : ''}${it.place.row ?? ''} ${it.code}`.trim()

/** The headings every contract needs, and a row that fills them. */
export const HEADINGS = [
  '合同编号',
  '合同名称',
  '委托单位',
  '统一社会信用代码',
  '服务类别',
  '合同金额',
  '含税口径',
  '计价方式',
  '签订日期',
]
export const filled = (changes: Readonly<Record<number, unknown>> = {}): unknown[] =>
  [
    'ZS-1',
    '镜头装调',
    '示例光电科技有限公司',
    '91440101MA5CJQ4N59',
    '产品试制',
    '380000.00',
    '含税',
    '固定总价',
    '2025-03-18',
  ].map((it, i) => (i in changes ? changes[i] : it))
