import {
  type EngagementContent,
  type EngagementState,
  engagementRules,
  engagementStream,
} from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { Tables } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { type BusinessDate, foldHistory, type Recorded } from '@pilot-ledger/kernel'
import { type PlatformContent, type PlatformState, platformRules, platformStream } from '@pilot-ledger/platforms'
import { entryOf } from '@pilot-ledger/recording'

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
    return this.read(tables, engagementStream(id), cut, (events) => {
      const entries = events.map(entryOf<Recorded<EngagementContent>>)
      const { state, live } = foldHistory(engagementRules, entries)
      const registeredOn = live.flatMap(({ content }) =>
        content.type === 'TechContractRegistered' ? [content.data.registeredOn] : [],
      )
      return { ...state, ...(registeredOn.length > 0 && { registeredOn: registeredOn.sort()[0] }) }
    })
  }

  register(tables: Tables, platformId: string, cut: number): Promise<StreamAtCut<PlatformState>> {
    return this.read(tables, platformStream(platformId), cut, (events) => {
      const entries = events.map(entryOf<Recorded<PlatformContent>>)
      return foldHistory(platformRules, entries).state
    })
  }

  private read<State>(
    tables: Tables,
    stream: string,
    cut: number,
    stateOf: (events: readonly RecordedEvent[]) => State,
  ): Promise<StreamAtCut<State>> {
    const sequences = tables.sequencesOf(stream).filter((it) => it <= cut)
    const key = `${stream} ${sequences.length}`
    const known = this.kept.get(key)
    if (known) return known as Promise<StreamAtCut<State>>
    const reading = this.load(stream, sequences, stateOf)
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    this.kept.set(key, reading)
    // What could not be read is asked again.
    reading.catch(() => this.kept.delete(key))
    return reading
  }

  private async load<State>(
    stream: string,
    sequences: readonly number[],
    stateOf: (events: readonly RecordedEvent[]) => State,
  ): Promise<StreamAtCut<State>> {
    const events = sequences.length === 0 ? [] : (await this.log.readStream(stream, { limit: sequences.length })).events
    return { events: new Map(events.map((it) => [sequences[it.revision], it])), state: stateOf(events) }
  }
}
