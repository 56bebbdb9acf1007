import type { Position } from '@pilot-ledger/event-log'
import type { Attested, Checked, DomainEvent, EventDefinitions, NamedCheckpoint, Recorded } from '@pilot-ledger/kernel'

/** What is signed of the log, as whoever records needs it. */
export interface Checkpoints {
  /**
   * The last one, signed and kept, for an entry of that kind to name; undefined where nothing has been recorded yet. A refusal,
   * or the log's `Unavailable`, where it is not to be recorded without one.
   */
  before(of: Attested): Promise<Checked<NamedCheckpoint | undefined>>
  /** What stands up to there is signed as soon as may be; nobody waits for it. */
  after(position: Position): void
}

/** Whether others are held to any of it: in a correction, to what it now says. */
export function attestedIn<Content extends DomainEvent>(
  events: Pick<EventDefinitions, 'find'> | undefined,
  decided: readonly Recorded<Content>[],
): Attested | undefined {
  let found: Attested | undefined
  for (const event of decided as readonly Recorded<DomainEvent>[]) {
    const { type } = event.type === 'EntryCorrected' ? (event.data as { content: DomainEvent }).content : event
    const attested = events?.find(type)?.attested
    if (attested === 'sealed') return attested
    found ??= attested
  }
  return found
}
