import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { type EventLog, type NewEvent, type Position, VersionConflict } from '@pilot-ledger/event-log'
import {
  type BusinessDate,
  type ChangeApproved,
  type ChangeRequested,
  type Checked,
  type DomainEvent,
  type Entry,
  type EventDefinitions,
  type History,
  isRefusal,
  maskablePaths,
  type NamedCheckpoint,
  type OldChangeRule,
  type Recorded,
  type Rules,
  refuse,
  shanghaiDay,
  written,
} from '@pilot-ledger/kernel'
import { v7 as uuidv7 } from 'uuid'
import { attestedIn, type Checkpoints } from './checkpoints'
import { freshSalt } from './fresh-salt'
import { entryOf } from './history-at'
import { HotStreams, type RecordedUnderKey, type StreamRead, wholeStream } from './hot-streams'
import { type CarriedOut, type PlannedAppend, Plans } from './plans'
import { StagedLog } from './staged-log'
import { notStorable } from './storable'

/** Who asks, under which key: the part of a request that is not business content. */
export interface RequestIdentity {
  readonly actor: string
  readonly correlationId: string
  /** The client's `Idempotency-Key`; without one every request is a new one. */
  readonly idempotencyKey?: string
  /** SHA-256 (hex) of the request's canonical JSON. */
  readonly requestHash: string
  /** The revision of an `If-Match`: the stream must be exactly there. */
  readonly expectedRevision?: number
  /** 试登记: decided on the history of now like any other, and then neither appended nor remembered under a key. */
  readonly trial?: boolean
}

export interface RecordRequest<State, Content extends DomainEvent> extends RequestIdentity {
  readonly stream: string
  readonly rules: Rules<State, Content>
  /** Pure: what happens, or why not, `now` in milliseconds since 1970. Called again when another writer was faster. */
  decide(history: History<State, Content>, today: BusinessDate, now: number): Checked<readonly Recorded<Content>[]>
}

export interface RecordAnswer {
  /** Ids of the entries this request made, in order. */
  readonly entryIds: readonly string[]
  /** Revision of the last of them: the stream's ETag. */
  readonly revision: number
  /** Where the log stands with them: give it to a query's `waitFor` to read your own write. */
  readonly position: Position
  /** 待复核: nothing is recorded but that it was asked for; the entry that waits for a second person. */
  readonly waits?: string
  /** True when this very request had been recorded before and the first answer is repeated. */
  readonly repeated: boolean
  /** Of a trial, which makes no entries: what would have been recorded. */
  readonly tried?: readonly DomainEvent[]
}

/** What has been decided on a stream as it was at `revision` (-1 where it did not exist), to be recorded with others. */
export interface Decided extends Pick<RequestIdentity, 'actor' | 'correlationId' | 'requestHash'> {
  readonly rules: { readonly events?: Pick<EventDefinitions, 'find'> }
  readonly stream: string
  readonly revision: number
  readonly idempotencyKey: string
  readonly events: readonly DomainEvent[]
  /** It leans on what comes before it, as a call-off does on its framework. */
  readonly leans?: boolean
}

/** A writer that loses to others this often in a row is told so instead of trying for ever. */
const MOST_TRIES = 16
/** Keys remembered with the stream that each was used for, and as many of before: some 5 MB. */
const MOST_KEYS = 10_000

/**
 * Where it is to be of one piece, what is recorded is held back. One for all recorders: each storage that was ever used makes
 * every promise of the process dearer.
 */
const STAGING = new AsyncLocalStorage<{ readonly by: Recorder; readonly log: StagedLog }>()

/**
 * Load, decide, append at the revision read. The same key and content repeats the first answer: also after a restart, also
 * while the first is still in flight (all callers share one append); another content under a key is refused.
 */
export class Recorder {
  private readonly inFlight = new Map<
    string,
    { hash: string; stream: string; answer: Promise<Checked<RecordAnswer>> }
  >()

  private readonly queues = new Map<string, Promise<unknown>>()

  /**
   * The stream for which a key was used lately. A stream tells for ever which keys it knows; that a script sends one key for
   * two contracts no store can tell without reading them all, so it is told while this process remembers.
   */
  private usedFor = new Map<string, string>()
  private usedBefore: ReadonlyMap<string, string> = this.usedFor

