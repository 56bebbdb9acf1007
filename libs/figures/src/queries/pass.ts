import { dayOfNumber } from '@pilot-ledger/kernel'
import { dayColumn, type FigureDefinition, keyOf, selects } from '../catalogue/figure'
import { EXTENT } from '../columns/facts'
import { isOfRegister, STORE, TAX } from '../columns/store'
import type { Anywhere } from './anywhere'
import { type Bits, giveBack, mark, takeBits } from './bits'
import { Sums } from './figure-value'
import type { Question } from './question'

/** Where a day lies: before the window, in it, after it. */
const PLACES = 3
const [IN, AFTER] = [1, 2]
/** By kind asked for: of each of two tax bases, where its own day lies, and where its contract's does. */
const CELLS = 2 * PLACES * PLACES
/** Single amounts stay below 10^14, so the sum of one extent more stays a whole number below 2^53. */
const MOST_WEIGHT = 2 ** 51

/** A cell that a figure is made of. */
interface Part {
  readonly cell: number
  readonly exclusive: 0 | 1
  readonly sign: 1 | -1
}

/**
 * All figures of a question in one pass over the facts of an owner. A fact of a contract is counted and added up in the cell
 * of its kind, tax basis and days, without asking any figure; figures that sum or count rows by their days add their cells up
 * at the end. Rows of the others (distinct keys, further conditions) are noted meanwhile and asked one by one, as are those
 * of registers, which are few.
 */
export class Pass {
  private readonly sums: Sums
  private readonly slots = new Uint8Array(256)
  private readonly rows: Float64Array
  private readonly fen: Float64Array
  private readonly parts: readonly (readonly Part[])[]
  /** By cell: the figures that ask its rows one by one, and whether there are any. */
  private readonly askedBy: readonly (readonly number[])[]
  private readonly asked: Uint8Array
  /** By kind of a register. */
  private readonly ofRegisters: ReadonlyMap<number, readonly number[]>
  private readonly noted = { rows: new Int32Array(EXTENT), cells: new Int32Array(EXTENT) }
  /** What the cells hold at most. */
  private weight = 0
  private readonly seen: readonly (Bits | undefined)[]
  /** Whether the window begins inside a month: what is known only to that month may be in it, and is not counted. */
  private readonly midMonth: boolean

  constructor(
    private readonly question: Question,
    private readonly figures: readonly FigureDefinition[],
    private readonly anywhere?: Anywhere,
  ) {
    const { scopedPairs } = question.tables[STORE]
    this.sums = new Sums(figures)
    this.midMonth = !dayOfNumber(question.from).endsWith('-01')
    this.seen = figures.map((it) => (it.counted === undefined ? undefined : takeBits(scopedPairs.length)))
    const kinds = new Set(figures.flatMap((it) => it.kinds))
    this.ofRegisters = new Map(
      [...kinds].filter(isOfRegister).map((kind) => [kind, indices(figures, (it) => it.kinds.includes(kind))]),
    )
    const ofContracts = [...kinds].filter((it) => !isOfRegister(it))
    for (const [i, kind] of ofContracts.entries()) this.slots[kind] = i + 1
    // The first slot takes in what nobody asked for.
    const cells = CELLS * (ofContracts.length + 1)
    this.rows = new Float64Array(cells)
    this.fen = new Float64Array(cells)
    const kindOf = (cell: number) => ofContracts[Math.floor(cell / CELLS) - 1]
    const every = Array.from({ length: cells - CELLS }, (_, i) => i + CELLS)
    const cellsOf = (figure: FigureDefinition) => every.filter((it) => liesRight(figure, kindOf(it), it))
    this.parts = figures.map((figure) =>
      isPlain(figure)
        ? cellsOf(figure).map((cell) => ({
            cell,
            exclusive: exclusiveOf(cell),
            sign: figure.sign?.(kindOf(cell)) ?? 1,
          }))
        : [],
    )
    const askers = figures.map((figure) => new Set(isPlain(figure) ? [] : cellsOf(figure)))
    this.askedBy = Array.from({ length: cells }, (_, cell) => indices(askers, (it) => it.has(cell)))
    this.asked = Uint8Array.from(this.askedBy, (it) => Math.min(it.length, 1))
  }

  /** What the figures come to of one owner, or of all as if they were one: until the next is asked for. */
  of(owner: number | undefined): Sums {
    const { store } = this
    this.sums.clear()
    for (const row of store.registerRowsOf(owner)) this.ofRegister(row)
    if (this.rows.length > CELLS) {
      for (const extent of store.facts.extentsOf(owner)) if (!this.extent(extent)) break
    }
    this.settle()
    return this.sums
  }

  end(): void {
    for (const it of this.seen) if (it) giveBack(it)
    this.anywhere?.end()
  }

  private get store() {
    return this.question.tables[STORE]
  }

