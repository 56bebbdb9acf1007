import { columnLetters, type SheetCell, type SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { formatAmount, nameKey, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { ColumnMap } from '../domain/bank-account'
import type { StatementLine } from '../domain/statement'
import { dayIn, fenIn, plain, yuanIn } from './statement-cells'

/** Rows that close a list of movements: what they add up is checked by the balances, not by them. */
const TOTAL = /^(本页|本期|累计|借方|贷方|收入|支出)*(合计|总计|小计|发生额)/
const LETTERS = /^[A-Z]{1,3}$/
/** More than this nobody mends at once. */
const MOST_FAULTS = 100
/** A year of a busy account; more is more than one statement. */
export const MOST_LINES = 50_000
const COLUMNS = [
  'day',
  'amount',
  'direction',
  'credit',
  'debit',
  'balance',
  'counterparty',
  'counterpartyAccount',
  'reference',
  'purpose',
] as const
type Field = (typeof COLUMNS)[number]

/** A movement before its place in the statement is known. */
export type ReadLine = Omit<StatementLine, 'ordinal'>
export interface ReadLines {
  readonly lines: readonly ReadLine[]
  readonly rows: readonly number[]
  /** Rows of totals, left out. */
  readonly totals: readonly number[]
  readonly faults: readonly Refusal[]
}

/** Reads a bank's list under its column map. What cannot be read is a fault with its row; nothing is guessed. */
export async function readLines(
  sheetRows: AsyncIterable<SheetRow> | Iterable<SheetRow>,
  map: ColumnMap,
): Promise<ReadLines> {
  const lines: ReadLine[] = []
  const rows: number[] = []
  const totals: number[] = []
  const faults: Refusal[] = []
  let sheet = map.sheet
  let columns: ReadonlyMap<Field, number> | undefined
  for await (const row of sheetRows) {
    sheet ??= row.sheet
    if (row.sheet !== sheet) continue
    if (columns === undefined) {
      const found = columnsIn(row, map)
      if (!found) continue
      const wrong = headingFault(row, map, found)
      if (wrong) return { lines, rows, totals, faults: [wrong] }
      columns = found
      continue
    }
    if (row.hidden)
      faults.push(fault('hidden-row', row, '隐藏的行：请取消隐藏或删除', 'a hidden row: show it or delete it'))
    else if (isTotal(row, columns)) totals.push(row.row)
    else {
      const line = lineIn(row, map, columns)
      if ('kind' in line) faults.push(line)
      else {
        lines.push(line)
        rows.push(row.row)
      }
    }
    if (lines.length > MOST_LINES)
      faults.push(fault('statement-too-long', row, `至多 ${MOST_LINES} 笔，请按月导入`, `at most ${MOST_LINES} lines`))
    if (faults.length >= MOST_FAULTS || lines.length > MOST_LINES) break
  }
  if (columns === undefined) faults.push(noHeadings(map))
  return { lines, rows, totals, faults }
}

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
    const facts = { heading: name.slice(0, 40) }
    if (same.length > 1)
      return fault(
        'statement-heading-twice',
        row,
        '表头重复，请改用列字母',
        'a heading stands twice; use letters',
        facts,
      )
    if (IN_YUAN.has(field) && plain(at(field)).includes('万'))
      return fault('statement-in-wan', row, '金额须以元为单位', 'amounts are wanted in yuan, not 万元', facts)
  }
  return undefined
}
const IN_YUAN: ReadonlySet<Field> = new Set(['amount', 'credit', 'debit', 'balance'])

const numberOf = (letters: string) => [...letters].reduce((sum, it) => sum * 26 + it.charCodeAt(0) - 64, 0)

function isTotal(row: SheetRow, columns: ReadonlyMap<Field, number>): boolean {
  const cell = row.cells.find((it) => it.column === columns.get('day'))
  const day = dayIn(cell)
  // A day that cannot be read makes no total of a movement, whatever its purpose begins with.
  if (day !== undefined) return day === 'unread' && TOTAL.test(plain(cell))
  return row.cells.some((it) => TOTAL.test(plain(it)))
}

