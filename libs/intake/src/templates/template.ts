import { shortened } from '@pilot-ledger/kernel'
import type { Row, Workbook, Worksheet } from 'exceljs'
import {
  type Column,
  filledCell,
  formatOf,
  type IntakeRecord,
  SAMPLE_MARK,
  SHEETS,
  type Sheet,
  type SheetKind,
  sampleValues,
} from '../columns'
import { columnLetters } from '../spreadsheets'
import { loadExcel } from '../workbooks/exceljs'
import { explain } from './explanation'

const A4 = 9
const FONT = '宋体'
const HEAD_ROW = 2
/** Drop-downs reach so far down; rows below are read all the same. */
const LAST_ROW = 5_000
const LINE = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE }
const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7EBF0' } } as const
const SOMETIMES_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF6D9' } } as const
const REQUIRED_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFCE4D6' } } as const

type Filled = Pick<IntakeRecord, 'kind' | 'values'>

/**
 * The workbook a clerk fills: a sheet for each list, with the sample row marked 示例, and one that explains. With records it is
 * filled with them, each where a clerk would have written it.
 */
export async function templateOf(kinds: readonly SheetKind[], records: readonly Filled[] = []): Promise<Buffer> {
  const excel = await loadExcel()
  const workbook = new excel.Workbook()
  workbook.creator = '中试服务台账'
  const sheets = SHEETS.filter((it) => kinds.includes(it.kind))
  for (const sheet of sheets) {
    const rows = records.filter((it) => it.kind === sheet.kind)
    fill(addSheet(workbook, sheet), sheet, rows)
  }
  explain(workbook, sheets)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function addSheet(workbook: Workbook, sheet: Sheet): Worksheet {
  const tab = workbook.addWorksheet(sheet.zh, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: HEAD_ROW }],
    pageSetup: {
      paperSize: A4,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `1:${HEAD_ROW}`,
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  })
  tab.columns = [{ width: 8 }, ...sheet.columns.map(({ width }) => ({ width }))]
  title(tab, sheet)
  head(tab, sheet)
  for (const [i, column] of sheet.columns.entries()) {
    tab.getColumn(i + 2).numFmt = formatOf(column)
    dropDown(tab, i + 2, column)
  }
  return tab
}

function title(tab: Worksheet, sheet: Sheet): void {
  const row = tab.getRow(1)
  row.height = 24
  row.getCell(1).value = `${sheet.zh} ${sheet.en}：${sheet.note.zh}`
  row.getCell(1).font = { name: FONT, size: 12, bold: true }
  tab.mergeCells(1, 1, 1, 6)
  // Somebody who keeps his list in 万元 changes this one word.
  if (sheet.columns.some((it) => it.type === 'amount')) {
    row.getCell(7).value = '单位：元'
    row.getCell(7).numFmt = '@'
  }
}

function head(tab: Worksheet, sheet: Sheet): void {
  const row = tab.getRow(HEAD_ROW)
  row.height = 34
  for (const [i, words] of ['序号\nNo.', ...sheet.columns.map(headingWords)].entries()) {
    const cell = row.getCell(i + 1)
    cell.value = words
    cell.numFmt = '@'
    cell.font = { name: FONT, size: 10, bold: true }
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
    cell.border = BORDER
    cell.fill = fillOf(sheet.columns[i - 1])
  }
}

/** 序号 is no column of the list. */
function fillOf(column: Column | undefined) {
  if (column === undefined || column.required === false) return HEAD_FILL
  return column.required === true ? REQUIRED_FILL : SOMETIMES_FILL
}

/** * for always, ☆ for what a row needs in some cases: 税额 of an invoice, not of its reversal. */
function headingWords({ zh, en, required }: Column): string {
  return `${required === true ? '*' : required === false ? '' : '☆'}${zh}\n${en}`
}

function dropDown(tab: Worksheet, at: number, { type, choices }: Column): void {
  if (type !== 'choice' || !choices) return
  const letters = columnLetters(at)
  // exceljs keeps the ranges of its drop-downs here and does not say so.
  const { dataValidations } = tab as unknown as { dataValidations: { add(range: string, rule: object): void } }
  dataValidations.add(`${letters}${HEAD_ROW + 1}:${letters}${LAST_ROW}`, {
    type: 'list',
    allowBlank: true,
    formulae: [`"${choices.map((it) => it.zh).join(',')}"`],
    showErrorMessage: true,
    errorTitle: '可选值',
    error: shortened(choices.map((it) => it.zh).join('、'), 200),
  })
}

function fill(tab: Worksheet, sheet: Sheet, records: readonly Filled[]): void {
  const sample = tab.getRow(HEAD_ROW + 1)
  write(sample, sheet, SAMPLE_MARK, sampleValues(sheet))
  sample.eachCell((cell) => {
    cell.font = { name: FONT, size: 10, italic: true, color: { argb: 'FF808080' } }
  })
  for (const [i, { values }] of records.entries()) write(tab.getRow(HEAD_ROW + 2 + i), sheet, i + 1, values)
}

function write(row: Row, sheet: Sheet, index: string | number, values: IntakeRecord['values']): void {
  row.getCell(1).value = index
  for (const [i, column] of sheet.columns.entries()) {
    const value = values[column.field]
    if (value === undefined) continue
    const cell = row.getCell(i + 2)
    cell.numFmt = formatOf(column)
    cell.value = filledCell(column, value)
    cell.alignment = { vertical: 'middle', wrapText: column.type === 'text' || column.type === 'list' }
  }
}
