import { RefusalException } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'

/** Open at once: of one caller, and of all of them. A page has one, and only while it is seen. */
export interface FeedLimits {
  readonly perCaller: number
  readonly together: number
}
export const DEFAULT_FEED_LIMITS: FeedLimits = { perCaller: 8, together: 500 }

/** Feeds that are open, so that nobody holds too many, and all of them end with the service. */
export class OpenFeeds {
  private readonly open = new Map<AbortController, string>()

  constructor(private readonly limits: FeedLimits = DEFAULT_FEED_LIMITS) {}

  /** Refusal: `too-many-feeds`. */
  begin(caller: string): AbortController {
    const own = [...this.open.values()].filter((it) => it === caller).length
    if (own >= this.limits.perCaller || this.open.size >= this.limits.together) throw new RefusalException([TOO_MANY])
    const ending = new AbortController()
    this.open.set(ending, caller)
    ending.signal.addEventListener('abort', () => this.open.delete(ending), { once: true })
    return ending
  }

  end(): void {
    for (const it of [...this.open.keys()]) it.abort()
  }
}

const TOO_MANY = refuse('too-many-feeds', {
  zh: '同时打开的推送过多，请先关闭其他',
  en: 'too many feeds are open; close another first',
})
