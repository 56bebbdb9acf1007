import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  ErrorType,
  type EventStoreDBClient,
  FORWARDS,
  type ReadPosition,
  START,
  type StreamingRead,
} from '@eventstore/db-client'
import { Unavailable } from '../errors'
import type { Position, ReadAllOptions, ReadStreamOptions, RecordedEvent, StreamSlice } from '../port'
import { comparePositions, parsePosition, recordedEvent } from './wire-event'

const PAGE = 1_000

/** Reads from the leader. Every read is cancelled when it is left, and given up when the server falls silent. */
export class Reader {
  private running = 0

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly prefix: string,
    private readonly silenceMs: number,
  ) {}

  /** Reads that are under way. */
  get openReads(): number {
    return this.running
  }

  async stream(name: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const { direction = 'forward', limit = Number.MAX_SAFE_INTEGER } = options
    checkCount('from', options.from ?? 0, 0)
    checkCount('limit', limit, 0)
    const whole = direction === 'forward' && (options.from ?? 0) === 0 && limit === Number.MAX_SAFE_INTEGER
    if (whole) {
      const events = await this.slice(name, { fromRevision: START, direction: FORWARDS })
      if (events === undefined) return UNKNOWN_STREAM
      return { exists: true, head: events[events.length - 1].revision, events }
    }
    const last = await this.slice(name, { fromRevision: END, direction: BACKWARDS, maxCount: 1 })
    if (last === undefined || last.length === 0) return UNKNOWN_STREAM
    const head = last[0].revision
    const from = direction === 'forward' ? (options.from ?? 0) : Math.min(options.from ?? head, head)
    if (limit === 0 || from > head) return { exists: true, head, events: [] }
    const wanted = { fromRevision: BigInt(from), direction: direction === 'forward' ? FORWARDS : BACKWARDS } as const
    const maxCount = direction === 'forward' ? Math.min(limit, head - from + 1) : Math.min(limit, from + 1)
    return { exists: true, head, events: (await this.slice(name, { ...wanted, maxCount })) ?? [] }
  }

  async *all(options: ReadAllOptions = {}): AsyncGenerator<readonly RecordedEvent[]> {
    const { pageSize = PAGE, limit = Number.MAX_SAFE_INTEGER } = options
    checkCount('pageSize', pageSize, 1)
    checkCount('limit', limit, 0)
    if (limit === 0) return
    let page: RecordedEvent[] = []
    let left = limit
    const fromPosition = options.after === undefined ? START : parsePosition(options.after)
    for await (const event of this.ours({ fromPosition, direction: FORWARDS })) {
      // A read from a position begins with the entry that is there.
      if (options.after !== undefined && comparePositions(event.position, options.after) <= 0) continue
      page.push(event)
      left--
      if (page.length < pageSize && left > 0) continue
      yield page
      page = []
      if (left === 0) return
    }
    if (page.length > 0) yield page
  }

  async at(position: Position): Promise<RecordedEvent | undefined> {
    try {
      for await (const event of this.ours({ fromPosition: parsePosition(position), direction: FORWARDS, maxCount: 1 }))
        return comparePositions(event.position, position) === 0 ? event : undefined
    } catch (error) {
      // The server's answer to a position at which no entry begins.
      if (error instanceof Unavailable && /Unexpected ReadAllResult/.test(error.message)) return undefined
      throw error
    }
    return undefined
  }

  async head(): Promise<Position | undefined> {
    for await (const event of this.ours({ fromPosition: END, direction: BACKWARDS })) return event.position
    return undefined
  }

  /** Entries of this ledger among everything the server holds. */
  private async *ours(options: {
    fromPosition: ReadPosition
    direction: typeof FORWARDS | typeof BACKWARDS
    maxCount?: number
  }): AsyncGenerator<RecordedEvent> {
    const read = this.client.readAll({ ...options, requiresLeader: true })
    for await (const { event } of this.listening<AllStreamResolvedEvent>(read)) {
      if (event?.streamId.startsWith(this.prefix)) yield recordedEvent(event, this.prefix)
    }
  }

  private async slice(
    name: string,
    options: {
      fromRevision: bigint | typeof START | typeof END
      direction: typeof FORWARDS | typeof BACKWARDS
      maxCount?: number
    },
  ): Promise<RecordedEvent[] | undefined> {
    const events: RecordedEvent[] = []
    try {
      const read = this.client.readStream(this.prefix + name, { ...options, requiresLeader: true })
      for await (const { event } of this.listening(read)) {
        if (event) events.push(recordedEvent(event, this.prefix))
      }
    } catch (error) {
      if ((causeOf(error) as { type?: string }).type === ErrorType.STREAM_NOT_FOUND) return undefined
      throw error
    }
    return events.length === 0 ? undefined : events
  }

  /** Hands on what a read gives; cancels it however it is left, and when nothing has come for too long. */
  private async *listening<E>(read: StreamingRead<E>): AsyncGenerator<E> {
    const iterator = read[Symbol.asyncIterator]()
    this.running++
    try {
      for (;;) {
        const next = await this.withinPatience(iterator.next())
        if (next.done) return
        yield next.value
      }
    } catch (error) {
      if (error instanceof Unavailable) throw error
      throw new Unavailable('unreachable', `EventStoreDB: ${(error as Error).message}`, { cause: error })
    } finally {
      this.running--
      // Leaving the loop does not end the call on the server; a cancelled read may still say so as an error.
      read.on('error', () => undefined)
      await read.cancel().catch(() => undefined)
    }
  }

  private withinPatience<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Unavailable('unreachable', `EventStoreDB 无应答 / no answer within ${this.silenceMs} ms`)),
        this.silenceMs,
      )
      answer.then(resolve, reject).finally(() => clearTimeout(timer))
    })
  }
}

const UNKNOWN_STREAM: StreamSlice = { exists: false, head: -1, events: [] }

export function causeOf(error: unknown): unknown {
  return error instanceof Unavailable && error.cause !== undefined ? error.cause : error
}

function checkCount(what: string, count: number, least: number): void {
  if (!Number.isSafeInteger(count) || count < least)
    throw new TypeError(`${what} must be a whole number from ${least}: ${count}`)
}
