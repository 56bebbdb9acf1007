import type { RecordedEvent } from '../port'

/** What a stream held when it was last seen whole: nothing in it changes any more, more may have come behind it. */
export interface KnownStream {
  /** Last revision seen, -1 for a stream that did not exist. */
  readonly head: number
  readonly ids: ReadonlySet<string>
}

/** Streams remembered, and the largest that is. A recorder reads a contract's stream right before it appends to it. */
const MOST_STREAMS = 2_000
const MOST_EVENTS = 1_000

/**
 * Which ids a stream is known to hold. The store would take a known id a second time at the current revision, so an append
 * must know what is there; without this every append would cost a read of the stream.
 */
export class KnownStreams {
  private readonly streams = new Map<string, { head: number; ids: Set<string> }>()

  find(stream: string): KnownStream | undefined {
    return this.streams.get(stream)
  }

  /** Notes the whole of a stream. */
  seen(stream: string, head: number, events: readonly RecordedEvent[]): KnownStream {
    const known = { head, ids: new Set(events.map((it) => it.id)) }
    this.remember(stream, known)
    return known
  }

  /** Notes that these were stored right behind what is known. */
  appended(stream: string, revision: number, ids: readonly string[]): void {
    const known = this.streams.get(stream)
    if (known && known.head === revision - ids.length) {
      for (const id of ids) known.ids.add(id)
      known.head = revision
      this.remember(stream, known)
    } else if (revision === ids.length - 1 && !known) {
      this.remember(stream, { head: revision, ids: new Set(ids) })
    }
  }

  forget(stream: string): void {
    this.streams.delete(stream)
  }

  private remember(stream: string, known: { head: number; ids: Set<string> }): void {
    this.streams.delete(stream)
    if (known.ids.size > MOST_EVENTS) return
    this.streams.set(stream, known)
    if (this.streams.size > MOST_STREAMS) this.streams.delete(this.streams.keys().next().value as string)
  }
}
