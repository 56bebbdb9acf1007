import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { STORE } from '../columns/store'
import type { Tables } from '../read-model/tables'
import { bothWays, columnOf, type Keyed, orderOf, type SortKey } from './sort-keys'

type Columns = ReturnType<Tables[typeof STORE]['contracts']['at']>

const BY = {
  contractNo: (it: Columns, at: number, text: (number: number) => string): SortKey => text(it.number[at]),
  title: (it: Columns, at: number, text: (number: number) => string): SortKey => text(it.title[at]),
  client: (it: Columns, at: number, text: (number: number) => string): SortKey => text(it.clientName[at]),
  serviceCategories: (it: Columns, at: number, text: (number: number) => string): SortKey => text(it.categories[at]),
  platform: (it: Columns, at: number): SortKey => it.platform[at],
  state: (it: Columns, at: number): SortKey => it.state[at],
  signedOn: (it: Columns, at: number): SortKey => it.signedOn[at],
  amount: (it: Columns, at: number): SortKey => it.original[at],
  currentAmount: (it: Columns, at: number): SortKey => it.current[at],
  invoiced: (it: Columns, at: number): SortKey => it.invoiced[at],
  received: (it: Columns, at: number): SortKey => it.received[at],
  outstanding: (it: Columns, at: number): SortKey => it.invoiced[at] - it.received[at],
}
export type ContractSort = keyof typeof BY
export const CONTRACT_SORTS = bothWays(Object.keys(BY))

/** Where a page ended: what the last contract was sorted by, and its place among those asked for. */
export type SortedPlace = Keyed & Readonly<Record<string, SortKey>>

/**
 * The next `most` contracts behind `after` in the order of `sort`, and one more where there are more. Equal ones stand as they
 * came into the ledger. One pass, in turns: no more than a page is ever held, however long the list.
 */
export async function sortedPage(
  tables: Tables,
  candidates: readonly number[],
  sort: string,
  { after, most }: { readonly after?: SortedPlace; readonly most: number },
  keeps: (contract: number) => boolean | Promise<boolean>,
): Promise<readonly SortedPlace[]> {
  const { contracts, texts } = tables[STORE]
  const keyOf = BY[columnOf(sort) as ContractSort]
  const text = (number: number) => texts.text(number)
  const order = orderOf(sort)
  const found: SortedPlace[] = []
  for (const [at, contract] of candidates.entries()) {
    if (turnIsOver()) await nextTurn()
    const kept = keeps(contract)
    if (kept === false) continue
    const place = { key: keyOf(contracts.at(contract), contract, text), at }
    if (after && order(place, after) <= 0) continue
    if (found.length > most && order(found[most], place) < 0) continue
    if (!(await kept)) continue
    found.splice(placeIn(found, place, order), 0, place)
    if (found.length > most + 1) found.pop()
  }
  return found
}

/** By halving: behind all that come before it. */
function placeIn(found: readonly SortedPlace[], place: SortedPlace, order: (a: SortedPlace, b: SortedPlace) => number) {
  let [from, to] = [0, found.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (order(found[middle], place) <= 0) from = middle + 1
    else to = middle
  }
  return from
}
