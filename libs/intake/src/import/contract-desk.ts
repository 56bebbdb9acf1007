import { type ContractSigned, type EngagementEvent, engagementRules, engagementStream } from '@pilot-ledger/engagements'
import { contractIdOf, type MovedFrameworks, outsideFramework } from '@pilot-ledger/engagements/recording'
import {
  type BusinessDate,
  type ChangeAsked,
  isRefusal,
  type Refusal,
  reasonsOf,
  refuse,
  type WaitReason,
} from '@pilot-ledger/kernel'
import { type Asked, type Decided, type RecordAnswer, type Recorder } from '@pilot-ledger/recording'
import type { ImportAsked, ImportMode } from './asked'
import { CalledOff } from './called-off'
import { fieldOf } from './contents'
import { type Accepted, type Decision, decideRows, type Outcome, type Row } from './decide-rows'
import { type Past, pastOf } from './past'
import { leansOnRefused, MOST_ROWS_OF_A_CONTRACT, tooManyRows } from './refusals'
import { type RowRemark, sameAsRow } from './remarks-of-rows'
import type { Spool } from './spool'
import type { ContractPlan } from './spool-index'
import { TotalsApart } from './totals'

/** What a signing leans on outside its own contract, asked as the doors ask it. */
export interface KnownFrameworks {
  refuseStranger(signed: ContractSigned['data']): Promise<Refusal | undefined>
}

/** In mode `all` a row was fine when it was checked and is refused when it is to be recorded: another writer was between. */
export class Overtaken extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }
}

/** Which entries wait for a second person: by their days, and by those of the frameworks they move. */
export interface SecondAsked {
  readonly asked: Asked
  readonly frameworks: Pick<MovedFrameworks, 'daysMoved'>
}

interface DeskOptions extends Pick<ImportAsked, 'platform' | 'file' | 'identity'> {
  readonly importId: string
  readonly someUnread: boolean
  /** Absent where there is only one person. */
  readonly second?: SecondAsked
}

/** Rows of one contract that wait for a second person, and why. */
export interface WaitingRows {
  readonly rows: readonly number[]
  readonly because: readonly WaitReason[]
}

/** A writer that loses to others this often in a row gives up. */
const MOST_TRIES = 16
/** Of one append: well below what the log takes at once, with metadata beside each entry. */
const MOST_EVENTS = 500
const MOST_BYTES = 400_000
/** Kept until the end; no list of an answer is as long. */
const MOST_REMARKS = 10_000

/** One contract of a file at a time: judged against the log as it is, and recorded. */
export class ContractDesk {
  /** What this import has recorded, added up. */
  recorded = new TotalsApart()
  /** By contract: where one entry waits, all that the file says of the contract waits with it, and is decided together. */
  readonly waiting = new Map<string, WaitingRows>()
  /** What is to be said of rows beside what becomes of them, as they were judged last. */
  private readonly remarks = new Map<number, RowRemark>()
  /** Rows that say what an earlier one says. */
  private readonly repeated = new Set<number>()
  /** Frameworks this file signs, with the day, and those it would sign were they not refused. */
  private readonly signedHere = new Map<string, BusinessDate>()
  private readonly refusedHere = new Map<string, Row>()
  private readonly strangers = new Map<string, Promise<Refusal | undefined>>()
  private readonly calledOff?: CalledOff
  private again = false

  constructor(
    private readonly recorder: Recorder,
    private readonly frameworks: KnownFrameworks,
    private readonly spool: Spool,
    private readonly options: DeskOptions,
  ) {
    const signedHere = (id: string) => (this.signedHere.has(id) ? { waits: this.waiting.has(id) } : undefined)
    this.calledOff = options.second && new CalledOff(recorder, options.second.frameworks, signedHere)
  }

  /** Judges and records nothing. */
  async check(contract: string): Promise<void> {
    const rows = this.rowsOf(contract)
    const { past, decision } = await this.decide(contract, rows)
    this.settle(contract, rows, decision)
    if (decision.order.length === 0) return
    const first = decision.order.map((it) => it.n)
    const accepted = new Set(first)
    const rest = rows.flatMap((it) => (accepted.has(it.n) ? [] : [it.n]))
    this.spool.plan(contract, [...first, ...rest], past)
  }

  /** All is judged again, because the ledger has moved since. */
  begin(): void {
    this.again = true
    for (const it of [this.remarks, this.repeated, this.signedHere, this.refusedHere, this.strangers]) it.clear()
    this.calledOff?.clear()
  }

  /** What is to be recorded of contracts that were judged, added up on the way. */
  *decided(contracts: Iterable<string>): Generator<Decided> {
    this.recorded = new TotalsApart()
    for (const contract of contracts) {
      const plan = this.spool.planOf(contract)
      if (!plan) continue
      for (const it of this.decidedOf(contract, plan, this.spool.newOf(contract))) {
        for (const { n, contents } of it.rows) this.recorded.of(this.waiting.has(contract)).add(n, contents)
        yield it
      }
    }
  }

