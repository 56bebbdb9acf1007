import {
  type EventLog,
  type NewEvent,
  OutcomeUnknown,
  type Position,
  ReusedEventId,
  type StreamAppend,
  Unavailable,
  VersionConflict,
} from '@pilot-ledger/event-log'
import {
  type Checked,
  type EntryMetadata,
  eventIdOf,
  grouped,
  isRefusal,
  type JsonObject,
  type Refusal,
  streamName,
} from '@pilot-ledger/kernel'
import { v7 as uuidv7 } from 'uuid'
import { entryOf } from './history-at'

/** An append that is carried out with others. */
export interface PlannedAppend extends StreamAppend {
  /** It leans on what comes before it in the same call, as a call-off does on its framework. */
  readonly leans?: boolean
}

/** An append as a plan keeps it: what its events have in common stands once. */
export interface PlannedStep {
  readonly stream: string
  readonly expected: StreamAppend['expected']
  readonly leans?: boolean
  readonly metadata: EntryMetadata
  readonly events: readonly PlannedEvent[]
}

/** What is hidden of an entry, and its salt, is of that entry alone. */
type PlannedEvent = Omit<NewEvent, 'metadata'> & Pick<EntryMetadata, 'masked'>

/** What became of a step whose stream another had moved on since the decision. */
export interface MovedStep {
  readonly stream: string
  readonly key: string
  /** It could not be recorded any more: nothing of it stands. */
  readonly refusal?: Refusal
  /** Which of its contents another had recorded, by their index. */
  readonly known: readonly number[]
}

export interface CarriedOut {
  /** Behind everything that it brought; undefined where that was nothing. */
  readonly position: Position | undefined
  readonly moved: readonly MovedStep[]
}

/** Records a step on what its stream holds now, under its own key: what of it stood there already, or why it cannot be. */
export type DecideAgain = (step: PlannedStep) => Promise<Checked<readonly number[]>>

/** It is decided and stands, though not yet in every stream: it is completed by itself, by this process or another. */
export class NotYetCompleted extends Error {
  constructor(override readonly cause: Error) {
    super(`decided, and not yet completed: ${cause.message}`)
  }
}

/** All plans meet in one stream; whoever ends one knows that the next may be decided. */
const INDEX = streamName('plan', 'index')
/** Of one part, so that pages of a log that is read stay small; a step is never cut. */
const MOST_BYTES = 64_000
/** Appended, or asked where they stand, at once. */
const AT_ONCE = 128
const MOST_TRIES = 16
/** Refusals kept with the end of a plan. */
const MOST_TOLD = 200
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [250, 30_000]
/** Another process may have died in the middle of its plan. */
const EVERY_MS = 60_000

interface Open {
  readonly plan: string
  readonly parts: number
  readonly revision: number
  readonly metadata: EntryMetadata
}

/**
 * Many streams as one, on a log whose transactions end at a stream. All that is to be appended is first written down (`PlanPart`)
 * in a stream of its own, where it says nothing to anybody; ONE append (`PlanDecided`, to the stream of all plans) decides it;
 * then its streams get what is theirs, and its end is noted (`PlanEnded`). Before the decision it is dead and harmless; from
 * then on it comes to its end, whoever dies: by the next plan, by any process that tends plans, by the one whose log failed.
 * Repeats are told by the ids of the events. There is one open plan at most: the next is decided when it has ended.
 */
export class Plans {
  private decideAgain: DecideAgain = () => Promise.reject(new Error('nobody here decides a planned step again'))
  private timer: NodeJS.Timeout | undefined
  private underWay: { readonly plan: string; readonly done: Promise<CarriedOut> } | undefined
  private onFault: (error: Error) => void = () => undefined

  constructor(private readonly log: EventLog) {}

  /**
   * All of it, or nothing. Throws `VersionConflict` where a stream has moved on before the decision; any other error but
   * `NotYetCompleted` says, too, that nothing has been decided, `OutcomeUnknown` that it may have been.
   */
  async carryOut(appends: Iterable<PlannedAppend>): Promise<CarriedOut> {
    const written = await this.write(appends)
    if (!written) return { position: undefined, moved: [] }
    let open: Open
    try {
      open = await this.decide(written)
    } catch (error) {
      if (error instanceof OutcomeUnknown) this.soon(FIRST_PAUSE_MS)
      throw error
    }
    try {
      return await this.finish(open)
    } catch (error) {
      this.soon(FIRST_PAUSE_MS)
      throw new NotYetCompleted(error as Error)
    }
  }

