import type { EntryMetadata, JsonObject, NewerShape } from '@pilot-ledger/kernel'

/**
 * A place in the log: opaque outside the adapter that made it, totally ordered by `EventLog.compare`.
 * SQLite: the decimal sequence number. Never do arithmetic on it: other stores have gaps.
 */
export type Position = string

export interface NewEvent {
  /** UUID, lower case. The same id is the same event: repeating an append with it repeats the answer. */
  readonly id: string
  readonly type: string
  readonly version: number
  readonly data: JsonObject
  readonly metadata: EntryMetadata
}

export interface RecordedEvent extends NewEvent {
  readonly position: Position
  readonly stream: string
  /** 0, 1, 2 … within the stream, without gaps. */
  readonly revision: number
  /** Milliseconds since 1970; never decreases along the log. */
  readonly recordedAt: number
  /** Written by a newer program: it cannot be understood here. Set by who reads in current shapes, never stored. */
  readonly newer?: NewerShape['newer']
}

/** `none`: the stream must not exist. A number: its last revision. `any`: no check (never a default). */
export type Expected = 'none' | 'any' | number

export interface Appended {
  /** Revision of the last event of this append; of an empty append: the stream's head, -1 where it does not exist. */
  readonly revision: number
  /** Position of the last event of this append; of an empty append: the log's head. */
  readonly position: Position
  /** True when nothing was stored because these very events were there already. */
  readonly repeated: boolean
}

/** One of the appends that are stored together. */
export interface StreamAppend {
  readonly stream: string
  /** Of the stream with what came before it in the same call. */
  readonly expected: 'none' | number
  readonly events: readonly NewEvent[]
}

export interface StreamSlice {
  /** False for a stream that has no event: told apart from an empty page. */
  readonly exists: boolean
  /** The stream's last revision, -1 where it does not exist. */
  readonly head: number
  readonly events: readonly RecordedEvent[]
}

export interface ReadStreamOptions {
  /** First revision to read (inclusive). Forward default: 0. Backward default: the head. */
  readonly from?: number
  readonly direction?: 'forward' | 'backward'
  /** At most this many events; default: all. */
  readonly limit?: number
}

export interface ReadAllOptions {
  /** Exclusive; default: the start of the log. */
  readonly after?: Position
  /** Events per page (default 1,000). */
  readonly pageSize?: number
  /** Stop after this many events; default: read up to the head as it is when the reader gets there. */
  readonly limit?: number
}

export interface FollowOptions {
  /** Exclusive position, `start` or `end` (only what is appended from now on). */
  readonly after: Position | 'start' | 'end'
  /** Most events handed over at once (default 1,000): the bound on memory when the handler is slow. */
  readonly batchSize?: number
  /** Where the log is a file that others can read as well: entries may be handled without being read here. */
  readonly elsewhere?: Elsewhere
}

export interface Elsewhere {
  /** Whether so many entries as wait just now are. */
  wants(waiting: number): boolean
  /** Those behind one position, up to another: resolves when they are handled, and a rejection ends the following. */
  handle(after: Position, upTo: Position): Promise<void>
}

export interface Following {
  /** Resolves when every event that was in the log at the call of `follow` has been *handled*; rejects when it failed first. */
  readonly live: Promise<void>
  /** Settles when the following has ended: resolves after `stop()`, rejects with the handler's error. */
  readonly ended: Promise<void>
  /** Position last handled, undefined before the first. */
  readonly handled: Position | undefined
  /** Why nothing comes from the log just now (a server that is away, no leader); undefined while it is heard. */
  readonly away?: string
  /** Ends after the batch in hand; calling it twice is harmless. */
  stop(): Promise<void>
}

/** Events come in log order, each exactly once per following. A throwing handler ends this following only. */
export type Handler = (events: readonly RecordedEvent[]) => void | Promise<void>

/** Where a log lies: all that another thread needs to open it for itself. A plain value. */
export type LogAddress =
  | { readonly folder: string; readonly backup?: string }
  | { readonly connectionString: string; readonly prefix: string; readonly silenceMs: number }

/**
 * The log: the only truth. Errors are the closed set of `errors.ts`.
 * One append is atomic and concerns one stream: a stream is the only consistency boundary that every store has.
 */
export interface EventLog {
  /** Absent where nobody else can open it. */
  readonly address?: LogAddress
  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended>
  /**
   * Many appends as one: all of them are stored, or none, also where the process dies in between, and nobody reads one
   * without the others. They are taken one by one as there is room for them, while others go on reading; what others append
   * waits. Resolves with the position of the last event, undefined where there was none. Throws what `append` throws; of
   * events that are there already, `VersionConflict` like of any other that came between.
   * Absent in a store whose transactions end at a stream (EventStoreDB, scenarios 60–66): writers decide by a plan in the log
   * then, so that all of it comes or none, though not in one moment (`Plans` of libs/recording).
   */
  appendTogether?(appends: Iterable<StreamAppend>): Promise<Position | undefined>
  readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice>
  /** Pages in log order. Leaving the loop early releases everything. */
  readAll(options?: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]>
  /** The entry at this very position; undefined where there is none. */
  readAt(position: Position): Promise<RecordedEvent | undefined>
  follow(options: FollowOptions, handler: Handler): Following
  /** The last position, undefined for an empty log. */
  head(): Promise<Position | undefined>
  /** Negative, zero, positive as a comes before, at, after b. */
  compare(a: Position, b: Position): number
  close(): Promise<void>
}

/** A log that another can be copied into. */
export interface RestorableLog extends EventLog {
  /**
   * Stores entries of another log in the order given, with their ids, revisions, metadata and times of recording. What is
   * there already is left alone, so a copy that broke off can be taken up again. Throws `VersionConflict` where a stream
   * holds something else at that revision, `ReusedEventId` where an id stands elsewhere.
   */
  restore(events: readonly RecordedEvent[]): Promise<void>
}