  /** How what concerns several streams is stored as a whole where the log does not do that. */
  readonly plans: Plans
  private readonly streams: HotStreams

  constructor(
    private readonly stored: EventLog,
    private readonly clock: () => number = Date.now,
    /** Which changes need a second person; absent in an app without identities: there is nobody to be the second. */
    private readonly oldChange?: OldChangeRule,
    /** Absent where the log is not signed, or not here. */
    private readonly checkpoints?: Checkpoints,
  ) {
    this.plans = new Plans(stored)
    this.streams = new HotStreams(stored)
  }

  private get log(): Pick<EventLog, 'append' | 'readStream' | 'head'> {
    return this.staged ?? this.stored
  }

  private get staged(): StagedLog | undefined {
    const staging = STAGING.getStore()
    return staging?.by === this ? staging.log : undefined
  }

  /** Whether there are two persons to be told apart. */
  get needsTwo(): boolean {
    return this.oldChange !== undefined
  }

  /** Who asks for a change, when, under which rule. */
  requested({ actor }: Pick<RequestIdentity, 'actor'>, now: number): ChangeRequested {
    return { by: actor, now, rule: this.oldChange }
  }

  /**
   * Refusals beside those of `decide`: `idempotency-key-reused`, `stale-revision`. Throws the log's errors, among them
   * `VersionConflict` when the stream moved on more than sixteen times between reading and appending.
   */
  record<State, Content extends DomainEvent>(request: RecordRequest<State, Content>): Promise<Checked<RecordAnswer>> {
    if (request.trial) return this.attemptTrial(request)
    const key = request.idempotencyKey
    // Nobody else's answer may hang on what may yet come to nothing.
    if (this.staged) return this.tryUntilDecided(request, key ?? uuidv7())
    if (key === undefined) return this.attempt(request, uuidv7())
    const scope = scopeOf(request, key)
    const running = this.inFlight.get(scope)
    if (running) {
      const same = running.hash === request.requestHash && running.stream === request.stream
      return same ? running.answer.then(repeated) : Promise.resolve(keyReused(key))
    }
    const answer = this.attemptOnce(request, key, scope)
    this.inFlight.set(scope, { hash: request.requestHash, stream: request.stream, answer })
    return answer
  }

  private async attemptOnce<State, Content extends DomainEvent>(
    request: RecordRequest<State, Content>,
    key: string,
    scope: string,
  ): Promise<Checked<RecordAnswer>> {
    try {
      return this.noteKey(scope, request.stream, await this.attempt(request, key))
    } finally {
      this.inFlight.delete(scope)
    }
  }

  private isUsedElsewhere(request: RequestIdentity & { readonly stream: string }, key: string): boolean {
    const scope = scopeOf(request, key)
    return (this.usedFor.get(scope) ?? this.usedBefore.get(scope) ?? request.stream) !== request.stream
  }

  private noteKey(scope: string, stream: string, answered: Checked<RecordAnswer>): Checked<RecordAnswer> {
    if (isRefusal(answered)) return answered
    this.usedFor.set(scope, stream)
    if (this.usedFor.size < MOST_KEYS) return answered
    this.usedBefore = this.usedFor
    this.usedFor = new Map()
    return answered
  }

  /**
   * All that has been decided, of however many streams, or nothing of it. Taken one by one. Throws `VersionConflict` where a
   * stream is no longer where it was when it was decided on: nothing is recorded then, and who asked decides again; of a plan
   * also `NotYetCompleted`.
   */
  recordTogether(decided: Iterable<Decided>): Promise<CarriedOut> {
    return this.appendTogether(this.appendsOf(decided))
  }

  /**
   * The same of whatever `work` records: held back, seen by the work itself, and then stored as a whole. What comes after a call
   * of `leaning` leans on what was before. Called again where another was faster. Throws as `recordTogether`.
   */
  async together<T>(work: (leaning: () => void) => Promise<T>): Promise<CarriedOut & { readonly answer: T }> {
    for (let tries = 1; ; tries++) {
      const staged = new StagedLog(this.stored, this.clock)
      const answer = await STAGING.run({ by: this, log: staged }, () => work(() => staged.lean()))
      try {
        return { answer, ...(await this.appendTogether(staged.appends)) }
      } catch (error) {
        if (!(error instanceof VersionConflict) || tries === MOST_TRIES) throw error
      }
    }
  }

