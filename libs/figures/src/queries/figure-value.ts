import {
  figureValue,
  formatAmount,
  listOf,
  maybe,
  money,
  named,
  oneOf,
  orNull,
  type ShapeOf,
  shape,
  text,
  whole,
} from '@pilot-ledger/kernel'
import { STATED_BASIS } from '@pilot-ledger/platforms'
import type { FigureDefinition } from '../catalogue/figure'

export const UNIT = oneOf('count', 'CNY')
export const TAX_BASIS = oneOf('inclusive', 'exclusive')
/** By tax basis, where both stand there and are not added (H12). */
export const TAX_PARTS = listOf(named('TaxPart', { taxBasis: TAX_BASIS, value: money }))

export const FIGURE = named('FigureValue', {
  code: text,
  /** Null when a total would mix tax bases. */
  value: orNull(figureValue),
  unit: UNIT,
  basis: STATED_BASIS,
  /** Rows of a flow that may lie in the window and are not counted: their month is known, their day is not. */
  onlyToTheMonth: maybe(shape({ rows: whole, zh: text, en: text })),
  /** The tax basis of all that was added, where amounts carry one and anything was added. */
  taxBasis: maybe(TAX_BASIS),
  refused: maybe(shape({ code: oneOf('mixed-tax-bases'), zh: text, en: text, parts: TAX_PARTS })),
})
export type FigureValue = ShapeOf<typeof FIGURE>

/** What figures came to: of one owner, or over several. */
export class Sums {
  /** Rows or keys. */
  readonly counts: Float64Array
  /** Rows that may lie in the window and are not counted. */
  readonly doubts: Float64Array
  /** Fen, two of each figure: tax inclusive (and without tax basis), tax exclusive. Whole numbers below 2^53, the rest in `more`. */
  private readonly fen: Float64Array
  private readonly more = new Map<number, bigint>()
  /** Two of each figure: of how many owners something was added on that side. */
  private readonly taxSeen: Uint32Array
  private readonly often: readonly FigureValue[][]

  constructor(private readonly figures: readonly FigureDefinition[]) {
    this.counts = new Float64Array(figures.length)
    this.doubts = new Float64Array(figures.length)
    this.fen = new Float64Array(figures.length * 2)
    this.taxSeen = new Uint32Array(figures.length * 2)
    this.often = figures.map(oftenOf)
  }

  /** Something was added on one side, though it came to nothing: a whole number below 2^53. */
  add(at: number, exclusive: 0 | 1, fen: number): void {
    this.taxSeen[at * 2 + exclusive] = 1
    this.put(at * 2 + exclusive, fen)
  }

  clear(): void {
    this.counts.fill(0)
    this.doubts.fill(0)
    this.fen.fill(0)
    this.more.clear()
    this.taxSeen.fill(0)
  }

  /** Adds those of one owner more, or takes them out again; what is counted by a key adds up to no total. */
  join(one: Sums, times: 1 | -1 = 1): void {
    for (let at = 0; at < this.figures.length; at++) {
      const { measure } = this.figures[at]
      if (measure === 'rows') this.counts[at] += times * one.counts[at]
      this.doubts[at] += times * one.doubts[at]
      if (measure !== 'sum') continue
      for (let side = at * 2; side <= at * 2 + 1; side++) {
        this.taxSeen[side] += times * one.taxSeen[side]
        this.put(side, times * one.fen[side])
      }
    }
    for (const [side, fen] of one.more) this.more.set(side, (this.more.get(side) ?? 0n) + BigInt(times) * fen)
  }

  values(): FigureValue[] {
    return this.figures.map((figure, at) =>
      figure.measure === 'sum' ? this.amount(figure, at) : this.count(figure, at),
    )
  }

  private put(side: number, fen: number): void {
    const sum = this.fen[side] + fen
    if (Number.isSafeInteger(sum)) {
      this.fen[side] = sum
      return
    }
    this.more.set(side, (this.more.get(side) ?? 0n) + BigInt(this.fen[side]) + BigInt(fen))
    this.fen[side] = 0
  }

  /** Fen of one side, or of both. */
  private sum(side: number, other?: number): number | bigint {
    const both = this.fen[side] + (other === undefined ? 0 : this.fen[other])
    if (this.more.size === 0 && Number.isSafeInteger(both)) return both
    const exact = (it: number) => BigInt(this.fen[it]) + (this.more.get(it) ?? 0n)
    return exact(side) + (other === undefined ? 0n : exact(other))
  }

  private count(figure: FigureDefinition, at: number): FigureValue {
    const [count, doubts] = [this.counts[at], this.doubts[at]]
    if (doubts > 0) return { ...counted(figure, count), onlyToTheMonth: { rows: doubts, ...ONLY_TO_THE_MONTH } }
    if (count >= SMALL) return counted(figure, count)
    const known = this.often[at]
    known[count] ??= counted(figure, count)
    return known[count]
  }

  private amount(figure: FigureDefinition, at: number): FigureValue {
    const { code, unit, basis, splitByTax } = figure
    const [inclusive, exclusive] = [at * 2, at * 2 + 1]
    const [isInclusive, isExclusive] = [this.taxSeen[inclusive] > 0, this.taxSeen[exclusive] > 0]
    if (!isInclusive && !isExclusive) return this.often[at][0]
    if (!splitByTax) return amounted(figure, this.sum(inclusive, exclusive))
    if (isInclusive !== isExclusive) {
      const taxBasis = isInclusive ? 'inclusive' : 'exclusive'
      return { code, value: formatAmount(this.sum(isInclusive ? inclusive : exclusive)), unit, basis, taxBasis }
    }
    const parts: ShapeOf<typeof TAX_PARTS> = [
      { taxBasis: 'inclusive', value: formatAmount(this.sum(inclusive)) },
      { taxBasis: 'exclusive', value: formatAmount(this.sum(exclusive)) },
    ]
    return { code, value: null, unit, basis, refused: { ...MIXED_TAX, parts } }
  }
}

const amounted = ({ code, unit, basis }: FigureDefinition, fen: number | bigint): FigureValue => ({
  code,
  value: formatAmount(fen),
  unit,
  basis,
})

const counted = ({ code, unit, basis }: FigureDefinition, count: number): FigureValue => ({
  code,
  value: String(count),
  unit,
  basis,
})

/** Counts below this, and no amount at all, are said over and over where many owners are asked: each is made once. */
const SMALL = 256
const made = new WeakMap<FigureDefinition, FigureValue[]>()

function oftenOf(figure: FigureDefinition): FigureValue[] {
  const known = made.get(figure) ?? [figure.measure === 'sum' ? amounted(figure, 0) : counted(figure, 0)]
  made.set(figure, known)
  return known
}

const ONLY_TO_THE_MONTH = {
  zh: '仅知月份、而统计期自该月月中起算的，未计入',
  en: 'known only to the month inside which the window begins: not counted',
} as const

const MIXED_TAX = {
  code: 'mixed-tax-bases',
  zh: '含税与不含税合同并存，不相加（见分项）',
  en: 'contracts with and without tax are not added; see the parts',
} as const
