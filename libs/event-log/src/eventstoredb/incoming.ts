import type { EventStoreDBClient } from '@eventstore/db-client'
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb'
import { Unavailable } from '../errors'
import type { RecordedEvent } from '../port'
import { firstLine, openReadCall, type ReadCall } from './client'
import { recordedEvent, streamOf } from './wire-event'

/** How long a batch that is not full yet waits for an entry that is known to exist. */
const GATHER_MS = 100

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * What one read or subscription brings. It holds at most `most` entries that nobody has taken; the rest waits in the store
 * and in the connection's own small window. Whoever opens one must close it: the server goes on reading for a call that is
 * merely forgotten.
 */
export class Incoming {
  /** The server has begun to answer. */
  began = false
  /** The stream asked for does not exist. */
  notFound = false
  /** Nothing more comes. */
  over = false
  /** What it ended with, unless it was the end of what was asked for. */
  failure: Unavailable | undefined
  private held: RecordedEvent[] = []
  private call: ReadCall | undefined
  private wake: () => void = () => undefined

  constructor(
    client: EventStoreDBClient,
    request: ReadReq,
    private readonly prefix: string,
    private readonly most: number,
    private readonly asWritten = false,
  ) {
    openReadCall(client, request).then(
      (call) => this.listen(call),
      (error) => this.finish(error),
    )
  }

  /** Up to `most` entries that are here; throws what the call ended with once they are all taken. */
  take(most: number): RecordedEvent[] {
    if (this.held.length === 0 && this.failure) throw this.failure
    const taken = most >= this.held.length ? this.held : this.held.splice(0, most)
    if (taken === this.held) this.held = []
    if (this.held.length < this.most && !this.over) this.call?.resume()
    return taken
  }

  /** Resolves when there is something to take or nothing more comes; rejects when the server says nothing for too long. */
  async ready(silenceMs?: number): Promise<void> {
    if (this.held.length === 0 && !this.over && !(await this.heard(silenceMs)))
      throw new Unavailable('unreachable', `EventStoreDB 无应答 / no answer within ${silenceMs} ms`)
    // What has arrived already in the same packet is still being unpacked: with it comes one batch instead of many.
    if (!this.over) await nextTurn()
  }

  /**
   * Waits on, up to `most` entries, while `moreAfter` says that more is on its way and something comes: whoever handles
   * entries does so in one transaction a batch, and catching up one by one would cost one an entry.
   */
  async gather(most: number, moreAfter: (last: RecordedEvent) => boolean): Promise<void> {
    while (!this.over && this.held.length < most) {
      const count = this.held.length
      if (count === 0 || !moreAfter(this.held[count - 1])) return
      await nextTurn()
      if (this.held.length === count && !(await this.heard(GATHER_MS))) return
    }
  }

  /** True at the next sign of life, false when none has come in time. `nudge` is one. */
  private heard(withinMs?: number): Promise<boolean> {
    if (this.over) return Promise.resolve(true)
    return new Promise((resolve) => {
      const timer = withinMs === undefined ? undefined : setTimeout(() => resolve(false), withinMs)
      this.wake = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })
  }

  nudge(): void {
    this.wake()
  }

  /** Ends the call here and on the server; with a reason for those who wait, who would otherwise take it for the end. */
  close(reason?: Unavailable): void {
    this.finish(reason)
    this.held = []
    this.call?.cancel()
  }

  private listen(call: ReadCall): void {
    this.call = call
    // A cancelled call still says so as an error, to whom it may concern.
    call.on('error', (error) => this.finish(error))
    if (this.over) {
      call.cancel()
      return
    }
    call.on('end', () => this.finish(undefined))
    call.on('data', (message: ReadResp) => this.receive(message))
  }

  private receive(message: ReadResp): void {
    if (this.over) return
    this.began = true
    if (message.hasStreamNotFound()) this.notFound = true
    const stored = message.getEvent()?.getEvent()
    if (stored) {
      const stream = streamOf(stored)
      if (stream.startsWith(this.prefix)) this.keep(stored, stream)
    }
    this.wake()
  }

  private keep(stored: Parameters<typeof recordedEvent>[0], stream: string): void {
    try {
      this.held.push(recordedEvent(stored, stream, this.prefix, this.asWritten))
    } catch (error) {
      this.finish(error)
      this.call?.cancel()
      return
    }
    if (this.held.length >= this.most) this.call?.pause()
  }

  private finish(error: unknown): void {
    if (this.over) return
    this.over = true
    if (error instanceof Unavailable) this.failure = error
    else if (error !== undefined)
      this.failure = new Unavailable('unreachable', `EventStoreDB: ${firstLine(error)}`, { cause: error })
    this.wake()
  }
}
