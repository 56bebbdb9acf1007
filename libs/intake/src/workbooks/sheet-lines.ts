import { replaceUnfit, shortened } from '@pilot-ledger/kernel'
import type { AddWorksheetOptions, stream as excel, Row as SheetRow, Style } from 'exceljs'
import { FOOT, type Provenance, provenanceLine, unitLine, windowLine } from './heading'
import type { LaidRow } from './laid-out'
import type { Column } from './paper'
import type { Sheet } from './sheet'
import type { Unit } from './unit'

const A4 = 9
export const FONT = '宋体'
const LINE = { style: 'thin' } as const
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE }
export type SheetWriter = excel.xlsx.WorkbookWriter['addWorksheet'] extends (...args: never[]) => infer S ? S : never

/**
 * A4 landscape, as wide as the page, the heading on every page, and at its foot which ledger and which page; what is signed
 * as one paper stands upright on one.
 */
export function pageOf(
  { asOf, ledger, checkpoint }: Provenance,
  { onOnePage = false }: Sheet,
): Partial<AddWorksheetOptions> {
  return {
    pageSetup: {
      paperSize: A4,
      orientation: onOnePage ? 'portrait' : 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: onOnePage ? 1 : 0,
      horizontalCentered: true,
      printTitlesRow: '1:3',
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddFooter: `&L截止序号 ${asOf.sequence}${checkpoint ? `，印制时检查点 ${checkpoint.size} ${checkpoint.root}` : ''}&C第 &P 页，共 &N 页&R账本 ${ledger ?? '无'}`,
    },
    views: [{ state: 'frozen', xSplit: 0, ySplit: 3 }],
  }
}

export function writeHeading(writer: SheetWriter, { title, window, unit, columns }: Sheet): void {
  const last = columns.length
  const heading = addRow(writer, [title])
  heading.height = 30
  heading.getCell(1).font = { name: FONT, size: 16, bold: true }
  heading.getCell(1).alignment = { horizontal: 'center', vertical: 'middle' }
  if (last > 1) writer.mergeCells(1, 1, 1, last)
  heading.commit()
  const stated = addRow(writer, [])
  const unitAt = Math.max(Math.min(5, last), last - 2)
  stated.getCell(1).value = fitting(windowLine(window))
  stated.getCell(unitAt).value = unitLine(unit)
  stated.getCell(unitAt).alignment = { horizontal: 'right' }
  stated.font = { name: FONT, size: 10 }
  if (unitAt > 2) writer.mergeCells(2, 1, 2, unitAt - 1)
  if (unitAt < last) writer.mergeCells(2, unitAt, 2, last)
  stated.commit()
  const heads = addRow(
    writer,
    columns.map((it) => it.zh),
  )
  heads.height = 32
  heads.eachCell((cell) => {
    cell.font = { name: FONT, size: 10, bold: true }
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
    cell.border = BORDER
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7EBF0' } }
  })
  heads.commit()
}

/** Columns of short words (是/否, a state, a number) stand in the middle. */
const SHORT = 13

/** How a cell looks, by its column, its line and whether it is a number: made once, for a style made anew costs a search. */
type Styles = (at: number, kind: LaidRow['kind'], number: boolean) => Partial<Style>
export function stylesOf({ columns, unit }: Sheet): Styles {
  const made = columns.map((column) =>
    [false, true].map((bold) => [false, true].map((number) => styleOf(column, unit, bold, number))),
  )
  return (at, kind, number) => made[at][Number(kind !== 'row')][Number(number)]
}

