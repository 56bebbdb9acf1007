import type { RecordedEvent } from '../port'

/** What a stream held when it was last seen whole: nothing in it changes any more, more may have come behind it. */
export interface KnownStream {
  /** Last revision seen, -1 for a stream that did not exist. */
  readonly head: number
  readonly ids: ReadonlySet<string>
}

/** Most event ids remembered, and most streams: some 20 MB. */
const MOST_IDS = 100_000
const MOST_STREAMS = 20_000

/**
 * Which ids a stream is known to hold. The store would take a known id a second time at the current revision, so an append
 * must know what is there; without this every append would cost a read of the stream. A recorder reads a contract's stream
 * right before it appends to it, so that one read serves both.
 *
 * What is remembered need not be fresh: it is used for an append at its own head only, and the server refuses that append
 * when the stream has gone on since.
 */
export class KnownStreams {
  private readonly streams = new Map<string, { head: number; ids: Set<string> }>()
  private held = 0

  constructor(
    private readonly mostIds = MOST_IDS,
    private readonly mostStreams = MOST_STREAMS,
  ) {}

  find(stream: string): KnownStream | undefined {
    return this.streams.get(stream)
  }

  /** Notes the whole of a stream. */
  seen(stream: string, head: number, events: readonly RecordedEvent[]): KnownStream {
    const known = { head, ids: new Set(events.map((it) => it.id)) }
    this.forget(stream)
    this.remember(stream, known)
    return known
  }

  /** Notes that these were stored right behind what is known. */
  appended(stream: string, revision: number, ids: readonly string[]): void {
    const known = this.streams.get(stream) ?? { head: -1, ids: new Set<string>() }
    if (known.head !== revision - ids.length) return
    this.forget(stream)
    for (const id of ids) known.ids.add(id)
    known.head = revision
    this.remember(stream, known)
  }

  forget(stream: string): void {
    this.held -= this.streams.get(stream)?.ids.size ?? 0
    this.streams.delete(stream)
  }

  /** After a connection was lost: another leader may have cut off what the old one had shown. */
  forgetAll(): void {
    this.streams.clear()
    this.held = 0
  }

  private remember(stream: string, known: { head: number; ids: Set<string> }): void {
    this.streams.set(stream, known)
    this.held += known.ids.size
    // The one least recently used goes first; one stream larger than everything goes at once.
    for (const oldest of this.streams.keys()) {
      if (this.held <= this.mostIds && this.streams.size <= this.mostStreams) return
      this.forget(oldest)
    }
  }
}
