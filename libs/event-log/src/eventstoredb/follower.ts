import type { EventStoreDBClient } from '@eventstore/db-client'
import { TailCut, Unavailable } from '../errors'
import type { Following, FollowOptions, Handler, Position, RecordedEvent } from '../port'
import { Incoming } from './incoming'
import { comparePositions, parsePosition } from './position'
import { subscribeRequest } from './read-requests'
import type { Reader } from './reader'

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5_000

export interface FollowerParts {
  readonly client: EventStoreDBClient
  readonly reader: Reader
  readonly prefix: string
  /** How long a new subscription may say nothing. */
  readonly silenceMs: number
  /** Between 0 and 1: spreads the return of many followers. */
  readonly random: () => number
  onReconnect?(reason: string): void
  onTailCut?(handled: Position): void
}

/**
 * Follows the leader's log and comes back by itself: a subscription ends with its connection. Before each return it looks
 * whether the entry handled last is still the one in the log: a deposed leader may have shown what it then cut off.
 */
export class StoreFollower implements Following {
  readonly live: Promise<void>
  readonly ended: Promise<void>
  handled: Position | undefined
  away: string | undefined
  private lastId: string | undefined
  /** Where following begins; undefined for the start of the log. */
  private after: Position | undefined
  /** The log's end when following began: live is when it has been handled. */
  private target: Position | undefined
  private stopping = false
  private incoming: Incoming | undefined
  private stopped: () => void = () => undefined
  private readonly untilStopped = new Promise<void>((resolve) => {
    this.stopped = resolve
  })
  private sayLive: () => void = () => undefined

  constructor(
    private readonly parts: FollowerParts,
    private readonly options: Required<Omit<FollowOptions, 'elsewhere'>>,
    private readonly handler: Handler,
  ) {
    let sayNeverLive: (error: unknown) => void = () => undefined
    this.live = new Promise((resolve, reject) => {
      this.sayLive = resolve
      sayNeverLive = reject
    })
    this.ended = this.run()
    this.ended.then(() => sayNeverLive(new Unavailable('closed', 'the following was stopped')), sayNeverLive)
    // Who does not wait for one of the two learns of the failure from the other: no unhandled rejection beside it.
    this.live.catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.stopped()
    this.incoming?.nudge()
    await this.ended.catch(() => undefined)
  }

  private async run(): Promise<void> {
    let began = false
    for (let failures = 0; !this.stopping; ) {
      try {
        if (!began) await this.begin()
        else await this.checkTail()
        began = true
        await this.listen(() => {
          failures = 0
          this.away = undefined
        })
      } catch (error) {
        if (error instanceof HandlerFailed) throw error.reason
        if (error instanceof TailCut) this.parts.onTailCut?.(error.handled)
        if (!(error instanceof Unavailable) || error.reason === 'damaged') throw error
        failures++
        this.away = error.message
        if (!this.stopping) this.parts.onReconnect?.(error.message)
      }
      await this.pause(failures)
    }
  }

  private async begin(): Promise<void> {
    const head = await this.unlessStopped(this.parts.reader.head())
    const { after } = this.options
    this.after = after === 'end' ? head : after === 'start' ? undefined : after
    this.target = head
    if (after === 'end' || this.after === undefined) return
    const entry = await this.unlessStopped(this.parts.reader.at(this.after))
    if (entry === undefined && !this.stopping)
      throw new TailCut(this.after, `日志中已无位置 ${this.after} 的记录 / the log holds no entry at ${this.after}`)
    this.lastId = entry?.id
  }

  /** The entry handled last is still there and still the same. */
  private async checkTail(): Promise<void> {
    const position = this.handled ?? this.after
    const head = await this.unlessStopped(this.parts.reader.head())
    // What was there when following began may have been cut off before it was handled.
    if (head === undefined || (this.target && comparePositions(head, this.target) < 0)) this.target = head
    if (position === undefined || this.lastId === undefined) return
    const entry = await this.unlessStopped(this.parts.reader.at(position))
    if (entry?.id === this.lastId || this.stopping) return
    throw new TailCut(
      position,
      `位置 ${position} 的记录已被撤回 / the entry at ${position} was ${this.lastId} and is ${entry?.id ?? 'gone'}`,
    )
  }

  /** Hands over what comes until the subscription ends; throws why it did. */
  private async listen(onSuccess: () => void): Promise<void> {
    if (this.stopping) return
    const { client, prefix } = this.parts
    const { batchSize } = this.options
    const start = this.handled ?? this.after
    const request = subscribeRequest(prefix, start === undefined ? 'start' : parsePosition(start))
    const incoming = new Incoming(client, request, prefix, batchSize)
    this.incoming = incoming
    try {
      while (!this.stopping) {
        // Once it has begun, a log in which nothing happens is silent, and the connection's own pings tell when it is gone.
        await incoming.ready(incoming.began ? undefined : this.parts.silenceMs)
        await incoming.gather(batchSize, (last) => this.isBefore(last.position))
        if (this.stopping) return
        const batch = this.unhandled(incoming.take(batchSize))
        if (batch.length > 0) await this.handle(batch)
        if (incoming.began) {
          onSuccess()
          this.perhapsLive()
        }
        if (incoming.over && batch.length === 0)
          throw incoming.failure ?? new Unavailable('unreachable', 'the server ended the subscription')
      }
    } finally {
      this.incoming = undefined
      incoming.close()
    }
  }

  /** A subscription begins behind its position; should the server give that entry again, it is dropped. */
  private unhandled(batch: RecordedEvent[]): RecordedEvent[] {
    const last = this.handled ?? this.after
    if (last === undefined || batch.length === 0 || comparePositions(batch[0].position, last) > 0) return batch
    return batch.filter((it) => comparePositions(it.position, last) > 0)
  }

  private async handle(batch: readonly RecordedEvent[]): Promise<void> {
    try {
      await this.handler(batch)
    } catch (error) {
      throw new HandlerFailed(error)
    }
    const last = batch[batch.length - 1]
    this.handled = last.position
    this.lastId = last.id
  }

  /** "Caught up" comes from the server before the last entries are handled: live is a handled position, not a message. */
  private perhapsLive(): void {
    if (!this.isBefore(this.handled ?? this.after)) this.sayLive()
  }

  /** Whether entries that were there when following began come behind this position. */
  private isBefore(at: Position | undefined): boolean {
    return this.target !== undefined && (at === undefined || comparePositions(at, this.target) < 0)
  }

  private unlessStopped<T>(work: Promise<T>): Promise<T | undefined> {
    return Promise.race([work, this.untilStopped.then(() => undefined)])
  }

  private async pause(failures: number): Promise<void> {
    if (this.stopping) return
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10))
    let timer: NodeJS.Timeout | undefined
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, longest * (0.5 + this.parts.random() / 2))
    })
    await Promise.race([over, this.untilStopped])
    clearTimeout(timer)
  }
}

class HandlerFailed extends Error {
  constructor(readonly reason: unknown) {
    super('the handler failed')
  }
}
