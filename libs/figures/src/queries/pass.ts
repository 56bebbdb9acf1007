import { dayOfNumber } from '@pilot-ledger/kernel'
import { dayColumn, type FigureDefinition, keyOf, selects } from '../catalogue/figure'
import { isOfRegister } from '../columns/fact-kinds'
import { countsByContract, hasKeys, type Lanes, laneOf } from '../columns/lanes'
import { STORE, TAX } from '../columns/store'
import type { Anywhere } from './anywhere'
import { type Bits, giveBack, mark, takeBits } from './bits'
import { Sums } from './figure-value'
import type { Question } from './question'

/** Later than every day, and earlier: their distance to any day is still a 32-bit number. */
const EVER = 2 ** 30
/** Single amounts stay below 10^14: so many more than the most are still whole numbers below 2^53. */
const [MOST, AT_ONCE] = [2 ** 51, 64]

/** What a figure does with a lane: its rows from a day to a day are counted, added up, or taken by key or one by one. */
interface Work {
  readonly does: 'count' | 'sum' | 'keys' | 'each'
  readonly at: number
  readonly lane: number
  readonly exclusive: 0 | 1
  readonly from: number
  readonly to: number
  readonly sign: 1 | -1
}

/**
 * All figures of a question over the facts of an owner. What days alone decide is worked out lane by lane, in loops that ask
 * no figure and take no branch by a row. Rows with a further condition are asked one by one, and so are those of registers,
 * those that were ended and the newest: they are few.
 */
export class Pass {
  private readonly sums: Sums
  private readonly works: readonly Work[]
  /** By kind: the figures that look at it. */
  private readonly byKind: readonly (readonly number[] | undefined)[]
  private readonly seen: readonly (Bits | undefined)[]
  private readonly found = new Int32Array(1024)
  private readonly one = new Int32Array(1)
  /** Whether the window begins inside a month: what is known only to that month may be in it, and is not counted. */
  private readonly midMonth: boolean

  constructor(
    private readonly question: Question,
    private readonly figures: readonly FigureDefinition[],
    private readonly anywhere?: Anywhere,
  ) {
    const { scopedPairs } = question.tables[STORE]
    const byPerson = anywhere?.byPerson ?? question.hasBranches
    this.sums = new Sums(figures)
    this.midMonth = !dayOfNumber(question.from).endsWith('-01')
    this.seen = figures.map((it) => (it.counted === undefined ? undefined : takeBits(scopedPairs.length)))
    this.works = figures.flatMap((figure, at) => worksOf(question, figure, at, byPerson))
    this.byKind = byKindOf(figures)
  }

  /** What the figures come to of one owner, or of all as if they were one: until the next is asked for. */
  of(owner: number | undefined): Sums {
    this.sums.clear()
    for (const row of this.question.tables[STORE].registerRowsOf(owner)) this.row(row)
    if (owner !== undefined) this.ofContracts(owner)
    else for (let i = 0; i < this.question.tables.platformIds.length; i++) this.ofContracts(i)
    return this.sums
  }

  end(): void {
    for (const it of this.seen) if (it) giveBack(it)
  }

  private ofContracts(owner: number): void {
    if (this.works.length === 0) return
    const { facts } = this.question.tables[STORE]
    const lanes = facts.lanesOf(owner)
    const { from, kind } = facts.present
    for (const work of this.works) {
      const first = lanes.begins[work.lane]
      if (first < lanes.begins[work.lane + 1])
        this.work(work, lanes, first, lanes.knownAt(this.question.cut, work.lane, from))
    }
    lanes.eachEnded(this.question.cut, (row) => this.row(row))
    facts.each(owner, lanes.count, (row) => {
      if (!isOfRegister(kind[row])) this.row(row)
    })
  }

  /** Of a lane the rows before `end`: those known at the cut. */
  private work(work: Work, lanes: Lanes, first: number, end: number): void {
    const { at, lane, from, to } = work
    if (work.does === 'count') this.sums.counts[at] += countIn(lanes.days, first, end, from, to)
    else if (work.does === 'sum') this.sum(work, lanes, first, end)
    else {
      const { found } = this
      for (let some = first; some < end; some += found.length) {
        const until = Math.min(end, some + found.length)
        if (work.does === 'keys') {
          const keys = pick(lanes.keys, lanes.keysFrom[lane] - first, lanes.days, some, until, from, to, found)
          this.keys(at, found, keys)
        } else {
          const rows = pick(lanes.rows, 0, lanes.days, some, until, from, to, found)
          const { further } = this.figures[at]
          for (let i = 0; i < rows; i++)
            if (further === undefined || further(this.question, found[i])) this.single(at, found[i])
        }
      }
    }
  }