  private async appendTogether(appends: Iterable<PlannedAppend>): Promise<CarriedOut> {
    if (!this.stored.appendTogether) return this.plans.carryOut(appends)
    return { position: await this.stored.appendTogether(appends), moved: [] }
  }

  private *appendsOf(decided: Iterable<Decided>): Generator<PlannedAppend> {
    for (const it of decided) {
      const events = it.events.map((event) => this.newEvent(event, it, it.idempotencyKey))
      const expected = it.revision === -1 ? 'none' : it.revision
      yield { stream: it.stream, expected, events, leans: it.leans }
    }
  }

  /** Milliseconds since 1970, by the clock that decides. */
  now(): number {
    return this.clock()
  }

  /** The business day of now: what a decision made without recording it is made on. */
  today(): BusinessDate {
    return shanghaiDay(this.clock())
  }

  /** The stream as it was written: for who must also know what was corrected or voided since. */
  async entries<E extends DomainEvent>(stream: string, limit?: number): Promise<readonly Entry<E>[]> {
    const { events } = await this.log.readStream(stream, { ...(limit !== undefined && { limit }) })
    return events.map(entryOf<E>)
  }

  /** Where the log stands; undefined while it is empty. */
  position(): Promise<Position | undefined> {
    return this.log.head()
  }

  async exists(stream: string): Promise<boolean> {
    return (await this.log.readStream(stream, { limit: 1 })).exists
  }

  /** How a stream began: its first entry as it was recorded, undefined where there is none. */
  async firstEntry(stream: string): Promise<Entry | undefined> {
    const [first] = (await this.log.readStream(stream, { limit: 1 })).events
    return first && entryOf(first)
  }

  /** The stream folded as it is now. */
  async load<State, Content extends DomainEvent>(
    stream: string,
    rules: Rules<State, Content>,
  ): Promise<{ exists: boolean; history: History<State, Content> }> {
    const read = await this.read(stream, rules)
    return { exists: read.exists, history: read.history() }
  }

  private async read<State, Content extends DomainEvent>(
    stream: string,
    rules: Rules<State, Content>,
  ): Promise<StreamRead<State, Content>> {
    const { staged } = this
    return staged ? wholeStream(await staged.readStream(stream), rules) : this.streams.read(stream, rules)
  }

  /**
   * One after the other for each stream: of writers of one process that decide on the same revision all but one would lose
   * and decide again, and with many of them the last would be told that it lost too often. Other processes stay rivals.
   */
  private attempt<State, Content extends DomainEvent>(
    request: RecordRequest<State, Content>,
    key: string,
  ): Promise<Checked<RecordAnswer>> {
    const { stream } = request
    const work = () => this.tryUntilDecided(request, key)
    const before = this.queues.get(stream)
    // How the one before ended is its own caller's business.
    const mine = before ? before.then(work, work) : work()
    this.queues.set(stream, mine)
    const done = () => {
      if (this.queues.get(stream) === mine) this.queues.delete(stream)
    }
    mine.then(done, done)
    return mine
  }

  private async tryUntilDecided<State, Content extends DomainEvent>(
    request: RecordRequest<State, Content>,
    key: string,
  ): Promise<Checked<RecordAnswer>> {
    for (let tries = 1; ; tries++) {
      const read = await this.read(request.stream, request.rules)
      const { head } = read
      const earlier = read.under(request.actor, key)
      if (earlier.length > 0) return earlierAnswer(earlier, request.requestHash, key)
      // Only then: what is recorded under a key is repeated for ever, whatever the key was used for since.
      if (this.isUsedElsewhere(request, key)) return keyReused(key)
      const decided = this.decidedOn(request, read)
      if (isRefusal(decided)) return decided
      const attested = attestedIn(request.rules.events, decided)
      const checkpoint = attested && (await this.checkpoints?.before(attested))
      if (isRefusal(checkpoint)) return checkpoint
      try {
        const more = { ...secondPersonIn(decided), ...(checkpoint && { checkpoint }) }
        const made = decided.map((event) => this.newEvent(event, { ...request, ...more }, key))
        const appended = await this.log.append(request.stream, head === -1 ? 'none' : head, made)
        if (!appended.repeated && !this.staged) {
          this.streams.wrote(request.stream, made, decided)
          if (attested) this.checkpoints?.after(appended.position)
        }
        return {
          entryIds: made.map((it) => it.id),
          revision: appended.revision,
          position: appended.position,
          ...waitingIn(made),
          repeated: appended.repeated,
        }
      } catch (error) {
        // Another writer was faster: what it wrote may change the decision, so decide again on the new history.
        if (!(error instanceof VersionConflict) || tries === MOST_TRIES) throw error
      }
    }
  }