function styleOf({ kind, width, decimals = 0 }: Column, unit: Unit, bold: boolean, number: boolean): Partial<Style> {
  const money = kind === 'amount'
  const right = money || kind === 'count' || kind === 'decimal'
  const shownAs = money ? AMOUNTS[unit] : decimals > 0 ? `0.${'0'.repeat(decimals)}` : '0'
  return {
    font: { name: FONT, size: 10, bold },
    border: BORDER,
    // Text that looks like a number (a bank slip of 20 digits) is text, also after somebody has opened the cell.
    numFmt: number ? shownAs : '@',
    alignment: {
      indent: right ? 1 : 0,
      horizontal: right ? 'right' : kind === 'text' && width > SHORT ? 'left' : 'center',
      vertical: 'middle',
      // A number that is too wide for its column is printed smaller: a column of ### says nothing.
      ...(number ? { shrinkToFit: true } : { wrapText: true }),
    },
  }
}

export function writeLine(
  writer: SheetWriter,
  { kind, cells }: LaidRow,
  columns: readonly Column[],
  styles: Styles,
): void {
  const row = addRow(
    writer,
    cells.map(({ text, number }) => number ?? text),
  )
  row.height = heightOf(cells, columns)
  for (const [i, { number }] of cells.entries()) row.getCell(i + 1).style = styles(i, kind, number !== undefined)
  row.commit()
}

export const LINE_HEIGHT = 13
const LOWEST = 18
/** What a spreadsheet takes: of a row’s height, and of a cell’s text. */
const HIGHEST = 409
const LONGEST = 32_767
/** Told in the file: programs that print it do not all work out how many lines a wrapped cell needs. */
function heightOf(cells: LaidRow['cells'], columns: readonly Column[]): number {
  const lines = cells.map(({ text, number }, i) =>
    number === undefined ? Math.ceil(widthOf(text) / (columns[i].width - 1)) : 1,
  )
  return Math.min(HIGHEST, Math.max(LOWEST, Math.max(...lines) * LINE_HEIGHT + 3))
}

/** The one way into a sheet: whatever an entry of long ago holds, what is written is XML and opens. */
export function addRow(writer: SheetWriter, values: readonly (string | number)[]) {
  return writer.addRow(values.map((it) => (typeof it === 'string' ? fitting(it) : it)))
}

function fitting(text: string): string {
  const plain = replaceUnfit(text)
  return plain.length > LONGEST ? `${shortened(plain, LONGEST - 1)}…` : plain
}

/** A Chinese character is as wide as two figures. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += character.charCodeAt(0) > 0xff ? 2 : 1
  return width
}

const AMOUNTS: Readonly<Record<Unit, string>> = { yuan: '#,##0.00', wan: '#,##0.0000' }

/** Under the rows: what is to be known of them, and of which ledger they are. */
export function writeNotes(writer: SheetWriter, { notes, columns }: Sheet, from: Provenance): void {
  const last = columns.length
  const wide = columns.reduce((sum, it) => sum + it.width, 0)
  const lines = [...notes.map((it) => `注：${it}`), provenanceLine(from)]
  for (const line of lines) {
    const row = addRow(writer, [line])
    stated(row)
    const times = Math.ceil((widthOf(line) * SMALLER) / wide)
    if (times > 1) {
      row.height = times * LINE_HEIGHT + 2
      row.alignment = { ...row.alignment, wrapText: true }
    }
    if (last > 1) writer.mergeCells(row.number, 1, row.number, last)
    row.commit()
  }
}

/** What is signed by hand, where no code stands beside it. */
export function writeSignatures(writer: SheetWriter, { columns, foot: words = FOOT }: Sheet): void {
  const last = columns.length
  // In one cell: columns of their own would be cut where the list has few or narrow ones.
  const foot = addRow(writer, [words.join('\u3000'.repeat(6))])
  foot.height = 34
  foot.getCell(1).font = { name: FONT, size: 11 }
  foot.getCell(1).alignment = { horizontal: 'center', vertical: 'bottom' }
  if (last > 1) writer.mergeCells(foot.number, 1, foot.number, last)
  foot.commit()
}

/** Notes are of 9 points where a column's width is told in characters of 11; a little is lost at each line's end. */
const SMALLER = 0.95

function stated(row: SheetRow): void {
  row.font = { name: FONT, size: 9 }
  row.alignment = { horizontal: 'left', vertical: 'middle' }
}
