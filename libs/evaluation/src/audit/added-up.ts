import type { Steps } from '@pilot-ledger/kernel'
import { type CountedRow, type Deduction, type Measure, type TaxBasis, valueInSteps } from '../domain/counted'

/** What amounts of one tax basis come to. */
export interface TaxPart {
  readonly taxBasis: TaxBasis
  readonly value: string
}

/** A value, or where amounts with and without tax stand side by side (H12) what each basis comes to: never both together. */
export interface AddedUp {
  readonly value?: string
  readonly parts?: readonly TaxPart[]
}

const BASES: readonly TaxBasis[] = ['inclusive', 'exclusive']

export function* addedUp(
  measure: Measure,
  rows: readonly CountedRow[],
  deductions: readonly Deduction[] = [],
): Steps<AddedUp> {
  const value = yield* valueInSteps(measure, rows, deductions)
  if (value !== undefined) return { value }
  return yield* byBasis(rows, (some) => valueInSteps(measure, some, deductions) as Steps<string>)
}

type Taxed = { readonly taxBasis?: TaxBasis }

/** Amounts with the basis of each, where it has one, by the sum that `add` makes of one basis alone. */
export function* addedByBasis<Item extends Taxed>(
  items: readonly Item[],
  add: (items: readonly Item[]) => Steps<string>,
): Steps<AddedUp> {
  if (new Set(items.flatMap((it) => it.taxBasis ?? [])).size < 2) return { value: yield* add(items) }
  return yield* byBasis(items, add)
}

function* byBasis<Item extends Taxed>(
  items: readonly Item[],
  add: (items: readonly Item[]) => Steps<string>,
): Steps<AddedUp> {
  const parts: TaxPart[] = []
  for (const taxBasis of BASES)
    parts.push({ taxBasis, value: yield* add(items.filter((it) => it.taxBasis === taxBasis)) })
  return { parts }
}

export const MIXED_TAX = {
  code: 'mixed-tax-bases',
  zh: '含税与不含税合同并存，不相加（见分项）',
  en: 'contracts with and without tax are not added; see the parts',
} as const
