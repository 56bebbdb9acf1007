import type { Decimal } from 'decimal.js'
import { decimal, rounded, Wide } from './exact'
import { type Indicator, type IndicatorSource, indicatorsOf, type RatioTerm, type SchemeContent } from './scheme'

export type RatioSource = Extract<IndicatorSource, { from: 'ratio' }>
export type ValuesBy = ReadonlyMap<string, string>

/** 比值 of one indicator: the two sums that were divided, and what came of it. */
export interface Ratio {
  readonly numerator: string
  readonly denominator: string
  /** Rounded once, half away from zero; absent where the denominator is not above zero. */
  readonly value?: string
}

/** Undefined while one of its terms has no value. */
export function ratioOf(source: RatioSource, values: ValuesBy): Ratio | undefined {
  const [over, under] = [source.numerator, source.denominator].map((it) => sumOfTerms(it, values))
  if (over === undefined || under === undefined) return undefined
  const stated = { numerator: over.toFixed(), denominator: under.toFixed() }
  if (under.lte(0)) return stated
  // Multiplied before it is divided: one quotient, one rounding.
  const value = rounded(over.times(source.unit === 'percent' ? 100 : 1).div(under), source.decimals)
  return { ...stated, value }
}

/** The ratios of a scheme that have all their terms, by code. */
export function ratiosOf(scheme: SchemeContent, values: ValuesBy): ReadonlyMap<string, Ratio> {
  const found = indicatorsOf(scheme).flatMap(({ code, source }): [string, Ratio][] => {
    const ratio = source.from === 'ratio' ? ratioOf(source, values) : undefined
    return ratio ? [[code, ratio]] : []
  })
  return new Map(found)
}

/** Values with every ratio worked out again from its terms: one that cannot be has none. */
export function withRatios(scheme: SchemeContent, values: ValuesBy): ValuesBy {
  const ratios = indicatorsOf(scheme).filter(isRatio)
  if (ratios.length === 0) return values
  const all = new Map(values)
  for (const { code, source } of ratios) {
    const value = ratioOf(source, values)?.value
    if (value === undefined) all.delete(code)
    else all.set(code, value)
  }
  return all
}

/** What stands as the value of a ratio, also where there is none: nothing, in its decimals. */
export function shownRatio({ decimals }: RatioSource, { value }: Ratio): string {
  return value ?? rounded(new Wide(0), decimals)
}

/** Indicators that a ratio is made of. */
export function termsOf({ numerator, denominator }: RatioSource): readonly string[] {
  return [...new Set([...numerator, ...denominator].map((it) => it.indicator))]
}

export const isRatio = (it: Indicator): it is Indicator & { readonly source: RatioSource } => it.source.from === 'ratio'

function sumOfTerms(terms: readonly RatioTerm[], values: ValuesBy): Decimal | undefined {
  let sum: Decimal = new Wide(0)
  for (const { indicator, times = '1' } of terms) {
    const value = values.get(indicator)
    if (value === undefined) return undefined
    sum = sum.plus(decimal(value).times(times))
  }
  return sum
}
