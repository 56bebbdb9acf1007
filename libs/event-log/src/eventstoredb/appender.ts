import { OutcomeUnknown, TooLarge, Unavailable, VersionConflict } from '../errors'
import type { Appended, Expected, NewEvent, Position, RecordedEvent, StreamSlice } from '../port'
import { checkExpected, encodeBatch } from '../sqlite/encode'
import { answerKnown } from '../sqlite/idempotency'
import { type BatchStream, NoAnswer, type StoreAnswer, StoreConflict, StoreRefusal } from './batch-stream'
import { type KnownStream, KnownStreams } from './known-streams'
import { comparePositions, positionText, type WireEvent, wireEvent } from './wire-event'

/** What the server counts an append against (`MaxAppendSize`, default 1 MiB), and what each event costs beside its bytes. */
export const SERVER_LIMIT = 1_048_576
const EVENT_OVERHEAD = 256
/** Writers that expect "any" meet each other; so often one of them reads again before it gives up. */
const MOST_TRIES = 64
const FIRST_PAUSE_MS = 25
const LONGEST_PAUSE_MS = 400

export interface AppenderParts {
  readonly batch: BatchStream
  readonly prefix: string
  /** Within this an append ends as done, refused or unknown. */
  readonly deadlineMs: number
  readonly maxBytes: number
  readonly clock: () => number
  readStream(stream: string): Promise<StreamSlice>
  head(): Promise<Position | undefined>
  onAppend?(milliseconds: number, events: number): void
}

/**
 * Appends by the port's rules on a store whose own rules are looser: a known id at the current revision would be stored
 * twice, known ids in another order would never be answered, content would not be compared, and an answer may not come.
 */
export class Appender {
  private readonly known = new KnownStreams()
  private readonly inFlight = new Map<string, Promise<Appended>>()
  /** Of each stream with appends in flight, the one that came last. */
  private readonly lastKeys = new Map<string, string>()
  /** Appends to one stream go one after another: side by side they would only meet each other, in any order. */
  private readonly queues = new Map<string, Promise<unknown>>()
  private lastStamp = 0
  private latest: Position | undefined

  constructor(private readonly parts: AppenderParts) {}

  /** Notes how far the log is known to reach: an answer at or before it repeats an earlier one. */
  reaches(position: Position | undefined): void {
    if (position === undefined) return
    if (this.latest === undefined || comparePositions(position, this.latest) > 0) this.latest = position
  }

  /** Notes a stream that was read whole. */
  seen(stream: string, slice: StreamSlice): void {
    this.known.seen(stream, slice.head, slice.events)
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    checkExpected(expected)
    encodeBatch(stream, events, this.parts.maxBytes)
    if (events.length === 0) return this.inTurn(stream, () => this.nothing(stream, expected))
    const recordedAt = this.stamp()
    const wire = events.map((it) => wireEvent(it, recordedAt))
    this.checkSize(wire)
    // The same append at the same time is one append: the store would answer only some of its callers.
    const key = `${stream}\n${String(expected)}\n${wire.map((it) => it.message.getId()?.getString()).join()}`
    // Only right behind it: with another append in between, the second is answered for what it finds.
    const running = this.lastKeys.get(stream) === key ? this.inFlight.get(key) : undefined
    if (running) return running.then((it) => ({ ...it, repeated: true }))
    const started = performance.now()
    const answer = this.inTurn(stream, () => this.decide(stream, expected, wire, events))
    this.inFlight.set(key, answer)
    this.lastKeys.set(stream, key)
    const over = () => {
      if (this.inFlight.get(key) !== answer) return
      this.inFlight.delete(key)
      if (this.lastKeys.get(stream) === key) this.lastKeys.delete(stream)
    }
    answer.then(over, over)
    const appended = await answer
    this.parts.onAppend?.(performance.now() - started, events.length)
    return appended
  }

  /** Stores entries of another log with their own times; what is there already is left alone. */
  async restore(events: readonly RecordedEvent[]): Promise<void> {
    let first = 0
    while (first < events.length) {
      const { stream } = events[first]
      let bytes = 0
      let next = first
      while (next < events.length && events[next].stream === stream) {
        bytes += wireEvent(events[next], events[next].recordedAt).bytes + EVENT_OVERHEAD
        if (bytes > SERVER_LIMIT && next > first) break
        next++
      }
      const run = events.slice(first, next)
      const wire = run.map((it) => wireEvent(it, it.recordedAt))
      await this.decide(stream, run[0].revision === 0 ? 'none' : run[0].revision - 1, wire, run)
      first = next
    }
  }

