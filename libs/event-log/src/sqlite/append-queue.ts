import type { Encoded } from '../append/encode'
import type { Appended, Expected } from '../port'

/** An append waiting for its turn. */
export interface PendingAppend {
  readonly stream: string
  readonly expected: Expected
  readonly events: readonly Encoded[]
  /** When the first of them was recorded in the log they come from; absent: now. */
  readonly recordedAt?: number
  resolve(appended: Appended): void
  reject(error: Error): void
}

/** Most events one transaction takes: bounds how long the first of a batch waits for the last. */
const MOST_EVENTS = 512

/**
 * Group commit: what arrives while the event loop is busy shares the next transaction and its one sync. With 64 callers
 * that is about seven times the rate of a transaction each, at a bounded wait.
 */
export class AppendQueue {
  private waiting: PendingAppend[] = []
  private scheduled = false
  private held = false

  constructor(private readonly commit: (batch: readonly PendingAppend[]) => void) {}

  push(append: PendingAppend): void {
    this.waiting.push(append)
    this.schedule()
  }

  /** Lets nothing be committed while somebody else writes. */
  async while<T>(writing: () => Promise<T>): Promise<T> {
    this.held = true
    try {
      return await writing()
    } finally {
      this.held = false
      if (this.waiting.length > 0) this.schedule()
    }
  }

  /** Commits everything that waits, now. */
  drain(): void {
    while (this.waiting.length > 0) this.commit(this.takeBatch())
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      if (this.held || this.waiting.length === 0) return
      this.commit(this.takeBatch())
      if (this.waiting.length > 0) this.schedule()
    })
  }

  private takeBatch(): PendingAppend[] {
    let events = 0
    let count = 0
    while (count < this.waiting.length && (count === 0 || events + this.waiting[count].events.length <= MOST_EVENTS)) {
      events += this.waiting[count].events.length
      count++
    }
    return this.waiting.splice(0, count)
  }
}
