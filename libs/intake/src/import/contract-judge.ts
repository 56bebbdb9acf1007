import { type ContractSigned, type EngagementEvent, engagementStream } from '@pilot-ledger/engagements'
import { contractIdOf, type MovedFrameworks, outsideFramework } from '@pilot-ledger/engagements/recording'
import { type BusinessDate, type ChangeRequested, type Refusal, reasonsOf, type WaitReason } from '@pilot-ledger/kernel'
import type { Recorder, Requested } from '@pilot-ledger/recording'
import { CalledOff } from './called-off'
import { type Accepted, type Decision, decideRows, type Row } from './decide-rows'
import { type Past, pastOf } from './past'
import { leansOnRefused, MOST_ROWS_OF_A_CONTRACT, tooManyRows } from './refusals'

/** What a signing leans on outside its own contract, asked as the doors ask it. */
export interface KnownFrameworks {
  refuseStranger(signed: ContractSigned['data']): Promise<Refusal | undefined>
}

/** Which entries wait for a second person: by their days, and by those of the frameworks they move. */
export interface SecondRequested {
  readonly requested: Requested
  readonly frameworks: Pick<MovedFrameworks, 'daysMoved'>
}

export interface JudgeOptions {
  readonly importId: string
  readonly someUnread?: boolean
  /** Absent where there is only one person. */
  readonly second?: SecondRequested
}

/** Rows of one contract that wait for a second person, and why. */
export interface WaitingRows {
  readonly rows: readonly number[]
  readonly because: readonly WaitReason[]
}

/** Rows of one contract judged against the log as it is, beside what else the same file says. */
export class ContractJudge {
  /** By contract: where one entry waits, all that the file says of the contract waits with it, and is decided together. */
  readonly waiting = new Map<string, WaitingRows>()
  /** Frameworks this file signs, with the day, and those it would sign were they not refused. */
  private readonly signedHere = new Map<string, BusinessDate>()
  private readonly refusedHere = new Map<string, Row>()
  private readonly unknownFrameworks = new Map<string, Promise<Refusal | undefined>>()
  private readonly calledOff?: CalledOff

  constructor(
    private readonly recorder: Recorder,
    private readonly frameworks: KnownFrameworks,
    private readonly options: JudgeOptions,
  ) {
    const signedHere = (id: string) => (this.signedHere.has(id) ? { waits: this.waiting.has(id) } : undefined)
    this.calledOff = options.second && new CalledOff(recorder, options.second.frameworks, signedHere)
  }

  /** All is judged again, because the ledger has moved since. */
  begin(): void {
    for (const it of [this.signedHere, this.refusedHere, this.unknownFrameworks]) it.clear()
    this.calledOff?.clear()
  }

  async decide(contract: string, rows: readonly Row[]): Promise<{ past: Past; decision: Decision }> {
    const stream = engagementStream(contract)
    const requested = this.options.second?.requested(this.recorder.now())
    const past = pastOf(await this.recorder.entries<EngagementEvent>(stream), requested)
    const [today, someUnread] = [this.recorder.today(), this.options.someUnread]
    if (rows.length > MOST_ROWS_OF_A_CONTRACT) return { past, decision: tooMany(rows) }
    const unknownFrameworks = await this.unknownFrameworksOf(rows)
    const decision = decideRows(past, rows, { today, unknownFrameworks, someUnread })
    await this.noteWaiting(contract, past, decision.order, requested)
    return { past, decision }
  }

  private async noteWaiting(
    contract: string,
    past: Past,
    order: readonly Accepted[],
    requested?: ChangeRequested,
  ): Promise<void> {
    this.waiting.delete(contract)
    const contents = order.flatMap((it) => it.contents)
    if (requested?.rule === undefined || contents.length === 0) return
    const called = await this.calledOff?.by(contract, contents)
    const reasons = reasonsOf(contents, this.options.second?.requested(requested.now, called?.moves) ?? requested)
    const leans = past.waits.size > 0 || (called?.leans && reasons.length === 0)
    const because = leans ? [...reasons, LEANS] : reasons
    if (because.length > 0) this.waiting.set(contract, { rows: order.map((it) => it.n), because })
  }

  /** What the file signs, or does not, is what its call-offs lean on. */
  noteSigned(contract: string, row: Row, is: 'new' | 'known' | 'refused'): void {
    const signed = row.contents[0]
    if (signed.type !== 'ContractSigned' || signed.data.kind !== 'framework') return
    if (is === 'new') this.signedHere.set(contract, signed.data.signedOn)
    if (is === 'refused' && !this.signedHere.has(contract)) this.refusedHere.set(contract, row)
  }

  /** What is appended of rows: their entries, or one that asks a second person for them. */
  eventsOf(contract: string, rows: readonly Accepted[]): readonly EngagementEvent[] {
    const contents = rows.flatMap((it) => it.contents)
    const waiting = this.waiting.get(contract)
    if (!waiting) return contents
    const change = { kind: 'entries', contents, because: waiting.because, import: this.options.importId } as const
    return [{ type: 'ChangeProposed', data: { change } }]
  }

  /** Only call-offs lean on another contract; the platform is known before anything is read. */
  private async unknownFrameworksOf(rows: readonly Row[]): Promise<ReadonlyMap<number, Refusal> | undefined> {
    let unknownFrameworks: Map<number, Refusal> | undefined
    for (const row of rows) {
      const signed = row.contents[0]
      if (signed.type !== 'ContractSigned' || signed.data.kind !== 'callOff') continue
      const refusal = await this.unknownFramework(signed.data)
      if (!refusal) continue
      unknownFrameworks ??= new Map()
      unknownFrameworks.set(row.n, refusal)
    }
    return unknownFrameworks
  }

  private async unknownFramework(signed: ContractSigned['data']): Promise<Refusal | undefined> {
    const parent = await contractIdOf(this.recorder, signed.platform, signed.parent ?? '')
    const itself = parent === (await contractIdOf(this.recorder, signed.platform, signed.contractNo))
    const signedOn = itself ? undefined : this.signedHere.get(parent)
    if (signedOn !== undefined) return outsideFramework(signed, signedOn)
    const key = `${parent} ${itself} ${signed.signedOn}`
    const requested = this.unknownFrameworks.get(key) ?? this.frameworks.refuseStranger(signed)
    this.unknownFrameworks.set(key, requested)
    const refusal = await requested
    const there = this.refusedHere.get(parent)
    return refusal && there ? leansOnRefused(refusal, there.place) : refusal
  }
}

const LEANS: WaitReason = { code: 'leans-on-waiting' }

/** The key of an append: what a file says is named by it and the row. */
export const keyOf = (importId: string, n: number, life: number) => `import-${importId}-${n}-${life}`
/** The import that a key belongs to. */
export const importOf = (key: string) => /^import-(.+)-\d+-\d+$/.exec(key)?.[1] ?? key

function tooMany(rows: readonly Row[]): Decision {
  const refusal = tooManyRows()
  return {
    outcomes: new Map([[rows[0].n, { is: 'refused', refusal, type: rows[0].contents[0].type }]]),
    order: [],
  }
}