  /** Judges and records what is good; in mode `all` throws `Overtaken` before anything of a contract with a refused row. */
  async record(contract: string, mode: Exclude<ImportMode, 'preview'>): Promise<void> {
    const done = new Set<number>()
    // What was decided when all was checked holds while the contract is where it was; the log itself says whether it is.
    const plan = this.spool.planOf(contract)
    if (plan && (await this.append(contract, plan, this.spool.newOf(contract), done))) return
    const rows = this.rowsOf(contract)
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const { past, decision } = await this.decide(contract, rows)
      const refused = [...decision.outcomes.values()].find((it) => it.is === 'refused')
      if (mode === 'all' && refused?.is === 'refused') throw new Overtaken(refused.refusal)
      this.settle(contract, rows, decision, done)
      if (await this.append(contract, past, decision.order, done)) return
    }
    throw new Overtaken(MOVING)
  }

  /** What is to be said of rows, once each is what it is. */
  tell(): void {
    for (const n of [...this.remarks.keys(), ...this.repeated]) {
      const [{ place, columns, state, outcome }] = this.spool.rows(n - 1, 1)
      const other = outcome?.is === 'known' && outcome.as === 'repeated' ? outcome.other : undefined
      const remark = other ? sameAsRow(other) : this.remarks.get(n)
      if (state === 'refused' || remark === undefined) continue
      const { type, pointer = '', found, ...words } = remark
      const field = type && fieldOf(type, pointer)
      const column = field === undefined ? undefined : columns[field]
      const at = { ...place, ...(column !== undefined && { column }) }
      this.spool.remark('notice', {
        is: 'notice',
        place: at,
        ...(field && { field }),
        ...(found && { found }),
        ...words,
      })
    }
  }

  /** In the order of the file. */
  private rowsOf(contract: string): readonly Row[] {
    return [...this.spool.rowsOf(contract, MOST_ROWS_OF_A_CONTRACT + 1)].sort((a, b) => a.n - b.n)
  }

  private async decide(contract: string, rows: readonly Row[]): Promise<{ past: Past; decision: Decision }> {
    const stream = engagementStream(contract)
    const asked = this.options.second?.asked(this.recorder.now())
    const past = pastOf(await this.recorder.entries<EngagementEvent>(stream), asked)
    const [today, someUnread] = [this.recorder.today(), this.options.someUnread]
    if (rows.length > MOST_ROWS_OF_A_CONTRACT) return { past, decision: tooMany(rows) }
    const strangers = await this.strangersOf(rows)
    const decision = decideRows(past, rows, { today, strangers, someUnread })
    await this.noteWaiting(contract, past, decision.order, asked)
    return { past, decision }
  }

  private async noteWaiting(
    contract: string,
    past: Past,
    order: readonly Accepted[],
    asked?: ChangeAsked,
  ): Promise<void> {
    this.waiting.delete(contract)
    const contents = order.flatMap((it) => it.contents)
    if (asked?.rule === undefined || contents.length === 0) return
    const called = await this.calledOff?.by(contract, contents)
    const reasons = reasonsOf(contents, this.options.second?.asked(asked.now, called?.moves) ?? asked)
    const leans = past.waits.size > 0 || (called?.leans && reasons.length === 0)
    const because = leans ? [...reasons, LEANS] : reasons
    if (because.length > 0) this.waiting.set(contract, { rows: order.map((it) => it.n), because })
  }

  /** What is appended of rows: their entries, or one that asks a second person for them. */
  private eventsOf(contract: string, rows: readonly Accepted[]): readonly EngagementEvent[] {
    const contents = rows.flatMap((it) => it.contents)
    const waiting = this.waiting.get(contract)
    if (!waiting) return contents
    const change = { kind: 'entries', contents, because: waiting.because, import: this.options.importId } as const
    return [{ type: 'ChangeProposed', data: { change } }]
  }

  /** Only call-offs lean on another contract; the platform is known before anything is read. */
  private async strangersOf(rows: readonly Row[]): Promise<ReadonlyMap<number, Refusal> | undefined> {
    let strangers: Map<number, Refusal> | undefined
    for (const row of rows) {
      const signed = row.contents[0]
      if (signed.type !== 'ContractSigned' || signed.data.kind !== 'callOff') continue
      const refusal = await this.stranger(signed.data)
      if (!refusal) continue
      strangers ??= new Map()
      strangers.set(row.n, refusal)
    }
    return strangers
  }

  private async stranger(signed: ContractSigned['data']): Promise<Refusal | undefined> {
    const parent = await contractIdOf(this.recorder, this.options.platform, signed.parent ?? '')
    const itself = parent === (await contractIdOf(this.recorder, this.options.platform, signed.contractNo))
    const signedOn = itself ? undefined : this.signedHere.get(parent)
    if (signedOn !== undefined) return outsideFramework(signed, signedOn)
    const key = `${parent} ${itself} ${signed.signedOn}`
    const asked = this.strangers.get(key) ?? this.frameworks.refuseStranger(signed)
    this.strangers.set(key, asked)
    const refusal = await asked
    const there = this.refusedHere.get(parent)
    return refusal && there ? leansOnRefused(refusal, there.place) : refusal
  }

  /** `done`: what this import has recorded itself, which is now known and none the less new. */
  private settle(
    contract: string,
    rows: readonly Row[],
    { outcomes, remarks }: Decision,
    done?: ReadonlySet<number>,
  ): void {
    if (rows.length > MOST_ROWS_OF_A_CONTRACT) {
      this.spool.settleAll(contract, 'refused', outcomes.get(rows[0].n))
      return
    }
    for (const [n, it] of remarks ?? []) if (!done?.has(n) && this.remarks.size < MOST_REMARKS) this.remarks.set(n, it)
    for (const row of rows) {
      const outcome = outcomes.get(row.n)
      if (outcome === undefined || done?.has(row.n)) continue
      if (outcome.is === 'known' && outcome.as === 'repeated') this.repeated.add(row.n)
      // A row that is new as it stands needs no word.
      if (this.again || !asItStands(row, outcome)) this.spool.settle(row.n, outcome.is, outcome)
      const signed = row.contents[0]
      if (signed.type !== 'ContractSigned' || signed.data.kind !== 'framework') continue
      if (outcome.is === 'new') this.signedHere.set(contract, signed.data.signedOn)
      if (outcome.is === 'refused' && !this.signedHere.has(contract)) this.refusedHere.set(contract, row)
    }
  }

  /** False where another writer was faster: decide again. */
  private async append(
    contract: string,
    past: ContractPlan,
    order: readonly Accepted[],
    done: Set<number>,
  ): Promise<boolean> {
    for (const { rows, revision, stream, events, ...identity } of this.decidedOf(contract, past, order)) {
      const answer = await this.recorder.record({
        ...identity,
        stream,
        // Of a stream that does not exist too.
        expectedRevision: revision,
        rules: engagementRules,
        decide: () => events,
      })
      if (isRefusal(answer)) {
        if (answer.code === 'stale-revision') return false
        throw new Overtaken(answer)
      }
      if (!isWhole(answer, events.length)) return false
      for (const { n, contents } of rows) {
        this.spool.settle(n, 'recorded')
        this.recorded.of(this.waiting.has(contract)).add(n, contents)
        done.add(n)
      }
    }
    return true
  }

  /** The appends of one contract, each behind the one before. */
  private *decidedOf(contract: string, past: ContractPlan, order: readonly Accepted[]): Generator<DecidedRows> {
    const { identity, importId, file } = this.options
    let { revision, signings: life } = past
    for (const rows of appendsOf(order, this.spool.bytesOf(contract))) {
      const events = this.eventsOf(contract, rows)
      yield {
        rows,
        ...identity,
        // By file and row, so that a repeated append is known as such; a number that is signed anew begins a new life.
        idempotencyKey: `import-${importId}-${rows[0].n}-${life}`,
        requestHash: file.sha256,
        revision,
        stream: engagementStream(contract),
        rules: engagementRules,
        events,
      }
      revision += events.length
      if (events.some((it) => it.type === 'ContractSigned')) life++
    }
  }
}