  /** Whatever was decided and has not ended is completed, so that who judges next judges on it. */
  async complete(): Promise<void> {
    const { open } = await this.index()
    if (open) await this.finish(open)
  }

  /**
   * Completes now and, on a log that needs plans, every now and then, what this process or another had to leave. `onFault` is
   * told of what stands in the way; it is tried again, ever more slowly.
   */
  tend(onFault: (error: Error) => void): void {
    this.onFault = onFault
    this.soon(0)
  }

  decidedAgainBy(decideAgain: DecideAgain): void {
    this.decideAgain = decideAgain
  }

  private soon(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.tendOnce(ms), ms).unref()
  }

  private async tendOnce(paused: number): Promise<void> {
    try {
      await this.complete()
      if (!this.log.appendTogether) this.soon(EVERY_MS)
    } catch (error) {
      if (error instanceof Unavailable && error.reason === 'closed') return
      this.onFault(error as Error)
      this.soon(Math.min(Math.max(paused, FIRST_PAUSE_MS) * 2, LONGEST_PAUSE_MS))
    }
  }

  private async write(appends: Iterable<PlannedAppend>): Promise<Written | undefined> {
    const plan = uuidv7()
    const stream = streamName('plan', plan)
    const heads = new Map<string, StreamAppend['expected']>()
    let [parts, bytes] = [0, 0]
    let steps: PlannedStep[] = []
    const flush = async () => {
      const data = { steps: steps as unknown as JsonObject[] }
      const part = eventOf(stream, plan, 'PlanPart', data, steps[0].metadata, parts)
      await this.log.append(stream, parts === 0 ? 'none' : parts - 1, [part])
      parts++
      ;[steps, bytes] = [[], 0]
      return part.metadata
    }
    let metadata: EntryMetadata | undefined
    for (const append of appends) {
      if (append.events.length === 0) continue
      if (!heads.has(append.stream)) heads.set(append.stream, append.expected)
      const step = stepOf(append)
      const its = Buffer.byteLength(JSON.stringify(step))
      // What leans on others is in a part behind theirs: parts are carried out one after the other.
      const first = steps[0]
      if (first && (bytes + its > MOST_BYTES || first.leans !== step.leans)) metadata = await flush()
      steps.push(step)
      bytes += its
    }
    if (steps.length > 0) metadata = await flush()
    return metadata && { plan, parts, heads, metadata }
  }

  private async decide({ plan, parts, heads, metadata }: Written): Promise<Open> {
    for (let tries = 1; ; tries++) {
      const { head, open } = await this.index()
      if (open) {
        await this.finish(open)
        continue
      }
      await this.checkHeads(heads)
      const decided = eventOf(INDEX, plan, 'PlanDecided', { plan, parts }, metadata)
      try {
        const { revision } = await this.log.append(INDEX, head === -1 ? 'none' : head, [decided])
        return { plan, parts, revision, metadata }
      } catch (error) {
        // Another plan was decided first, perhaps on these very streams.
        if (!(error instanceof VersionConflict) || tries === MOST_TRIES) throw error
      }
    }
  }

  /** Every stream is where it was when it was judged. */
  private async checkHeads(heads: ReadonlyMap<string, StreamAppend['expected']>): Promise<void> {
    await inTurns([...heads], async ([stream, expected]) => {
      const { head } = await this.log.readStream(stream, { direction: 'backward', limit: 1 })
      if (head !== (expected === 'none' ? -1 : expected)) throw new VersionConflict(stream, expected, head)
    })
  }

  private async index(): Promise<{ readonly head: number; readonly open?: Open }> {
    const { head, events } = await this.log.readStream(INDEX, { direction: 'backward', limit: 1 })
    const [last] = events
    if (last === undefined) return { head }
    const { event } = entryOf(last)
    if (event.type !== 'PlanDecided') return { head }
    const { plan, parts } = event.data as { plan: string; parts: number }
    return {
      head,
      open: { plan, parts, revision: head, metadata: last.metadata },
    }
  }

  /** Once at a time in this process, whoever asks for it. */
  private finish(open: Open): Promise<CarriedOut> {
    if (this.underWay?.plan === open.plan) return this.underWay.done
    const done = this.finishFromStart(open)
    const underWay = { plan: open.plan, done }
    this.underWay = underWay
    const over = () => {
      if (this.underWay === underWay) this.underWay = undefined
    }
    done.then(over, over)
    return done
  }

  /** Whoever began it: what stands already is told by its ids. */
  private async finishFromStart({ plan, parts, revision, metadata }: Open): Promise<CarriedOut> {
    const moved: MovedStep[] = []
    const streams = new Set<string>()
    for (let from = 0; from < parts; from++) {
      const { events } = await this.log.readStream(streamName('plan', plan), { from, limit: 1 })
      const { steps } = entryOf(events[0]).event.data as { steps: readonly PlannedStep[] }
      await inTurns([...grouped(steps, (it) => it.stream).values()], async (its) => {
        for (const step of its) {
          const again = streams.has(step.stream) || (step.leans && moved.some((it) => it.refusal))
          if (!again && (await this.append(step))) continue
          // What comes behind it in its stream was decided on what is not there now.
          streams.add(step.stream)
          const decided = await this.decideAgain(step)
          const found = isRefusal(decided) ? { refusal: decided, known: [] } : { known: decided }
          moved.push({ stream: step.stream, key: step.metadata.idempotencyKey ?? '', ...found })
        }
      })
    }
    return { position: await this.end(plan, revision, metadata, moved), moved }
  }

  private async end(
    plan: string,
    revision: number,
    metadata: EntryMetadata,
    moved: readonly MovedStep[],
  ): Promise<Position> {
    const refused = moved.filter((it) => it.refusal)
    const reported = refused.slice(0, MOST_TOLD).map(({ stream, key, refusal }) => ({ stream, key, refusal }))
    const data = {
      plan,
      ...(reported.length > 0 && { refused: reported as unknown as JsonObject[], inAll: refused.length }),
    }
    try {
      return (await this.log.append(INDEX, revision, [eventOf(INDEX, plan, 'PlanEnded', data, metadata)])).position
    } catch (error) {
      // Another process completed it too, and was first to say so.
      if (!isConflict(error)) throw error
      const { events } = await this.log.readStream(INDEX, { from: revision + 1, limit: 1 })
      return events[0].position
    }
  }

  /** False where its stream is not where it was when it was decided on. */
  private async append({ stream, expected, events, metadata }: PlannedStep): Promise<boolean> {
    const made = events.map(({ masked, ...it }) => ({ ...it, metadata: { ...metadata, ...(masked && { masked }) } }))
    try {
      await this.log.append(stream, expected, made)
      return true
    } catch (error) {
      if (!isConflict(error)) throw error
      return false
    }
  }
}

