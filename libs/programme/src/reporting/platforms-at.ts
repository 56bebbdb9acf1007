import type { Tables } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { earliestDay, partyKey } from '@pilot-ledger/kernel'
import { platformRules, platformStream } from '@pilot-ledger/platforms'
import { historyAt } from '@pilot-ledger/recording'

export interface PlatformAt {
  readonly id: string
  /** Its number in the tables. */
  readonly number: number
  readonly name: string
  readonly host: string
  /** The legal person that hosts it, by party key. */
  readonly hostKey: string
  readonly town: string
  readonly registeredOn: string
  /** The entry that registered it as it stands. */
  readonly entry: string
  /** Whether it holds a municipal recognition on the day. */
  readonly recognised: boolean
  /** Its production lines, each with its days; `until` is the first day without it. */
  readonly lines: readonly { readonly key: string; readonly from: string; readonly until?: string }[]
}

/** The platforms on the register as of a cut, in the order of their registration, and whether each is recognised on a day. */
export async function registeredPlatforms(
  log: LogReading,
  tables: Tables,
  cut: number,
  on: string,
): Promise<PlatformAt[]> {
  const found: PlatformAt[] = []
  for (const number of tables.registeredPlatforms(cut)) {
    const id = tables.platformIds.text(number)
    const { state, live } = (await historyAt(log, platformStream(id), platformRules, cut)).history
    const recognised = state.recognitions.some(
      (it) => it.tier === 'municipal' && earliestDay(it.on) <= on && (it.revoked === undefined || on < it.revoked.on),
    )
    const registered = live.find(({ content }) => content.type === 'PlatformRegistered')
    if (!state.registration || !registered) continue
    const { name, host: by, town, registeredOn } = state.registration
    const [host, hostKey] = [by.name, partyKey(by.id)]
    const lines = state.memberships
      .filter(({ kind }) => kind === 'productionLine')
      .map(({ start, ended }) => ({ key: start.key, from: start.from, ...(ended && { until: ended.on }) }))
    found.push({ id, number, name, host, hostKey, town, registeredOn, entry: registered.id, recognised, lines })
  }
  return found
}
