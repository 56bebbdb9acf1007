import { type SealedWindow, waitOfSealed, windowsSealedBy } from '@pilot-ledger/evaluation'
import type { EventLog } from '@pilot-ledger/event-log'
import { type ClosingContent, closedPeriods, closingRules, type Period, waitOfClosed } from '@pilot-ledger/finance'
import { type BusinessDate, type DomainEvent, streamName } from '@pilot-ledger/kernel'
import type { SettledDays } from '@pilot-ledger/recording'

type Streams = Pick<EventLog, 'readStream'>

/** Days that are signed for, from the log itself: periods closed by their stream, windows sealed by whoever knows the rounds. */
export function settledDays(log: Streams, sealed: (platform: string) => Promise<readonly SealedWindow[]>): SettledDays {
  const closing = new Kept(log, closingRules.initial, (state, event) =>
    closingRules.evolve(state, event as ClosingContent),
  )
  return {
    async of(platform) {
      const windows = await sealed(platform)
      const closed: readonly Period[] = closedPeriods(await closing.read(streamName('closing', platform)))
      return (day: BusinessDate) => waitOfClosed(closed, day) ?? waitOfSealed(windows, day)
    },
    sealed,
  }
}

/** Windows sealed in the rounds named. */
export function sealedIn(
  log: Streams,
  rounds: () => readonly string[],
): (platform: string) => Promise<readonly SealedWindow[]> {
  const kept = new Kept<readonly SealedWindow[]>(log, [], (all, event) => [...all, ...windowsSealedBy(event)])
  return async (platform) => {
    const sealed = await Promise.all(rounds().map((id) => kept.read(streamName('round', id))))
    return sealed.flat().filter((it) => it.platform === platform)
  }
}

/** Streams as far as they were read: entries never change, so only what is new of one is read again. */
class Kept<State> {
  private readonly known = new Map<string, { readonly state: State; readonly next: number }>()

  constructor(
    private readonly log: Streams,
    private readonly initial: State,
    private readonly evolve: (state: State, event: DomainEvent) => State,
  ) {}

  async read(stream: string): Promise<State> {
    const before = this.known.get(stream) ?? { state: this.initial, next: 0 }
    const { events } = await this.log.readStream(stream, { from: before.next })
    const after = {
      state: events.reduce((state, { type, data }) => this.evolve(state, { type, data }), before.state),
      next: before.next + events.length,
    }
    // Two may have read at once: what went further stays.
    if (after.next > (this.known.get(stream)?.next ?? 0)) this.known.set(stream, after)
    return after.state
  }
}
