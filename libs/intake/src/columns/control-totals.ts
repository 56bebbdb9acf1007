import { formatAmount } from '@pilot-ledger/kernel'
import { Decimal } from 'decimal.js'
import type { SheetCell, SheetRow } from '../spreadsheets'
import { cellFault, notice } from './cell-fault'
import type { Column } from './column'
import { readAmount } from './numbers'
import { saysNothing } from './read-cell'
import type { IntakeNotice } from './record'
import { type MoneyUnit, wordKey } from './written'

interface ColumnAt {
  readonly column: Column
  readonly at: number
  readonly unit: MoneyUnit
}
type Values = Readonly<Record<string, string | readonly string[]>>
/** Of a page or a part; of all there is; or, 合计, of what stands since the last of its kind. */
const OF_A_PART = /^(本页|本月|本期|小计|subtotal)/
const OF_ALL = /^(本年)?(总计|累计|共计|total|sum)/
const FEN_OF_WAN = 1_000_000

/** Sums of some rows, a figure for each column of money. */
class Sums {
  rows = 0
  unread = 0
  /** As written; and with what is reversed or refunded taken off, minus or not. */
  readonly written: bigint[]
  readonly net: bigint[]

  constructor(private readonly columns: number) {
    this.written = Array<bigint>(columns).fill(0n)
    this.net = Array<bigint>(columns).fill(0n)
  }

  add(other: Sums): void {
    this.rows += other.rows
    this.unread += other.unread
    for (let i = 0; i < this.columns; i++) {
      this.written[i] += other.written[i]
      this.net[i] += other.net[i]
    }
  }
}

/** The totals that stand in a table against the rows that were read of it. They are compared and never counted. */
export class ControlTotals {
  private readonly columns: readonly ColumnAt[]
  private part: Sums
  private whole: Sums
  private readonly all: Sums

  constructor(columns: readonly ColumnAt[]) {
    this.columns = columns.filter(({ column: { type } }) => type === 'amount' || type === 'signedAmount')
    this.part = this.none()
    this.whole = this.none()
    this.all = this.none()
  }

  /** A row of the list: what of its amounts could be read. */
  row(values: Values, cells: readonly SheetCell[]): void {
    const { columns, part } = this
    let unread = false
    for (let i = 0; i < columns.length; i++) {
      const { column, at } = columns[i]
      const value = values[column.field]
      if (typeof value !== 'string') {
        unread ||= cells.some((it) => it.column === at && !it.merged && !saysNothing(it))
        continue
      }
      const fen = BigInt(value.replace('.', ''))
      const back = column.minusMeansNothing
      const cell = back || column.mayMerge ? cells.find((it) => it.column === at) : undefined
      if (cell?.merged) continue
      const taken = back?.is?.includes(String(values[back.field])) ?? false
      part.written[i] += taken && cell && isWrittenMinus(cell) ? -fen : fen
      part.net[i] += taken ? -fen : fen
    }
    if (unread) part.unread++
    else part.rows++
  }

  /** A row that was not read at all. */
  rowUnread(): void {
    this.part.unread++
  }

  /** What is to be said of a row of totals. */
  *total(row: SheetRow, words: string, place: { sheet: string; row: number }): Generator<IntakeNotice> {
    this.whole.add(this.part)
    this.all.add(this.part)
    const key = wordKey(words)
    const ofPart = OF_A_PART.test(key)
    const ofAll = OF_ALL.test(key) || this.whole.rows + this.whole.unread === 0
    const against = ofPart ? [this.part, this.whole] : ofAll ? [this.all, this.whole] : [this.whole, this.all]
    const reported: { zh: string; en: string }[] = []
    const differing: IntakeNotice[] = []
    for (const [i, { column, at, unit }] of this.columns.entries()) {
      const cell = row.cells.find((it) => it.column === at && !it.merged)
      if (!cell || saysNothing(cell)) continue
      const stated = statedIn(cell, unit)
      if (stated === undefined) {
        reported.push({
          zh: `「${column.zh}」合计读不出数，未比较`,
          en: `${column.en}: the total is no amount and is not compared`,
        })
        continue
      }
      const sums = against.find((it) => [it.written[i], it.net[i]].some((fen) => isSame(fen, stated, unit)))
      if (sums) {
        const { zh, en } = shown(stated.fen, unit)
        reported.push({
          zh: `「${column.zh}」${zh}与所读 ${sums.rows} 行之和一致`,
          en: `${column.en}: ${en} is the sum of the ${sums.rows} rows read`,
        })
        continue
      }
      differing.push(this.differs(against[0], i, stated.fen, { place: { ...place, column: at }, cell }))
    }
    const zh = reported.map((it) => `；${it.zh}`).join('')
    const en = reported.map((it) => `; ${it.en}`).join('')
    yield notice(place, cellFault('total-row', `合计行，不计入${zh}`, `a row of totals, not counted${en}`), {
      cell: row.cells[0],
    })
    yield* differing
    this.part = this.none()
    if (!ofPart) this.whole = this.none()
  }

