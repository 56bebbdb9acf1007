import { Decimal } from 'decimal.js'
import { decimalsOf, type FigurePublished } from './events'

type Published = Pick<FigurePublished['data'], 'value' | 'unit'>

/** Enough digits that no subtraction or scaling of an amount is ever rounded (the default of 20 is not). */
const Exact = Decimal.clone({ precision: 60, toExpPos: 60, toExpNeg: -60 })

/** How many yuan, or things counted, one of the unit is. */
const UNIT: Readonly<Record<Published['unit'], number>> = { count: 1, 元: 1, 万元: 10_000, 亿元: 100_000_000 }

/**
 * What a published value can mean: a value with d decimals stands for everything that rounds to it (四舍五入), so for
 * [v − ½·10^-d, v + ½·10^-d) in its unit: 2063 万元 is [20625000, 20635000) yuan.
 */
export class PublishedInterval {
  private readonly value: Decimal
  private readonly half: Decimal

  constructor(private readonly published: Published) {
    const unit = new Exact(UNIT[published.unit])
    this.value = unit.times(published.value)
    this.half = unit.times(new Exact(10).pow(-decimalsOf(published.value))).div(2)
  }

  /** The unit the ledger computes in. */
  get unit(): 'CNY' | 'count' {
    return this.published.unit === 'count' ? 'count' : 'CNY'
  }

  /** Included. Yuan with at least two decimals, or a count (27 means from 26.5). */
  get low(): string {
    return this.text(this.value.minus(this.half))
  }

  /** Excluded. */
  get high(): string {
    return this.text(this.value.plus(this.half))
  }

  /** `computed` is an exact decimal in yuan or a count. */
  contains(computed: string): boolean {
    const exact = new Exact(computed)
    return exact.gte(this.value.minus(this.half)) && exact.lt(this.value.plus(this.half))
  }

  /** Computed − published, in yuan or a count, signed. */
  difference(computed: string): string {
    return this.text(new Exact(computed).minus(this.value))
  }

  private text(exact: Decimal): string {
    const decimals = this.unit === 'CNY' ? Math.max(2, exact.decimalPlaces()) : exact.decimalPlaces()
    return exact.isZero() ? new Exact(0).toFixed(decimals) : exact.toFixed(decimals)
  }
}
