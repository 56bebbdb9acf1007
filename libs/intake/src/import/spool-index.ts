import type { IntakeRecord } from '../columns'
import { SHEET_KINDS } from '../columns'

/** Where a text lies in its file. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Where a contract stood when its rows were judged. */
export interface ContractPlan {
  /** Its last revision; -1 for none. */
  readonly revision: number
  /** How often its number had been signed. */
  readonly signings: number
}

interface Contract {
  readonly id: string
  first: number
  last: number
  rows: number
  bytes: number
  wave: number
  plan?: ContractPlan
}

const FIRST_SIZE = 4_096
/** Numbers kept of each row, beside its state. */
const PARTS = 8
const [FROM, TO, OUTCOME_FROM, OUTCOME_TO, CONTRACT, NEXT, ABOUT, ROW] = [0, 1, 2, 3, 4, 5, 6, 7]

/** Where each row of an import lies, whose it is and what became of it: numbers only, side by side. Rows count from 1. */
export class SpoolIndex {
  rows = 0
  private parts = new Float64Array(FIRST_SIZE * PARTS)
  private states = new Uint8Array(FIRST_SIZE)
  private readonly contractsSeen: Contract[] = []
  private readonly byId = new Map<string, number>()
  /** What rows of one sheet have in common. */
  private readonly abouts: Pick<IntakeRecord, 'kind' | 'columns'>[] = []
  private readonly sheets: string[] = []
  private readonly aboutKeys = new Map<string, number>()
  private last: { record: IntakeRecord; about: number } | undefined

  add(record: IntakeRecord, id: string, wave: number, text: Span): void {
    const n = ++this.rows
    if (n * PARTS >= this.parts.length) this.grow()
    const contract = this.contractOf(id)
    const at = n * PARTS
    this.parts[at + FROM] = text.from
    this.parts[at + TO] = text.to
    this.parts[at + CONTRACT] = contract
    this.parts[at + ABOUT] = this.aboutOf(record)
    this.parts[at + ROW] = record.place.row
    const its = this.contractsSeen[contract]
    if (its.rows === 0) its.first = n
    else this.parts[its.last * PARTS + NEXT] = n
    its.last = n
    its.rows++
    its.bytes += text.to - text.from
    its.wave = Math.max(its.wave, wave)
  }

  textOf(n: number): Span {
    return { from: this.parts[n * PARTS + FROM], to: this.parts[n * PARTS + TO] }
  }

  outcomeOf(n: number): Span | undefined {
    const to = this.parts[n * PARTS + OUTCOME_TO]
    return to === 0 ? undefined : { from: this.parts[n * PARTS + OUTCOME_FROM], to }
  }

  setOutcome(n: number, { from, to }: Span): void {
    this.parts[n * PARTS + OUTCOME_FROM] = from
    this.parts[n * PARTS + OUTCOME_TO] = to
  }

  stateOf(n: number): number {
    return this.states[n]
  }

  setState(n: number, state: number): void {
    this.states[n] = state
  }

  placeOf(n: number): IntakeRecord['place'] {
    return { sheet: this.sheets[this.parts[n * PARTS + ABOUT]], row: this.parts[n * PARTS + ROW] }
  }

  about(n: number): Pick<IntakeRecord, 'kind' | 'columns'> & { readonly contract: string } {
    const { kind, columns } = this.abouts[this.parts[n * PARTS + ABOUT]]
    return { kind, columns, contract: this.contractsSeen[this.parts[n * PARTS + CONTRACT]].id }
  }

  *contracts(wave: number): Generator<{ readonly contract: string; readonly rows: number }> {
    for (const it of this.contractsSeen) if (it.wave === wave) yield { contract: it.id, rows: it.rows }
  }

  rowsOf(id: string, limit: number): number[] {
    const contract = this.byId.get(id)
    const found: number[] = []
    if (contract === undefined) return found
    for (let n = this.contractsSeen[contract].first; n !== 0 && found.length < limit; n = this.parts[n * PARTS + NEXT])
      found.push(n)
    return found
  }

  /** `order` names all rows of the contract: they are given in it from now on. */
  plan(id: string, order: readonly number[], plan: ContractPlan): void {
    const contract = this.contractsSeen[this.contractOf(id)]
    contract.plan = { revision: plan.revision, signings: plan.signings }
    contract.first = order[0]
    contract.last = order[order.length - 1]
    for (let i = 0; i < order.length; i++) this.parts[order[i] * PARTS + NEXT] = order[i + 1] ?? 0
  }

  planOf(id: string): ContractPlan | undefined {
    return this.contractsSeen[this.byId.get(id) as number]?.plan
  }

  waveOf(id: string): number {
    return this.contractsSeen[this.byId.get(id) as number]?.wave ?? 0
  }

  bytesOf(id: string): number {
    return this.contractsSeen[this.byId.get(id) as number]?.bytes ?? 0
  }

  private contractOf(id: string): number {
    let contract = this.byId.get(id)
    if (contract === undefined) {
      contract = this.contractsSeen.length
      this.byId.set(id, contract)
      this.contractsSeen.push({ id, first: 0, last: 0, rows: 0, bytes: 0, wave: 0 })
    }
    return contract
  }

  private aboutOf(record: IntakeRecord): number {
    const { last } = this
    const same =
      last &&
      last.record.kind === record.kind &&
      last.record.columns === record.columns &&
      last.record.place.sheet === record.place.sheet
    if (same) return last.about
    const { kind, columns, place } = record
    const key = JSON.stringify([SHEET_KINDS.indexOf(kind), columns, place.sheet])
    let about = this.aboutKeys.get(key)
    if (about === undefined) {
      about = this.abouts.length
      this.aboutKeys.set(key, about)
      this.abouts.push({ kind, columns })
      this.sheets.push(place.sheet)
    }
    this.last = { record, about }
    return about
  }

  private grow(): void {
    const [parts, states] = [new Float64Array(this.parts.length * 2), new Uint8Array(this.states.length * 2)]
    parts.set(this.parts)
    states.set(this.states)
    this.parts = parts
    this.states = states
  }
}