  private differs(sums: Sums, i: number, fen: bigint, at: { place: IntakeNotice['place']; cell: SheetCell }) {
    const { column, unit } = this.columns[i]
    const summed = sums.net[i] === sums.written[i] ? sums.written[i] : nearer(fen, sums.written[i], sums.net[i])
    const [there, here, between] = [fen, summed, fen - summed].map((it) => shown(it, unit))
    const left = sums.unread > 0
    return notice(
      at.place,
      cellFault(
        'total-differs',
        `「${column.zh}」合计为${there.zh}，所读 ${sums.rows} 行之和为${here.zh}，相差${between.zh}${left ? `（另有 ${sums.unread} 行未能读取）` : ''}；不计入，请核对`,
        `${column.en}: the total says ${there.en}, the ${sums.rows} rows read come to ${here.en}, ${between.en} apart${left ? ` (${sums.unread} rows could not be read)` : ''}; it is not counted`,
        {
          stated: there.number,
          summed: here.number,
          difference: between.number,
          unit: unit === 'wan' ? '万元' : '元',
          rows: String(sums.rows),
          unread: String(sums.unread),
        },
      ),
      { field: column.field, cell: at.cell },
    )
  }

  private none(): Sums {
    return new Sums(this.columns.length)
  }
}

interface Stated {
  readonly fen: bigint
  /** Places of the figure, where a formula's result is seen as its format rounds it. */
  readonly places?: number
}

/** Undefined where it says no amount: nothing is compared. */
function statedIn(cell: SheetCell, unit: MoneyUnit): Stated | undefined {
  const formula = cell.kind === 'formula'
  const plain = formula && /^-?\d+(\.\d+)?$/.test(cell.text)
  const asRead: SheetCell = formula
    ? { column: cell.column, kind: plain ? 'number' : 'text', text: cell.text, ...(plain && { decimal: cell.text }) }
    : cell
  const read = readAmount(asRead, unit)
  if ('fault' in read) return undefined
  const fen = BigInt(read.value.replace('.', ''))
  return { fen, ...(plain && { places: cell.text.split('.')[1]?.length ?? 0 }) }
}

function isSame(fen: bigint, { fen: stated, places }: Stated, unit: MoneyUnit): boolean {
  if (fen === stated) return true
  if (places === undefined) return false
  return inUnit(fen, unit).toDecimalPlaces(places, Decimal.ROUND_HALF_UP).eq(inUnit(stated, unit))
}

const inUnit = (fen: bigint, unit: MoneyUnit) => new Decimal(fen.toString()).div(unit === 'wan' ? FEN_OF_WAN : 100)

function shown(fen: bigint, unit: MoneyUnit): { number: string; zh: string; en: string } {
  const number = unit === 'wan' ? inUnit(fen, unit).toFixed() : formatAmount(fen)
  return {
    number,
    zh: ` ${number} ${unit === 'wan' ? '万元' : '元'}`,
    en: `${number} ${unit === 'wan' ? '万元' : 'yuan'}`,
  }
}

/** Before its first figure. */
const isWrittenMinus = (cell: SheetCell) => /^[^\d０-９]*[-−－(（]/.test(cell.decimal ?? cell.text)

function nearer(to: bigint, one: bigint, other: bigint): bigint {
  const apart = (it: bigint) => (it > to ? it - to : to - it)
  return apart(one) <= apart(other) ? one : other
}
