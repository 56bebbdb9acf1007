import type { SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { type BusinessDate, type Fen, nameKey, type Refusal, refuse, shortened } from '@pilot-ledger/kernel'
import type { ColumnMap } from '../domain/bank-account'
import { COLUMNS, type Field, lineIn, type NothingMoved, type ReadLine } from './line-in-row'
import { isCountedFoot, printedFacts, printedSpan } from './printed-facts'
import { cellFault, rowFault } from './row-fault'
import { dayIn, fenIn, plain } from './statement-cells'
import { type Furniture, furnitureOf, rowKey } from './statement-furniture'
import { accountsNamed, headingUnitFault, labelledRows, unitFault } from './statement-head'
import { isFootText, isTotalText, PrintedTotals } from './statement-totals'
import { type Own, TableColumns } from './table-columns'

const LETTERS = /^[A-Z]{1,3}$/
/** More than this nobody mends at once. */
const MOST_FAULTS = 100
/** A year of a busy account; more is more than one statement. */
export const MOST_LINES = 50_000
/** What a row of 期初余额 or 期末余额 says. */
export interface ReportedBalance {
  readonly is: 'opening' | 'closing'
  readonly fen: Fen
  readonly row: number
}
export interface ReadLines {
  readonly lines: readonly ReadLine[]
  readonly rows: readonly number[]
  /** Rows of totals, left out. */
  readonly totals: readonly number[]
  /** Rows that are neither movements nor totals, left out. */
  readonly furniture: readonly number[]
  readonly balances: readonly ReportedBalance[]
  /** Account numbers that stand above the table. */
  readonly accounts: readonly string[]
  /** Rows of 0.00, left out, and when and with which balance. */
  readonly nothings: readonly (NothingMoved & { readonly row: number })[]
  /** Rows in which a letter had been lost before the file came here. */
  readonly damaged: readonly number[]
  /** The days that stand above the table. */
  readonly span: { readonly from?: BusinessDate; readonly to?: BusinessDate }
  readonly faults: readonly Refusal[]
}
/** Rows above a table that are looked at again below it. */
const MOST_TITLES = 200

/** Reads a bank's list under its column map. What cannot be read is a fault with its row; nothing is guessed. */
export async function readLines(
  sheetRows: AsyncIterable<SheetRow> | Iterable<SheetRow>,
  map: ColumnMap,
  own?: Own,
): Promise<ReadLines> {
  const titles: SheetRow[] = []
  let sheet = map.sheet
  let table: Table | undefined
  let elsewhere: ReadonlyMap<Field, number> | undefined
  for await (const row of sheetRows) {
    if (sheet !== undefined && row.sheet !== sheet) {
      // A sheet that the map names was chosen; else what moved on another one must not be left out without a word.
      if (map.sheet !== undefined || table === undefined) continue
      elsewhere = columnsIn(row, map) ?? elsewhere
      if (moves(row, elsewhere ?? table.columns)) return table.found([severalSheets(row, sheet)])
      continue
    }
    if (table) {
      if (!table.take(row)) break
      continue
    }
    const columns = columnsIn(row, map)
    if (columns) {
      sheet = row.sheet
      table = new Table(map, columns, titles, row, own)
      const wrong = headingFault(row, map, columns)
      if (wrong) return table.found([wrong])
    } else if (titles.length < MOST_TITLES) titles.push(row)
  }
  return table?.found() ?? { ...NOTHING_READ, faults: [noHeadings(map)] }
}
const NOTHING_READ = {
  lines: [],
  rows: [],
  totals: [],
  furniture: [],
  balances: [],
  accounts: [],
  nothings: [],
  damaged: [],
  span: {},
}

/** What is under the headings. */
class Table {
  private readonly lines: ReadLine[] = []
  private readonly rows: number[] = []
  private readonly totals: number[] = []
  private readonly furniture: number[] = []
  private readonly balances: ReportedBalance[] = []
  private readonly accounts: string[] = []
  private readonly nothings: (NothingMoved & { row: number })[] = []
  private readonly damaged: number[] = []
  private span: { from?: BusinessDate; to?: BusinessDate } = {}
  private readonly beside: TableColumns
  private readonly faults: Refusal[] = []
  private readonly hidden = new Set<number>()
  private readonly headings: ReadonlySet<string>
  private readonly printed: PrintedTotals
  private unread = 0

  constructor(
    private readonly map: ColumnMap,
    readonly columns: ReadonlyMap<Field, number>,
    titles: readonly SheetRow[],
    head: SheetRow,
    own: Own | undefined,
  ) {
    // A list in the holder's own view of the books writes what came, and a balance in hand, under 借.
    const cameWords = /借/.test(map.credit ?? '') ? ['借'] : (map.creditWords ?? [])
    this.beside = new TableColumns(columns, head, own, cameWords, titles[titles.length - 1])
    this.printed = new PrintedTotals(columns)
    this.headings = new Set([...titles, head].map(rowKey))
    for (const it of [...titles, ...labelledRows(titles)]) this.title(it)
    this.seeHidden(head)
  }

  found(faults: readonly Refusal[] = this.all()): ReadLines {
    const { lines, rows, totals, furniture, balances, accounts, nothings, damaged, span } = this
    return { lines, rows, totals, furniture, balances, accounts, nothings, damaged, span, faults }
  }

  private all(): Refusal[] {
    const other = this.beside.otherThanOwn()
    const differing = this.unread === 0 ? [...this.printed.differing()] : []
    return [...this.faults, ...(other ? [other] : []), ...differing].slice(0, MOST_FAULTS)
  }

  /** False where enough has been seen. */
  take(printed: SheetRow): boolean {
    const { faults, lines } = this
    const row = this.beside.withSignedBalance(printed)
    this.seeHidden(row)
    if (row.hidden) {
      this.unread++
      faults.push(rowFault('hidden-row', row, '隐藏的行：请取消隐藏或删除', 'a hidden row: show it or delete it'))
    } else if (isTotal(row, this.columns)) {
      this.totals.push(row.row)
      const differing = [...this.printed.total(row, atOf(row, this.columns))]
      // Where a row could not be read the sums differ for that.
      if (this.unread === 0) faults.push(...differing)
    } else {
      const furniture = furnitureOf(row, placesOf(this.columns), this.headings)
      if (furniture) this.leaveOut(row, furniture)
      else this.line(row)
    }
    if (lines.length > MOST_LINES)
      faults.push(
        rowFault('statement-too-long', row, `至多 ${MOST_LINES} 笔，请按月导入`, `at most ${MOST_LINES} lines`),
      )
    return faults.length < MOST_FAULTS && lines.length <= MOST_LINES
  }

  private line(row: SheetRow): void {
    const line = this.beside.fault(row) ?? lineIn(row, this.map, this.columns, this.beside)
    if ('kind' in line) {
      this.unread++
      this.faults.push(line)
      return
    }
    if ('moved' in line) {
      this.nothings.push({ ...line, row: row.row })
      this.printed.nothing()
      return
    }
    if (isDamaged(line)) this.damaged.push(row.row)
    this.lines.push(line)
    this.rows.push(row.row)
    this.printed.line(atOf(row, this.columns), line.amount)
  }

  private leaveOut(row: SheetRow, furniture: Furniture): void {
    this.furniture.push(row.row)
    if (furniture.is === 'opening' || furniture.is === 'closing') {
      if (furniture.fen !== undefined) this.balances.push({ is: furniture.is, fen: furniture.fen, row: row.row })
    } else this.say(row)
  }

  /** What a row that is no movement says of all of them. */
  private say(row: SheetRow): void {
    const wrong = unitFault(row)
    if (wrong) this.faults.push(wrong)
    this.accounts.push(...accountsNamed(row))
    this.printed.say(row)
  }

  /** Above the table stand its days and balances as well; below it only what is known by a row of its own. */
  private title(row: SheetRow): void {
    this.say(row)
    const span = printedSpan(row)
    this.span = { ...span, ...this.span }
    for (const { is, figure } of printedFacts(row))
      if (is === 'opening' || is === 'closing') this.balances.push({ is, fen: figure, row: row.row })
  }

  private seeHidden(row: SheetRow): void {
    for (const { column, hidden } of row.cells) {
      if (!hidden || this.hidden.has(column) || ![...this.columns.values()].includes(column)) continue
      this.hidden.add(column)
      const [zh, en] = ['此列被隐藏，请取消隐藏', 'the column is hidden; show it']
      this.faults.push(
        cellFault(
          'hidden-column',
          row,
          column,
          zh,
          en,
          row.cells.find((it) => it.column === column),
        ),
      )
    }
  }
}

const isDamaged = ({ counterparty, counterpartyAccount, reference, purpose }: ReadLine) =>
  [counterparty, counterpartyAccount, reference, purpose].some((it) => it?.includes('\ufffd'))

const atOf = (row: SheetRow, columns: ReadonlyMap<Field, number>) => (field: Field) =>
  row.cells.find((it) => it.column === columns.get(field))

function placesOf(columns: ReadonlyMap<Field, number>) {
  const money = (['amount', 'credit', 'debit'] as const).flatMap((it) => columns.get(it) ?? [])
  return { day: columns.get('day'), money, balance: columns.get('balance') }
}

/** A day and an amount in their columns. */
function moves(row: SheetRow, columns: ReadonlyMap<Field, number>): boolean {
  const at = (column: number | undefined) => row.cells.find((it) => it.column === column)
  const day = dayIn(at(columns.get('day')))
  const { money } = placesOf(columns)
  return day !== undefined && day !== 'unread' && money.some((it) => typeof fenIn(at(it), 'signed') === 'bigint')
}

const severalSheets = (row: SheetRow, read: string) =>
  rowFault(
    'statement-sheets-several',
    row,
    `工作表「${shortened(read, 40)}」与「${shortened(row.sheet, 40)}」都有流水：请在列映射中指明工作表（sheet），或并为一张`,
    `both sheets, ${shortened(read, 40)} and ${shortened(row.sheet, 40)}, hold movements: name one in the column map (sheet), or make one of them`,
  )

/** Where the columns of the map stand, if this is the row with their headings. */
function columnsIn(row: SheetRow, map: ColumnMap): ReadonlyMap<Field, number> | undefined {
  if (map.headingRow !== undefined && row.row < map.headingRow) return undefined
  // From the right, so that the first of a merged heading stands.
  const headings = new Map([...row.cells].reverse().map((it) => [nameKey(plain(it)), it.column]))
  const columns = new Map<Field, number>()
  for (const field of COLUMNS) {
    const name = map[field]
    if (name === undefined) continue
    const column = headings.get(nameKey(name)) ?? (LETTERS.test(name) ? numberOf(name) : undefined)
    if (column === undefined) return undefined
    columns.set(field, column)
  }
  return columns
}

/** A row of headings has no day in it, each heading of the map once, and amounts in yuan. */
function headingFault(row: SheetRow, map: ColumnMap, columns: ReadonlyMap<Field, number>): Refusal | undefined {
  const at = (field: Field) => row.cells.find((it) => it.column === columns.get(field))
  const day = dayIn(at('day'))
  if (day !== undefined && day !== 'unread') return noHeadings(map)
  for (const field of COLUMNS) {
    const name = map[field]
    if (name === undefined) continue
    const same = row.cells.filter((it) => !it.merged && nameKey(plain(it)) === nameKey(name))
    const facts = { heading: shortened(name, 40) }
    if (same.length > 1)
      return rowFault(
        'statement-heading-twice',
        row,
        '表头重复，请改用列字母',
        'a heading stands twice; use letters',
        facts,
      )
    const unit = IN_YUAN.has(field) ? headingUnitFault(row, plain(at(field))) : undefined
    if (unit) return unit
  }
  return undefined
}
const IN_YUAN: ReadonlySet<Field> = new Set(['amount', 'credit', 'debit', 'balance'])

const numberOf = (letters: string) => [...letters].reduce((sum, it) => sum * 26 + it.charCodeAt(0) - 64, 0)

function isTotal(row: SheetRow, columns: ReadonlyMap<Field, number>): boolean {
  const cell = row.cells.find((it) => it.column === columns.get('day'))
  const day = dayIn(cell)
  // A day that cannot be read makes no total of a movement, whatever its purpose begins with.
  if (day !== undefined) return day === 'unread' && (isFootText(plain(cell)) || isCountedFoot(row))
  return row.cells.some((it) => isTotalText(plain(it))) || isCountedFoot(row)
}

function noHeadings(map: ColumnMap): Refusal {
  const wanted = COLUMNS.flatMap((field) => map[field] ?? [])
  return refuse('statement-headings-missing', {
    zh: '未找到列映射所述的表头',
    en: 'no row has the headings that the column map names',
    facts: { headings: shortened(wanted.join('、'), 400) },
  })
}
