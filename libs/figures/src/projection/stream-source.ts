import type { EventLog } from '@pilot-ledger/event-log'
import type { FoldedEvent } from '@pilot-ledger/recording/history-at'

export interface StreamSource {
  /** The first `count` events of a stream: what a correction needs to fold the stream again. */
  (stream: string, count: number): Promise<readonly FoldedEvent[]>
  /** So many events of these streams, and of no others, will be asked for next: they may be read all at once. */
  ahead?(wanted: ReadonlyMap<string, number>): void
  /** The same, where somebody has read them already. */
  given?(streams: StreamsAhead): void
}

/** Streams by name that are read before they are asked for: so many of their first events. */
export type StreamsAhead = ReadonlyMap<string, StreamAhead>
export interface StreamAhead {
  readonly count: number
  /** May be asked for again, and is the same then. */
  events(): Promise<readonly FoldedEvent[]> | readonly FoldedEvent[]
}

/** Streams read at once: a page of entries corrects a dozen, a page of nothing but corrections must not hold them all. */
const MOST_AHEAD = 32
/** Their entries in all, some 12 MB; a longer stream is read when it is its turn. */
const MOST_ENTRIES_AHEAD = 10_000

type StreamsOf = Pick<EventLog, 'readStream'>
const read = async (log: StreamsOf, stream: string, from: number, count: number) =>
  (await log.readStream(stream, { from, limit: count - from })).events

/** Begins to read streams, so many of their first events; of too many those that come first. `except` is known already. */
export function readAhead(log: StreamsOf, wanted: ReadonlyMap<string, number>, except?: string): StreamsAhead {
  const begun = new Map<string, StreamAhead>()
  let entries = 0
  for (const [stream, count] of wanted) {
    if (stream === except || begun.size === MOST_AHEAD || entries + count > MOST_ENTRIES_AHEAD) continue
    entries += count
    const reading = read(log, stream, 0, count)
    // Who asks for it learns of the failure; it may be that nobody does.
    reading.catch(() => undefined)
    begun.set(stream, { count, events: () => reading })
  }
  return begun
}

/**
 * Streams as a log has them. The one read last is kept: where many entries in a row fold the same long stream, only what is
 * new of it is read. Entries never change; a log that takes some back is followed by another build, with a source of its own.
 */
export function sourceOf(log: StreamsOf): StreamSource {
  let last: { readonly stream: string; readonly events: readonly FoldedEvent[] } = { stream: '', events: [] }
  let begun = new Map<string, StreamAhead>()
  /** Held no longer than until its last entry is asked for: it may be asked for often before, others in between. */
  const take = (stream: string, count: number) => {
    const ahead = begun.get(stream)
    if (ahead && count >= ahead.count) begun.delete(stream)
    return ahead
  }
  const source = async (stream: string, count: number) => {
    const ahead = take(stream, count)
    // Only then: to give them may be to parse the whole stream.
    if (last.stream !== stream) last = { stream, events: (await ahead?.events()) ?? [] }
    const known = last.events.length
    if (known < count) last = { stream, events: [...last.events, ...(await read(log, stream, known, count))] }
    return last.events.slice(0, count)
  }
  const given = (streams: StreamsAhead) => {
    begun = new Map(streams)
  }
  return Object.assign(source, {
    ahead: (wanted: ReadonlyMap<string, number>) => given(readAhead(log, wanted, last.stream)),
    given,
  })
}
