import { formatAmount, inWan, nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { type Cell, type Column, isByTax, type Row, type TotalLine } from './paper'
import type { Sheet } from './sheet'
import { DECIMALS, UNIT_ZH, type Unit } from './unit'

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

/**
 * The lines of a sheet, row by row: numbered rows, 合计 from the figures, and where the rounded rows do not add up to the
 * rounded total a line 尾差 with what lacks. The exact sum is rounded once, half away from zero; no row is adjusted.
 */
export async function* laidOut({ columns, unit, rows, totals }: Sheet): AsyncGenerator<LaidRow> {
  const ofRows = new Added(columns, unit)
  let number = 0
  for await (const row of rows()) {
    if (turnIsOver()) await nextTurn()
    number++
    ofRows.add(row)
    yield { kind: 'row', cells: columns.map((column) => shown(row, column, unit, number)) }
  }
  let parts: Added | undefined
  const lines = await totals()
  for (const [i, { label, cells, adds }] of lines.entries()) {
    yield labelled('total', label, (it) => shown(cells, it, unit))
    if (adds === true) yield* remainder('尾差（合计减各行之和）', new Added(columns, unit).add(cells))
    if (adds !== 'together') continue
    parts = (parts ?? new Added(columns, unit)).add(cells)
    if (lines[i + 1]?.adds === 'together') continue
    yield* remainder('尾差（其中各项之和减各行之和）', parts)
    parts = undefined
  }

  function* remainder(words: string, total: Added): Generator<LaidRow> {
    const lacking = new Map(
      columns.flatMap(({ key }) => (total.has(key) ? [[key, total.of(key) - ofRows.of(key)] as const] : [])),
    )
    if ([...lacking.values()].every((it) => it === 0n)) return
    yield labelled('remainder', words, ({ key }) => {
      const digits = lacking.get(key) ?? 0n
      return digits === 0n ? { text: '' } : numeric(decimal(digits, DECIMALS[unit]), digits)
    })
  }

  function labelled(kind: LaidRow['kind'], words: string, of: (column: Column) => Shown): LaidRow {
    return { kind, cells: columns.map((column, i) => (i === 1 ? { text: words } : of(column))) }
  }
}

/** Amounts added as they are shown, rounded each, column by column: in last digits. */
class Added {
  private readonly sums = new Map<string, bigint>()

  constructor(
    private readonly columns: readonly Column[],
    private readonly unit: Unit,
  ) {}

  add(cells: TotalLine['cells']): this {
    for (const { key, kind } of this.columns) {
      const cell = cells[key]
      if (kind === 'amount' && typeof cell === 'bigint') this.sums.set(key, this.of(key) + lastDigits(cell, this.unit))
    }
    return this
  }

  has(key: string): boolean {
    return this.sums.has(key)
  }

  of(key: string): bigint {
    return this.sums.get(key) ?? 0n
  }
}

function shown(row: Row, { key, kind }: Column, unit: Unit, number?: number): Shown {
  const cell: Cell = row[key] ?? null
  if (kind === 'index') return number === undefined ? { text: '' } : { text: String(number), number }
  if (cell === null) return { text: '' }
  if (kind === 'amount' && typeof cell === 'bigint') return numeric(money(cell, unit), cell)
  if (kind === 'count' && typeof cell === 'number') return { text: String(cell), number: cell }
  if (kind === 'decimal' && SHORT_DECIMAL.test(String(cell))) return { text: String(cell), number: Number(cell) }
  if (isByTax(cell)) {
    const [inclusive, exclusive] = [cell.inclusive, cell.exclusive].map((it) => `${money(it, unit)} ${UNIT_ZH[unit]}`)
    return { text: `含税 ${inclusive}；不含税 ${exclusive}` }
  }
  return { text: String(cell) }
}

/** Of not more digits than a spreadsheet keeps. */
const SHORT_DECIMAL = /^-?(?=[\d.]{1,15}$)\d+(\.\d+)?$/

const money = (fen: bigint, unit: Unit) => (unit === 'yuan' ? formatAmount(fen) : inWan(fen, DECIMALS.wan).text)
const lastDigits = (fen: bigint, unit: Unit) => BigInt(money(fen, unit).replace('.', ''))

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
