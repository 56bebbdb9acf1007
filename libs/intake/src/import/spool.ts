import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EngagementContent } from '@pilot-ledger/engagements'
import { scratchFolder } from '@pilot-ledger/http'
import type { IntakeRecord } from '../columns'
import type { SheetPlace } from '../spreadsheets'
import type { Outcome, Row } from './decide-rows'
import { type ContractPlan, SpoolIndex } from './spool-index'
import { TextFile } from './text-file'

/** A row with what became of it. */
export interface SpooledRow extends Row {
  readonly kind: IntakeRecord['kind']
  readonly contract: string
  readonly contractNo: string
  readonly columns: IntakeRecord['columns']
  readonly state: RowState
  readonly outcome?: Outcome
}
/** `new`: would be recorded, or is about to be. */
export type RowState = (typeof STATES)[number]
const STATES = ['new', 'recorded', 'known', 'refused'] as const
const NEW = STATES.indexOf('new')
/** What is said beside the rows. */
export type Remark = 'fault' | 'notice'

type Text = readonly [contractNo: string, contents: readonly EngagementContent[]]

/**
 * The rows of one import: what they say lies in temporary files, and where it lies is kept in a few dozen bytes for each row, so
 * that they are taken contract by contract, however they lie in the file. The second wave holds what may lean on another
 * contract of the file: call-offs, after their frameworks.
 */
export class Spool {
  private readonly folder = scratchFolder('import')
  private readonly texts = new TextFile(join(this.folder, 'rows'))
  private readonly outcomes = new TextFile(join(this.folder, 'outcomes'))
  private readonly remarked = {
    fault: new TextFile(join(this.folder, 'faults')),
    notice: new TextFile(join(this.folder, 'notices')),
  }
  private readonly remarkCounts = { fault: 0, notice: 0 }
  private readonly index = new SpoolIndex()
  private readonly stateCounts = [0, 0, 0, 0]
  private readonly sheetOrder = new Map<string, number>()
  private lastSheet: string | undefined

  /** Sheets are known in the order in which the file has them. */
  sheet(name: string): void {
    if (name === this.lastSheet) return
    this.lastSheet = name
    if (!this.sheetOrder.has(name)) this.sheetOrder.set(name, this.sheetOrder.size)
  }

  /** By sheet as the file has them, row, column. */
  inOrder<T extends { readonly place: SheetPlace }>(its: readonly T[]): readonly T[] {
    const sheet = ({ place }: T) => this.sheetOrder.get(place.sheet ?? '') ?? -1
    const by = (a: number | undefined, b: number | undefined) => (a ?? 0) - (b ?? 0)
    return [...its].sort(
      (a, b) => sheet(a) - sheet(b) || by(a.place.row, b.place.row) || by(a.place.column, b.place.column),
    )
  }

  /** Rows come with the numbers 1, 2, 3 … */
  add(record: IntakeRecord, n: number, contract: string, wave: number, contents: readonly EngagementContent[]): void {
    if (n !== this.index.rows + 1) throw new Error(`row ${n} comes after row ${this.index.rows}`)
    const text: Text = [String(record.values.contractNo ?? ''), contents]
    const from = this.texts.end
    this.texts.append(JSON.stringify(text))
    this.index.add(record, contract, wave, { from, to: this.texts.end })
    this.stateCounts[0]++
  }

  remark(is: Remark, said: object): void {
    this.remarkCounts[is]++
    this.remarked[is].append(`${JSON.stringify(said)}\n`)
  }

  /** The contracts of a wave with the number of their rows, in the order in which the file names them first. */
  contracts(wave: number): IterableIterator<{ readonly contract: string; readonly rows: number }> {
    return this.index.contracts(wave)
  }

  /** In the order of the file, or of the plan where there is one. */
  rowsOf(contract: string, limit: number): readonly Row[] {
    return this.index.rowsOf(contract, limit).map((n) => this.row(n, this.textOf(n)))
  }