  private inTurn<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const before = this.queues.get(stream) ?? Promise.resolve()
    const mine = before.then(work)
    const settled = mine.then(
      () => undefined,
      () => undefined,
    )
    this.queues.set(stream, settled)
    void settled.then(() => {
      if (this.queues.get(stream) === settled) this.queues.delete(stream)
    })
    return mine
  }

  private async decide(
    stream: string,
    expected: Expected,
    wire: readonly WireEvent[],
    events: readonly NewEvent[],
  ): Promise<Appended> {
    let known = this.known.find(stream)
    let fresh = false
    for (let tries = 1; ; tries++) {
      if (known === undefined && expected !== 'none') {
        known = await this.load(stream)
        fresh = true
      }
      if (known && events.some((it) => known?.ids.has(it.id))) return this.answerKnown(stream, expected, events)
      const target = expected === 'none' ? -1 : expected === 'any' ? (known as KnownStream).head : expected
      if (known && known.head !== target) {
        if (fresh) throw new VersionConflict(stream, expected, known.head)
        // What is remembered may be behind what is there.
        known = await this.load(stream)
        fresh = true
        continue
      }
      const before = this.latest
      try {
        const answer = await this.send(stream, target, wire)
        const position = positionText(answer.position)
        this.reaches(position)
        const repeated = before !== undefined && comparePositions(position, before) <= 0
        if (!repeated)
          this.known.appended(
            stream,
            answer.revision,
            events.map((it) => it.id),
          )
        return { revision: answer.revision, position, repeated }
      } catch (error) {
        this.known.forget(stream)
        if (!(error instanceof StoreConflict)) throw error
        known = await this.load(stream)
        fresh = true
        if (expected !== 'any' && !events.some((it) => known?.ids.has(it.id)))
          throw new VersionConflict(stream, expected, known.head)
        if (tries === MOST_TRIES) throw new VersionConflict(stream, expected, known.head)
      }
    }
  }

  /** Sends until there is an answer that tells; the same ids at the same revision are stored once, however often they come. */
  private async send(stream: string, target: number, wire: readonly WireEvent[]): Promise<StoreAnswer> {
    const { batch, prefix, deadlineMs } = this.parts
    const end = performance.now() + deadlineMs
    let maybeSent = false
    let reason = ''
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const left = end - performance.now()
      if (left <= 0) break
      try {
        // Half of what is left: the other half is for finding out.
        return await batch.send(prefix + stream, target, wire, Math.max(1, Math.ceil(left / 2)))
      } catch (error) {
        if (error instanceof StoreRefusal) throw this.refused(error, wire)
        if (!(error instanceof NoAnswer)) throw error
        maybeSent ||= error.sent
        reason = error.message
      }
      if (end - performance.now() <= pause) break
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
    if (!maybeSent) throw new Unavailable('unreachable', `EventStoreDB 无法连接 / cannot be reached: ${reason}`)
    throw new OutcomeUnknown(`EventStoreDB 未确认，可能已记录 / no confirmation, it may be recorded: ${reason}`)
  }

  private async load(stream: string): Promise<KnownStream> {
    const slice = await this.parts.readStream(stream)
    return this.known.seen(stream, slice.head, slice.events)
  }

  private async answerKnown(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    const slice = await this.parts.readStream(stream)
    const byId = new Map(slice.events.map((it) => [it.id, it]))
    const encoded = encodeBatch(stream, events, Number.MAX_SAFE_INTEGER)
    const append = { stream, expected, events: encoded, resolve: () => undefined, reject: () => undefined }
    const answer = answerKnown(
      append,
      events.map((it) => byId.get(it.id)),
      slice.head,
    )
    if (answer instanceof Error) throw answer
    return answer
  }

  /** One writer's times never go back; those of several are kept in order by whoever reads. */
  private stamp(): number {
    this.lastStamp = Math.max(this.lastStamp, Math.floor(this.parts.clock()))
    return this.lastStamp
  }

  private async nothing(stream: string, expected: Expected): Promise<Appended> {
    const { head } = await this.parts.readStream(stream)
    if (expected !== 'any' && head !== (expected === 'none' ? -1 : expected))
      throw new VersionConflict(stream, expected, head)
    return { revision: head, position: (await this.parts.head()) ?? '0', repeated: false }
  }

  private checkSize(wire: readonly WireEvent[]): void {
    const bytes = wire.reduce((sum, it) => sum + it.bytes + EVENT_OVERHEAD, 0)
    if (bytes > SERVER_LIMIT) throw new TooLarge(bytes, this.parts.maxBytes)
  }

  private refused(refusal: StoreRefusal, wire: readonly WireEvent[]): Error {
    if (refusal.kind === 'MaximumAppendSizeExceeded')
      return new TooLarge(
        wire.reduce((sum, it) => sum + it.bytes, 0),
        this.parts.maxBytes,
      )
    return new Unavailable('not-writable', `EventStoreDB 拒绝写入 / refuses to write: ${refusal.kind}`)
  }
}
