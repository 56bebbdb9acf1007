import { type EngagementEvent, engagementRules, engagementStream } from '@pilot-ledger/engagements'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import type { Decided, MovedStep, Recorder } from '@pilot-ledger/recording'
import { fieldOf } from './contents'
import { ContractJudge, type JudgeOptions, type KnownFrameworks, keyOf } from './contract-judge'
import type { Accepted, Decision, Outcome, Row } from './decide-rows'
import type { ImportRequest } from './import-request'
import type { ImportRows } from './import-rows'
import { MOST_ROWS_OF_A_CONTRACT } from './refusals'
import { type RowRemark, sameAsRow } from './remarks-of-rows'
import { TotalsApart } from './totals'

type ContractImportOptions = Pick<ImportRequest, 'file' | 'identity'> & JudgeOptions

/** Of one append: well below what the log takes at once, with metadata beside each entry. */
const MOST_EVENTS = 500
const MOST_BYTES = 400_000
/** Kept until the end; no list of an answer is as long. */
const MOST_REMARKS = 10_000

/** One contract of a file at a time: judged against the log as it is, and recorded. */
export class ContractImport {
  /** What this import has recorded, added up. */
  recorded = new TotalsApart()
  /** What is to be said of rows beside what becomes of them, as they were judged last. */
  private readonly remarks = new Map<number, RowRemark>()
  /** Rows that say what an earlier one says. */
  private readonly repeated = new Set<number>()
  private again = false
  private readonly judge: ContractJudge

  constructor(
    recorder: Recorder,
    frameworks: KnownFrameworks,
    private readonly imported: ImportRows,
    private readonly options: ContractImportOptions,
  ) {
    this.judge = new ContractJudge(recorder, frameworks, options)
  }

  /** By contract: what of it waits for a second person. */
  get waiting() {
    return this.judge.waiting
  }

  /** Judges and records nothing. */
  async check(contract: string): Promise<void> {
    const rows = this.rowsOf(contract)
    const { past, decision } = await this.judge.decide(contract, rows)
    this.settle(contract, rows, decision)
    if (decision.order.length === 0) return
    const first = decision.order.map((it) => it.n)
    const accepted = new Set(first)
    const rest = rows.flatMap((it) => (accepted.has(it.n) ? [] : [it.n]))
    this.imported.plan(contract, [...first, ...rest], past)
  }

  /** All is judged again, because the ledger has moved since. */
  begin(): void {
    this.again = true
    for (const it of [this.remarks, this.repeated]) it.clear()
    this.judge.begin()
  }

  /**
   * What is to be recorded of contracts that were judged, added up on the way; those of the second wave lean on what the file
   * says of others.
   */
  *decided(contracts: Iterable<string>): Generator<DecidedRows> {
    this.recorded = new TotalsApart()
    for (const contract of contracts) {
      for (const it of this.decidedOf(contract)) {
        for (const { n, contents } of it.rows) this.recorded.of(this.waiting.has(contract)).add(n, contents)
        yield it
      }
    }
  }

  /** All that is new was recorded, but for what others had recorded, or made impossible, after it was decided. */
  async settleRecorded(contracts: () => Iterable<string>, moved: readonly MovedStep[]): Promise<void> {
    if (moved.length > 0) {
      const byKey = new Map(moved.map((it) => [it.key, it]))
      for (const { rows, idempotencyKey } of this.decided(contracts())) {
        const its = byKey.get(idempotencyKey)
        if (its) this.settleMoved(rows, its)
        if (turnIsOver()) await nextTurn()
      }
      // Added up anew, without them.
      for (const _ of this.decided(contracts())) if (turnIsOver()) await nextTurn()
    }
    this.imported.settleNew()
  }

  private settleMoved(rows: readonly Accepted[], { refusal, known }: MovedStep): void {
    let from = 0
    for (const { n, contents } of rows) {
      if (refusal) this.imported.settle(n, 'refused', { is: 'refused', refusal, type: contents[0].type })
      else if (contents.every((_, i) => known.includes(from + i)))
        this.imported.settle(n, 'known', { is: 'known', as: 'recorded' })
      from += contents.length
    }
  }

  /** What is to be said of rows, once each is what it is. */
  async tell(): Promise<void> {
    for (const n of [...this.remarks.keys(), ...this.repeated]) {
      if (turnIsOver()) await nextTurn()
      const [{ place, columns, state, outcome }] = this.imported.rows(n - 1, 1)
      const other = outcome?.is === 'known' && outcome.as === 'repeated' ? outcome.other : undefined
      const remark = other ? sameAsRow(other) : this.remarks.get(n)
      if (state === 'refused' || remark === undefined) continue
      const { type, pointer = '', found, ...words } = remark
      const field = type && fieldOf(type, pointer)
      const column = field === undefined ? undefined : columns[field]
      const at = { ...place, ...(column !== undefined && { column }) }
      this.imported.remark('notice', {
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
    return [...this.imported.rowsOf(contract, MOST_ROWS_OF_A_CONTRACT + 1)].sort((a, b) => a.n - b.n)
  }

  private settle(contract: string, rows: readonly Row[], { outcomes, remarks }: Decision): void {
    if (rows.length > MOST_ROWS_OF_A_CONTRACT) {
      this.imported.settleAll(contract, 'refused', outcomes.get(rows[0].n))
      return
    }
    for (const [n, it] of remarks ?? []) if (this.remarks.size < MOST_REMARKS) this.remarks.set(n, it)
    for (const row of rows) {
      const outcome = outcomes.get(row.n)
      if (outcome === undefined) continue
      if (outcome.is === 'known' && outcome.as === 'repeated') this.repeated.add(row.n)
      // A row that is new as it stands needs no word.
      if (this.again || !asItStands(row, outcome)) this.imported.settle(row.n, outcome.is, outcome)
      this.judge.noteSigned(contract, row, outcome.is)
    }
  }

  /** The appends of one contract, each behind the one before. */
  private *decidedOf(contract: string): Generator<DecidedRows> {
    const plan = this.imported.planOf(contract)
    if (!plan) return
    const { identity, importId, file } = this.options
    let { revision, signings: life } = plan
    for (const rows of appendsOf(this.imported.newOf(contract), this.imported.bytesOf(contract))) {
      const events = this.judge.eventsOf(contract, rows)
      yield {
        rows,
        ...identity,
        // By file and row, so that a repeated append is known as such; a number that is signed anew begins a new life.
        idempotencyKey: keyOf(importId, rows[0].n, life),
        requestHash: file.sha256,
        revision,
        stream: engagementStream(contract),
        rules: engagementRules,
        events,
        leans: this.imported.waveOf(contract) > 0,
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

/** New, and recorded as it was read. */
function asItStands({ contents }: Row, outcome: Outcome): boolean {
  if (outcome.is !== 'new' || outcome.contents.length !== contents.length) return false
  return outcome.contents.every((it, i) => it === contents[i])
}
