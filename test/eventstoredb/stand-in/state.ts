import type { Faults } from './faults'
import type { AppendOutcome, ExpectedRevision, Proposed, Store } from './store'

interface OpenCall {
  readonly cancelled: boolean
  on(event: string, listener: () => void): unknown
  off(event: string, listener: () => void): unknown
  emit(event: 'error', error: Error): boolean
}

/** What the services share: the store, the faults, who is connected. */
export class ServerState {
  /** True: this node is not the leader, and says so to those who ask for it. */
  follower = false
  readonly counts = new Map<string, number>()
  private readonly calls = new Set<OpenCall>()
  private readonly ended = new WeakSet<OpenCall>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly flying = new Set<string>()
  private waiters = new Set<() => void>()
  /** How long an append takes to be committed (ms); a copy of it that comes meanwhile gets no true answer. */
  commitMs = 0

  constructor(
    readonly store: Store,
    readonly faults: Faults,
  ) {}

  open(call: OpenCall): void {
    this.calls.add(call)
    const over = () => {
      this.ended.add(call)
      this.calls.delete(call)
      this.tell()
    }
    for (const event of ['cancelled', 'close', 'error', 'finish']) call.on(event, over)
  }

  get openCalls(): number {
    return this.calls.size
  }

  gone(call: OpenCall): boolean {
    return call.cancelled || this.ended.has(call)
  }

  /** Ends every open call as a broken connection does. */
  dropAll(error: Error): void {
    for (const call of [...this.calls]) call.emit('error', error)
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }

  append(stream: string, expected: ExpectedRevision, events: readonly Proposed[]): AppendOutcome {
    const outcome = this.store.append(stream, expected, events)
    this.tell()
    return outcome
  }

  inFlight(stream: string, expected: ExpectedRevision, events: readonly Proposed[]): boolean {
    return this.flying.has(keyOf(stream, expected, events))
  }

  whenCommitted(stream: string, expected: ExpectedRevision, events: readonly Proposed[], commit: () => void): void {
    if (this.commitMs === 0) {
      commit()
      return
    }
    const key = keyOf(stream, expected, events)
    this.flying.add(key)
    this.later(this.commitMs, () => {
      this.flying.delete(key)
      commit()
    })
  }

  later(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      work()
    }, milliseconds)
    this.timers.add(timer)
  }

  /** Resolves when something was appended or the call is over. */
  news(call: OpenCall): Promise<void> {
    if (this.gone(call)) return Promise.resolve()
    return new Promise((resolve) => this.waiters.add(resolve))
  }

  async drained(call: OpenCall): Promise<void> {
    if (this.gone(call)) return
    await new Promise<void>((resolve) => {
      const events = ['drain', 'cancelled', 'close', 'error'] as const
      const over = () => {
        for (const event of events) call.off(event, over)
        resolve()
      }
      for (const event of events) call.on(event, over)
    })
  }

  tell(): void {
    const waiters = this.waiters
    this.waiters = new Set()
    for (const wake of waiters) wake()
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    for (const call of this.calls) this.ended.add(call)
    this.calls.clear()
    this.flying.clear()
    this.tell()
  }
}

const keyOf = (stream: string, expected: ExpectedRevision, events: readonly Proposed[]) =>
  `${stream} ${expected} ${events.map((it) => it.id).join()}`
