import { Unavailable } from '../errors'
import type { Elsewhere, Following, Handler, Position, RecordedEvent } from '../port'
import type { News } from './news'

/** What a follower needs of its log. */
export interface Followed {
  readonly news: News
  page(after: number, limit: number): RecordedEvent[]
  head(): number
}

export interface FollowerStart {
  /** Exclusive. */
  readonly after: number
  readonly batchSize: number
  readonly elsewhere?: Elsewhere
}

/**
 * Catches up page by page, then waits for news; hands over in order, one batch at a time, and awaits the handler: what has
 * not been handled stays in the file, not in memory.
 */
export class Follower implements Following {
  handled: Position | undefined
  readonly live: Promise<void>
  readonly ended: Promise<void>
  private stopping = false

  constructor(
    private readonly log: Followed,
    private readonly start: FollowerStart,
    private readonly handler: Handler,
  ) {
    let becameLive!: () => void
    let neverLive!: (error: unknown) => void
    this.live = new Promise((resolve, reject) => {
      becameLive = resolve
      neverLive = reject
    })
    this.ended = this.run(log.head(), becameLive)
    const stopped = () => neverLive(new Unavailable('closed', 'the following was stopped before it was live'))
    this.ended.then(stopped, neverLive)
    // Who does not wait for one of the two learns of the failure from the other: no unhandled rejection beside it.
    this.live.catch(() => undefined)
  }

  stop(): Promise<void> {
    this.stopping = true
    this.log.news.tell()
    return this.ended.catch(() => undefined)
  }

  private async run(headAtStart: number, becameLive: () => void): Promise<void> {
    // The first look comes after the constructor has returned: a handler may use the object it belongs to.
    await Promise.resolve()
    let after = this.start.after
    if (after >= headAtStart) becameLive()
    while (!this.stopping) {
      const news = this.log.news.next()
      const count = (await this.passedOn(after)) || (await this.handedOver(after))
      if (count === 0) {
        await news
        continue
      }
      after += count
      this.handled = String(after)
      if (after >= headAtStart) becameLive()
      // A long catch-up with a handler that never waits must not keep requests from being served.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** How many entries behind a position were handled without being read here. */
  private async passedOn(after: number): Promise<number> {
    const { elsewhere, batchSize } = this.start
    if (!elsewhere) return 0
    const waiting = Math.min(this.log.head() - after, batchSize)
    if (waiting <= 0 || !elsewhere.wants(waiting)) return 0
    await elsewhere.handle(String(after), String(after + waiting))
    return waiting
  }

  private async handedOver(after: number): Promise<number> {
    const events = this.log.page(after, this.start.batchSize)
    if (events.length > 0) await this.handler(events)
    return events.length
  }
}
