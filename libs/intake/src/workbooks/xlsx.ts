import { once } from 'node:events'
import { PassThrough, type Writable } from 'node:stream'
import { stream as excel, type Row as SheetRow } from 'exceljs'
import { FOOT, type Provenance, provenanceLine, titleOf, unitLine, windowLine } from './heading'
import { columnsOf, type LaidRow, laidOut, type Unit } from './laid-out'
import type { Asked, Column, Paper } from './paper'

const A4 = 9
const FONT = '宋体'
const LINE = { style: 'thin' } as const
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE }
const ROWS_AT_ONCE = 100
type Sheet = excel.xlsx.WorkbookWriter['addWorksheet'] extends (...args: never[]) => infer S ? S : never

/**
 * Writes papers as one workbook to `out`, a sheet each, ready to print: A4 landscape, as wide as the page, headings on every
 * page. A row is gone from memory once it is written, and the next is made only when what was written has been taken.
 * Rejects when `out` is closed before the end.
 */
export async function writeWorkbook(
  out: Writable,
  papers: readonly Paper[],
  asked: Asked,
  unit: Unit,
  provenance: Provenance,
): Promise<void> {
  const gone = new AbortController()
  out.once('close', () => gone.abort())
  const workbook = new excel.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  workbook.creator = '中试服务台账'
  workbook.created = new Date(provenance.asOf.recordedAt ?? 0)
  workbook.modified = workbook.created
  const files = withPatience(workbook)
  for (const paper of papers) {
    await writeSheet(workbook, paper, asked, unit, provenance, async () => {
      if (gone.signal.aborted) throw new Error('the reader has gone')
      const file = files[files.length - 1]
      if (file?.writableNeedDrain) await once(file, 'drain', { signal: gone.signal })
    })
  }
  await workbook.commit()
}

/**
 * exceljs 4.4 puts what is written into buffers of its own and never says when they are full: a slow reader would find the
 * whole workbook in memory. Its files are made by `_openStream`, the one place where they can be replaced by streams that say.
 */
function withPatience(workbook: excel.xlsx.WorkbookWriter): PassThrough[] {
  const files: PassThrough[] = []
  const inner = workbook as unknown as {
    zip: { append(file: PassThrough, entry: { name: string }): void }
    _openStream(path: string): PassThrough
  }
  inner._openStream = (path) => {
    const file = new PatientFile()
    inner.zip.append(file, { name: path })
    file.on('finish', () => file.emit('zipped'))
    files.push(file)
    return file
  }
  return files
}

/** Takes exceljs's own text buffers, which it uses again at once, as copies. */
class PatientFile extends PassThrough {
  override write(chunk: unknown, ...rest: never[]): boolean {
    const own = chunk as { toBuffer?: () => Buffer }
    return super.write(own.toBuffer ? Buffer.from(own.toBuffer()) : chunk, ...rest)
  }
}

async function writeSheet(
  workbook: excel.xlsx.WorkbookWriter,
  paper: Paper,
  asked: Asked,
  unit: Unit,
  provenance: Provenance,
  taken: () => Promise<void>,
): Promise<void> {
  const columns = columnsOf(paper, asked)
  const sheet = workbook.addWorksheet(paper.zh, {
    pageSetup: {
      paperSize: A4,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: '1:3',
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddFooter: `&L截止序号 ${provenance.asOf.sequence}&C第 &P 页，共 &N 页&R账本 ${provenance.ledger ?? '无'}`,
    },
    views: [{ state: 'frozen', xSplit: 0, ySplit: 3 }],
  })
  sheet.columns = columns.map(({ width }) => ({ width }))
  writeHeading(sheet, paper, asked, columns, unit)
  let since = 0
  for await (const laid of laidOut(paper, asked, unit)) {
    writeLine(sheet, laid, columns, unit)
    if (++since % ROWS_AT_ONCE === 0) await taken()
  }
  writeFoot(sheet, [...paper.notes.map((it) => `注：${it}`), provenanceLine(provenance)], columns.length)
  sheet.commit()
  await taken()
}