  private sum(
    { at, lane, exclusive, from, to, sign }: Work,
    { days, amounts, amountsFrom }: Lanes,
    first: number,
    end: number,
  ) {
    const shift = amountsFrom[lane] - first
    let [total, rows] = [0, 0]
    for (let some = first; some < end; some += AT_ONCE) {
      const until = Math.min(end, some + AT_ONCE)
      for (let i = some; i < until; i++) {
        const counts = isIn(days[i], from, to)
        total += counts * amounts[i + shift]
        rows += counts
      }
      if (Math.abs(total) < MOST) continue
      this.sums.add(at, exclusive, sign * total)
      total = 0
    }
    if (rows > 0) this.sums.add(at, exclusive, sign * total)
  }

  /** The first so many of these, each once. */
  private keys(at: number, found: Int32Array, count: number): void {
    const seen = this.seen[at] as Bits
    let fresh = 0
    for (let i = 0; i < count; i++) if (mark(seen, found[i])) found[fresh++] = found[i]
    this.sums.counts[at] += fresh
    this.anywhere?.keys(at, found, fresh)
  }

  private row(row: number): void {
    const { question } = this
    const figures = this.byKind[question.columns.kind[row]]
    if (figures === undefined || !question.holds(row)) return
    for (const at of figures) {
      if (selects(question, this.figures[at], row)) this.single(at, row)
      else if (this.midMonth) this.doubt(at, row)
    }
  }

  /** A row that counts. */
  private single(at: number, row: number): void {
    const { question, sums } = this
    const figure = this.figures[at]
    const { key, amount, kind, tax } = question.columns
    if (figure.counted !== undefined) {
      if (figure.counted === 'party') this.anywhere?.party(at, key[row])
      this.one[0] = keyOf(question, figure, row)
      this.keys(at, this.one, 1)
    } else if (figure.measure === 'rows') sums.counts[at]++
    else {
      const fen = (figure.sign?.(kind[row]) ?? 1) * amount[row]
      sums.add(at, tax[row] === TAX.exclusive ? 1 : 0, fen)
    }
  }

  /** A row of a register that is not counted though it may lie in the window: it is told. */
  private doubt(at: number, row: number): void {
    const { kind, date, contractDate } = this.question.columns
    if (!isOfRegister(kind[row]) || this.figures[at].shape !== 'flow') return
    if (date[row] < this.question.from && contractDate[row] >= this.question.from) this.sums.doubts[at]++
  }
}

function byKindOf(figures: readonly FigureDefinition[]): number[][] {
  const found: number[][] = []
  for (const [at, { kinds }] of figures.entries())
    for (const kind of kinds) {
      found[kind] ??= []
      found[kind].push(at)
    }
  return found
}

function worksOf(question: Question, figure: FigureDefinition, at: number, byPerson: boolean): Work[] {
  const from = figure.when === 'inWindow' ? question.from : -EVER
  const to = figure.when === 'whenever' ? EVER : question.to
  const byKey = figure.counted === 'key' || (figure.counted === 'party' && !byPerson)
  return figure.kinds
    .filter((kind) => !isOfRegister(kind))
    .flatMap((kind) => {
      if (!isInLanesBy(figure, kind))
        throw new TypeError(`${figure.code} counts kind ${kind} by a day that is not in its lane`)
      const does = figure.further
        ? 'each'
        : figure.measure === 'sum'
          ? 'sum'
          : figure.measure === 'rows'
            ? 'count'
            : 'keys'
      const how = does === 'keys' && !(byKey && hasKeys(kind)) ? 'each' : does
      const sign = figure.sign?.(kind) ?? 1
      return ([0, 1] as const).map(
        (it) => ({ does: how, at, lane: laneOf(kind, it), exclusive: it, from, to, sign }) as const,
      )
    })
}

/** Whether what a figure asks of a row's days is what its lane can tell: one day of each, and none on which it ends. */
function isInLanesBy(figure: FigureDefinition, kind: number): boolean {
  if (figure.when === 'whenever') return true
  return figure.when !== 'inForce' && countsByContract(kind) === (dayColumn(figure, kind) === 'contractDate')
}

/** 1 for a day from a day to a day, else 0: the sign bits of two differences, for hardly a branch could be foretold. */
const isIn = (day: number, from: number, to: number): 0 | 1 => (~((day - from) | (to - day)) >>> 31) as 0 | 1

function countIn(days: Int32Array, first: number, end: number, from: number, to: number): number {
  let count = 0
  for (let i = first; i < end; i++) count += isIn(days[i], from, to)
  return count
}

/** Of the numbers beside days those that lie right: how many were found. */
function pick(
  numbers: Int32Array,
  shift: number,
  days: Int32Array,
  first: number,
  end: number,
  from: number,
  to: number,
  found: Int32Array,
): number {
  let count = 0
  for (let i = first; i < end; i++) {
    found[count] = numbers[i + shift]
    count += isIn(days[i], from, to)
  }
  return count
}
