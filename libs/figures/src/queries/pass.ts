import { dayOfNumber } from '@pilot-ledger/kernel'
import { dayColumn, type FigureDefinition, keyOf, selects } from '../catalogue/figure'
import { isOfRegister } from '../columns/fact-kinds'
import { countsByContract, hasAmounts, hasKeys, laneOf } from '../columns/lane-kinds'
import { EVER_AFTER, EVER_BEFORE, type Lanes } from '../columns/lanes'
import { STORE, TAX } from '../columns/store'
import type { Anywhere } from './anywhere'
import { type Bits, giveBack, mark, takeBits } from './bits'
import { Sums } from './figure-value'
import type { Question } from './question'

/** What a figure does with what lies in a lane from a day to a day: it is counted, added up, or taken by key. */
interface Work {
  readonly does: 'count' | 'sum' | 'keys'
  readonly at: number
  readonly exclusive: 0 | 1
  readonly sign: 1 | -1
}

/** A look into a lane, from a day to a day, for all figures that want the same. */
interface Look {
  readonly lane: number
  readonly from: number
  readonly to: number
  readonly works: Work[]
}

/**
 * All figures of a question over the facts of an owner. What days alone decide is looked up in lanes, by searches instead of
 * rows. Figures with a further condition, and kinds without a lane, ask each row of the owner, which brings its pages;
 * rows of registers and the newest are asked one by one too: they are few.
 */
export class Pass {
  private readonly sums: Sums
  private readonly looks: readonly Look[]
  /** By kind: the figures that look at it; those for which no lane can tell; of rows after the lanes, the others. */
  private readonly byKind: ByKind
  private readonly byRow: ByKind
  private readonly afterLanes: ByKind
  private readonly seen: readonly (Bits | undefined)[]
  private readonly found: number[] = []
  private readonly fresh = new Int32Array(512)
  private readonly one = new Int32Array(1)
  private readonly byPerson: boolean
  /** Whether the window begins inside a month: what is known only to that month may be in it, and is not counted. */
  private readonly midMonth: boolean

  constructor(
    private readonly question: Question,
    private readonly figures: readonly FigureDefinition[],
    private readonly anywhere?: Anywhere,
  ) {
    const { scopedPairs } = question.tables[STORE]
    this.byPerson = anywhere?.byPerson ?? question.hasBranches
    this.sums = new Sums(figures)
    this.midMonth = !dayOfNumber(question.from).endsWith('-01')
    this.seen = figures.map((it) => (it.counted === undefined ? undefined : takeBits(scopedPairs.length)))
    this.looks = looksOf(question, figures)
    this.byKind = byKindOf(figures, () => true)
    this.byRow = byKindOf(figures, (it, kind) => !isOfRegister(kind) && !inLane(it, kind))
    this.afterLanes = byKindOf(figures, inLane)
  }

  /** What the figures come to of one owner, or of all as if they were one: until the next is asked for. */
  of(owner: number | undefined): Sums {
    this.sums.clear()
    for (const row of this.question.tables[STORE].registerRowsOf(owner)) this.row(this.byKind, row)
    if (owner !== undefined) this.ofContracts(owner)
    else for (let i = 0; i < this.question.tables.platformIds.length; i++) this.ofContracts(i)
    return this.sums
  }

  end(): void {
    for (const it of this.seen) if (it) giveBack(it)
  }

  private ofContracts(owner: number): void {
    const { facts } = this.question.tables[STORE]
    if (this.byRow.length > 0) {
      facts.columnsOf(owner)
      facts.each(owner, 0, (row) => this.row(this.byRow, row))
    }
    if (this.looks.length === 0) return
    const lanes = facts.lanesOf(owner)
    for (const look of this.looks) if (lanes.has(look.lane)) this.look(look, lanes)
    lanes.eachEnded(this.question.cut, this.ended)
    facts.each(owner, lanes.count, this.newest)
  }

  private look({ lane, from, to, works }: Look, lanes: Lanes): void {
    const { found, sums } = this
    const count = lanes.find(lane, from, to, this.question.cut, found)
    if (count === 0) return
    for (const { does, at, exclusive, sign } of works)
      for (let i = 0; i < count; i += 2) {
        if (does === 'count') sums.counts[at] += found[i + 1] - found[i]
        else if (does === 'sum') sums.add(at, exclusive, sign * lanes.sum(lane, found[i], found[i + 1]))
        else this.keys(at, lanes.keys, lanes.keyAt(lane, found[i]), lanes.keyAt(lane, found[i + 1]))
      }
  }