  private ofRegister(row: number): void {
    const { question } = this
    const figures = this.ofRegisters.get(question.columns.kind[row])
    if (!figures || !question.holds(row)) return
    for (const at of figures) {
      if (selects(question, this.figures[at], row)) this.single(at, row)
      else if (this.midMonth) this.doubt(at, row)
    }
  }

  /** False where nothing of it was known at the cut, and so nothing of those after it. */
  private extent(extent: number): boolean {
    const first = extent * EXTENT
    if (this.question.columns.from[first] > this.question.cut) return false
    const noted = this.gather(first)
    const { rows, cells } = this.noted
    for (let i = 0; i < noted; i++)
      for (const at of this.askedBy[cells[i]]) {
        const { further } = this.figures[at]
        if (further === undefined || further(this.question, rows[i])) this.single(at, rows[i])
      }
    if (this.weight > MOST_WEIGHT) this.settle()
    return true
  }

  /**
   * Puts each row of an extent that holds at the cut into its cell, and notes those that are asked one by one: how many. No
   * branch depends on a row, for hardly one could be foretold: a condition is the sign bit of a difference.
   */
  private gather(first: number): number {
    const { kind, tax, from, to, date, contractDate, amount } = this.question.columns
    const { cut, from: begin, to: end } = this.question
    const { slots, rows, fen, asked } = this
    const { rows: notedRows, cells: notedCells } = this.noted
    let count = 0
    let weight = 0
    for (let row = first; row < first + EXTENT; row++) {
      const holds = ~((cut - (from[row] | 0)) | ((to[row] & 0x7fffffff) - 1 - cut)) >>> 31
      const own = date[row]
      const signed = contractDate[row]
      const ownPlace = IN - ((own - begin) >>> 31) + ((end - own) >>> 31)
      const signedPlace = IN - ((signed - begin) >>> 31) + ((end - signed) >>> 31)
      const cell = slots[kind[row]] * CELLS + (tax[row] >> 1) * PLACES * PLACES + ownPlace * PLACES + signedPlace
      const value = holds * amount[row]
      rows[cell] += holds
      fen[cell] += value
      weight += Math.abs(value)
      notedRows[count] = row
      notedCells[count] = cell
      count += holds & asked[cell]
    }
    this.weight += weight
    return count
  }

  /** From the cells into the sums, while they are exact. */
  private settle(): void {
    for (const [at, { measure }] of this.figures.entries()) {
      const sides: [number, number] = [0, 0]
      const seen: [boolean, boolean] = [false, false]
      for (const { cell, exclusive, sign } of this.parts[at]) {
        if (this.rows[cell] === 0) continue
        seen[exclusive] = true
        sides[exclusive] += measure === 'sum' ? sign * this.fen[cell] : this.rows[cell]
      }
      if (measure === 'rows') this.sums.counts[at] += sides[0] + sides[1]
      else for (const it of [0, 1] as const) if (seen[it]) this.sums.add(at, it, BigInt(sides[it]))
    }
    this.rows.fill(0)
    this.fen.fill(0)
    this.weight = 0
  }

  /** A row that counts, asked by itself. */
  private single(at: number, row: number): void {
    const { question, sums } = this
    const figure = this.figures[at]
    const seen = this.seen[at]
    if (seen) {
      const key = keyOf(question, figure, row)
      if (figure.counted === 'party') this.anywhere?.party(at, question.columns.key[row])
      if (!mark(seen, key)) return
      this.anywhere?.key(at, key)
    } else if (figure.measure === 'sum') {
      const { amount, kind, tax } = question.columns
      const fen = BigInt((figure.sign?.(kind[row]) ?? 1) * amount[row])
      sums.add(at, tax[row] === TAX.exclusive ? 1 : 0, fen)
      return
    }
    sums.counts[at]++
  }

  /** A row that is not counted though it may lie in the window: it is told. */
  private doubt(at: number, row: number): void {
    const { date, contractDate } = this.question.columns
    if (this.figures[at].shape !== 'flow') return
    if (date[row] < this.question.from && contractDate[row] >= this.question.from) this.sums.doubts[at]++
  }
}

const isPlain = (figure: FigureDefinition) => figure.measure !== 'distinct' && figure.further === undefined

const exclusiveOf = (cell: number): 0 | 1 => (cell % CELLS >= PLACES * PLACES ? 1 : 0)

/** Whether rows of a kind count by their days, or may count, when they are in this cell. */
function liesRight(figure: FigureDefinition, kind: number, cell: number): boolean {
  if (!figure.kinds.includes(kind)) return false
  const place = dayColumn(figure, kind) === 'contractDate' ? cell % PLACES : Math.floor(cell / PLACES) % PLACES
  if (figure.when === 'inWindow') return place === IN
  return figure.when === 'whenever' || place < AFTER
}

function indices<T>(all: readonly T[], wanted: (it: T) => boolean): number[] {
  return all.flatMap((it, at) => (wanted(it) ? [at] : []))
}