function lineIn(row: SheetRow, map: ColumnMap, columns: ReadonlyMap<Field, number>): ReadLine | Refusal {
  const at = (field: Field): SheetCell | undefined => row.cells.find((it) => it.column === columns.get(field))
  const day = dayIn(at('day'))
  if (day === undefined || day === 'unread')
    return cellFault(
      'statement-day-unread',
      row,
      columns.get('day'),
      '日期无法识别（年份须在前）',
      'no day, or not year first',
      at('day'),
    )
  const amount = amountIn(map, at)
  if (amount === undefined)
    return cellFault(
      'statement-amount-unread',
      row,
      columns.get('amount') ?? columns.get('credit'),
      '金额无法识别',
      'no amount',
      at('amount') ?? at('credit') ?? at('debit'),
    )
  const balance = yuanIn(at('balance'))
  if (balance === 'unread')
    return cellFault(
      'statement-amount-unread',
      row,
      columns.get('balance'),
      '余额无法识别',
      'no balance',
      at('balance'),
    )
  const texts = (['reference', 'counterparty', 'counterpartyAccount', 'purpose'] as const).flatMap((field) => {
    const text = plain(at(field)).slice(0, field === 'purpose' ? 500 : 200)
    // A dash, or noughts for a number, is how some banks print nothing: two such lines have nothing in common.
    const nothing = field === 'reference' ? /^[-—–0]*$/ : /^[-—–]*$/
    return nothing.test(text) ? [] : [[field, text]]
  })
  return { day, amount, ...(balance === undefined ? {} : { balance }), ...Object.fromEntries(texts) }
}

/** Signed yuan; undefined where the row does not say, or says it twice. */
function amountIn(map: ColumnMap, at: (field: Field) => SheetCell | undefined): string | undefined {
  if (map.amount === undefined) {
    const [credit, debit] = [fenIn(at('credit')) ?? 0n, fenIn(at('debit')) ?? 0n]
    if (credit === 'unread' || debit === 'unread') return undefined
    // Exactly one side; a bank that prints a reversal writes it with minus on its own side.
    return (credit === 0n) === (debit === 0n) ? undefined : formatAmount(credit - debit)
  }
  const amount = fenIn(at('amount'))
  if (amount === undefined || amount === 'unread' || amount === 0n) return undefined
  if (map.direction === undefined) return formatAmount(map.plusMeans === 'debit' ? -amount : amount)
  const way = nameKey(plain(at('direction')))
  if (way === '') return undefined
  const came = (map.creditWords ?? []).some((it) => nameKey(it) === way)
  return formatAmount(came ? amount : -amount)
}

function fault(
  code: string,
  { sheet, row }: SheetRow,
  zh: string,
  en: string,
  facts: Record<string, string> = {},
): Refusal {
  return refuse(code, {
    zh: `第 ${row} 行：${zh}`,
    en: `row ${row}: ${en}`,
    facts: { sheet, row: String(row), ...facts },
  })
}

function cellFault(
  code: string,
  row: SheetRow,
  column: number | undefined,
  zh: string,
  en: string,
  cell?: SheetCell,
): Refusal {
  const where: Record<string, string> = column === undefined ? {} : { column: columnLetters(column) }
  return fault(code, row, zh, en, { ...where, given: (cell?.text ?? '').slice(0, 40) })
}

function noHeadings(map: ColumnMap): Refusal {
  const wanted = COLUMNS.flatMap((field) => map[field] ?? [])
  return refuse('statement-headings-missing', {
    zh: '未找到列映射所述的表头',
    en: 'no row has the headings that the column map names',
    facts: { headings: wanted.join('、').slice(0, 400) },
  })
}
