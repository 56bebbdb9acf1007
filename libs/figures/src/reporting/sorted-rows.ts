import { type Steps, sortedInSteps } from '@pilot-ledger/kernel'
import type { CountedRow } from '../queries/counted-rows'
import type { Tables } from '../read-model/tables'
import { contractNames, contractNumber } from './entry-view'
import { bothWays, columnOf, orderOf, type SortKey } from './sort-keys'

const namesOf = (tables: Tables, contract: number | undefined) => ({
  ...contractNames(tables, contract),
  contractNo: contractNumber(tables, contract),
})
type Named = ReturnType<typeof namesOf>

/** What a row is sorted by: an amount or a count, a day, the place of its entry in the ledger, or a name by its words. */
const BY = {
  date: (it: CountedRow): SortKey => it.day,
  value: (it: CountedRow): SortKey => it.value,
  sequence: (_: CountedRow, entry: number): SortKey => entry,
  contractNo: (_: CountedRow, _entry: number, contract: Named): SortKey => contract.contractNo ?? '',
  title: (_: CountedRow, _entry: number, contract: Named): SortKey => contract.title ?? '',
  client: (_: CountedRow, _entry: number, contract: Named): SortKey => contract.client ?? '',
}
/** In what other order than that of their days rows are asked for. */
export const ROW_SORTS = bothWays(Object.keys(BY))

/**
 * The rows of a figure in another order, all of them; equal ones stay as they came. Names are those that are shown, as they stand
 * now: a contract that is renamed between two pages moves with its new name.
 */
export function* sortedRows(tables: Tables, rows: readonly CountedRow[], sort: string): Steps<CountedRow[]> {
  const keyOf = BY[columnOf(sort) as keyof typeof BY]
  const named = new Map<number | undefined, Named>()
  const keyed = []
  for (const [at, row] of rows.entries()) {
    yield
    const { entry, contract } = tables.fact(row.row)
    const names = named.get(contract) ?? namesOf(tables, contract)
    named.set(contract, names)
    keyed.push({ row, at, key: keyOf(row, entry, names) })
  }
  const sorted = yield* sortedInSteps(keyed, orderOf(sort))
  return sorted.map(({ row }) => row)
}