function writeHeading(sheet: Sheet, paper: Paper, asked: Asked, columns: readonly Column[], unit: Unit): void {
  const last = columns.length
  const title = sheet.addRow([titleOf(paper, asked)])
  title.height = 30
  title.getCell(1).font = { name: FONT, size: 16, bold: true }
  title.getCell(1).alignment = { horizontal: 'center', vertical: 'middle' }
  sheet.mergeCells(1, 1, 1, last)
  title.commit()
  const said = sheet.addRow([])
  const unitAt = Math.max(5, last - 2)
  said.getCell(1).value = windowLine(asked)
  said.getCell(unitAt).value = unitLine(unit)
  said.getCell(unitAt).alignment = { horizontal: 'right' }
  said.font = { name: FONT, size: 10 }
  sheet.mergeCells(2, 1, 2, unitAt - 1)
  if (unitAt < last) sheet.mergeCells(2, unitAt, 2, last)
  said.commit()
  const heads = sheet.addRow(columns.map((it) => it.zh))
  heads.height = 32
  heads.eachCell((cell) => {
    cell.font = { name: FONT, size: 10, bold: true }
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
    cell.border = BORDER
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7EBF0' } }
  })
  heads.commit()
}

function writeLine(sheet: Sheet, { kind, cells }: LaidRow, columns: readonly Column[], unit: Unit): void {
  const row = sheet.addRow(cells.map((it) => it.number ?? it.text))
  row.height = heightOf(cells, columns)
  for (const [i, column] of columns.entries()) {
    const cell = row.getCell(i + 1)
    const money = column.kind === 'amount'
    const right = money || column.kind === 'count'
    cell.font = { name: FONT, size: 10, bold: kind !== 'row' }
    cell.border = BORDER
    // Text that looks like a number (a bank slip of 20 digits) is text, also after somebody has opened the cell.
    cell.numFmt = cells[i].number === undefined ? '@' : money ? AMOUNTS[unit] : '0'
    cell.alignment = {
      indent: money ? 1 : 0,
      horizontal: right ? 'right' : column.kind === 'text' ? 'left' : 'center',
      vertical: 'middle',
      wrapText: true,
    }
  }
  row.commit()
}

const LINE_HEIGHT = 13
/** Told in the file: programs that print it do not all work out how many lines a wrapped cell needs. */
function heightOf(cells: LaidRow['cells'], columns: readonly Column[]): number {
  const lines = cells.map(({ text, number }, i) =>
    number === undefined ? Math.ceil(widthOf(text) / (columns[i].width - 1)) : 1,
  )
  return Math.max(1, ...lines) * LINE_HEIGHT + 3
}

/** A Chinese character is as wide as two figures. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += character.charCodeAt(0) > 0xff ? 2 : 1
  return width
}

const AMOUNTS: Readonly<Record<Unit, string>> = { yuan: '#,##0.00', wan: '#,##0.0000' }

function writeFoot(sheet: Sheet, lines: readonly string[], last: number): void {
  for (const line of lines) {
    const row = sheet.addRow([line])
    said(row)
    sheet.mergeCells(row.number, 1, row.number, last)
    row.commit()
  }
  const foot = sheet.addRow([])
  foot.height = 34
  said(foot)
  const step = last / FOOT.length
  for (const [i, words] of FOOT.entries()) {
    const [from, to] = [Math.floor(i * step) + 1, Math.floor((i + 1) * step)]
    foot.getCell(from).value = words
    foot.getCell(from).font = { name: FONT, size: 11 }
    if (to > from) sheet.mergeCells(foot.number, from, foot.number, to)
  }
  foot.commit()
}

function said(row: SheetRow): void {
  row.font = { name: FONT, size: 9 }
  row.alignment = { horizontal: 'left', vertical: 'middle' }
}
