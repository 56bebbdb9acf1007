import type { EventStoreDBClient } from '@eventstore/db-client'
import { Unavailable } from '../errors'
import type {
  Appended,
  Expected,
  Following,
  FollowOptions,
  Handler,
  LogAddress,
  NewEvent,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  RestorableLog,
  StreamSlice,
} from '../port'
import { Appender } from './appender'
import { BatchStream } from './batch-stream'
import { makeClient, withoutPassword } from './client'
import { StoreFollower } from './follower'
import { comparePositions, parsePosition } from './position'
import { Reader } from './reader'
import { Sender } from './sender'

export interface EventStoreDbOptions {
  /** `esdb://…` or `esdb+discover://…` with TLS, credentials and nodes as the client takes them. */
  readonly connectionString: string
  /** Begins the names of this ledger's streams; everything else on the server is left alone (default `pilot-ledger/`). */
  readonly prefix?: string
  /** Within this an append ends as done, refused or unknown (ms, default 5,000). */
  readonly appendDeadlineMs?: number
  /** A read that gets nothing for so long is given up (ms, default 10,000). */
  readonly silenceMs?: number
  /** For whoever verifies: an entry in another text than the one it is written in here is damaged, though it reads the same. */
  readonly asWritten?: boolean
  /** Milliseconds since 1970; default: the machine's clock. */
  readonly clock?: () => number
  /** Most bytes of data and metadata one append may carry (default 1,040,000; the server takes 1,048,576 in all). */
  readonly maxAppendBytes?: number
  readonly observer?: EventStoreDbObserver
  readonly random?: () => number
}

/** What is worth counting. */
export interface EventStoreDbObserver {
  onAppend?(milliseconds: number, events: number): void
  onReconnect?(who: 'appends' | 'follower', reason: string): void
  /** Entries that a follower had handled are no longer in the log. */
  onTailCut?(handled: Position): void
}

/** How long closing waits for the client's calls to end. */
const DISPOSE_MS = 1_000

/**
 * Opens the log on a server. Throws `Unavailable('unreachable')` for a bad connection string or a server that is away: what
 * does one thing and ends (a copy, a check) fails at once. A service constructs `EventStoreDbLog`, which asks nothing yet:
 * it starts with its cluster, in whatever order, and says by its readiness that it waits.
 */
export async function openEventStoreDbLog(options: EventStoreDbOptions): Promise<EventStoreDbLog> {
  const log = new EventStoreDbLog(options)
  try {
    await log.head()
    return log
  } catch (error) {
    await log.close()
    if (!(error instanceof Unavailable) || error.reason !== 'unreachable') throw error
    const where = withoutPassword(options.connectionString)
    throw new Unavailable('unreachable', `EventStoreDB 无法连接 / cannot be reached: ${where} (${error.message})`, {
      cause: error,
    })
  }
}

/** The log on an EventStoreDB server or cluster (20.10 or later, tried with 23.10). */
export class EventStoreDbLog implements RestorableLog {
  readonly address: LogAddress
  private readonly prefix: string
  private readonly appends: EventStoreDBClient
  private readonly reads: EventStoreDBClient
  private readonly batch: BatchStream
  private readonly reader: Reader
  private readonly appender: Appender
  private readonly followers = new Set<StoreFollower>()
  private readonly silenceMs: number
  private closed = false

  constructor(private readonly options: EventStoreDbOptions) {
    const { connectionString, observer, clock = Date.now } = options
    this.prefix = options.prefix ?? 'pilot-ledger/'
    // Two clients, two connections: a long read must not hold up appends behind it.
    this.appends = makeClient(connectionString)
    this.reads = makeClient(connectionString)
    let calls = 0
    this.batch = new BatchStream(this.appends, () => {
      if (calls++ === 0) return
      this.appender.forget()
      observer?.onReconnect?.('appends', 'a new call')
    })
    this.silenceMs = options.silenceMs ?? 10_000
    this.address = { connectionString, prefix: this.prefix, silenceMs: this.silenceMs }
    this.reader = new Reader(this.reads, this.prefix, this.silenceMs, options.asWritten)
    const maxBytes = options.maxAppendBytes ?? 1_040_000
    this.appender = new Appender({
      sender: new Sender(this.batch, maxBytes),
      prefix: this.prefix,
      deadlineMs: options.appendDeadlineMs ?? 5_000,
      maxBytes,
      clock,
      readStream: (stream) => this.reader.stream(stream),
      head: () => this.reader.head(),
      onAppend: observer?.onAppend,
    })
  }

  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    return this.whileOpen(() => this.appender.append(stream, expected, events))
  }

  restore(events: readonly RecordedEvent[]): Promise<void> {
    return this.whileOpen(() => this.appender.restore(events))
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const slice = await this.whileOpen(() => this.reader.stream(stream, options))
    if (slice.events.length === slice.head + 1) this.appender.seen(stream, slice)
    return slice
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly RecordedEvent[]> {
    this.checkOpen()
    yield* this.reader.all(options)
  }

  readAt(position: Position): Promise<RecordedEvent | undefined> {
    return this.whileOpen(() => this.reader.at(position))
  }

  follow(options: FollowOptions, handler: Handler): Following {
    this.checkOpen()
    const { batchSize = 1_000 } = options
    if (!Number.isSafeInteger(batchSize) || batchSize < 1) throw new TypeError(`not a batch size: ${batchSize}`)
    if (options.after !== 'start' && options.after !== 'end') parsePosition(options.after)
    const { observer, random = Math.random } = this.options
    const parts = {
      client: this.reads,
      reader: this.reader,
      prefix: this.prefix,
      silenceMs: this.silenceMs,
      random,
      onReconnect: (reason: string) => observer?.onReconnect?.('follower', reason),
      onTailCut: (handled: Position) => observer?.onTailCut?.(handled),
    }
    const follower = new StoreFollower(parts, { after: options.after, batchSize }, handler)
    this.followers.add(follower)
    const forget = () => this.followers.delete(follower)
    follower.ended.then(forget, forget)
    return follower
  }

  async head(): Promise<Position | undefined> {
    const head = await this.whileOpen(() => this.reader.head())
    this.appender.reaches(head)
    return head
  }

  compare(a: Position, b: Position): number {
    return comparePositions(a, b)
  }

  /** Reads under way: 0 when every reader has left. */
  get openReads(): number {
    return this.reader.openReads
  }

  /** Answers that came twice or too late. */
  get strayAnswers(): number {
    return this.batch.strayAnswers
  }

  /** Ends the followers, lets every append that was accepted end within its deadline, and gives the connections back. */
  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    await Promise.all([...this.followers].map((it) => it.stop()))
    await this.appender.idle()
    this.batch.close()
    this.reader.close()
    // A server that is away does not end its calls either: what is left of them dies with the process.
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, DISPOSE_MS)
    })
    await Promise.race([Promise.all([this.appends.dispose(), this.reads.dispose()]), patience])
    clearTimeout(timer)
  }

  private async whileOpen<T>(work: () => Promise<T>): Promise<T> {
    this.checkOpen()
    return work()
  }

  private checkOpen(): void {
    if (this.closed) throw new Unavailable('closed', 'the log is closed')
  }
}