  waveOf(contract: string): number {
    return this.index.waveOf(contract)
  }

  /** What all rows of a contract say, in bytes of JSON; no less than their entries. */
  bytesOf(contract: string): number {
    return this.index.bytesOf(contract)
  }

  /** What is new of a contract, in the order in which it is recorded. */
  newOf(contract: string): readonly Pick<Row, 'n' | 'contents'>[] {
    return this.index
      .rowsOf(contract, Number.POSITIVE_INFINITY)
      .filter((n) => this.index.stateOf(n) === NEW)
      .map((n) => {
        const outcome = this.outcomeOf(n)
        return { n, contents: outcome?.is === 'new' ? outcome.contents : this.textOf(n)[1] }
      })
  }

  /** What is new of a contract is to be recorded in this order, which names all its rows, if it is still where it was. */
  plan(contract: string, order: readonly number[], plan: ContractPlan): void {
    this.index.plan(contract, order, plan)
  }

  planOf(contract: string): ContractPlan | undefined {
    return this.index.planOf(contract)
  }

  /** Without an outcome the one before stays. */
  settle(n: number, state: RowState, outcome?: Outcome): void {
    const to = STATES.indexOf(state)
    this.stateCounts[this.index.stateOf(n)]--
    this.stateCounts[to]++
    this.index.setState(n, to)
    if (outcome === undefined) return
    const from = this.outcomes.end
    this.outcomes.append(JSON.stringify(outcome))
    this.index.setOutcome(n, { from, to: this.outcomes.end })
  }

  /** Everything that is new has been recorded. */
  settleNew(): void {
    for (let n = 1; n <= this.index.rows; n++) if (this.index.stateOf(n) === NEW) this.settle(n, 'recorded')
  }

  /** All rows of a contract at once. */
  settleAll(contract: string, state: RowState, outcome?: Outcome): void {
    for (const n of this.index.rowsOf(contract, Number.POSITIVE_INFINITY)) this.settle(n, state, outcome)
  }

  /** How many rows are in each state. */
  counts(): Readonly<Record<RowState, number>> {
    const [new_, recorded, known, refused] = this.stateCounts
    return { new: new_, recorded, known, refused }
  }

  countRemarks(is: Remark): number {
    return this.remarkCounts[is]
  }

  remarks<T>(is: Remark, limit: number): readonly T[] {
    const found: T[] = []
    for (const line of limit > 0 ? this.remarked[is].lines() : []) {
      found.push(JSON.parse(line) as T)
      if (found.length >= limit) break
    }
    return found
  }

  /** Rows in the order of the file, of one state where it is named. */
  rows(after: number, limit: number, state?: RowState): readonly SpooledRow[] {
    const found: SpooledRow[] = []
    const wanted = state === undefined ? -1 : STATES.indexOf(state)
    for (let n = after + 1; n <= this.index.rows && found.length < limit; n++)
      if (wanted === -1 || this.index.stateOf(n) === wanted) found.push(this.spooled(n))
    return found
  }

  close(): void {
    for (const it of [this.texts, this.outcomes, this.remarked.fault, this.remarked.notice]) it.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private spooled(n: number): SpooledRow {
    const text = this.textOf(n)
    const outcome = this.outcomeOf(n)
    return {
      ...this.row(n, text),
      ...this.index.about(n),
      contractNo: text[0],
      state: STATES[this.index.stateOf(n)],
      ...(outcome && { outcome }),
    }
  }

  private outcomeOf(n: number): Outcome | undefined {
    const span = this.index.outcomeOf(n)
    return span && (JSON.parse(this.outcomes.read(span.from, span.to)) as Outcome)
  }

  private row(n: number, [, contents]: Text): Row {
    return { n, place: this.index.placeOf(n), contents }
  }

  private textOf(n: number): Text {
    const { from, to } = this.index.textOf(n)
    return JSON.parse(this.texts.read(from, to)) as Text
  }
}
