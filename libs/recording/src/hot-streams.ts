import { isDeepStrictEqual } from 'node:util'
import type { EventLog, RecordedEvent, StreamSlice } from '@pilot-ledger/event-log'
import { type DomainEvent, extend, type History, type Recorded, type Rules } from '@pilot-ledger/kernel'
import { entryOf, foldEvents } from './history-at'

/** What of an entry a request that comes again is answered with. */
export type RecordedUnderKey = Pick<RecordedEvent, 'id' | 'type' | 'revision' | 'position'> & {
  readonly actor: string
  readonly requestHash?: string
}

/** A stream as it stands. */
export interface StreamRead<State, Content extends DomainEvent> {
  readonly exists: boolean
  /** -1 where it does not exist. */
  readonly head: number
  /** Folded when asked: what was recorded under a key is answered whatever the rest says. Throws `NewerEntry`. */
  history(): History<State, Content>
  /** What an actor recorded under a key, in order. */
  under(actor: string, key: string): readonly RecordedUnderKey[]
}

interface Kept<State = unknown, Content extends DomainEvent = DomainEvent> {
  readonly rules: Rules<State, Content>
  readonly keys: Map<string, RecordedUnderKey[]>
  history: History<State, Content>
  /** Its last entry, as the log told it. */
  last: RecordedEvent
  /** Of its entries, and of what was stored behind them and is not read yet. */
  weight: number
  /** By id, what was decided here and stored behind it: as it was judged, so that it need not be judged to be folded. */
  readonly own: Map<string, Recorded<Content>>
}

/** Entries of a stream from which on it is kept: a short one is read as fast. */
const FEWEST = 32
/** What is kept in all weighs no more, some 20,000 usual entries in 25 MB; the streams used least recently go first. */
const MOST = 20_000_000
/** An entry's own weight, about as many bytes, and that of each value in its data; a text's characters come to it. */
const [ENTRY, VALUE] = [500, 16]
/** Of more new entries than these a stream is folded anew, which is one pass whatever they correct. */
const MOST_NEW = 32

/**
 * Long streams that were read lately, folded as far as they were read: of one that is read again only its last known entry and
 * what came behind it. That entry must be the very one it was: a cluster may have cut off what it had shown, and then the stream is
 * read whole. So nothing is believed that the log does not say now.
 */
export class HotStreams {
  private readonly kept = new Map<string, Kept>()
  private weight = 0

  constructor(
    private readonly log: Pick<EventLog, 'readStream'>,
    private readonly fewest = FEWEST,
    private readonly most = MOST,
  ) {}

  async read<State, Content extends DomainEvent>(
    stream: string,
    rules: Rules<State, Content>,
  ): Promise<StreamRead<State, Content>> {
    const kept = this.kept.get(stream) as Kept<State, Content> | undefined
    if (kept && (kept.rules as unknown) === rules) {
      const { events } = await this.log.readStream(stream, { from: kept.history.revision })
      if (this.goOn(stream, kept, events)) return readOf(kept)
    }
    const slice = await this.log.readStream(stream)
    const history = () => this.keep(stream, rules, slice.events)
    return { ...wholeStream(slice, rules), history }
  }

  /** What was stored on a stream as it was read here. */
  wrote(stream: string, stored: readonly { readonly id: string }[], decided: readonly DomainEvent[]): void {
    const kept = this.kept.get(stream)
    if (!kept) return
    this.forget(stream)
    stored.forEach(({ id }, i) => {
      kept.own.set(id, decided[i])
      kept.weight += weightOf(decided[i])
    })
    this.remember(stream, kept)
  }

