import {
  type EngagementContent,
  type EngagementState,
  engagementRules,
  engagementStream,
} from '@pilot-ledger/engagements'
import type { EventLog } from '@pilot-ledger/event-log'
import type { Tables } from '@pilot-ledger/figures'
import { type DomainEvent, openProposals } from '@pilot-ledger/kernel'
import { type PlatformContent, type PlatformState, platformRules, platformStream } from '@pilot-ledger/platforms'
import { type HistoryAt, historyAt, sequenceOf } from '@pilot-ledger/recording'

/** An entry that counts at the cut, with its place in the log. */
export interface LiveContent<Content extends DomainEvent> {
  readonly entry: string
  /** The entry that opened its chain of corrections: stays, however often it is corrected. */
  readonly origin: string
  readonly sequence: number
  readonly content: Content
}
export interface LiveContract {
  readonly id: string
  readonly entries: readonly LiveContent<EngagementContent>[]
  readonly state: EngagementState
  /** What waits for a second person to be recorded; none of the entries. */
  readonly waiting: readonly EngagementContent[]
}
export interface LiveRegister {
  readonly entries: readonly LiveContent<PlatformContent>[]
  readonly state: PlatformState
}
type Streams = Pick<EventLog, 'readStream'>

/**
 * The contracts of a platform as the log itself tells them, folded up to the cut, in the order they came into the ledger.
 * Of the read model only is used which contracts there are. What they say comes from the log, so that a fault of the figures
 * shows.
 */
export async function* liveContracts(
  log: Streams,
  tables: Tables,
  platform: number,
  cut: number,
): AsyncGenerator<LiveContract> {
  for (const contract of tables.contractsOf(platform)) yield await liveContract(log, tables, contract, cut)
}

/** One contract, folded up to the cut: without entries where it was signed only later. `contract`: its number in `tables`. */
export async function liveContract(log: Streams, tables: Tables, contract: number, cut: number): Promise<LiveContract> {
  const id = tables.contract(contract).id
  const past = await historyAt(log, engagementStream(id), engagementRules, cut)
  const waiting = openProposals(past.history.proposals).flatMap(({ change }) =>
    change.kind === 'entries' ? change.contents : [],
  )
  return { id, entries: liveOf(past), state: past.history.state, waiting }
}

/** The platform's register, folded up to the cut. */
export async function liveRegister(log: Streams, tables: Tables, platform: number, cut: number): Promise<LiveRegister> {
  const stream = platformStream(tables.platformIds.text(platform))
  const past = await historyAt(log, stream, platformRules, cut)
  return { entries: liveOf(past), state: past.history.state }
}

function liveOf<Content extends DomainEvent>({ events, history }: HistoryAt<unknown, Content>): LiveContent<Content>[] {
  return history.live.map(({ id, origin, revision, content }) => ({
    entry: id,
    origin,
    sequence: sequenceOf(events[revision]),
    content,
  }))
}
