import type { Following, Handler, Position, RecordedEvent } from '../port'

/** What a follower needs of its log. */
export interface Followed {
  page(after: number, limit: number): RecordedEvent[]
  head(): number
  /** Calls back once, at the next commit or the next look at a file another process writes. */
  onNews(wake: () => void): () => void
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
  private wake: (() => void) | undefined

  constructor(
    private readonly log: Followed,
    private after: number,
    private readonly batchSize: number,
    private readonly handler: Handler,
  ) {
    let becameLive: () => void = () => {}
    let failedFirst: (error: unknown) => void = () => {}
    this.live = new Promise((resolve, reject) => {
      becameLive = resolve
      failedFirst = reject
    })
    // Whoever does not wait for `live` learns of the failure from `ended`: no unhandled rejection beside it.
    this.live.catch(() => undefined)
    this.ended = this.run(log.head(), becameLive)
    this.ended.catch(failedFirst)
  }

  stop(): Promise<void> {
    this.stopping = true
    this.wake?.()
    return this.ended.catch(() => undefined)
  }

  private async run(headAtStart: number, becameLive: () => void): Promise<void> {
    // The first look comes after the constructor has returned: a handler may use the object it belongs to.
    await Promise.resolve()
    if (this.after >= headAtStart) becameLive()
    while (!this.stopping) {
      const news = this.news()
      const events = this.log.page(this.after, this.batchSize)
      if (events.length === 0) {
        await news.arrived
        continue
      }
      news.cancel()
      await this.handler(events)
      this.handled = events[events.length - 1].position
      this.after = Number(this.handled)
      if (this.after >= headAtStart) becameLive()
    }
    becameLive()
  }

  /** Registered before reading, so that a commit between the reading and the waiting is not missed. */
  private news(): { arrived: Promise<void>; cancel: () => void } {
    let cancel: () => void = () => {}
    const arrived = new Promise<void>((resolve) => {
      const off = this.log.onNews(() => resolve())
      this.wake = resolve
      cancel = off
    })
    return { arrived, cancel }
  }
}
