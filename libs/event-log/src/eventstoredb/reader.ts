import { setTimeout as sleep } from 'node:timers/promises'
import type { EventStoreDBClient } from '@eventstore/db-client'
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb'
import { type ServiceError, status } from '@grpc/grpc-js'
import { Unavailable } from '../errors'
import type { Position, ReadAllOptions, ReadStreamOptions, RecordedEvent, StreamSlice } from '../port'
import { Incoming } from './incoming'
import { comparePositions, parsePosition } from './position'
import { type Range, readAllRequest, readStreamRequest } from './read-requests'
import { Deadline } from './turns'

const PAGE = 1_000
/** A cluster has a new leader within a second or two. */
const FINDING_LEADER_MS = 2_000
const FIRST_PAUSE_MS = 25
const LONGEST_PAUSE_MS = 400
const UNKNOWN_STREAM: StreamSlice = { exists: false, head: -1, events: [] }

/** Reads from the leader. Every read is cancelled when it is left, and given up when the server falls silent. */
export class Reader {
  private readonly running = new Set<Incoming>()
  private closed = false

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly prefix: string,
    private readonly silenceMs: number,
    private readonly asWritten = false,
  ) {}

  /** Reads that are under way. */
  get openReads(): number {
    return this.running.size
  }

  async stream(name: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const { direction = 'forward', limit = Number.MAX_SAFE_INTEGER } = options
    checkCount('from', options.from ?? 0, 0)
    checkCount('limit', limit, 0)
    if (direction === 'forward' && limit === Number.MAX_SAFE_INTEGER) {
      const events = await this.slice(name, { from: options.from || 'start' })
      const last = events?.at(-1)
      if (events && last) return { exists: true, head: last.revision, events }
      if (!options.from) return UNKNOWN_STREAM
    }
    const last = await this.slice(name, { from: 'end', backwards: true, most: 1 })
    if (last === undefined || last.length === 0) return UNKNOWN_STREAM
    const head = last[0].revision
    const from = direction === 'forward' ? (options.from ?? 0) : Math.min(options.from ?? head, head)
    if (limit === 0 || from > head) return { exists: true, head, events: [] }
    const most = direction === 'forward' ? Math.min(limit, head - from + 1) : Math.min(limit, from + 1)
    const events = await this.slice(name, { from, backwards: direction === 'backward', most })
    return { exists: true, head, events: events ?? [] }
  }

  async *all(options: ReadAllOptions = {}): AsyncGenerator<readonly RecordedEvent[]> {
    const { after, pageSize = PAGE, limit = Number.MAX_SAFE_INTEGER } = options
    checkCount('pageSize', pageSize, 1)
    checkCount('limit', limit, 0)
    const from = after === undefined ? 'start' : parsePosition(after)
    let left = limit
    let page: RecordedEvent[] = []
    if (left > 0) {
      for await (const part of this.parts(readAllRequest(this.prefix, { from }), pageSize)) {
        // A read from a position begins with the entry that is there.
        const news = after === undefined ? part : part.filter((it) => comparePositions(it.position, after) > 0)
        page.push(...news.slice(0, left))
        left -= Math.min(news.length, left)
        while (page.length >= pageSize) {
          yield page.slice(0, pageSize)
          page = page.slice(pageSize)
        }
        if (left === 0) break
      }
    }
    if (page.length > 0) yield page
  }

  async at(position: Position): Promise<RecordedEvent | undefined> {
    try {
      const entry = await this.first({ from: parsePosition(position), most: 1 })
      return entry && comparePositions(entry.position, position) === 0 ? entry : undefined
    } catch (error) {
      // The server's answer to a position at which no entry begins.
      if (error instanceof Unavailable && /Unexpected ReadAllResult/.test(error.message)) return undefined
      throw error
    }
  }

  async head(): Promise<Position | undefined> {
    return (await this.first({ from: 'end', backwards: true, most: 1 }))?.position
  }

  /** Ends all reads; those who wait on one get the reason. */
  close(): void {
    this.closed = true
    for (const it of this.running) it.close(new Unavailable('closed', 'the log is closed'))
  }

  private async first(range: Range<ReturnType<typeof parsePosition>>): Promise<RecordedEvent | undefined> {
    for await (const part of this.parts(readAllRequest(this.prefix, range), 1)) return part[0]
    return undefined
  }

  /** Undefined where the stream does not exist. */
  private async slice(name: string, range: Range<number>): Promise<RecordedEvent[] | undefined> {
    const events: RecordedEvent[] = []
    const found = { stream: true }
    for await (const part of this.parts(readStreamRequest(this.prefix + name, range), PAGE, found)) events.push(...part)
    return found.stream ? events : undefined
  }

  /** Hands on what a read brings; asks again while the connection only has to find the leader. */
  private async *parts(
    request: ReadReq,
    most: number,
    found: { stream: boolean } = { stream: true },
  ): AsyncGenerator<RecordedEvent[]> {
    const patience = new Deadline(FINDING_LEADER_MS)
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      let began = false
      try {
        for await (const part of this.attempt(request, most, found)) {
          began = true
          yield part
        }
        return
      } catch (error) {
        if (began || this.closed || !isPassing(error) || patience.left <= pause) throw error
      }
      await sleep(pause)
    }
  }

  /** Hands on what comes, as it comes; cancels the read however it is left, and when nothing has come for too long. */
  private async *attempt(request: ReadReq, most: number, found: { stream: boolean }): AsyncGenerator<RecordedEvent[]> {
    const incoming = new Incoming(this.client, request, this.prefix, most, this.asWritten)
    this.running.add(incoming)
    try {
      while (true) {
        await incoming.ready(this.silenceMs)
        const part = incoming.take(most)
        if (part.length > 0) yield part
        else if (incoming.over) break
      }
      found.stream = !incoming.notFound
    } finally {
      this.running.delete(incoming)
      incoming.close()
    }
  }
}

/** The server there was is gone or leads no more; the client looks for the one that does when it is asked again. */
function isPassing(error: unknown): boolean {
  const code = error instanceof Unavailable ? (error.cause as Partial<ServiceError> | undefined)?.code : undefined
  return code === status.UNAVAILABLE || code === status.CANCELLED || code === status.NOT_FOUND
}

function checkCount(what: string, count: number, least: number): void {
  if (!Number.isSafeInteger(count) || count < least)
    throw new TypeError(`${what} must be a whole number from ${least}: ${count}`)
}
