import { grouped } from '@pilot-ledger/kernel'
import { FACT_COLUMNS, type FactRow, OPEN, type Store } from '../columns/store'

/** When it holds, and where it stands in its contract's chain. */
const NOT_SAID: ReadonlySet<keyof FactRow> = new Set(['from', 'to', 'before'])
const COMPARED = (Object.keys(FACT_COLUMNS) as (keyof FactRow)[]).filter((it) => !NOT_SAID.has(it))

/**
 * Makes the facts of one owner (its `rows`, the newest first) those given, from this sequence on: what stands already stays
 * untouched, what no longer holds is closed, what is new is added. So a correction moves exactly what it changes, and an
 * earlier cut still sees the facts as they were.
 */
export function replaceFacts(
  tables: Store,
  rows: Iterable<number>,
  wanted: readonly FactRow[],
  sequence: number,
  concerns: (row: number) => boolean = () => true,
): void {
  // Of one entry there are few facts: only those can be the same.
  const standing = grouped(openFacts(tables, rows).filter(concerns), (row) => tables.facts.detail(row, 'entry'))
  const missing: FactRow[] = []
  for (const fact of wanted) {
    const itsOwn = standing.get(fact.entry) ?? []
    const same = itsOwn.findLastIndex((row) => isSame(tables.facts.row(row), fact))
    if (same === -1) missing.push(fact)
    else itsOwn.splice(same, 1)
  }
  for (const rows of standing.values()) for (const row of rows) tables.facts.close(row, sequence)
  for (const fact of missing) tables.addFact({ ...fact, from: sequence, to: OPEN })
}

/** Of the rows of one owner, newest first, those that hold now, oldest first. */
export function openFacts(tables: Store, rows: Iterable<number>): number[] {
  return [...rows].filter((row) => tables.facts.at(row).to[row] === OPEN).reverse()
}

function isSame(one: FactRow, other: FactRow): boolean {
  return COMPARED.every((it) => one[it] === other[it])
}
