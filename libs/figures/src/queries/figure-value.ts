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
  private readonly taxSeen: Uint8Array
  /** By figure: what it says where nothing came to it. Most of many small owners' answers are these. */
  private readonly nothing: FigureValue[] = []

  constructor(private readonly figures: readonly FigureDefinition[]) {
    this.counts = new Float64Array(figures.length)
    this.doubts = new Float64Array(figures.length)
    this.fen = new Float64Array(figures.length * 2)
    this.taxSeen = new Uint8Array(figures.length)
    this.nothing = figures.map((figure, at) => this.value(figure, at))
  }

  /** Something was added on one side, though it came to nothing: a whole number below 2^53. */
  add(at: number, exclusive: 0 | 1, fen: number): void {
    this.taxSeen[at] |= 1 << exclusive
    this.put(at * 2 + exclusive, fen)
  }

  clear(): void {
    this.counts.fill(0)
    this.doubts.fill(0)
    this.fen.fill(0)
    this.more.clear()
    this.taxSeen.fill(0)
  }

  /** Adds those of one owner more; what is counted by a key adds up to no total. */
  join(one: Sums): void {
    for (let at = 0; at < this.figures.length; at++) {
      const { measure } = this.figures[at]
      if (measure === 'rows') this.counts[at] += one.counts[at]
      this.doubts[at] += one.doubts[at]
      this.taxSeen[at] |= one.taxSeen[at]
      if (measure !== 'sum') continue
      this.put(at * 2, one.fen[at * 2])
      this.put(at * 2 + 1, one.fen[at * 2 + 1])
    }
    for (const [side, fen] of one.more) this.more.set(side, (this.more.get(side) ?? 0n) + fen)
  }

  values(): FigureValue[] {
    return this.figures.map((figure, at) => {
      const none = this.counts[at] === 0 && this.doubts[at] === 0 && this.taxSeen[at] === 0
      return none ? this.nothing[at] : this.value(figure, at)
    })
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

  private sum(side: number): bigint {
    return BigInt(this.fen[side]) + (this.more.get(side) ?? 0n)
  }

  private value(figure: FigureDefinition, at: number): FigureValue {
    const { code, unit, basis } = figure
    if (figure.measure !== 'sum') {
      const value = { code, value: String(this.counts[at]), unit, basis }
      return this.doubts[at] === 0
        ? value
        : { ...value, onlyToTheMonth: { rows: this.doubts[at], ...ONLY_TO_THE_MONTH } }
    }
    const [inclusive, exclusive] = [this.sum(at * 2), this.sum(at * 2 + 1)]
    if (!figure.splitByTax || this.taxSeen[at] === 0)
      return { code, value: formatAmount(inclusive + exclusive), unit, basis }
    if (this.taxSeen[at] === 3) {
      const parts: ShapeOf<typeof TAX_PARTS> = [
        { taxBasis: 'inclusive', value: formatAmount(inclusive) },
        { taxBasis: 'exclusive', value: formatAmount(exclusive) },
      ]
      return { code, value: null, unit, basis, refused: { ...MIXED_TAX, parts } }
    }
    const taxBasis = this.taxSeen[at] === 1 ? 'inclusive' : 'exclusive'
    return { code, value: formatAmount(taxBasis === 'inclusive' ? inclusive : exclusive), unit, basis, taxBasis }
  }
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
