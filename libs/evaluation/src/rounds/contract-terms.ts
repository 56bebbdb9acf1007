import { type EngagementState, engagementRules, engagementStream } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { Tables } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import type { BusinessDate, DomainEvent, History, Rules } from '@pilot-ledger/kernel'
import { type PlatformState, platformRules, platformStream } from '@pilot-ledger/platforms'
import { historyAt, sequenceOf } from '@pilot-ledger/recording'

/** A stream as it stood at a cut: its entries by sequence, and its state. */
export interface StreamAtCut<State> {
  readonly events: ReadonlyMap<number, RecordedEvent>
  readonly state: State
}

/** `registeredOn`: the first day of a registration as a technology contract that stands. */
export type ContractAtCut = EngagementState & { readonly registeredOn?: BusinessDate }

/** Streams told lately: the rows of ten indicators lie on the same contracts. */
const MOST_KEPT = 5_000

/** Contracts and registers as they stood at a cut: what filters and rows need beside the figures' own tables. */
export class StreamsAtCut {
  private readonly kept = new Map<string, Promise<StreamAtCut<unknown>>>()

  constructor(private readonly log: Pick<LogReading, 'readStream'>) {}

  contract(tables: Tables, id: string, cut: number): Promise<StreamAtCut<ContractAtCut>> {
    return this.read(tables, engagementStream(id), cut, engagementRules, ({ state, live }) => {
      const registeredOn = live.flatMap(({ content }) =>
        content.type === 'TechContractRegistered' ? [content.data.registeredOn] : [],
      )
      return { ...state, ...(registeredOn.length > 0 && { registeredOn: registeredOn.sort()[0] }) }
    })
  }

  register(tables: Tables, platformId: string, cut: number): Promise<StreamAtCut<PlatformState>> {
    return this.read(tables, platformStream(platformId), cut, platformRules, ({ state }) => state)
  }

  private read<State, Content extends DomainEvent, Shown>(
    tables: Tables,
    stream: string,
    cut: number,
    rules: Rules<State, Content>,
    shown: (history: History<State, Content>) => Shown,
  ): Promise<StreamAtCut<Shown>> {
    const key = `${stream} ${tables.lengthAt(stream, cut)}`
    const known = this.kept.get(key)
    if (known) return known as Promise<StreamAtCut<Shown>>
    const reading = historyAt(this.log, stream, rules, cut).then(({ events, history }) => ({
      events: new Map(events.map((it) => [sequenceOf(it), it])),
      state: shown(history),
    }))
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    this.kept.set(key, reading)
    // What could not be read is asked again.
    reading.catch(() => this.kept.delete(key))
    return reading
  }
}
