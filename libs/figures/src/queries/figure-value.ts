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
  /** Fen, two of each figure: tax inclusive (and without tax basis), tax exclusive. */
  private readonly fen: bigint[]
  private readonly taxSeen: Uint8Array

  constructor(private readonly figures: readonly FigureDefinition[]) {
    this.counts = new Float64Array(figures.length)
    this.doubts = new Float64Array(figures.length)
    this.fen = new Array(figures.length * 2).fill(0n)
    this.taxSeen = new Uint8Array(figures.length)
  }

  /** Something was added on one side, though it came to nothing. */
  add(at: number, exclusive: 0 | 1, fen: bigint): void {
    this.fen[at * 2 + exclusive] += fen
    this.taxSeen[at] |= 1 << exclusive
  }

  clear(): void {
    this.counts.fill(0)
    this.doubts.fill(0)
    this.fen.fill(0n)
    this.taxSeen.fill(0)
  }

  /** Adds those of one owner more; what is counted by a key adds up to no total. */
  join(one: Sums): void {
    for (const [at, { measure }] of this.figures.entries()) {
      if (measure === 'rows') this.counts[at] += one.counts[at]
      this.doubts[at] += one.doubts[at]
      this.taxSeen[at] |= one.taxSeen[at]
      if (measure === 'sum') for (const it of [at * 2, at * 2 + 1]) this.fen[it] += one.fen[it]
    }
  }

  values(): FigureValue[] {
    return this.figures.map((figure, at) => this.value(figure, at))
  }

  private value(figure: FigureDefinition, at: number): FigureValue {
    const { code, unit, basis } = figure
    if (figure.measure !== 'sum') {
      const value = { code, value: String(this.counts[at]), unit, basis }
      return this.doubts[at] === 0
        ? value
        : { ...value, onlyToTheMonth: { rows: this.doubts[at], ...ONLY_TO_THE_MONTH } }
    }
    const [inclusive, exclusive] = [this.fen[at * 2], this.fen[at * 2 + 1]]
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
