import { checkExpected, type Encoded, encodeBatch } from '../append/encode'
import { answerKnown } from '../append/idempotency'
import { OutcomeUnknown, TooLarge, VersionConflict } from '../errors'
import type { Appended, Expected, NewEvent, Position, RecordedEvent, StreamSlice } from '../port'
import { StoreConflict } from './append-messages'
import { type Copied, runsOf } from './copied-runs'
import { type KnownStream, KnownStreams } from './known-streams'
import { comparePositions, positionText } from './position'
import { type Sender, unreachable } from './sender'
import { Deadline, Turns } from './turns'
import { type WireEvent, wireEvent } from './wire-event'

/** What the server takes at most in one append (`MaxAppendSize` as it comes). */
const SERVER_LIMIT = 1_048_576

export interface AppenderParts {
  readonly sender: Sender
  readonly prefix: string
  /** Within this an append ends as done, refused or unknown. */
  readonly deadlineMs: number
  readonly maxBytes: number
  readonly clock: () => number
  readStream(stream: string): Promise<StreamSlice>
  head(): Promise<Position | undefined>
  onAppend?(milliseconds: number, events: number): void
}

/** An append on its way: what was asked, checked and turned into the store's form. */
interface Ready {
  readonly stream: string
  readonly expected: Expected
  readonly encoded: readonly Encoded[]
  readonly wire: readonly WireEvent[]
  readonly deadline: Deadline
}

/**
 * Appends by the port's rules on a store whose own rules are looser: a known id at the current revision would be stored
 * twice, known ids in another order would never be answered, content would not be compared, and an answer may not come.
 */
