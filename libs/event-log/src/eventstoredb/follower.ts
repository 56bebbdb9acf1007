import { type AllStreamSubscription, type EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client'
import { TailCut, Unavailable } from '../errors'
import type { Following, FollowOptions, Handler, Position, RecordedEvent } from '../port'
import type { Reader } from './reader'
import { comparePositions, parsePosition, recordedEvent } from './wire-event'

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5_000
/** A checkpoint every so many searched entries times this; we keep our own, so few are enough. */
const CHECKPOINT_INTERVAL = 100

export interface FollowerParts {
  readonly client: EventStoreDBClient
  readonly reader: Reader
  readonly prefix: string
  /** Between 0 and 1: spreads the return of many followers. */
  readonly random: () => number
  onReconnect?(attempt: number, reason: string): void
}

/**
 * Follows the leader's log and comes back by itself: a subscription ends with its connection. Before each return it looks
 * whether the entry handled last is still the one in the log: a deposed leader may have shown what it then cut off.
 */
export class StoreFollower implements Following {
  readonly live: Promise<void>
  readonly ended: Promise<void>
  handled: Position | undefined
  private lastId: string | undefined
  private stopping = false
  private subscription: AllStreamSubscription | undefined
  private wake: () => void = () => undefined
  private isLive = false
  private sayLive: () => void = () => undefined
  private sayNeverLive: (error: Error) => void = () => undefined

  constructor(
    private readonly parts: FollowerParts,
    private readonly options: Required<FollowOptions>,
    private readonly handler: Handler,
  ) {
    this.live = new Promise((resolve, reject) => {
      this.sayLive = resolve
      this.sayNeverLive = reject
    })
    this.ended = this.run()
    // Whoever does not wait for one of them must not bring the process down by it.
    this.live.catch(() => undefined)
    this.ended.catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.wake()
    await this.subscription?.unsubscribe().catch(() => undefined)
    await this.ended.catch(() => undefined)
  }

  private async run(): Promise<void> {
    try {
      await this.follow()
      this.sayNeverLive(new Unavailable('closed', 'the following was stopped'))
    } catch (error) {
      this.sayNeverLive(error as Error)
      throw error
    }
  }

  private async follow(): Promise<void> {
    let after: Position | undefined
    let target: Position | undefined
    let began = false
    for (let attempt = 0; !this.stopping; attempt++) {
      try {
        if (!began) {
          target = await this.parts.reader.head()
          after =
            this.options.after === 'end' ? target : this.options.after === 'start' ? undefined : this.options.after
          if (this.options.after !== 'end' && after !== undefined) await this.remember(after)
          began = true
        }
        await this.checkTail(this.handled ?? after)
        attempt = await this.listen(this.handled ?? after, target, attempt)
      } catch (error) {
        if (error instanceof HandlerFailed) throw error.reason
        if (error instanceof TailCut || (error instanceof Unavailable && error.reason === 'damaged')) throw error
        this.parts.onReconnect?.(attempt + 1, (error as Error).message)
      }
      if (!this.stopping) await this.pause(attempt)
    }
  }

  /** The id of the entry from which following begins: what is compared on each return. */
  private async remember(after: Position): Promise<void> {
    const entry = await this.parts.reader.at(after)
    if (entry === undefined)
      throw new TailCut(after, `日志中已无位置 ${after} 的记录 / the log holds no entry at ${after}`)
    this.lastId = entry.id
  }

  private async checkTail(position: Position | undefined): Promise<void> {
    if (position === undefined || this.lastId === undefined) return
    const entry = await this.parts.reader.at(position)
    if (entry?.id === this.lastId) return
    throw new TailCut(
      position,
      `位置 ${position} 的记录已被撤回 / the entry at ${position} was ${this.lastId} and is ${entry?.id ?? 'gone'}`,
    )
  }

  /** Hands over what comes until the subscription ends; answers the next attempt's number, 0 once anything has come. */
  private async listen(after: Position | undefined, target: Position | undefined, attempt: number): Promise<number> {
    const { client, prefix } = this.parts
    const { batchSize } = this.options
    const subscription = client.subscribeToAll(
      {
        fromPosition: after === undefined ? START : parsePosition(after),
        filter: streamNameFilter({ prefixes: [prefix], checkpointInterval: CHECKPOINT_INTERVAL }),
        requiresLeader: true,
      },
      // What has come and is not handled stays within two batches; the rest waits in the store.
      { highWaterMark: batchSize },
    )
    this.subscription = subscription
    let failure: Error | undefined
    let over = false
    let came = false
    const signal = () => this.wake()
    subscription.on('readable', signal)
    subscription.on('confirmation', () => {
      came = true
      signal()
    })
    subscription.on('error', (error) => {
      failure = error
      over = true
      signal()
    })
    subscription.on('end', () => {
      over = true
      signal()
    })
    subscription.on('close', () => {
      over = true
      signal()
    })
    try {
      while (!this.stopping) {
        const batch = this.take(subscription, batchSize, after)
        if (batch.length > 0) {
          await this.handle(batch)
          came = true
        } else if (over) break
        if (this.reached(target, after) && came) this.goLive()
        if (batch.length === 0 && !over) await this.woken()
      }
    } finally {
      this.subscription = undefined
      await subscription.unsubscribe().catch(() => undefined)
    }
    if (failure && !this.stopping) this.parts.onReconnect?.(attempt + 1, failure.message)
    return came ? 0 : attempt
  }

  private take(subscription: AllStreamSubscription, most: number, after: Position | undefined): RecordedEvent[] {
    const batch: RecordedEvent[] = []
    while (batch.length < most) {
      const next = subscription.read()
      if (next === null) break
      if (!next.event?.streamId.startsWith(this.parts.prefix)) continue
      const event = recordedEvent(next.event, this.parts.prefix)
      const last = batch.at(-1)?.position ?? this.handled ?? after
      if (last === undefined || comparePositions(event.position, last) > 0) batch.push(event)
    }
    return batch
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
  private reached(target: Position | undefined, after: Position | undefined): boolean {
    if (target === undefined) return true
    const at = this.handled ?? after
    return at !== undefined && comparePositions(at, target) >= 0
  }

  private goLive(): void {
    if (this.isLive) return
    this.isLive = true
    this.sayLive()
  }

  private woken(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve
    })
  }

  private pause(attempt: number): Promise<void> {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10))
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + this.parts.random() / 2))
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

class HandlerFailed extends Error {
  constructor(readonly reason: unknown) {
    super('the handler failed')
  }
}