  /**
   * False where that is not for steps, or not of what is kept. Another may have read in between: what it took in is not taken
   * twice, and not believed either where the log says otherwise. An id alone tells nothing: it comes again with its key.
   */
  private goOn<State, Content extends DomainEvent>(
    stream: string,
    kept: Kept<State, Content>,
    events: readonly RecordedEvent[],
  ): boolean {
    const known = events.find((it) => it.revision === kept.history.revision)
    if (!isDeepStrictEqual(known, kept.last)) return false
    const fresh = events.filter((it) => it.revision > kept.history.revision)
    if (fresh.length > MOST_NEW || fresh.some((it) => it.newer)) return false
    this.forget(stream)
    for (const own of kept.own.values()) kept.weight -= weightOf(own)
    for (const event of fresh) {
      const entry = entryOf<Recorded<Content>>(event)
      const own = kept.own.get(event.id)
      // By its content too: what was cut off may have come again otherwise, under the same key.
      const same = own !== undefined && isDeepStrictEqual(own, entry.event)
      kept.history = extend(kept.rules, kept.history, same ? { ...entry, event: own } : entry)
      kept.last = event
      kept.weight += weightOf(event)
      note(kept.keys, event)
    }
    kept.own.clear()
    this.remember(stream, kept as unknown as Kept)
    return true
  }

  private keep<State, Content extends DomainEvent>(
    stream: string,
    rules: Rules<State, Content>,
    events: readonly RecordedEvent[],
  ): History<State, Content> {
    const history = foldEvents(rules, events)
    this.forget(stream)
    if (events.length < this.fewest) return history
    const keys = new Map<string, RecordedUnderKey[]>()
    for (const it of events) note(keys, it)
    const weight = events.reduce((sum, it) => sum + weightOf(it), 0)
    const kept: Kept<State, Content> = { rules, keys, history, last: events[events.length - 1], weight, own: new Map() }
    this.remember(stream, kept as unknown as Kept)
    return history
  }

  private remember(stream: string, kept: Kept): void {
    // Alone too heavy: it is not kept, and drives nothing out.
    if (kept.weight > this.most) return
    this.kept.set(stream, kept)
    this.weight += kept.weight
    for (const oldest of this.kept.keys()) {
      if (this.weight <= this.most) return
      this.forget(oldest)
    }
  }

  private forget(stream: string): void {
    const kept = this.kept.get(stream)
    if (!kept) return
    this.weight -= kept.weight
    this.kept.delete(stream)
  }
}

/** A stream that was read whole. */
export function wholeStream<State, Content extends DomainEvent>(
  { exists, head, events }: StreamSlice,
  rules: Rules<State, Content>,
): StreamRead<State, Content> {
  return {
    exists,
    head,
    history: () => foldEvents(rules, events),
    under: (actor, key) =>
      events.filter((it) => it.metadata.idempotencyKey === key && it.metadata.actor === actor).map(underKey),
  }
}

function readOf<State, Content extends DomainEvent>({
  history,
  keys,
}: Kept<State, Content>): StreamRead<State, Content> {
  const head = history.revision
  // What is taken in later stands behind this head.
  const under = (actor: string, key: string) =>
    (keys.get(key) ?? []).filter((it) => it.actor === actor && it.revision <= head)
  return { exists: true, head, history: () => history, under }
}

function note(keys: Map<string, RecordedUnderKey[]>, event: RecordedEvent): void {
  const { idempotencyKey } = event.metadata
  if (idempotencyKey === undefined) return
  const before = keys.get(idempotencyKey)
  if (before) before.push(underKey(event))
  else keys.set(idempotencyKey, [underKey(event)])
}

function underKey({ id, type, revision, position, metadata: { actor, requestHash } }: RecordedEvent): RecordedUnderKey {
  return { id, type, revision, position, actor, requestHash }
}

const weightOf = ({ data }: { readonly data: unknown }) => ENTRY + weightOfValue(data)

/** Read off the values as they are: to write them down only to know how long they are would cost as much as to read them. */
function weightOfValue(value: unknown): number {
  if (typeof value === 'string') return VALUE + value.length
  if (typeof value !== 'object' || value === null) return VALUE
  let sum = VALUE
  for (const it of Object.values(value)) sum += weightOfValue(it)
  return sum
}