export class Appender {
  private readonly known = new KnownStreams()
  /** The last append of each kind that is under way; the same again waits for it and takes its answer. */
  private readonly inFlight = new Map<string, Promise<Appended>>()
  /** Appends to one stream go one after another: side by side they would only meet each other, in any order. */
  private readonly turns = new Turns()
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
    this.reaches(slice.events.at(-1)?.position)
  }

  /** After a connection was lost nothing that was seen is taken for granted. */
  forget(): void {
    this.known.forgetAll()
  }

  /** Resolves when no append is under way. */
  idle(): Promise<void> {
    return this.turns.idle()
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    const started = performance.now()
    checkExpected(expected)
    const encoded = encodeBatch(stream, events, this.parts.maxBytes)
    const deadline = new Deadline(this.parts.deadlineMs)
    const late = (ms: number) => unreachable(`earlier appends to ${stream} took ${ms} ms, this one was not sent`)
    if (events.length === 0)
      return this.turns.take(stream, deadline, late, () => this.nothing(stream, expected, deadline))
    const recordedAt = this.stamp()
    const wire = encoded.map((it) => wireEvent(it, recordedAt))
    checkSize(wire)
    const append: Ready = { stream, expected, encoded, wire, deadline }
    // The same append at the same time is one append: the store would answer only some of its callers.
    const key = `${stream}\n${String(expected)}\n${wire.map((it) => it.wireId).join()}`
    const before = this.inFlight.get(key)
    const answer = this.turns.take(stream, deadline, late, () => this.answerOnce(append, before))
    this.inFlight.set(key, answer)
    try {
      const appended = await answer
      this.parts.onAppend?.(performance.now() - started, events.length)
      return appended
    } finally {
      if (this.inFlight.get(key) === answer) this.inFlight.delete(key)
    }
  }

  /** Stores entries of another log with their own times, in their order; what is there already is left alone. */
  async restore(events: readonly RecordedEvent[]): Promise<void> {
    for (const run of runsOf(events)) {
      const { stream } = run[0].event
      const deadline = new Deadline(this.parts.deadlineMs)
      try {
        await this.decide(placed(run, deadline))
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error
        // An earlier copy may have broken off within what is one run now.
        const slice = await this.read(stream, deadline)
        const isThere = ({ event }: Copied) => slice.events[event.revision]?.id === event.id
        const [there, missing] = [run.filter(isThere), run.filter((it) => !isThere(it))]
        if (there.length === 0) throw error
        await this.decide(placed(there, deadline))
        if (missing.length > 0) await this.decide(placed(missing, deadline))
      }
    }
  }

  private async answerOnce(append: Ready, before: Promise<Appended> | undefined): Promise<Appended> {
    if (before) {
      // It had its turn earlier, so it is over. A conflict it got may not be this one's: others have appended since.
      const [outcome] = await Promise.allSettled([before])
      if (outcome.status === 'fulfilled') return { ...outcome.value, repeated: true }
      if (outcome.reason instanceof OutcomeUnknown) throw outcome.reason
    }
    return this.decide(append)
  }

  private async decide(append: Ready): Promise<Appended> {
    const { stream, expected, encoded, deadline } = append
    let known = this.known.find(stream)
    let fresh = false
    const look = async () => {
      known = await this.load(stream, deadline)
      fresh = true
    }
    // A new stream needs no look: the server says when it is there already.
    if (known === undefined && expected !== 'none') await look()
    while (true) {
      if (encoded.some((it) => known?.ids.has(it.id))) return answerFrom(await this.read(stream, deadline), append)
      const target = expected === 'none' ? -1 : expected === 'any' ? (known as KnownStream).head : expected
      if (known && known.head !== target) {
        if (fresh) throw new VersionConflict(stream, expected, known.head)
        // What is remembered may be behind what is there.
        await look()
        continue
      }
      try {
        return await this.send(append, target)
      } catch (error) {
        if (!(error instanceof StoreConflict)) throw error
        await look()
        if (encoded.some((it) => known?.ids.has(it.id))) continue
        if (expected !== 'any' || deadline.left <= 0) throw new VersionConflict(stream, expected, error.actual)
      }
    }
  }

  private async send(append: Ready, target: number): Promise<Appended> {
    const { stream, wire, encoded, deadline } = append
    const before = this.latest
    try {
      const answer = await this.parts.sender.send(this.parts.prefix + stream, target, wire, deadline)
      const position = positionText(answer.position.commit, answer.position.prepare)
      this.reaches(position)
      const repeated = before !== undefined && comparePositions(position, before) <= 0
      if (!repeated) {
        const ids = encoded.map((it) => it.id)
        this.known.appended(stream, answer.revision, ids)
      }
      return { revision: answer.revision, position, repeated }
    } catch (error) {
      this.known.forget(stream)
      throw error
    }
  }

  private async load(stream: string, deadline: Deadline): Promise<KnownStream> {
    const slice = await this.read(stream, deadline)
    return this.known.seen(stream, slice.head, slice.events)
  }

  /** Only where nothing of this append can be stored: before it is sent, or after a conflict. */
  private read(stream: string, deadline: Deadline): Promise<StreamSlice> {
    const late = (ms: number) => unreachable(`${stream} could not be read within ${ms} ms, nothing was stored`)
    return deadline.within(this.parts.readStream(stream), late)
  }

  /** One writer's times never go back; those of several are kept in order by whoever reads. */
  private stamp(): number {
    this.lastStamp = Math.max(this.lastStamp, Math.floor(this.parts.clock()))
    return this.lastStamp
  }

  private async nothing(stream: string, expected: Expected, deadline: Deadline): Promise<Appended> {
    const { head } = await this.read(stream, deadline)
    if (expected !== 'any' && head !== (expected === 'none' ? -1 : expected))
      throw new VersionConflict(stream, expected, head)
    const late = (ms: number) => unreachable(`no answer within ${ms} ms`)
    return { revision: head, position: (await deadline.within(this.parts.head(), late)) ?? '0', repeated: false }
  }
}

/** The append that puts these neighbours where they were. */
function placed(run: readonly Copied[], deadline: Deadline): Ready {
  const { stream, revision } = run[0].event
  const expected = revision === 0 ? 'none' : revision - 1
  return { stream, expected, encoded: run.map((it) => it.encoded), wire: run.map((it) => it.wire), deadline }
}

/** The port's answer to an append of which at least one id is in the stream. */
function answerFrom(slice: StreamSlice, { stream, expected, encoded }: Ready): Appended {
  const byId = new Map(slice.events.map((it) => [it.id, it]))
  const answer = answerKnown(
    { stream, expected, events: encoded },
    encoded.map((it) => byId.get(it.id)),
    slice.head,
  )
  if (answer instanceof Error) throw answer
  return answer
}

function checkSize(wire: readonly WireEvent[]): void {
  const bytes = wire.reduce((sum, it) => sum + it.bytes, 0)
  if (bytes > SERVER_LIMIT) throw new TooLarge(bytes, SERVER_LIMIT)
}
