import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Module } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { EngagementsRecordingModule } from '@pilot-ledger/engagements/recording'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { ReadModel } from '@pilot-ledger/figures'
import { figuresReporting } from '@pilot-ledger/figures/reporting'
import { createHttpApplication } from '@pilot-ledger/http'
import { engagementIdOf, platformIdOf } from '@pilot-ledger/kernel'
import { PlatformsRecordingModule, PUBLISHED_FIGURE_CHECK } from '@pilot-ledger/platforms/recording'
import { Recorder } from '@pilot-ledger/recording'
import { pino } from 'pino'
import { reconciliation } from '.'

export const NAME = '中山市精密仪器与智能装备中试平台'
export const PLATFORM = platformIdOf(NAME)
export const ACCOUNT = '4400-1234-0001'
export const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }
/** The columns of these tests’ bank. */
export const MAP = {
  day: '交易日期',
  credit: '收入',
  debit: '支出',
  balance: '余额',
  counterparty: '对方户名',
  reference: '流水号',
  purpose: '摘要',
}
export const HEAD = '交易日期,收入,支出,余额,对方户名,流水号,摘要'

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came back.
  readonly body: any
}

/** One platform with contracts, its bank account and the reconciliation, on a real log; the day is 2025-09-15. */
export class BankTown {
  now = Date.parse('2025-09-15T12:00:00+08:00')

  private constructor(
    private readonly folder: string,
    readonly log: SqliteEventLog,
    private readonly model: ReadModel,
    private app: NestFastifyApplication,
  ) {}

  static async open(): Promise<BankTown> {
    const folder = await mkdtemp(join(tmpdir(), 'bank-'))
    let town: BankTown | undefined
    const clock = () => town?.now ?? Date.parse('2025-09-15T12:00:00+08:00')
    const log = await openSqliteEventLog({ folder, clock })
    const model = await ReadModel.open(log, { file: join(folder, 'figures.db') })
    await model.start()
    const figures = figuresReporting(model, log, clock)
    const root = {
      module: TownModule,
      global: true,
      imports: [EngagementsRecordingModule, PlatformsRecordingModule, figures, reconciliation(figures)],
      providers: [
        { provide: Recorder, useValue: new Recorder(log, clock) },
        { provide: PUBLISHED_FIGURE_CHECK, useValue: () => undefined },
      ],
      exports: [Recorder, PUBLISHED_FIGURE_CHECK],
    }
    const app = await createHttpApplication(root, { actor: '财务', readiness: [], logger: pino({ level: 'silent' }) })
    await app.getHttpAdapter().getInstance().ready()
    town = new BankTown(folder, log, model, app)
    const host = { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例大学中山研究院' }
    const data = { name: NAME, host, town: '火炬开发区', fields: ['精密仪器'], registeredOn: '2024-12-02' }
    await town.must('POST', '/api/platforms', data)
    return town
  }

  /** Opens the account and gives it a column map. */
  async withAccount(): Promise<this> {
    const account = { account: ACCOUNT, bank: '示例银行中山分行', holder: '示例大学中山研究院', currency: 'CNY' }
    await this.done('accounts', { ...account, columnMap: MAP })
    return this
  }

  async contract(contractNo: string, amount: string, client = CLIENT, signedOn = '2025-05-01'): Promise<string> {
    await this.must('POST', '/api/engagements', {
      platform: PLATFORM,
      contractNo,
      title: '镜头装调中试服务',
      kind: 'single',
      client,
      serviceCategories: ['产品试制'],
      products: ['内窥镜物镜组'],
      amount,
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn,
    })
    return engagementIdOf(PLATFORM, contractNo)
  }

  /** Answers the entry: the target's name. */
  async pay(contract: string, bankReference: string, share: string, more: object = {}): Promise<string> {
    const data = { bankReference, payer: CLIENT, share, total: share, receivedOn: '2025-06-10', ...more }
    return (await this.must('POST', `/api/engagements/${contract}/payments`, data)).entryId
  }

  async invoice(contract: string, number: number, share: string, more: object = {}): Promise<string> {
    const invoice = { kind: 'digital', number: String(number).padStart(20, '2') }
    const data = { invoice, share, total: share, tax: '0.00', issuedOn: '2025-06-05', ...more }
    return (await this.must('POST', `/api/engagements/${contract}/invoices`, data)).entryId
  }

  /** A CSV with the headings of `MAP`. */
  async bring(lines: readonly string[], query: Record<string, string> = {}, at = 'statements'): Promise<Answer> {
    return this.file([HEAD, ...lines].join('\n'), 'text/csv', query, at)
  }

  async file(content: string | Buffer, type: string, query: Record<string, string>, at = 'statements') {
    const asked = new URLSearchParams({ account: ACCOUNT, fileName: '流水.csv', ...query })
    const answer = await this.app.inject({
      method: 'POST',
      url: `/api/platforms/${PLATFORM}/reconciliation/${at}?${asked}`,
      payload: content,
      headers: { 'content-type': type },
    })
    return { status: answer.statusCode, body: answer.json() }
  }

  /** A POST as it is, with its own headers. */
  async raw(url: string, payload: string, headers: Record<string, string>) {
    return (await this.app.inject({ method: 'POST', url, payload, headers })).json()
  }

  async send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const content = body === undefined ? {} : { payload: JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await this.app.inject({ method: method as 'GET', url, ...content, headers: { ...type, ...headers } })
    return { status: answer.statusCode, body: answer.json() }
  }

  /** A command of reconciliation, once figures have all that was recorded before. */
  async post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    const head = await this.log.head()
    const wait = PATHS_THAT_WAIT.test(path) ? `?waitFor=${head}` : ''
    return this.send('POST', `/api/platforms/${PLATFORM}/reconciliation/${path}${wait}`, body, headers)
  }

  async done(path: string, body: object) {
    const answer = await this.post(path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async get(path: string) {
    const head = await this.log.head()
    const url = `/api/platforms/${PLATFORM}/reconciliation/${path}${path.includes('?') ? '&' : '?'}waitFor=${head}`
    const answer = await this.send('GET', url)
    if (answer.status !== 200) throw new Error(`${url}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async must(method: string, url: string, body?: unknown) {
    const answer = await this.send(method, url, body)
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  /** Kinds of what is open and not waived. */
  async openKinds(query = ''): Promise<string[]> {
    const { items } = await this.get(`queues${query}`)
    return items.flatMap((it: { kind: string; waived?: object }) => (it.waived ? [] : [it.kind]))
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.model.stop()
    await this.log.close()
    await rm(this.folder, { recursive: true })
  }
}

const PATHS_THAT_WAIT = /^(matches(\/(suggestions|runs)|\/[^/]+\/confirmation)?|waivers)$/

@Module({})
class TownModule {}
