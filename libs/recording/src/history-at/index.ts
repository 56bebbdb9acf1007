import { type EventLog, NewerEntry, type RecordedEvent } from '@pilot-ledger/event-log'
import {
  type DomainEvent,
  type Entry,
  type EntryMetadata,
  foldHistory,
  type History,
  type Recorded,
  type Rules,
} from '@pilot-ledger/kernel'

/** A stream as it stood at a cut. */
export interface HistoryAt<State, Content extends DomainEvent> {
  /** Its entries, none later than the cut; the index is the revision. */
  readonly events: readonly RecordedEvent[]
  readonly history: History<State, Content>
}

/** A log whose positions are sequences: what a cut is measured in. */
export type PastLog = Pick<EventLog, 'readStream'>

/** A stream folded as of a cut: without entries where nothing had been recorded in it by then. `cut` absent: as it is now. */
export async function historyAt<State, Content extends DomainEvent>(
  log: PastLog,
  stream: string,
  rules: Rules<State, Content>,
  cut = Number.POSITIVE_INFINITY,
): Promise<HistoryAt<State, Content>> {
  const events = (await log.readStream(stream)).events.filter((it) => sequenceOf(it) <= cut)
  return { events, history: foldEvents(rules, events) }
}

/** The contents that stand of a stream at a cut, in their order. */
export async function contentsAt<Content extends DomainEvent>(
  log: PastLog,
  stream: string,
  cut?: number,
): Promise<readonly Content[]> {
  const { history } = await historyAt<undefined, Content>(log, stream, STATELESS, cut)
  return history.live.map(({ content }) => content)
}

/** What is looked at of an event to fold its stream. */
export type FoldedEvent = Omit<RecordedEvent, 'metadata'> & { readonly metadata: Pick<EntryMetadata, 'actor'> }

export function foldEvents<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  events: readonly FoldedEvent[],
): History<State, Content> {
  return foldHistory(rules, events.map(entryOf<Recorded<Content>>))
}

/** What stands of a stream is asked, not its state: the rules were applied when its entries were recorded. */
export const STATELESS: Rules<undefined, DomainEvent> = {
  initial: undefined,
  evolve: () => undefined,
  refuse: () => undefined,
}

/** A stored event as the domain sees it: the only way in which one becomes an entry. Throws `NewerEntry`. */
export function entryOf<E extends DomainEvent>(event: FoldedEvent): Entry<E> {
  if (event.newer) throw new NewerEntry(event.stream, event.revision, event.newer)
  return {
    id: event.id,
    revision: event.revision,
    recordedAt: event.recordedAt,
    actor: event.metadata.actor,
    event: { type: event.type, data: event.data } as unknown as E,
  }
}

/** Where an entry stands in a log whose positions are sequences. */
export const sequenceOf = ({ position }: Pick<RecordedEvent, 'position'>) => Number(position)
