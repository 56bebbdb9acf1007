import {
  type LogAddress,
  type Position,
  type RecordedEvent,
  startThread,
  Unavailable,
  type UnavailableReason,
} from '@pilot-ledger/event-log'
import type { FoldedEvent } from '@pilot-ledger/recording/history-at'
import type { StreamAhead, StreamsAhead } from '../projection/stream-source'

/** What a thread reads. */
export interface ReadOrder {
  readonly log: LogAddress
  readonly after: Position | undefined
  readonly limit: number
  /** Entries of a page at most; default: the log's own. */
  readonly pageSize?: number
}
/** What it says. */
export type ReadReport =
  | { readonly events: string; readonly streams: readonly StreamText[] }
  | { readonly over: true }
  | { readonly failed: string; readonly reason?: UnavailableReason }
/** So many events of a stream, from its first. */
export interface StreamText {
  readonly stream: string
  readonly count: number
  readonly events: string
}
/** An event in a text: what is projected of it, in this order. */
export type EventText = readonly [
  position: Position,
  stream: string,
  revision: number,
  id: string,
  type: string,
  version: number,
  recordedAt: number,
  data: RecordedEvent['data'],
  actor: string,
  newer?: RecordedEvent['newer'],
]

/** Entries of a log in their order, with the streams that they fold again where these were read already. */
export interface LogPage {
  readonly events: readonly FoldedEvent[]
  readonly streams?: StreamsAhead
}

/** Pages that may lie between the two threads: the one that reads is never far ahead of the one that listens. */
export const PAGES_AHEAD = 8
/** Pages that are asked for at once: each word wakes the other thread. */
const ASKED_AT_ONCE = 4

/**
 * The entries of a log, read in a thread of its own. Handing over texts costs little; parsed entries would cost more to hand over
 * than to parse.
 * @param program file of the thread, without its ending: it calls `servePages`
 */
export async function* readApart(program: string, order: ReadOrder): AsyncGenerator<LogPage> {
  const thread = startThread(program, __filename, order)
  const stated: ReadReport[] = []
  let failure: Error | undefined
  let heard: () => void = () => undefined
  thread.on('message', (it: ReadReport) => {
    stated.push(it)
    heard()
  })
  thread.on('error', (error: Error) => {
    failure = error
    heard()
  })
  const ended = new Promise<void>((resolve) => {
    thread.on('exit', () => {
      failure ??= new Error('the thread that reads the log ended unexpectedly')
      heard()
      resolve()
    })
  })
  let pages = 0
  try {
    for (;;) {
      while (stated.length === 0 && !failure) await new Promise<void>((resolve) => (heard = resolve))
      const it = stated.shift()
      if (it === undefined) throw failure
      if ('over' in it) return
      if ('failed' in it) throw it.reason ? new Unavailable(it.reason, it.failed) : new Error(it.failed)
      if (++pages % ASKED_AT_ONCE === 0) thread.postMessage(ASKED_AT_ONCE)
      yield { events: eventsOf(it.events), streams: new Map(it.streams.map(streamAhead)) }
    }
  } finally {
    thread.postMessage('stop')
    await ended
  }
}

/** Parsed when it is asked for, and once. */
function streamAhead({ stream, count, events }: StreamText): [string, StreamAhead] {
  let its: readonly FoldedEvent[] | undefined
  return [stream, { count, events: () => (its ??= eventsOf(events)) }]
}

function eventsOf(text: string): FoldedEvent[] {
  return (JSON.parse(text) as EventText[]).map((it) => ({
    position: it[0],
    stream: it[1],
    revision: it[2],
    id: it[3],
    type: it[4],
    version: it[5],
    recordedAt: it[6],
    data: it[7],
    metadata: { actor: it[8] },
    newer: it[9],
  }))
}
