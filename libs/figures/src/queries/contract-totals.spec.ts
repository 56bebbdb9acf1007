import { figureOf } from '../catalogue/catalogue'
import type { FigureDefinition } from '../catalogue/figure'
import { BLANK_FACT, FACT, STORE, TAX } from '../columns/store'
import { Tables } from '../read-model/tables'
import { contractTotals } from './contract-totals'
import { Question } from './question'

const figure = (code: string) => figureOf(code) as FigureDefinition

/** Two contracts, rows given as [contract, kind, fen, tax, since, until]. */
function given(rows: readonly (readonly number[])[]): Tables {
  const tables = new Tables()
  const contract = Object.fromEntries(Object.keys(tables[STORE].contracts.spec).map((it) => [it, 0]))
  tables[STORE].addContract(contract as never)
  tables[STORE].addContract(contract as never)
  for (const [owner, kind, amount, tax, from, to] of rows)
    tables[STORE].addFact({ ...BLANK_FACT, contract: owner, kind, amount, tax, from, to })
  return tables
}
const requested = (tables: Tables, cut: number) =>
  new Question(tables, { from: '1970-01-01', to: '2025-12-31' }, cut, 0)

describe('given two contracts with rows of their own', () => {
  const tables = given([
    [0, FACT.invoiced, 9_007_199_254_740_991, TAX.inclusive, 1, 99],
    [0, FACT.invoiced, 2, TAX.inclusive, 1, 99],
    [0, FACT.received, 5, TAX.inclusive, 1, 99],
    [1, FACT.invoiced, 700, TAX.inclusive, 1, 3],
    [1, FACT.signed, 900, TAX.exclusive, 2, 99],
  ])

  test('then each has its own part, exact beyond 2^53, as of the cut', () => {
    const outstanding = contractTotals(requested(tables, 2), figure('outstanding'))
    expect([outstanding.of(0), outstanding.of(1)]).toEqual([9_007_199_254_740_988n, 700n])
    const invoiced = contractTotals(requested(tables, 2), figure('invoicedAmount'))
    expect(invoiced.of(0)).toBe(9_007_199_254_740_993n)
    const later = contractTotals(requested(tables, 3), figure('outstanding'))
    expect([later.counts(0), later.counts(1), later.of(1)]).toEqual([true, false, 0n])
  })

  test('then a contract amount keeps its tax basis, rows are counted, and a distinct count has no parts', () => {
    expect(contractTotals(requested(tables, 2), figure('contractAmount')).taxBasisOf(1)).toBe('exclusive')
    expect(contractTotals(requested(tables, 2), figure('projects')).of(1)).toBe(1n)
    expect(() => contractTotals(requested(tables, 2), figure('clients'))).toThrow(TypeError)
  })
})
