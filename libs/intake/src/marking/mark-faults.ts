import { replaceUnfit, shortened } from '@pilot-ledger/kernel'
import { Workbook, type Worksheet } from 'exceljs'
import type { IntakeFault, IntakeNotice } from '../columns'
import {
  columnLetters,
  fileKind,
  LIMITS,
  linesOf,
  type PlainLimits,
  plainWorkbook,
  readSpreadsheet,
  type SpreadsheetFile,
  SpreadsheetRefused,
  startsWithBrace,
  tableName,
} from '../spreadsheets'

/** What marking needs of a fault. */
export type MarkedFault = Pick<IntakeFault, 'place' | 'code' | 'zh' | 'en' | 'found'>

/** A workbook is changed as a whole in memory, so larger ones are answered by the list of faults alone. */
const LARGEST = { fileBytes: 5 * 1024 * 1024, unpackedBytes: 24 * 1024 * 1024, rows: 20_000 }
/** A library that makes a cell of everything may make so many. */
const PLAIN: PlainLimits = {
  cells: 300_000,
  columns: 512,
  mergedRanges: 5_000,
  mergedCells: 100_000,
  validations: 20_000,
}
const MOST_LISTED = 10_000
const LIST = '错误'
const NOTE = '导入检查：'
const RED = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } } as const
const YELLOW = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFEB9C' } } as const
/** What is recorded all the same and somebody should look at; what was merely left out is not marked. */
const WORTH_A_LOOK = [
  'uscc-check-digit',
  'total-differs',
  'shown-rounded',
  'amount-large',
  'paper-differs',
  'shares-over-total',
  'like-another-receipt',
]
const NOT_IN_NAMES = /[[\]*?:/\\]/g

/**
 * The same workbook with its faults marked: red cells with a note that says why, and a sheet 错误 that lists them and leads to
 * them; yellow what only wants a look. A CSV or NDJSON comes as a workbook with its rows where they stood. What was marked in an earlier round is clean again.
 */
export async function markFaults(
  file: SpreadsheetFile,
  faults: readonly MarkedFault[],
  { name = '', notices = [] }: { name?: string; notices?: readonly IntakeNotice[] } = {},
): Promise<Buffer> {
  const workbook = (await markable(file, name)) ?? new Workbook()
  const old = workbook.getWorksheet(LIST)
  if (old) workbook.removeWorksheet(old.id)
  const bySheet = new Map(workbook.worksheets.map((it) => [it.name, it]))
  const looks = notices.filter((it) => WORTH_A_LOOK.includes(it.code))
  // Red over yellow: a fault hinders, a notice does not.
  for (const it of looks) mark(bySheet.get(sheetName(it.place.sheet ?? '')), it, YELLOW)
  for (const it of faults) mark(bySheet.get(sheetName(it.place.sheet ?? '')), it, RED)
  const asNotice = ({ zh, en, ...it }: IntakeNotice) => ({ ...it, zh: `提示：${zh}`, en: `notice: ${en}` })
  list(workbook, [...faults, ...looks.map(asNotice)], bySheet)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** Nothing where the file is refused as a whole, or too large. */
async function markable(file: SpreadsheetFile, name: string): Promise<Workbook | undefined> {
  try {
    if ((await fileKind(file)) === 'xlsx') return await loaded(file)
    return (await startsWithBrace(file)) ? await ofLines(file, name) : await ofTable(file, name)
  } catch (error) {
    if (error instanceof SpreadsheetRefused) return undefined
    throw error
  }
}

async function loaded(file: SpreadsheetFile): Promise<Workbook | undefined> {
  // Read by the careful reader first: whatever that refuses is not given to the other.
  for await (const _ of readSpreadsheet(file, { limits: LARGEST, formulas: 'mark' }));
  const workbook = new Workbook()
  // Written anew by that reader: the library is given nothing of any size or place that it would make millions of cells of.
  const { bytes, validated } = await plainWorkbook(file, { ...LIMITS, ...LARGEST }, PLAIN)
  try {
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0])
  } catch {
    // Written by a program that the marking one does not understand: the list alone is better than no answer.
    return undefined
  }
  for (const sheet of workbook.worksheets) {
    validate(sheet, validated.get(sheet.name) ?? [])
    clean(sheet)
  }
  return workbook
}

