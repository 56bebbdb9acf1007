import { setTimeout as sleep } from 'node:timers/promises'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { ReadModel } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { cloudEventOf, isToldTo } from '../notice'
import type { Allowed } from './addresses'
import { type Attempt, post } from './post'
import type { Delivery, NewDelivery, Webhook, WebhookStore } from './webhook-store'

/** Entries looked at, and written down, at once. */
const ROUND = 500
/** So many are written down ahead of what has gone, no more: an endpoint that is away must not fill the disk. */
const MOST_WAITING = 5_000
/** Streams that are sent to at once: within a stream one waits for the other. */
const TOGETHER = 8
/** Looked at this often, ms, also where nothing is known to come. */
const BEAT_MS = 15_000

export interface SenderOptions {
  readonly source: string
  readonly allowed: Allowed
  readonly clock: () => number
  /** ms to wait after so many attempts; undefined: it is dead. */
  readonly backOff?: (attempts: number) => number | undefined
  /** ms an attempt may take. */
  readonly patience?: number
  /** The log or the folder is away: it is gone on with after a pause. */
  readonly onFault?: (error: unknown) => void
}

const SECOND = 1_000
/** After the first failure, the second …: a day and a half in all, then it is dead. */
const PAUSES = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800, 43_200].map((it) => it * SECOND)

/** With up to a fifth more by chance: many that failed together do not come again together. */
export function usualBackOff(attempts: number, chance = Math.random()): number | undefined {
  const pause = PAUSES[attempts - 1]
  return pause === undefined ? undefined : Math.round(pause * (1 + chance / 5))
}

/**
 * Tells each endpoint what it may know of, at least once, in the order of each stream: what failed is tried again and holds up
 * what stands behind it in its stream, not other streams, and no other endpoint.
 */
export class WebhookSender {
  private readonly running = new Map<
    string,
    { readonly ending: AbortController; readonly ended: Promise<void>; wake: AbortController }
  >()

  private stopped: Promise<void> | undefined

  constructor(
    private readonly model: ReadModel,
    private readonly log: LogReading,
    readonly store: WebhookStore,
    private readonly options: SenderOptions,
  ) {}

  begin(): void {
    for (const it of this.store.all()) if ((it.endedAt ?? it.pausedAt) === undefined) this.follow(it.id)
  }

  follow(id: string): void {
    const ending = new AbortController()
    const work = { ending, wake: new AbortController(), ended: Promise.resolve() }
    this.running.set(id, work)
    work.ended = this.keepOn(id, ending.signal)
  }

  /** Something of it was changed by a person: it is looked at now. */
  wake(id: string): void {
    this.running.get(id)?.wake.abort()
  }

  async leave(id: string): Promise<void> {
    const work = this.running.get(id)
    work?.ending.abort()
    work?.wake.abort()
    await work?.ended
    this.running.delete(id)
  }

  /** Calling it twice is harmless. */
  stop(): Promise<void> {
    this.stopped ??= Promise.all([...this.running.keys()].map((it) => this.leave(it))).then(() => this.store.close())
    return this.stopped
  }

  /** What is away for a while ends nothing, and is told: an endpoint that nobody sends to any more would look like a quiet one. */
  private async keepOn(id: string, signal: AbortSignal): Promise<void> {
    const { onFault, backOff = usualBackOff } = this.options
    while (!signal.aborted) {
      try {
        return await this.run(id, signal)
      } catch (error) {
        if (signal.aborted) return
        onFault?.(error)
        await sleep(backOff(1) ?? BEAT_MS, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  private async run(id: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const webhook = this.store.one(id)
      if (!webhook) return
      const more = await this.takeIn(webhook)
      const { clock } = this.options
      const due = this.store.due(id, clock(), TOGETHER)
      await Promise.all(due.map((it) => this.send(webhook, it, signal)))
      if (more || due.length > 0) continue
      await this.nothingToDo(id)
    }
  }

  /** Until something is recorded, is due, or was changed. */
  private async nothingToDo(id: string): Promise<void> {
    const work = this.running.get(id)
    const position = this.store.one(id)?.position ?? 0
    if (!work || work.ending.signal.aborted) return
    const due = (this.store.nextAt(id) ?? Number.POSITIVE_INFINITY) - this.options.clock()
    const full = this.store.counts(id).waiting >= MOST_WAITING
    const beyond = full ? Number.MAX_SAFE_INTEGER : Math.max(position, 0)
    await this.model.beyond(beyond, Math.max(0, Math.min(BEAT_MS, due)), work.wake.signal)
    if (work.wake.signal.aborted) work.wake = new AbortController()
  }

  /** Writes down what it is to be told of the next entries; whether there are more of them. */
  private async takeIn({ id, position, ...reader }: Webhook): Promise<boolean> {
    const { tables } = this.model
    const until = Math.min(tables.sequence, position + ROUND)
    if (until <= position || this.store.counts(id).waiting >= MOST_WAITING) return false
    const found: NewDelivery[] = []
    for (let sequence = position + 1; sequence <= until; sequence++) {
      if (turnIsOver()) await nextTurn()
      if (!isToldTo(reader, tables, sequence)) continue
      const event = await this.log.readAt(String(sequence))
      if (event) found.push(newDelivery(sequence, event))
    }
    this.store.take(id, until, found)
    return until < tables.sequence
  }

  private async send(webhook: Webhook, delivery: Delivery, signal: AbortSignal): Promise<void> {
    const { clock, backOff = usualBackOff } = this.options
    const { sequence } = delivery
    const event = await this.log.readAt(String(sequence))
    // A cluster cut off what no majority had stored, and another entry stands there now: that one is to be told.
    if (event && event.id !== delivery.id) {
      const told = isToldTo(webhook, this.model.tables, sequence)
      return this.store.replace(webhook.id, sequence, told ? newDelivery(sequence, event) : undefined)
    }
    const { taken, outcome } = await this.attempt(webhook, sequence, event, signal)
    // The service stops, or the endpoint was ended: what was broken off has not been tried.
    if (signal.aborted && !taken) return
    const attempts = delivery.attempts + 1
    const pause = taken ? undefined : backOff(attempts)
    const state = taken ? 'delivered' : pause === undefined ? 'dead' : 'waiting'
    const nextAt = pause === undefined ? 0 : clock() + pause
    this.store.note(webhook.id, { ...delivery, state, attempts, nextAt, lastAt: clock(), outcome })
  }

  private async attempt(
    webhook: Webhook,
    sequence: number,
    event: RecordedEvent | undefined,
    signal: AbortSignal,
  ): Promise<Attempt> {
    const { source, allowed, clock, patience } = this.options
    if (!event) return { taken: false, outcome: 'entry-gone' }
    const { id } = event
    const body = JSON.stringify(cloudEventOf(this.model.tables, sequence, event, source))
    const timestamp = Math.floor(clock() / SECOND)
    return post(webhook.url, { id, body, timestamp }, this.store.secretOf(webhook.id), { allowed, patience, signal })
  }
}

const newDelivery = (sequence: number, { id, stream, type }: RecordedEvent): NewDelivery => ({
  sequence,
  id,
  stream,
  type,
})
