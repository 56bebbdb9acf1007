import { type Fen, formatAmount, listOf, money, oneOf, type ShapeOf, shape, text } from '@pilot-ledger/kernel'

export type MovementKind = 'signed' | 'amended' | 'invoiced' | 'reversed' | 'received' | 'refunded'
export type TaxBasis = ShapeOf<typeof COLUMN_TAX_BASIS>

/** One amount that moved on one contract: a fact of the figures, so that what is built of it ties to them. */
export interface Movement {
  readonly kind: MovementKind
  /** Day numbers since 1970: of the movement, and of the contract's signing. */
  readonly day: number
  readonly contractDay: number
  /** Negative where it lowers: a reversal, a refund, an amendment downwards. */
  readonly fen: Fen
  /** The contract's for its amount; invoices and receipts are gross (价税合计), whatever the contract's. */
  readonly taxBasis: TaxBasis
  /** What a reversal and its invoice have in common. */
  readonly invoice: number
  /** Sequence of the entry that says it. */
  readonly entry: number
}

/** Day numbers, both ends included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * The columns from signing to money, each with what moves it: opening + movements = closing, signs included.
 * - `contractAmount`: signed and amended by then; the two tax bases are never added (H12); a framework with call-offs has none (H11).
 * - `outstanding`, `advances`: invoiced − received of each contract, the positive and the negative part; what changes sides is
 *   `reclassified` (重分类), so both columns move by what is named and by nothing else.
 * - `notYetInvoiced`: contract amount − invoiced; only of contracts whose amount includes tax, as invoices do.
 * - `currentAmount`: of contracts signed in the window, with all amendments known at the cut, later ones too: the figure
 *   `contractAmount`. It belongs to the window, so it opens with nothing and is no next window's opening.
 */
export const COLUMNS = [
  { column: 'contractAmount', taxBasis: 'inclusive', kinds: ['signed', 'amended'] },
  { column: 'contractAmount', taxBasis: 'exclusive', kinds: ['signed', 'amended'] },
  { column: 'invoiced', taxBasis: 'inclusive', kinds: ['invoiced', 'reversed'] },
  { column: 'received', taxBasis: 'inclusive', kinds: ['received', 'refunded'] },
  {
    column: 'outstanding',
    taxBasis: 'inclusive',
    kinds: ['invoiced', 'reversed', 'received', 'refunded', 'reclassified'],
  },
  { column: 'advances', taxBasis: 'inclusive', kinds: ['reclassified'] },
  { column: 'notYetInvoiced', taxBasis: 'inclusive', kinds: ['signed', 'amended', 'invoiced', 'reversed'] },
  { column: 'currentAmount', taxBasis: 'inclusive', kinds: ['signed', 'amended', 'amendedAfter'] },
  { column: 'currentAmount', taxBasis: 'exclusive', kinds: ['signed', 'amended', 'amendedAfter'] },
] as const
export type ColumnName = (typeof COLUMNS)[number]['column']

export interface Cell {
  readonly column: ColumnName
  readonly taxBasis: TaxBasis
  /** `opening`, `closing`, or the kind of movement. */
  readonly part: string
  /** `invoiced.opening`; with its tax basis where the column has two: `contractAmount.exclusive.closing`. */
  readonly id: string
}

const TWO_BASES: readonly string[] = ['contractAmount', 'currentAmount']

/** Every cell of a bridge, column by column: opening, movements, closing. */
export const CELLS: readonly Cell[] = COLUMNS.flatMap(({ column, taxBasis, kinds }) =>
  ['opening', ...kinds, 'closing'].map((part) => ({
    column,
    taxBasis,
    part,
    id: TWO_BASES.includes(column) ? `${column}.${taxBasis}.${part}` : `${column}.${part}`,
  })),
)

/** Where a cell stands in a bridge; -1 for no cell. */
export const cellAt = (id: string) => CELLS.findIndex((it) => it.id === id)

/** Fen by cell, in the order of `CELLS`: bridges are added and subtracted cell by cell. */
export type Bridge = readonly Fen[]
export const NOTHING: Bridge = CELLS.map(() => 0n)
export const isNothing = (bridge: Bridge) => bridge.every((it) => it === 0n)
export const plus = (a: Bridge, b: Bridge): Bridge => a.map((it, i) => it + b[i])
export const minus = (a: Bridge, b: Bridge): Bridge => a.map((it, i) => it - b[i])

/** What of a contract decides to which cells its movements go. */
export interface Standing {
  /** Its amount counts and includes tax, so that invoices can be taken off it. */
  readonly priced: boolean
  /** Invoiced − received before the window and at its end. */
  readonly opening: Fen
  readonly closing: Fen
}

export function standingOf(movements: readonly Movement[], { from, to }: Span): Standing {
  let [opening, closing, priced] = [0n, 0n, false]
  for (const { kind, day, fen, taxBasis } of movements) {
    if (kind === 'signed' || kind === 'amended') {
      priced ||= kind === 'signed' && taxBasis === 'inclusive'
      continue
    }
    const net = kind === 'invoiced' || kind === 'reversed' ? fen : -fen
    if (day < from) opening += net
    if (day <= to) closing += net
  }
  return { priced, opening, closing }
}