async function ofTable(file: SpreadsheetFile, name: string): Promise<Workbook> {
  const workbook = new Workbook()
  let sheet: Worksheet | undefined
  for await (const row of readSpreadsheet(file, { name, limits: LARGEST, formulas: 'mark' })) {
    sheet ??= workbook.addWorksheet(sheetName(row.sheet))
    for (const cell of row.cells) {
      const it = sheet.getCell(row.row, cell.column)
      it.numFmt = '@'
      it.value = replaceUnfit(cell.text)
    }
  }
  return workbook
}

async function ofLines(file: SpreadsheetFile, name: string): Promise<Workbook | undefined> {
  const workbook = new Workbook()
  const sheet = workbook.addWorksheet(sheetName(tableName(name)))
  for await (const { bytes, line } of linesOf(file, LARGEST.fileBytes, name)) {
    if (line > LARGEST.rows) return undefined
    sheet.getCell(line, 1).value = shortened(replaceUnfit(Buffer.from(bytes).toString('utf8')), 32_000)
  }
  return workbook
}

/** Drop-downs for the ranges they were for, as ranges: for each cell of a column they would be a million. */
function validate(sheet: Worksheet, validated: readonly (readonly string[])[]): void {
  const { dataValidations } = sheet as unknown as { dataValidations: { model: Record<string, unknown> } }
  const read = validated.map((_, i) => dataValidations.model[`A${i + 1}`])
  dataValidations.model = {}
  for (const [i, ranges] of validated.entries()) for (const it of ranges) dataValidations.model[it] = read[i]
}

function clean(sheet: Worksheet): void {
  sheet.eachRow((row) =>
    row.eachCell({ includeEmpty: true }, (cell) => {
      if (!noteText(cell.note).startsWith(NOTE)) return
      cell.note = undefined as never
      cell.fill = { type: 'pattern', pattern: 'none' }
    }),
  )
}

function mark(sheet: Worksheet | undefined, { place, zh, en }: MarkedFault, fill: typeof RED | typeof YELLOW): void {
  if (!sheet || place.row === undefined) return
  const cell = sheet.getCell(place.row, place.column ?? 1)
  const before = noteText(cell.note)
  // A style is shared by many cells: this one gets its own.
  cell.style = { ...cell.style, fill }
  cell.note = before.startsWith(NOTE) ? `${before}\n${zh} ${en}` : `${NOTE}${zh} ${en}`
}

function noteText(note: unknown): string {
  if (typeof note === 'string') return note
  const { texts } = (note ?? {}) as { texts?: readonly { text: string }[] }
  return texts?.map((it) => it.text).join('') ?? ''
}

function list(workbook: Workbook, faults: readonly MarkedFault[], sheets: ReadonlyMap<string, Worksheet>): void {
  const sheet = workbook.addWorksheet(LIST, { views: [{ state: 'frozen', xSplit: 0, ySplit: 1 }] })
  sheet.columns = [18, 8, 8, 26, 44, 44, 26].map((width) => ({ width }))
  const head = sheet.addRow(['工作表 sheet', '行 row', '列 column', '内容 found', '错误', 'fault', '代码 code'])
  head.font = { bold: true }
  for (const { place, found = '', zh, en, code } of faults.slice(0, MOST_LISTED)) {
    const name = sheetName(place.sheet ?? '')
    const column = place.column === undefined ? '' : columnLetters(place.column)
    const row = sheet.addRow([place.sheet ?? '', place.row ?? '', column, replaceUnfit(found), zh, en, code])
    row.alignment = { wrapText: true, vertical: 'top' }
    if (place.row === undefined || !sheets.has(name)) continue
    const target = `#'${name.replaceAll("'", "''")}'!${column || 'A'}${place.row}`
    row.getCell(2).value = { text: String(place.row), hyperlink: target }
    row.getCell(2).font = { underline: true, color: { argb: 'FF0563C1' } }
  }
  const more = faults.length - MOST_LISTED
  if (more > 0) sheet.addRow([`另有 ${more} 项 and ${more} more`])
}

/** A name that a workbook takes; those of its own sheets stay as they are. */
const sheetName = (name: string) => shortened(name.replace(NOT_IN_NAMES, '_'), 31)
