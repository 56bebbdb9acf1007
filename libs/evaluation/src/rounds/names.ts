import { FACT, TAX } from '@pilot-ledger/figures'
import type { TaxBasis } from '../domain/counted'

/** Kinds of fact rows by number. */
export const FACT_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(FACT).map(([name, number]) => [number, name]),
)
export const TAX_NAMES: ReadonlyMap<number, TaxBasis> = new Map([
  [TAX.inclusive, 'inclusive'],
  [TAX.exclusive, 'exclusive'],
])
