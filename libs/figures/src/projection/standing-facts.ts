import { grouped } from '@pilot-ledger/kernel'
import type { OwnerChain } from '../columns/index-chain'
import { FACT_COLUMNS, type FactRow, OPEN, type Store } from '../columns/store'

const COMPARED = (Object.keys(FACT_COLUMNS) as (keyof FactRow)[]).filter((it) => it !== 'from' && it !== 'to')

/**
 * Makes the facts of one owner those given, from this sequence on: what stands already stays untouched, what no longer
 * holds is closed, what is new is added. So a correction moves exactly what it changes, and an earlier cut still sees the
 * facts as they were.
 */
export function replaceFacts(
  tables: Store,
  chain: OwnerChain,
  owner: number,
  wanted: readonly FactRow[],
  sequence: number,
  concerns: (row: number) => boolean = () => true,
): void {
  const standing = grouped(openFacts(tables, chain, owner).filter(concerns), (row) => identityOf(tables.facts.row(row)))
  const missing: FactRow[] = []
  for (const fact of wanted) {
    if (standing.get(identityOf(fact))?.pop() === undefined) missing.push(fact)
  }
  for (const rows of standing.values()) for (const row of rows) tables.facts.set(row, 'to', sequence)
  for (const fact of missing) tables.addFact({ ...fact, from: sequence, to: OPEN })
}

/** The rows of one owner that hold now, oldest first. */
export function openFacts(tables: Store, chain: OwnerChain, owner: number): number[] {
  return [...chain.rows(owner)].filter((row) => tables.facts.columns.to[row] === OPEN).reverse()
}

function identityOf(fact: FactRow): string {
  return COMPARED.map((it) => fact[it]).join('|')
}