  /** One that holds no longer, but did at the cut. */
  private readonly ended = (lane: number, day: number, amount: number, key: number): void => {
    for (const look of this.looks) {
      if (look.lane !== lane || day < look.from || look.to < day) continue
      for (const { does, at, exclusive, sign } of look.works) {
        if (does === 'count') this.sums.counts[at]++
        else if (does === 'sum') this.sums.add(at, exclusive, sign * amount)
        else this.key(at, key)
      }
    }
  }

  /** Keys of contracts' facts (in `scoped`), from a place to before another. */
  private keys(at: number, keys: Int32Array, first: number, end: number): void {
    if (this.byPerson && this.figures[at].counted === 'party') {
      for (let i = first; i < end; i++) this.party(at, keys[i])
      return
    }
    const { fresh } = this
    const seen = this.seen[at] as Bits
    for (let some = first; some < end; some += fresh.length) {
      const until = Math.min(end, some + fresh.length)
      let count = 0
      for (let i = some; i < until; i++) if (mark(seen, keys[i])) fresh[count++] = keys[i]
      this.sums.counts[at] += count
      this.anywhere?.keys(at, fresh, count)
    }
  }

  private key(at: number, key: number): void {
    this.one[0] = key
    this.keys(at, this.one, 0, 1)
  }

  /** The client of what was signed: as the legal person of the window's last day. */
  private party(at: number, party: number): void {
    this.anywhere?.party(at, party)
    if (!mark(this.seen[at] as Bits, this.question.legalPerson(party, this.question.to))) return
    this.sums.counts[at]++
  }

  private readonly newest = (row: number): void => this.row(this.afterLanes, row)

  private row(figuresOf: ByKind, row: number): void {
    const { question } = this
    const { facts } = question.tables[STORE]
    const figures = figuresOf[facts.at(row).kind[row]]
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
    const { key, amount, kind, tax } = question.at(row)
    if (figure.counted === 'party' && this.byPerson) this.party(at, key[row])
    else if (figure.counted !== undefined) this.key(at, keyOf(question, figure, row))
    else if (figure.measure === 'rows') sums.counts[at]++
    else {
      const fen = (figure.sign?.(kind[row]) ?? 1) * amount[row]
      sums.add(at, tax[row] === TAX.exclusive ? 1 : 0, fen)
    }
  }

  /** A row of a register that is not counted though it may lie in the window: it is told. */
  private doubt(at: number, row: number): void {
    const { kind, date, contractDate } = this.question.at(row)
    if (!isOfRegister(kind[row]) || this.figures[at].shape !== 'flow') return
    if (date[row] < this.question.from && contractDate[row] >= this.question.from) this.sums.doubts[at]++
  }
}

type ByKind = readonly (readonly number[] | undefined)[]

function byKindOf(
  figures: readonly FigureDefinition[],
  wanted: (figure: FigureDefinition, kind: number) => boolean,
): ByKind {
  const found: number[][] = []
  for (const [at, figure] of figures.entries())
    for (const kind of figure.kinds) {
      if (!wanted(figure, kind)) continue
      found[kind] ??= []
      found[kind].push(at)
    }
  return found
}

/** Whether a lane tells what a figure makes of a kind: by its days alone, and by what lies beside them. */
function inLane({ further, measure, counted }: FigureDefinition, kind: number): boolean {
  if (further !== undefined || laneOf(kind, 0) === undefined) return false
  if (measure === 'sum') return hasAmounts(kind)
  return counted === undefined || (counted !== 'detail' && hasKeys(kind))
}

function looksOf(question: Question, figures: readonly FigureDefinition[]): Look[] {
  const looks: Look[] = []
  for (const [at, figure] of figures.entries())
    for (const kind of figure.kinds) {
      if (isOfRegister(kind)) continue
      if (!isInLanesBy(figure, kind))
        throw new TypeError(`${figure.code} counts kind ${kind} by a day that is not in its lane`)
      if (!inLane(figure, kind)) continue
      const from = figure.when === 'inWindow' ? question.from : EVER_BEFORE
      const to = figure.when === 'whenever' ? EVER_AFTER : question.to
      const does = figure.measure === 'sum' ? 'sum' : figure.measure === 'rows' ? 'count' : 'keys'
      const sign = figure.sign?.(kind) ?? 1
      for (const exclusive of [0, 1] as const) {
        const lane = laneOf(kind, exclusive) as number
        let look = looks.find((it) => it.lane === lane && it.from === from && it.to === to)
        if (!look) {
          look = { lane, from, to, works: [] }
          looks.push(look)
        }
        look.works.push({ does, at, exclusive, sign })
      }
    }
  return looks
}

/** Whether what a figure asks of a row's days is what its lane can tell: one day of each, and none on which it ends. */
function isInLanesBy(figure: FigureDefinition, kind: number): boolean {
  if (figure.when === 'whenever') return true
  return figure.when !== 'inForce' && countsByContract(kind) === (dayColumn(figure, kind) === 'contractDate')
}
