import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EngagementContent, type EngagementEvent, engagementStream } from '@pilot-ledger/engagements'
import { KnownParties, MovedFrameworks, SecondPerson } from '@pilot-ledger/engagements/recording'
import { type EventLog, openSqliteEventLog, type RecordedEvent, type SqliteEventLog } from '@pilot-ledger/event-log'
import { engagementIdOf, isRefusal, type Party, platformIdOf } from '@pilot-ledger/kernel'
import { decideRecord, platformRules, platformStream } from '@pilot-ledger/platforms'
import { Recorder } from '@pilot-ledger/recording'
import type { IntakeItem, IntakeRecord } from '../columns'
import { DecidedAgain } from './decided-again'
import { importRecords } from './import-records'
import type { ImportMode, ImportRequest } from './import-request'
import type { ImportReport } from './report'

export const PLATFORM = platformIdOf('示例中试平台')
export const TODAY = '2025-09-01'
const HOST: Party = { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例大学中山研究院' }
const clock = () => Date.parse(`${TODAY}T12:00:00+08:00`)

type Values = Record<string, string | readonly string[] | undefined>
export type Line = readonly [kind: IntakeRecord['kind'], values: Values]

/** Rows as a reader of files gives them; a field that is undefined was left empty. Every field has a column of its own. */
export function* items(lines: readonly (Line | IntakeItem)[]): Generator<IntakeItem> {
  for (const [i, it] of lines.entries()) {
    if (!Array.isArray(it)) yield it as IntakeItem
    else {
      const [kind, all] = it as Line
      const values = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
      const columns = Object.fromEntries(Object.keys(all).map((field, at) => [field, at + 1]))
      yield { is: 'record', kind, place: { sheet: '表', row: i + 2 }, values, columns } as IntakeRecord
    }
  }
}

export const contract = (contractNo: string, more: Values = {}): Line => [
  'contract',
  {
    contractNo,
    title: '镜头装调中试服务',
    clientName: '示例光电科技有限公司',
    clientId: '91440101MA5CJQ4N59',
    clientScheme: 'uscc',
    contractKind: 'single',
    serviceCategories: ['产品试制'],
    products: ['物镜组'],
    amount: '1000.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: '2025-03-01',
    ...more,
  },
]
export const amendment = (
  contractNo: string,
  previousAmount: string,
  delta: string,
  newAmount: string,
  more: Values = {},
): Line => [
  'amendment',
  { contractNo, amendmentNo: '1', previousAmount, delta, newAmount, amendedOn: '2025-04-10', reason: '变更', ...more },
]
export const invoice = (contractNo: string, n: number, share: string, more: Values = {}): Line => [
  'invoice',
  {
    contractNo,
    movement: 'issued',
    invoiceNo: invoiceNo(n),
    share,
    total: share,
    tax: '0.00',
    on: '2025-04-01',
    ...more,
  },
]
export const reversal = (contractNo: string, n: number, share: string, more: Values = {}): Line => [
  'invoice',
  { contractNo, movement: 'reversed', originalNo: invoiceNo(n), share, on: '2025-04-20', ...more },
]
export const payment = (contractNo: string, bankReference: string, share: string, more: Values = {}): Line => [
  'payment',
  {
    contractNo,
    movement: 'received',
    bankReference,
    payerName: '示例光电科技有限公司',
    share,
    total: share,
    on: '2025-05-02',
    ...more,
  },
]
export const batch = (contractNo: string, batchNo: string, more: Values = {}): Line => [
  'batch',
  {
    contractNo,
    batchNo,
    product: '物镜组',
    batchKind: '中试',
    size: '10',
    unit: '套',
    startedOn: '2025-04-01',
    ...more,
  },
]
export const invoiceNo = (n: number) => String(n).padStart(20, '0')
export const hasFault: IntakeItem = {
  is: 'fault',
  place: { sheet: '表', row: 99, column: 3 },
  field: 'amount',
  found: '壹万',
  code: 'amount-unreadable',
  zh: '金额无法读取',
  en: 'the amount cannot be read',
}

/** A recording side on a real log, with one platform on the register; what is recorded, it is by its doors' own deciders. */
export class Bureau {
  private constructor(
    private readonly folder: string,
    readonly log: SqliteEventLog,
    readonly recorder: Recorder,
  ) {}

  static async open(): Promise<Bureau> {
    const folder = await mkdtemp(join(tmpdir(), 'import-'))
    const log = await openSqliteEventLog({ folder, clock })
    const bureau = new Bureau(folder, log, new Recorder(log, clock))
    await bureau.register()
    return bureau
  }

  async close(): Promise<void> {
    await this.log.close()
    await rm(this.folder, { recursive: true })
  }

  /** Imports rows; the file is known by its rows. */
  import(
    mode: ImportMode,
    lines: readonly (Line | IntakeItem)[],
    more: Partial<ImportRequest> & { log?: EventLog } = {},
  ) {
    const { log, ...requested } = more
    const recorder = log ? new Recorder(log, clock) : this.recorder
    const [known, frameworks] = [new KnownParties(recorder), new MovedFrameworks(recorder)]
    new DecidedAgain(recorder, known, frameworks, new SecondPerson(recorder, frameworks))
    return importRecords(
      (async function* () {
        yield* items(lines)
      })(),
      {
        platform: PLATFORM,
        mode,
        file: { sha256: JSON.stringify(lines).length.toString(16).padStart(64, '0'), bytes: 1, kind: 'ndjson' },
        identity: { actor: '王工', correlationId: 'import-1' },
        ...requested,
      },
      recorder,
      known,
    )
  }

  async entries(contractNo: string): Promise<readonly RecordedEvent[]> {
    return (await this.log.readStream(engagementStream(engagementIdOf(PLATFORM, contractNo)))).events
  }

  async types(contractNo: string): Promise<string> {
    return (await this.entries(contractNo)).map((it) => it.type).join(' ')
  }

  async size(): Promise<number> {
    return Number(await this.log.head())
  }

  /** Records as a door would, without asking: for what a test needs to be there. */
  async append(contractNo: string, ...events: readonly EngagementEvent[]): Promise<void> {
    const stream = engagementStream(engagementIdOf(PLATFORM, contractNo))
    const { head } = await this.log.readStream(stream)
    const made = events.map(({ type, data }) => ({
      id: crypto.randomUUID(),
      type,
      version: 1,
      data: data as never,
      metadata: { actor: '李工', correlationId: 'by-hand' },
    }))
    await this.log.append(stream, head === -1 ? 'none' : head, made)
  }

  private async register(): Promise<void> {
    const content = {
      type: 'PlatformRegistered',
      data: { name: '示例中试平台', host: HOST, town: '火炬开发区', fields: ['精密仪器'], registeredOn: '2024-12-02' },
    } as const
    const answer = await this.recorder.record({
      stream: platformStream(PLATFORM),
      rules: platformRules,
      decide: (history, today) => decideRecord(history, content, today),
      actor: '管理员',
      correlationId: 'register',
      requestHash: '0'.repeat(64),
    })
    if (isRefusal(answer)) throw new Error(answer.en)
  }
}

/** Each row as `row state knownAs`, each fault as `row column code`. */
export function reported({ rows, faults }: ImportReport): { rows: string[]; faults: string[] } {
  return {
    rows: rows.map((it) => [it.row, it.state, it.knownAs].filter((part) => part !== undefined).join(' ')),
    faults: faults.map(({ place, field, code }) => `${place.row} ${field ?? '–'}:${place.column ?? '–'} ${code}`),
  }
}

export type { EngagementContent }