interface DecidedRows extends Decided {
  readonly rows: readonly Accepted[]
  readonly events: readonly EngagementEvent[]
}

/**
 * What is new, cut into appends that the log takes; a contract of ordinary size is one. A row is never cut. `mostBytes`: they
 * are no more than that, so that what is small need not be measured.
 */
function appendsOf(order: readonly Accepted[], mostBytes = Infinity): readonly (readonly Accepted[])[] {
  const all = order.reduce((sum, it) => sum + it.contents.length, 0)
  if (all > 0 && all <= MOST_EVENTS && mostBytes <= MOST_BYTES) return [order]
  const appends: Accepted[][] = []
  let [events, bytes] = [MOST_EVENTS, 0]
  for (const row of order) {
    const its = Buffer.byteLength(JSON.stringify(row.contents))
    if (events + row.contents.length > MOST_EVENTS || bytes + its > MOST_BYTES) {
      appends.push([])
      events = 0
      bytes = 0
    }
    appends[appends.length - 1].push(row)
    events += row.contents.length
    bytes += its
  }
  return appends
}

const LEANS: WaitReason = { code: 'leans-on-waiting' }
const MOVING = refuse('concurrent-change', {
  zh: '合同正被频繁修改',
  en: 'others keep changing the contract',
})
/** New, and recorded as it was read. */
function asItStands({ contents }: Row, outcome: Outcome): boolean {
  if (outcome.is !== 'new' || outcome.contents.length !== contents.length) return false
  return outcome.contents.every((it, i) => it === contents[i])
}

const isWhole = (answer: RecordAnswer, events: number) => answer.entryIds.length === events

function tooMany(rows: readonly Row[]): Decision {
  const refusal = tooManyRows()
  return {
    outcomes: new Map([[rows[0].n, { is: 'refused', refusal, type: rows[0].contents[0].type }]]),
    order: [],
  }
}
