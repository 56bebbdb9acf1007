import { type CountedRow, type Deduction, type Measure, type TaxBasis, valueOfRows } from '../domain/counted'

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

export function addedUp(measure: Measure, rows: readonly CountedRow[], deductions: readonly Deduction[] = []): AddedUp {
  const value = valueOfRows(measure, rows, deductions)
  return value === undefined
    ? byBasis((taxBasis) =>
        valueOfRows(
          measure,
          rows.filter((it) => it.taxBasis === taxBasis),
          deductions,
        ),
      )
    : { value }
}

/** Amounts with the basis of each, where it has one, by the sum that `add` makes of one basis alone. */
export function addedByBasis<Item extends { readonly taxBasis?: TaxBasis }>(
  items: readonly Item[],
  add: (items: readonly Item[]) => string,
): AddedUp {
  if (new Set(items.flatMap((it) => it.taxBasis ?? [])).size < 2) return { value: add(items) }
  return byBasis((taxBasis) => add(items.filter((it) => it.taxBasis === taxBasis)))
}

const byBasis = (add: (basis: TaxBasis) => string | undefined): AddedUp => ({
  parts: BASES.map((taxBasis) => ({ taxBasis, value: add(taxBasis) as string })),
})

export const MIXED_TAX = {
  code: 'mixed-tax-bases',
  zh: '含税与不含税合同并存，不相加（见分项）',
  en: 'contracts with and without tax are not added; see the parts',
} as const
