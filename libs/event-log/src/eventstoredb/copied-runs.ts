import { type Encoded, encodeBatch } from '../append/encode'
import type { RecordedEvent } from '../port'
import { type WireEvent, wireEvent } from './wire-event'

/** Bytes of one append when a ledger is copied in, where a single entry is not larger: half of what the server takes. */
const RUN_BYTES = 524_288

/** An entry of another log, in the store's form. */
export interface Copied {
  readonly event: RecordedEvent
  readonly encoded: Encoded
  readonly wire: WireEvent
}

/** Neighbours of one stream go in one append, as far as they fit. */
export function* runsOf(events: readonly RecordedEvent[]): Generator<Copied[]> {
  let run: Copied[] = []
  let bytes = 0
  for (const event of events) {
    // The server counts data only, so whatever another adapter has stored fits; should it not, the server says so.
    const [encoded] = encodeBatch(event.stream, [event], Number.MAX_SAFE_INTEGER)
    const wire = wireEvent(encoded, event.recordedAt)
    const last = run.at(-1)?.event
    const follows = last !== undefined && last.stream === event.stream && last.revision + 1 === event.revision
    if (last !== undefined && (!follows || bytes + wire.bytes > RUN_BYTES)) {
      yield run
      run = []
      bytes = 0
    }
    run.push({ event, encoded, wire })
    bytes += wire.bytes
  }
  if (run.length > 0) yield run
}
