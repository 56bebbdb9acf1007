import type { OnApplicationShutdown } from '@nestjs/common'
import { type SealedWindow, windowsSealedBy } from '@pilot-ledger/evaluation'
import type { EventLog, Following, RecordedEvent } from '@pilot-ledger/event-log'
import { STREAM_PREFIXES } from '@pilot-ledger/kernel'

/**
 * Windows sealed in any round, followed along the log: a service that keeps nothing has no list of rounds, and no stream tells
 * which of them a platform took part in. What is asked before the log was read once waits for that.
 */
export class FollowedSeals implements OnApplicationShutdown {
  private readonly windows: SealedWindow[] = []
  private readonly following: Following
  private failure: Error | undefined
  private level = false

  constructor(log: Pick<EventLog, 'follow'>) {
    this.following = log.follow({ after: 'start' }, (events) => this.take(events))
    this.following.ended.catch((error: Error) => {
      this.failure = error
    })
    // Where it never comes to that, `ended` says why.
    void this.following.live.then(
      () => {
        this.level = true
      },
      () => undefined,
    )
  }

  /** Throws what ended the following: nobody may record as if there were no seals. */
  async of(platform: string): Promise<readonly SealedWindow[]> {
    await this.following.live
    if (this.failure) throw this.failure
    return this.windows.filter((it) => it.platform === platform)
  }

  /** Why what is asked would not be told at once. */
  get fault(): string | undefined {
    return this.failure?.message ?? this.following.away ?? (this.level ? undefined : 'the log is still being read')
  }

  onApplicationShutdown(): Promise<void> {
    return this.following.stop()
  }

  private take(events: readonly RecordedEvent[]): void {
    for (const { stream, type, data } of events)
      if (stream.startsWith(STREAM_PREFIXES.round)) this.windows.push(...windowsSealedBy({ type, data }))
  }
}
