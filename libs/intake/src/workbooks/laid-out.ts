import { formatAmount, inWan } from '@pilot-ledger/kernel'
import { type Asked, type Cell, type Column, type Paper, type Row, text } from './paper'

/** 单位：元 with two decimals, or 万元 with four. */
export const UNITS = ['yuan', 'wan'] as const
export type Unit = (typeof UNITS)[number]
export const UNIT_ZH: Readonly<Record<Unit, string>> = { yuan: '元', wan: '万元' }
export const WAN_DECIMALS = 4

/** What is shown in a cell; `number` where it is one that a spreadsheet can hold and show to its last digit. */
export interface Shown {
  readonly text: string
  readonly number?: number
}
export interface LaidRow {
  readonly kind: 'row' | 'total' | 'remainder'
  /** In the order of the columns. */
  readonly cells: readonly Shown[]
}

/** The columns of a paper; over several platforms each row says whose it is. */
export function columnsOf(paper: Paper, { whole }: Asked): readonly Column[] {
  const [first, ...rest] = paper.columns
  const named = rest.some((it) => it.key === PLATFORM.key)
  return whole.platform !== undefined || named ? paper.columns : [first, PLATFORM, ...rest]
}
const PLATFORM = text('platformName', '平台', 20)

/**
 * The lines of a paper in one unit, row by row: numbered rows, 合计 from the figures, and where the rounded rows do not add
 * up to the rounded total a line 尾差 with what lacks. The exact sum is rounded once, half away from zero; no row is adjusted.
 */
export async function* laidOut(paper: Paper, asked: Asked, unit: Unit): AsyncGenerator<LaidRow> {
  const columns = columnsOf(paper, asked)
  const roundedRows = new Map<string, bigint>()
  let number = 0
  for (const platform of asked.platforms) {
    for await (const row of paper.rows(asked, platform)) {
      number++
      const cells = columns.map((column) => shown({ platformName: platform.name, ...row }, column, unit, number))
      for (const [i, { key, kind }] of columns.entries()) {
        if (kind !== 'amount' || typeof row[key] !== 'bigint') continue
        roundedRows.set(key, (roundedRows.get(key) ?? 0n) + lastDigits(cells[i].text))
      }
      yield { kind: 'row', cells }
    }
  }
  for (const { label, cells, adds } of paper.totals(asked)) {
    const labelled = (kind: LaidRow['kind'], words: string, of: (column: Column) => Shown): LaidRow => ({
      kind,
      cells: columns.map((column, i) => (i === 1 ? { text: words } : of(column))),
    })
    yield labelled('total', label, (it) => shown(cells, it, unit))
    const lacking = columns.filter((it) => {
      const total = cells[it.key]
      return adds && it.kind === 'amount' && typeof total === 'bigint' && remainderOf(it.key, total) !== 0n
    })
    if (lacking.length === 0) continue
    yield labelled('remainder', '尾差（合计减各行之和）', (it) => {
      if (!lacking.includes(it)) return { text: '' }
      const remainder = remainderOf(it.key, cells[it.key] as bigint)
      return numeric(decimal(remainder, unit === 'wan' ? WAN_DECIMALS : 2), remainder)
    })
  }

  function remainderOf(key: string, total: bigint): bigint {
    return lastDigits(money(total, unit)) - (roundedRows.get(key) ?? 0n)
  }
}

function shown(row: Row, { key, kind }: Column, unit: Unit, number?: number): Shown {
  const cell: Cell = row[key] ?? null
  if (kind === 'index') return number === undefined ? { text: '' } : { text: String(number), number }
  if (cell === null) return { text: '' }
  if (kind === 'amount' && typeof cell === 'bigint') return numeric(money(cell, unit), cell)
  if (kind === 'count' && typeof cell === 'number') return { text: String(cell), number: cell }
  return { text: String(cell) }
}

const money = (fen: bigint, unit: Unit) => (unit === 'yuan' ? formatAmount(fen) : inWan(fen, WAN_DECIMALS).text)
const lastDigits = (written: string) => BigInt(written.replace('.', ''))

/** A spreadsheet keeps 15 digits: an amount of more would be shown as another, so it stays text. */
const MOST_DIGITS = 10n ** 15n
function numeric(written: string, fen: bigint): Shown {
  const fits = fen < MOST_DIGITS && fen > -MOST_DIGITS
  return fits ? { text: written, number: Number(written) } : { text: written }
}

function decimal(value: bigint, decimals: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
