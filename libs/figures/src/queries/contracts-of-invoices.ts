import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { STORE } from '../columns/store'
import type { Tables } from '../read-model/tables'

/**
 * Numbers of the contracts of a platform, oldest first, that hold one of these invoices (by the figures printed on it, see
 * `invoiceFigures`), or of which entries wait for a second person: what waits holds its number, and is in no fact.
 */
export async function contractsOfInvoices(
  tables: Tables,
  platformId: string,
  invoices: readonly string[],
): Promise<readonly string[]> {
  const platform = tables.platformIds.find(platformId)
  if (platform === undefined) return []
  const { keys } = tables[STORE]
  const wanted = new Set(invoices.flatMap(keysOf).flatMap((it) => keys.find(it) ?? []))
  const holding = new Set<number>()
  if (wanted.size > 0)
    for (const { kind, detail, contract } of tables.factsOf(platform, tables.sequence)) {
      if (turnIsOver()) await nextTurn()
      if (kind === 'invoiced' && contract !== undefined && wanted.has(detail)) holding.add(contract)
    }
  return tables.contractsOf(platform).flatMap((it) => {
    const { contractNo, stands, proposals } = tables.contract(it)
    return stands && (holding.has(it) || proposals > 0) ? [contractNo] : []
  })
}

/** Figures of a paper one may stand as code and number, or as one number. */
function keysOf(figures: string): readonly string[] {
  const split = figures.length - 8
  const paper = `invoice:T:${figures.substring(0, split)}-${figures.substring(split)}`
  return figures.length === 20 ? [`invoice:D:${figures}`, paper] : [paper]
}
