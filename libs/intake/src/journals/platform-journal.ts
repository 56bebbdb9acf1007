import type { EventLog } from '@pilot-ledger/event-log'
import type { Tables } from '@pilot-ledger/figures'
import { cutView, instantAt, ledgerIdentity } from '@pilot-ledger/figures/reporting'
import {
  type BusinessDate,
  dayNumber,
  dayOfNumber,
  engagementIdsOf,
  latestDay,
  mapInTurns,
  shanghaiDay,
} from '@pilot-ledger/kernel'
import { Accounts, codeOf } from './accounts'
import { controlTotals } from './control-totals'
import { countsOf } from './counts'
import type { Journal, Transaction } from './journal'
import { type LiveContract, liveContracts, liveRegister } from './live-entries'
import { plainText } from './plain-text'
import { moneyOf, termsOf } from './postings'

/**
 * The journal of one platform at a cut: postings from the log's own entries, folded up to the cut (only what is live: no
 * trace of what was voided or corrected away), control totals from the figures. `platform` is its number in `tables`.
 * Holds one platform's postings in memory: they go out in the order of their days, not of the log.
 */
export async function platformJournal(
  log: Pick<EventLog, 'readStream'>,
  tables: Tables,
  platform: number,
  cut: number,
): Promise<Journal> {
  const id = tables.platformIds.text(platform)
  const accounts = new Accounts(id)
  const register = await liveRegister(log, tables, platform, cut)
  const contracts: LiveContract[] = []
  for await (const contract of liveContracts(log, tables, platform, cut))
    if (termsOf(contract)) contracts.push(contract)
  const calledOff = frameworksWithCallOffs(contracts)
  const counted = contracts.map((contract) => ({
    contract,
    suspended: isFramework(contract) && calledOff.has(contract.id),
  }))
  const its = await mapInTurns(counted, ({ contract, suspended }) => moneyOf(contract, accounts, suspended))
  const money = its.flat()
  const transactions = [...money, ...countsOf(counted, register, accounts)].sort(byDay)
  const asOf = cutView(tables, cut)
  const days = { last: lastDay(transactions, instantAt(tables, cut)), monthEnds: monthEndsOf(money) }
  const registration = register.state.registration
  return {
    platform: { id, name: plainText(registration?.name ?? ''), synthetic: registration?.synthetic === true },
    asOf,
    ...(await ledgerIdentity(log, tables, cut)),
    transactions,
    controls: await controlTotals(tables, platform, cut, days, accounts),
    suspended: counted.filter((it) => it.suspended).map((it) => codeOf(it.contract.id)),
  }
}

/** What is no framework any more counts beside what was called off from it. */
const isFramework = (contract: LiveContract) => termsOf(contract)?.kind === 'framework'

/** H11: contracts that a live call-off names as its framework, by the number the call-off states. */
function frameworksWithCallOffs(contracts: readonly LiveContract[]): ReadonlySet<string> {
  const there = new Set(contracts.map((it) => it.id))
  return new Set(
    contracts.flatMap((it) => {
      const terms = termsOf(it)
      return terms?.parent === undefined
        ? []
        : engagementIdsOf(terms.platform, terms.parent)
            .filter((id) => there.has(id))
            .slice(0, 1)
    }),
  )
}

function byDay(a: Transaction, b: Transaction): number {
  return a.day < b.day ? -1 : a.day > b.day ? 1 : a.sequence - b.sequence
}

/** Controls stand after everything: on the last day anything happened, or the day of the cut. */
function lastDay(transactions: readonly Transaction[], recordedAt: string | null): BusinessDate {
  const last = transactions[transactions.length - 1]?.day ?? '1950-01-01'
  const cut = recordedAt === null ? last : shanghaiDay(Date.parse(recordedAt))
  return cut > last ? cut : last
}

/** The last day of every month from the first in which money moved to the one before the last. */
function monthEndsOf(transactions: readonly Transaction[]): BusinessDate[] {
  const days = transactions.map((it) => it.day).sort()
  const ends: BusinessDate[] = []
  if (days.length === 0) return ends
  const last = latestDay(days[days.length - 1].slice(0, 7))
  let end = latestDay(days[0].slice(0, 7))
  while (end < last) {
    ends.push(end)
    end = latestDay(dayOfNumber(dayNumber(end) + 1).slice(0, 7))
  }
  return ends
}
