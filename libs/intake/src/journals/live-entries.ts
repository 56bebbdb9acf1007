import {
  type EngagementContent,
  type EngagementEvent,
  type EngagementState,
  engagementRules,
  engagementStream,
} from '@pilot-ledger/engagements'
import type { EventLog } from '@pilot-ledger/event-log'
import { NONE, type Tables } from '@pilot-ledger/figures'
import { type DomainEvent, foldHistory, type Rules } from '@pilot-ledger/kernel'
import { type PlatformContent, type PlatformState, platformRules, platformStream } from '@pilot-ledger/platforms'
import { entryOf } from '@pilot-ledger/recording'

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
}
export interface LiveRegister {
  readonly entries: readonly LiveContent<PlatformContent>[]
  readonly state: PlatformState
}
type Streams = Pick<EventLog, 'readStream'>

/**
 * The contracts of a platform as the log itself tells them, folded up to the cut, in the order they came into the ledger.
 * Of the read model only the list of entries is used (one for each of the log, without gaps): which streams there are and
 * how many of their entries lie before the cut. What they say comes from the log, so that a fault of the figures shows.
 */
export async function* liveContracts(
  log: Streams,
  tables: Tables,
  platform: number,
  cut: number,
): AsyncGenerator<LiveContract> {
  for (const contract of contractsOf(tables, platform)) yield await liveContract(log, tables, contract, cut)
}

/** One contract, folded up to the cut: without entries where it was signed only later. `contract`: its number in `tables`. */
export async function liveContract(log: Streams, tables: Tables, contract: number, cut: number): Promise<LiveContract> {
  const id = tables.contractIds.text(contract)
  const sequences = sequencesOf(tables, 'entriesOfContract', contract, cut)
  const folding = folded<EngagementContent, EngagementState>(log, engagementStream(id), sequences, engagementRules)
  const { live, state } = await folding
  return { id, entries: live, state }
}

/** The platform's register, folded up to the cut. */
export async function liveRegister(log: Streams, tables: Tables, platform: number, cut: number): Promise<LiveRegister> {
  const sequences = sequencesOf(tables, 'entriesOfPlatform', platform, cut)
  const stream = platformStream(tables.platformIds.text(platform))
  const { live, state } = await folded<PlatformContent, PlatformState>(log, stream, sequences, platformRules)
  return { entries: live, state }
}

async function folded<Content extends DomainEvent, State>(
  log: Streams,
  stream: string,
  sequences: readonly number[],
  rules: Rules<State, Content>,
) {
  const { events } = await log.readStream(stream, { limit: Math.max(1, sequences.length) })
  const entries = events.slice(0, sequences.length).map(entryOf<EngagementEvent>)
  const history = foldHistory(rules, entries as never)
  const live = history.live.map((it) => ({
    entry: it.id,
    origin: it.origin,
    sequence: sequences[it.revision],
    content: it.content,
  }))
  return { live: live as LiveContent<Content>[], state: history.state }
}

/** Contracts of a platform in the order they came into the ledger. */
export function contractsOf(tables: Tables, platform: number): number[] {
  const contracts: number[] = []
  const own = tables.contractsOfPlatform
  for (let it = own.newest(platform); it !== NONE; it = own.before(it)) contracts.push(it)
  return contracts.reverse()
}

/** Sequences of a subject's entries up to the cut; the index is the revision. */
function sequencesOf(
  tables: Tables,
  chain: 'entriesOfContract' | 'entriesOfPlatform',
  subject: number,
  cut: number,
): number[] {
  const sequences: number[] = []
  for (let row = tables[chain].newest(subject); row !== NONE; row = tables[chain].before(row)) {
    if (row < cut) sequences.push(row + 1)
  }
  return sequences.reverse()
}
