import type { Expected } from './port'

/** The closed set of what can go wrong at the log. Anything else that comes out of an adapter is a defect. */
export type EventLogError = VersionConflict | ReusedEventId | TooLarge | Unavailable | OutcomeUnknown | NewerEntry

/** The stream is not where the writer thought. Nothing was stored. `actual` is -1 where the stream does not exist. */
export class VersionConflict extends Error {
  readonly code = 'version-conflict'
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    readonly actual: number,
  ) {
    super(`stream ${stream}: expected ${expected}, is at ${actual === -1 ? 'none' : actual}`)
  }
}

/** An event id that is already in the log at another place, with other content, or twice in one batch. Nothing was stored. */
export class ReusedEventId extends Error {
  readonly code = 'reused-event-id'
  constructor(
    readonly stream: string,
    readonly eventId: string,
    reason: string,
  ) {
    super(`stream ${stream}: event id ${eventId} ${reason}`)
  }
}

/** An append over the size limit. Nothing was stored. */
export class TooLarge extends Error {
  readonly code = 'too-large'
  constructor(
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`an append of ${bytes} bytes is over the limit of ${limit}`)
  }
}

export type UnavailableReason = 'disk-full' | 'damaged' | 'closed' | 'in-use' | 'not-writable' | 'unreachable'

/** The log cannot serve now. Nothing was stored by the call that got this. */
export class Unavailable extends Error {
  readonly code = 'unavailable'
  constructor(
    readonly reason: UnavailableReason,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
  }
}

/** The append may or may not be stored: read the stream for your ids to know. */
export class OutcomeUnknown extends Error {
  readonly code = 'outcome-unknown'
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
  }
}

/**
 * Entries that were served are no longer in the log: a deposed leader had shown what no majority had stored, and cut it
 * off. None of them had been acknowledged to a writer. Whoever built something on them must build it again.
 */
export class TailCut extends Unavailable {
  constructor(
    /** The position last handled, whose entry is gone or another. */
    readonly handled: string,
    message: string,
  ) {
    super('damaged', message)
  }
}

/** An entry that a newer program wrote: nothing is decided on a stream that holds one, for nobody here knows what it says. */
export class NewerEntry extends Error {
  readonly code = 'entry-of-newer-program'
  constructor(
    readonly stream: string,
    readonly revision: number,
    readonly newer: { readonly type: string; readonly version: number; readonly known: number },
  ) {
    super(`${stream} ${revision}: version ${newer.version} of ${newer.type}; this program knows ${newer.known}`)
  }
}
