import { createHash } from 'node:crypto'
import { KeptByPlatform, type Tables } from '@pilot-ledger/figures'
import {
  canonicalJson,
  canonicalPieces,
  dayNumber,
  inTurns,
  type Json,
  nextTurn,
  turnIsOver,
} from '@pilot-ledger/kernel'
import type { ContractTotals } from '../definitions/closing'
import { type Bridge, bridgeOf, cellsOf, columnsOf, isNothing, NOTHING, plus } from '../domain/bridge'
import type { Period } from '../domain/closing-period'
import { movementsAt } from './movements'

export const DEFINITION = 1

/** What a period's bridge says at a cut, contract by contract and in total, and the hash that stands for all of it. */
export interface PeriodTotals {
  readonly bridge: Bridge
  readonly totals: ReturnType<typeof columnsOf>
  /** Those with any cell that is not zero, by their ids. */
  readonly contracts: readonly ContractTotals[]
  readonly totalsHash: string
}

export async function periodTotals(
  tables: Tables,
  platform: number,
  { from, to }: Omit<Period, 'period'>,
  cut: number,
): Promise<PeriodTotals> {
  const span = { from: dayNumber(from), to: dayNumber(to) }
  let bridge: Bridge = NOTHING
  const contracts: ContractTotals[] = []
  for (const { contract, movements } of (await inTurns(movementsAt(tables, platform, cut))).values()) {
    if (turnIsOver()) await nextTurn()
    const own = bridgeOf(movements, span)
    if (isNothing(own)) continue
    bridge = plus(bridge, own)
    contracts.push({ engagement: tables.contractIds.text(contract), cells: cellsOf(own) })
  }
  contracts.sort((a, b) => (a.engagement < b.engagement ? -1 : 1))
  const totals = columnsOf(bridge)
  const stated = { definition: DEFINITION, platform: tables.platformIds.text(platform), from, to, totals, contracts }
  const hash = createHash('sha256')
  for (const piece of canonicalPieces(stated as unknown as Json)) {
    hash.update(piece)
    if (turnIsOver()) await nextTurn()
  }
  return { bridge, totals, contracts, totalsHash: hash.digest('hex') }
}

/** The same, kept where it is of now: whoever settles what a close looks at asks for it again and again. */
export const periodTotalsNow: typeof periodTotals = (tables, platform, period, cut) =>
  NOW.at(tables, cut, platform, () => periodTotals(tables, platform, period, cut), `${period.from} ${period.to}`)

/** Some 2 kB a contract. */
const NOW = new KeptByPlatform<PeriodTotals>({ mostContracts: 5_000 })

/** Beyond these a close keeps the total and the hash alone: an append of the log ends at one mebibyte, and more rides along. */
const MOST_CONTRACTS_KEPT = 1_000
const MOST_BYTES_KEPT = 600_000

export function keptWith(contracts: readonly ContractTotals[]): { readonly contracts?: readonly ContractTotals[] } {
  if (contracts.length > MOST_CONTRACTS_KEPT) return {}
  return Buffer.byteLength(JSON.stringify(contracts)) > MOST_BYTES_KEPT ? {} : { contracts }
}

/** What is kept of a close's totals; of very many contracts the hash alone. */
interface Kept {
  readonly totals: ReturnType<typeof columnsOf>
  readonly contracts?: readonly ContractTotals[]
  readonly totalsHash: string
}

/** Whether these are the totals that were signed: whatever is kept of them, and the hash over all. */
export function sameAs(again: PeriodTotals, { totals, contracts, totalsHash }: Kept): boolean {
  const text = (it: unknown) => canonicalJson(it as Json)
  const same = again.totalsHash === totalsHash && text(again.totals) === text(totals)
  return same && (contracts === undefined || text(again.contracts) === text(contracts))
}
