import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { EngagementContent } from '@pilot-ledger/engagements'
import type { IntakeRecord } from '../columns'
import type { Outcome, Row } from './decide-rows'

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
export type RowState = 'new' | 'recorded' | 'known' | 'refused'
/** What is said beside the rows. */
export type Remark = 'fault' | 'notice'

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -32000;
  CREATE TABLE headings (id INTEGER PRIMARY KEY, columns TEXT NOT NULL);
  CREATE TABLE rows (
    n INTEGER PRIMARY KEY, contract TEXT NOT NULL, wave INTEGER NOT NULL, kind TEXT NOT NULL, contractNo TEXT NOT NULL,
    sheet TEXT NOT NULL, row INTEGER NOT NULL, heading INTEGER NOT NULL, contents TEXT NOT NULL);
  -- Apart, so that what became of a row does not rewrite it; a row without is new.
  CREATE TABLE outcomes (n INTEGER PRIMARY KEY, state TEXT NOT NULL, outcome TEXT);
  CREATE TABLE remarks (n INTEGER PRIMARY KEY, is_ TEXT NOT NULL, said TEXT NOT NULL);`

/** Rows in one transaction: what a temporary file does not need is safety. */
const ROWS_AT_ONCE = 5_000

/**
 * The rows of one import in a temporary file: a hundred thousand of them take no more memory than a thousand, and they are
 * taken contract by contract, however they lie in the file. The second wave holds what may lean on another contract of the
 * file: call-offs, after their frameworks.
 */
export class Spool {
  private readonly folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-import-'))
  private readonly database = new DatabaseSync(join(this.folder, 'rows.db'))
  private readonly headings = new Map<string, number>()
  private lastColumns: IntakeRecord['columns'] = {}
  private lastHeading = 0
  private open = 0
  private size = 0
  private readonly statements: Readonly<
    Record<
      'row' | 'remark' | 'state' | 'contract' | 'contracts',
      ReturnType<InstanceType<typeof DatabaseSync>['prepare']>
    >
  >

  constructor() {
    this.database.exec(SCHEMA)
    const prepare = (sql: string) => this.database.prepare(sql)
    this.statements = {
      row: prepare(`INSERT INTO rows (n, contract, wave, kind, contractNo, sheet, row, heading, contents)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
      remark: prepare('INSERT INTO remarks (is_, said) VALUES (?, ?)'),
      state: prepare(`INSERT INTO outcomes (n, state, outcome) VALUES (?, ?, ?)
        ON CONFLICT (n) DO UPDATE SET state = excluded.state, outcome = coalesce(excluded.outcome, outcome)`),
      contract: prepare('SELECT n, sheet, row, contents FROM rows WHERE contract = ? ORDER BY n LIMIT ?'),
      contracts: prepare(`SELECT contract, max(wave) AS wave, count(*) AS rows FROM rows WHERE contract > ?
        GROUP BY contract HAVING max(wave) = ? ORDER BY contract LIMIT ?`),
    }
    this.database.exec('BEGIN')
  }

  add(record: IntakeRecord, n: number, contract: string, wave: number, contents: readonly EngagementContent[]): void {
    const { kind, place, values } = record
    const no = String(values.contractNo ?? '')
    const heading = this.headingOf(record.columns)
    const text = JSON.stringify(contents)
    this.size++
    this.statements.row.run(n, contract, wave, kind, no, place.sheet, place.row, heading, text)
    this.written()
  }

  remark(is: Remark, said: object): void {
    this.statements.remark.run(is, JSON.stringify(said))
    this.written()
  }

  /** After the last row. */
  complete(): void {
    this.database.exec('CREATE INDEX by_contract ON rows (contract, wave)')
  }

  /** Contracts of a wave, a page at a time. */
  contracts(
    wave: number,
    after: string,
    limit: number,
  ): readonly { readonly contract: string; readonly rows: number }[] {
    return this.statements.contracts.all(after, wave, limit) as never
  }

  rowsOf(contract: string, limit: number): readonly Row[] {
    const found = this.statements.contract.all(contract, limit) as unknown as Stored[]
    return found.map(({ n, sheet, row, contents }) => ({ n, place: { sheet, row }, contents: JSON.parse(contents) }))
  }

  settle(n: number, state: RowState, outcome?: Outcome): void {
    this.statements.state.run(n, state, outcome === undefined ? null : JSON.stringify(outcome))
    this.written()
  }

  /** All rows of a contract at once. */
  settleAll(contract: string, state: RowState, outcome?: Outcome): void {
    const text = outcome === undefined ? null : JSON.stringify(outcome)
    const all = 'INSERT OR REPLACE INTO outcomes (n, state, outcome) SELECT n, ?, ? FROM rows WHERE contract = ?'
    this.database.prepare(all).run(state, text, contract)
  }

  /** How many rows are in each state. */
  counts(): Readonly<Record<RowState, number>> {
    const found = this.database.prepare('SELECT state, count(*) AS rows FROM outcomes GROUP BY state').all()
    const counts = { new: 0, recorded: 0, known: 0, refused: 0 }
    let others = this.size
    for (const { state, rows } of found as unknown as { state: RowState; rows: number }[]) {
      counts[state] = rows
      others -= rows
    }
    return { ...counts, new: counts.new + others }
  }

  countRemarks(is: Remark): number {
    const found = this.database.prepare('SELECT count(*) AS remarks FROM remarks WHERE is_ = ?').get(is)
    return (found as unknown as { remarks: number }).remarks
  }

  remarks<T>(is: Remark, limit: number): readonly T[] {
    const found = this.database.prepare('SELECT said FROM remarks WHERE is_ = ? ORDER BY n LIMIT ?').all(is, limit)
    return (found as unknown as { said: string }[]).map((it) => JSON.parse(it.said))
  }

  /** Rows in the order of the file, of one state where it is named. */
  rows(after: number, limit: number, state?: RowState): readonly SpooledRow[] {
    const found = this.database
      .prepare(
        `SELECT rows.*, coalesce(state, 'new') AS state, outcome, headings.columns
          FROM rows JOIN headings ON headings.id = heading LEFT JOIN outcomes ON outcomes.n = rows.n
          WHERE rows.n > ?1 AND (?2 IS NULL OR state = ?2) ORDER BY rows.n LIMIT ?3`,
      )
      .all(after, state ?? null, limit) as unknown as Stored[]
    return found.map(({ n, sheet, row, contents, outcome, columns, ...rest }) => ({
      ...rest,
      n,
      place: { sheet, row },
      contents: JSON.parse(contents),
      columns: JSON.parse(columns),
      ...(outcome !== null && { outcome: JSON.parse(outcome) }),
    }))
  }

  close(): void {
    this.database.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Rows of one sheet share their heading. */
  private headingOf(columns: IntakeRecord['columns']): number {
    if (columns === this.lastColumns && this.lastHeading > 0) return this.lastHeading
    const text = JSON.stringify(columns)
    let id = this.headings.get(text)
    if (id === undefined) {
      id = this.headings.size + 1
      this.headings.set(text, id)
      this.database.prepare('INSERT INTO headings (id, columns) VALUES (?, ?)').run(id, text)
    }
    this.lastColumns = columns
    this.lastHeading = id
    return id
  }

  private written(): void {
    this.open++
    if (this.open < ROWS_AT_ONCE) return
    this.open = 0
    this.database.exec('COMMIT; BEGIN')
  }
}

interface Stored {
  readonly n: number
  readonly sheet: string
  readonly row: number
  readonly contents: string
  readonly outcome: string | null
  readonly columns: string
  readonly kind: IntakeRecord['kind']
  readonly contract: string
  readonly contractNo: string
  readonly state: RowState
}
