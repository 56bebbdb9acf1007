import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { EngagementContent } from '@pilot-ledger/engagements'
import { scratchFolder } from '@pilot-ledger/http'
import type { IntakeRecord } from '../columns'
import type { SheetPlace } from '../spreadsheets'
import type { Outcome, Row } from './decide-rows'

/** A row with what became of it. */
export interface ImportRow extends Row {
  readonly kind: IntakeRecord['kind']
  readonly contract: string
  readonly contractNo: string
  readonly columns: IntakeRecord['columns']
  readonly state: RowState
  readonly outcome?: Outcome
}
/** `new`: would be recorded, or is about to be. */
export type RowState = (typeof ROW_STATES)[number]
export const ROW_STATES = ['new', 'recorded', 'known', 'refused'] as const
/** What is said beside the rows. */
export type Remark = 'fault' | 'notice'

/** Where a contract stood when its rows were judged. */
interface ContractPlan {
  /** Its last revision; -1 for none. */
  readonly revision: number
  /** How often its number had been signed. */
  readonly signings: number
}

/**
 * `settled` holds only rows that are no longer new (0): of most files none.
 */
const SCHEMA = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16384;
  CREATE TABLE row (n INTEGER PRIMARY KEY, contract INTEGER NOT NULL, contract_no TEXT NOT NULL, about INTEGER NOT NULL,
    line INTEGER NOT NULL, contents TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0, outcome TEXT) STRICT;
  CREATE INDEX of_contract ON row (contract);
  CREATE INDEX settled ON row (state) WHERE state > 0;
  CREATE TABLE remark (is_a TEXT NOT NULL, nth INTEGER NOT NULL, said TEXT NOT NULL, PRIMARY KEY (is_a, nth)) STRICT, WITHOUT ROWID;
  BEGIN`
const STATEMENTS = {
  add: 'INSERT INTO row (n, contract, contract_no, about, line, contents) VALUES (?, ?, ?, ?, ?, ?)',
  rowsOf: 'SELECT n, about, line, contents FROM row WHERE contract = ? ORDER BY n LIMIT ?',
  newOf: 'SELECT n, contents, outcome FROM row WHERE contract = ? AND state = 0 ORDER BY n',
  rows: 'SELECT * FROM row WHERE n > ? ORDER BY n LIMIT ?',
  settledRows: 'SELECT * FROM row WHERE state = ? AND state > 0 ORDER BY n LIMIT ?',
  settle: 'UPDATE row SET state = ?, outcome = coalesce(?, outcome) WHERE n = ?',
  settleAll: 'UPDATE row SET state = ?, outcome = coalesce(?, outcome) WHERE contract = ?',
  count: 'SELECT state, count(*) AS rows FROM row WHERE state > 0 GROUP BY state',
  remark: 'INSERT INTO remark VALUES (?, ?, ?)',
  remarks: 'SELECT said FROM remark WHERE is_a = ? ORDER BY nth LIMIT ?',
} as const

export type Statement = ReturnType<InstanceType<typeof DatabaseSync>['prepare']>

interface Stored {
  readonly n: number
  readonly contract: number
  readonly contract_no: string
  readonly about: number
  readonly line: number
  readonly contents: string
  readonly state: number
  readonly outcome: string | null
}
interface Contract {
  readonly id: string
  readonly number: number
  rows: number
  /** What they say, as JSON. */
  bytes: number
  /** That of its last. */
  wave: number
  plan?: Plan
}
/** The order only where it is not that of the file. */
type Plan = ContractPlan & { readonly order?: readonly number[] }

/**
 * The rows of one import, in a table of their own that nobody else sees and that is gone with it: they are taken contract by
 * contract, however they lie in the file. The second wave holds what may lean on another contract of the file: call-offs, after
 * their frameworks.
 */
export class ImportRows {
  private readonly folder = scratchFolder('import')
  readonly database = new DatabaseSync(join(this.folder, 'rows.db'))
  private readonly sql: Readonly<Record<keyof typeof STATEMENTS, Statement>>
  /** In the order in which the file names them first. */
  private readonly contractsSeen: Contract[] = []
  private readonly byId = new Map<string, Contract>()
  /** What rows of one sheet have in common. */
  private readonly abouts: (Pick<IntakeRecord, 'kind' | 'columns'> & { readonly sheet: string })[] = []
  private readonly aboutNumbers = new Map<string, number>()
  private readonly sheetOrder = new Map<string, number>()
  private readonly remarkCounts = { fault: 0, notice: 0 }
  private rowCount = 0
  private allRecorded = false

  constructor() {
    this.database.exec(SCHEMA)
    const prepared = Object.entries(STATEMENTS).map(([name, sql]) => [name, this.database.prepare(sql)])
    this.sql = Object.fromEntries(prepared)
  }

  /** Sheets are known in the order in which the file has them. */
  sheet(name: string): void {
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
    const text = JSON.stringify(contents)
    const contractNo = String(record.values.contractNo ?? '')
    const its = this.byId.get(contract) ?? this.newContract(contract)
    this.sql.add.run(n, its.number, contractNo, this.aboutOf(record), record.place.row, text)
    its.rows++
    its.bytes += Buffer.byteLength(text)
    its.wave = Math.max(its.wave, wave)
    this.rowCount++
  }

  remark(is: Remark, stated: object): void {
    this.sql.remark.run(is, ++this.remarkCounts[is], JSON.stringify(stated))
  }

  /** The contracts of a wave with the number of their rows, in the order in which the file names them first. */
  *contracts(wave: number): Generator<{ readonly contract: string; readonly rows: number }> {
    for (const it of this.contractsSeen) if (it.wave === wave) yield { contract: it.id, rows: it.rows }
  }

  /** In the order of the file. */
  rowsOf(contract: string, limit: number): readonly Row[] {
    return (this.sql.rowsOf.all(this.numberOf(contract), limit) as Stored[]).map((it) => this.row(it))
  }

  waveOf(contract: string): number {
    return this.byId.get(contract)?.wave ?? 0
  }

  /** What all rows of a contract say, in bytes of JSON; no less than their entries. */
  bytesOf(contract: string): number {
    return this.byId.get(contract)?.bytes ?? 0
  }

  /** What is new of a contract, in the order in which it is recorded. */
  newOf(contract: string): readonly Pick<Row, 'n' | 'contents'>[] {
    const rows = (this.sql.newOf.all(this.numberOf(contract)) as Stored[]).map((it) => {
      const outcome = outcomeOf(it)
      const contents = outcome?.is === 'new' ? outcome.contents : (JSON.parse(it.contents) as Row['contents'])
      return { n: it.n, contents }
    })
    const { order } = this.planOf(contract) ?? {}
    if (!order) return rows
    const turns = new Map(order.map((n, i) => [n, i]))
    return rows.sort((a, b) => (turns.get(a.n) ?? 0) - (turns.get(b.n) ?? 0))
  }

  /** What is new of a contract is to be recorded in this order, which names all its rows, if it is still where it was. */
  plan(contract: string, order: readonly number[], { revision, signings }: ContractPlan): void {
    const moved = order.some((n, i) => i > 0 && n < order[i - 1])
    const its = this.byId.get(contract)
    if (its) its.plan = { revision, signings, ...(moved && { order }) }
  }

  planOf(contract: string): Plan | undefined {
    return this.byId.get(contract)?.plan
  }

  /** Without an outcome the one before stays. */
  settle(n: number, state: RowState, outcome?: Outcome): void {
    this.sql.settle.run(ROW_STATES.indexOf(state), outcome ? JSON.stringify(outcome) : null, n)
  }

  /** Everything that is new has been recorded. */
  settleNew(): void {
    this.allRecorded = true
  }

  /** All rows of a contract at once. */
  settleAll(contract: string, state: RowState, outcome?: Outcome): void {
    this.sql.settleAll.run(ROW_STATES.indexOf(state), outcome ? JSON.stringify(outcome) : null, this.numberOf(contract))
  }

  /** How many rows are in each state. */
  counts(): Readonly<Record<RowState, number>> {
    const counts = { new: this.rowCount, recorded: 0, known: 0, refused: 0 }
    for (const { state, rows } of this.sql.count.all() as { state: number; rows: number }[]) {
      counts[ROW_STATES[state]] += rows
      counts.new -= rows
    }
    return this.allRecorded ? { ...counts, new: 0, recorded: counts.recorded + counts.new } : counts
  }

  countRemarks(is: Remark): number {
    return this.remarkCounts[is]
  }

  remarks<T>(is: Remark, limit: number): readonly T[] {
    return (this.sql.remarks.all(is, Math.max(0, limit)) as { said: string }[]).map((it) => JSON.parse(it.said) as T)
  }

  /** Rows in the order of the file. */
  rows(after: number, limit: number): readonly ImportRow[] {
    return (this.sql.rows.all(after, limit) as Stored[]).map((it) => this.importRow(it))
  }

  refused(limit: number): readonly ImportRow[] {
    const rows = this.sql.settledRows.all(ROW_STATES.indexOf('refused'), Math.max(0, limit)) as Stored[]
    return rows.map((it) => this.importRow(it))
  }

  close(): void {
    this.database.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private newContract(id: string): Contract {
    const made: Contract = { id, number: this.contractsSeen.length, rows: 0, bytes: 0, wave: 0 }
    this.contractsSeen.push(made)
    this.byId.set(id, made)
    return made
  }

  private numberOf(contract: string): number {
    return this.byId.get(contract)?.number ?? -1
  }

  private importRow(stored: Stored): ImportRow {
    const { kind, columns } = this.abouts[stored.about]
    const state = ROW_STATES[stored.state]
    const outcome = outcomeOf(stored)
    return {
      ...this.row(stored),
      kind,
      columns,
      contract: this.contractsSeen[stored.contract].id,
      contractNo: stored.contract_no,
      state: state === 'new' && this.allRecorded ? 'recorded' : state,
      ...(outcome && { outcome }),
    }
  }

  private row({ n, about, line, contents }: Stored): Row {
    return { n, place: { sheet: this.abouts[about].sheet, row: line }, contents: JSON.parse(contents) }
  }

  private aboutOf({ kind, columns, place: { sheet } }: IntakeRecord): number {
    const key = JSON.stringify([kind, columns, sheet])
    let about = this.aboutNumbers.get(key)
    if (about === undefined) {
      about = this.abouts.push({ kind, columns, sheet }) - 1
      this.aboutNumbers.set(key, about)
    }
    return about
  }
}

const outcomeOf = ({ outcome }: Stored) => (outcome === null ? undefined : (JSON.parse(outcome) as Outcome))
