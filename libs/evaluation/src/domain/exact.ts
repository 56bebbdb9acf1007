import { Decimal } from 'decimal.js'

/** Wide enough that nothing an evaluation multiplies is rounded before its one rounding. */
export const Wide = Decimal.clone({ precision: 100 })

export const decimal = (text: string) => new Wide(text)

/** 四舍五入: rounded once, half away from zero, with all its decimals written. */
export function rounded(value: Decimal, decimals: number): string {
  const text = value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP)
  return (text.isZero() ? new Wide(0) : text).toFixed(decimals)
}

export function sumOf(values: readonly string[]): Decimal {
  return values.reduce((sum, it) => sum.plus(it), new Wide(0))
}