interface Written {
  readonly plan: string
  readonly parts: number
  readonly heads: ReadonlyMap<string, StreamAppend['expected']>
  readonly metadata: EntryMetadata
}

function stepOf({ stream, expected, leans = false, events }: PlannedAppend): PlannedStep {
  const its = events.map(({ metadata: { masked }, ...event }) => ({ ...event, ...(masked && { masked }) }))
  const { masked: _ofTheFirst, ...shared } = events[0].metadata
  return {
    stream,
    expected,
    ...(leans && { leans }),
    metadata: shared,
    events: its,
  }
}

/** Of the ledger's own book-keeping: under the name of who asked for what it carries out. */
function eventOf(
  stream: string,
  plan: string,
  type: string,
  data: JsonObject,
  { actor, correlationId }: EntryMetadata,
  nth = 0,
): NewEvent {
  return {
    id: eventIdOf(stream, plan, type, nth),
    type,
    version: 1,
    data,
    metadata: { actor, correlationId },
  }
}

const isConflict = (error: unknown) => error instanceof VersionConflict || error instanceof ReusedEventId

/** Several at a time, the first ones first; the first failure lets no further ones begin. */
async function inTurns<T>(them: readonly T[], handle: (it: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < them.length; at += AT_ONCE) await Promise.all(them.slice(at, at + AT_ONCE).map(handle))
}