/** The bridge of one contract's movements. */
export function bridgeOf(movements: readonly Movement[], span: Span): Bridge {
  const values = [...NOTHING]
  const standing = standingOf(movements, span)
  for (const movement of movements) {
    eachCell(movement, standing, span, (cell, sign) => {
      values[cell] += sign === 1 ? movement.fen : -movement.fen
    })
  }
  return values
}

/** The movements behind one cell of one contract, with what each adds: they add up to the cell. */
export function behind(movements: readonly Movement[], span: Span, cell: number): { movement: Movement; fen: Fen }[] {
  const standing = standingOf(movements, span)
  return movements.flatMap((movement) => {
    let times = 0n
    eachCell(movement, standing, span, (at, sign) => {
      if (at === cell) times += BigInt(sign)
    })
    return times === 0n ? [] : [{ movement, fen: times * movement.fen }]
  })
}

/** Where a column's cells stand, by part. */
type Parts = Readonly<Record<string, number>>
const partsOf = (column: ColumnName, taxBasis: TaxBasis = 'inclusive'): Parts =>
  Object.fromEntries(
    CELLS.flatMap((it, at) => (it.column === column && it.taxBasis === taxBasis ? [[it.part, at] as const] : [])),
  )
const ofBoth = (column: ColumnName) => ({ inclusive: partsOf(column), exclusive: partsOf(column, 'exclusive') })
const [CONTRACT_AMOUNT, CURRENT_AMOUNT] = [ofBoth('contractAmount'), ofBoth('currentAmount')]
const [INVOICED, RECEIVED] = [partsOf('invoiced'), partsOf('received')]
const [OUTSTANDING, ADVANCES, NOT_YET_INVOICED] = [
  partsOf('outstanding'),
  partsOf('advances'),
  partsOf('notYetInvoiced'),
]

type Visit = (cell: number, sign: 1 | -1) => void

/** The one place that says what a movement adds to which cell: values, rows behind them and effects all come from here. */
function eachCell(movement: Movement, standing: Standing, span: Span, visit: Visit): void {
  const { kind, day, contractDay, taxBasis } = movement
  const before = day < span.from
  const byEnd = day <= span.to
  const flow = (parts: Parts, sign: 1 | -1) => {
    if (before) visit(parts.opening, sign)
    else if (byEnd) visit(parts[kind], sign)
    if (byEnd) visit(parts.closing, sign)
  }
  if (kind === 'signed' || kind === 'amended') {
    flow(CONTRACT_AMOUNT[taxBasis], 1)
    if (standing.priced) flow(NOT_YET_INVOICED, 1)
    if (contractDay < span.from || contractDay > span.to) return
    const parts = CURRENT_AMOUNT[taxBasis]
    visit(kind === 'amended' && !byEnd ? parts.amendedAfter : parts[kind], 1)
    visit(parts.closing, 1)
    return
  }
  const billed = kind === 'invoiced' || kind === 'reversed'
  flow(billed ? INVOICED : RECEIVED, 1)
  if (billed && standing.priced) flow(NOT_YET_INVOICED, -1)
  balance(movement, standing, before, byEnd, billed ? 1 : -1, visit)
}

function balance({ kind }: Movement, at: Standing, before: boolean, byEnd: boolean, sign: 1 | -1, visit: Visit): void {
  const other = sign === 1 ? -1 : 1
  if (byEnd && !before) visit(OUTSTANDING[kind], sign)
  if (before && at.opening > 0n) visit(OUTSTANDING.opening, sign)
  if (byEnd && at.closing > 0n) visit(OUTSTANDING.closing, sign)
  if (before && at.opening < 0n) {
    visit(ADVANCES.opening, other)
    visit(ADVANCES.reclassified, sign)
    visit(OUTSTANDING.reclassified, sign)
  }
  if (byEnd && at.closing < 0n) {
    visit(ADVANCES.closing, other)
    visit(ADVANCES.reclassified, other)
    visit(OUTSTANDING.reclassified, other)
  }
}

/** The columns as they are shown and as a close keeps them: yuan with two decimals. */
export const COLUMN = oneOf(...new Set(COLUMNS.map((it) => it.column)))
export const COLUMN_TAX_BASIS = oneOf('inclusive', 'exclusive')
export const COLUMN_VIEWS = listOf(
  shape({
    column: COLUMN,
    taxBasis: COLUMN_TAX_BASIS,
    opening: money,
    movements: listOf(shape({ kind: text, value: money })),
    closing: money,
  }),
)

export function columnsOf(bridge: Bridge): ShapeOf<typeof COLUMN_VIEWS> {
  let at = 0
  return COLUMNS.map(({ column, taxBasis, kinds }) => {
    const opening = formatAmount(bridge[at++])
    const movements = kinds.map((kind) => ({ kind, value: formatAmount(bridge[at++]) }))
    return { column, taxBasis, opening, movements, closing: formatAmount(bridge[at++]) }
  })
}

/** The cells that are not zero, by their ids. */
export function cellsOf(bridge: Bridge): Record<string, string> {
  return Object.fromEntries(
    CELLS.flatMap(({ id }, at) => (bridge[at] === 0n ? [] : [[id, formatAmount(bridge[at])] as const])),
  )
}
