import type { Refusal } from '@pilot-ledger/kernel'
import { meaning } from './meaning-fault'
import type { Indicator } from './scheme'

/** What the catalogue of figures says of a code; undefined for none. */
export type KnownFigure = (
  code: string,
) => { readonly unit: 'CNY' | 'count'; readonly splitByTax?: boolean; readonly of?: string } | undefined

const WHOLE = /^\d+$/
const AMOUNT = /^\d+\.\d{2}$/

/** The unit of an indicator's values; undefined for a figure that does not exist. */
export function unitOf({ source }: Indicator, knownFigure: KnownFigure) {
  return source.from === 'ledger' ? knownFigure(source.figure)?.unit : source.unit
}

export function inUnit(value: string, unit: ReturnType<typeof unitOf>, pointer: string): Refusal[] {
  if (unit === 'CNY' && !AMOUNT.test(value))
    return [meaning('unit-mismatch', pointer, '金额须精确到分（两位小数）', 'an amount has two decimals', { unit })]
  if (unit === 'count' && !WHOLE.test(value))
    return [meaning('unit-mismatch', pointer, '计数须为整数', 'a count is a whole number', { unit })]
  return []
}