  /** The same decision as of the recording itself, on what stands now; others may record something before that comes. */
  private async attemptTrial<State, Content extends DomainEvent>(
    request: RecordRequest<State, Content>,
  ): Promise<Checked<RecordAnswer>> {
    const read = await this.read(request.stream, request.rules)
    const tried = this.decidedOn(request, read)
    if (isRefusal(tried)) return tried
    return { entryIds: [], revision: read.head, position: (await this.log.head()) ?? '0', repeated: false, tried }
  }

  /** What happens on a stream as it was read, or why not. */
  private decidedOn<State, Content extends DomainEvent>(
    request: RecordRequest<State, Content>,
    { head, history }: StreamRead<State, Content>,
  ): Checked<readonly Recorded<Content>[]> {
    if (request.expectedRevision !== undefined && request.expectedRevision !== head)
      return staleRevision(request.expectedRevision, head)
    const now = this.clock()
    const decided = request.decide(history(), shanghaiDay(now), now)
    return isRefusal(decided) ? decided : (notStorable(decided) ?? decided)
  }

  private newEvent(
    event: DomainEvent,
    request: RequestIdentity & {
      stream: string
      proposedBy?: string
      checkpoint?: NamedCheckpoint
      rules: { events?: Pick<EventDefinitions, 'find'> }
    },
    key: string,
  ): NewEvent {
    const { events } = request.rules
    const stored = written(events, event)
    return {
      // Made of nothing: from an id made of the key, and so of a file's bytes or a script's words, these could be tried out.
      id: randomUUID(),
      ...stored,
      metadata: {
        actor: request.actor,
        ...(request.proposedBy !== undefined && { proposedBy: request.proposedBy }),
        correlationId: request.correlationId,
        idempotencyKey: key,
        requestHash: request.requestHash,
        masked: { fields: maskablePaths(events, stored), salt: freshSalt() },
        ...(request.checkpoint !== undefined && { checkpoint: request.checkpoint }),
      },
    }
  }
}

/** Each actor's keys are his own. */
const scopeOf = ({ actor }: Pick<RequestIdentity, 'actor'>, key: string) => `${actor}\n${key}`

function earlierAnswer(earlier: readonly RecordedUnderKey[], hash: string, key: string): Checked<RecordAnswer> {
  const last = earlier[earlier.length - 1]
  if (last.requestHash !== hash) return keyReused(key)
  const { revision, position } = last
  return { entryIds: earlier.map((it) => it.id), revision, position, ...waitingIn(earlier), repeated: true }
}

/** The entry of an append that asks for a second person. */
function waitingIn(events: readonly { readonly id: string; readonly type: string }[]): Pick<RecordAnswer, 'waits'> {
  const proposed = events.find((it) => it.type === 'ChangeProposed')
  return proposed ? { waits: proposed.id } : {}
}

/** Entries that waited bear both names: who had asked for them stands in the approval before them. */
function secondPersonIn(events: readonly DomainEvent[]): { readonly proposedBy?: string } {
  const approval = events.find((it) => it.type === 'ChangeApproved') as ChangeApproved | undefined
  return approval ? { proposedBy: approval.data.proposedBy } : {}
}

function repeated(answer: Checked<RecordAnswer>): Checked<RecordAnswer> {
  return isRefusal(answer) ? answer : { ...answer, repeated: true }
}

function keyReused(key: string) {
  return refuse('idempotency-key-reused', {
    zh: '该 Idempotency-Key 已用于另一内容的请求',
    en: 'this Idempotency-Key was used for a request with other content',
    facts: { key },
  })
}

function staleRevision(expected: number, actual: number) {
  return refuse('stale-revision', {
    zh: '记录已有更新，请刷新后重试（If-Match 不符）',
    en: 'the record has moved on; read it again (If-Match does not match)',
    facts: { expected: String(expected), actual: String(actual) },
  })
}
