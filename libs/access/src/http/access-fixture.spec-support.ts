import { type DynamicModule, Module, type Type } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { certificates } from '@pilot-ledger/certificates/reporting'
import { desk } from '@pilot-ledger/desk/reporting'
import { engagementStream, platformOfContract } from '@pilot-ledger/engagements'
import { EngagementsRecordingModule, LIVE_CALL_OFFS } from '@pilot-ledger/engagements/recording'
import { audit, roundVolumes } from '@pilot-ledger/evaluation/audit'
import { roundIdOf, rounds, SAMPLE_SCHEMES } from '@pilot-ledger/evaluation/rounds'
import { type EventLog, openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { evidenceReading, evidenceUploads, openEvidence } from '@pilot-ledger/evidence/serving'
import { liveCallOffs, ReadModel } from '@pilot-ledger/figures'
import { figuresReporting } from '@pilot-ledger/figures/reporting'
import { closing } from '@pilot-ledger/finance/closing'
import { reconciliation } from '@pilot-ledger/finance/reconciliation'
import { createHttpApplication } from '@pilot-ledger/http'
import { contents } from '@pilot-ledger/intake/contents'
import { ImportModule } from '@pilot-ledger/intake/import'
import { TemplatesModule } from '@pilot-ledger/intake/templates'
import { volumes } from '@pilot-ledger/intake/volumes'
import { waitingImports } from '@pilot-ledger/intake/waiting-imports'
import { papers } from '@pilot-ledger/intake/workbooks'
import { engagementIdOf, type OldChangeRule, platformIdOf } from '@pilot-ledger/kernel'
import { notices, type WebhooksTold } from '@pilot-ledger/notices'
import { PlatformsRecordingModule, PUBLISHED_FIGURE_CHECK } from '@pilot-ledger/platforms/recording'
import { PlatformsReportingModule, REGISTER_LOG, readDirectly } from '@pilot-ledger/platforms/reporting'
import { ProgrammeRecordingModule } from '@pilot-ledger/programme/recording'
import { programme } from '@pilot-ledger/programme/reporting'
import { LedgerProof } from '@pilot-ledger/proof'
import { logProof } from '@pilot-ledger/proof/reporting'
import { Recorder } from '@pilot-ledger/recording'
import { pino } from 'pino'
import type { Role } from '../domain/identity'
import type { AccessStoreOptions } from '../services/access'
import { Office, PASSWORD } from '../services/office.spec-support'
import { accessModule } from './access.module'
import { Guard } from './guard'
import type { AccessOptions } from './options'

export const NAMES = { ours: '中山市精密仪器与智能装备中试平台', rival: '示例竞争中试平台' } as const
export const OURS = platformIdOf(NAMES.ours)
export const RIVAL = platformIdOf(NAMES.rival)
/** One contract of each, whose every word is only there. */
export const OUR_CONTRACT = engagementIdOf(OURS, 'JM-001')
export const RIVAL_CONTRACT = engagementIdOf(RIVAL, 'SECRET-NO-77')
/** A round in which both take part. */
export const ROUND = roundIdOf('PJ-1')
/** What of the rival must never be in an answer to us: client, its code, product, amount, number, title. */
export const SECRETS = [
  '秘密客户',
  '91350200776049653A',
  '秘密产品',
  '7654321',
  '7,654,321',
  'SECRET-NO-77',
  '秘密项目',
]

const HOST = { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例大学中山研究院' }

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came back.
  readonly body: any
  readonly text: string
  readonly headers: Record<string, unknown>
}
export type Headers = Record<string, string>

@Module({})
class FixtureModule {}

/** What the rooms behind the guard are made of. */
interface Made {
  readonly office: Office
  readonly log: SqliteEventLog
  readonly model: ReadModel
  readonly proof: LedgerProof
  readonly figures: ReturnType<typeof figuresReporting>
}
type RoomsOf = (made: Made) => Promise<readonly (Type | DynamicModule)[]> | readonly (Type | DynamicModule)[]

/** Every room there is, behind the guard, on a real log; two platforms with a contract each, and one account for each task. */
export class AccessFixture {
  private readonly sessions = new Map<string, string>()

  private constructor(
    readonly office: Office,
    readonly log: SqliteEventLog,
    private readonly model: ReadModel,
    private readonly proof: LedgerProof,
    readonly app: NestFastifyApplication,
  ) {}

  /** `recordedOn`: what is recorded goes by this log. */
  static open(
    options: Partial<AccessOptions> = {},
    oldChange?: OldChangeRule,
    recordedOn: (log: SqliteEventLog) => EventLog = (it) => it,
    webhooks: Partial<WebhooksTold> = {},
    accounts: Partial<AccessStoreOptions> = {},
  ): Promise<AccessFixture> {
    return AccessFixture.with(everyRoom(webhooks), options, oldChange, recordedOn, accounts)
  }

  /** Accounts, platforms, contracts, their figures and what else a story is of: it begins in a fifth of the time. */
  static ofContracts(
    options: Partial<AccessOptions> = {},
    oldChange?: OldChangeRule,
    accounts: Partial<AccessStoreOptions> = {},
    further: (figures: Made['figures']) => readonly DynamicModule[] = () => [],
  ): Promise<AccessFixture> {
    return AccessFixture.with(
      ({ figures }) => further(figures),
      options,
      oldChange,
      (it) => it,
      accounts,
    )
  }

  private static async with(
    further: RoomsOf,
    options: Partial<AccessOptions>,
    oldChange: OldChangeRule | undefined,
    recordedOn: (log: SqliteEventLog) => EventLog,
    accounts: Partial<AccessStoreOptions>,
  ): Promise<AccessFixture> {
    const office = await Office.open(accounts)
    const log = await openSqliteEventLog({ folder: office.folder, clock: office.clock })
    const model = await ReadModel.open(log, { file: `${office.folder}/figures.db` })
    await model.start()
    const proof = await LedgerProof.open(log, { folder: office.folder })
    const platformOf = async (id: string) => {
      const { events } = await log.readStream(engagementStream(id), { limit: 1 })
      return events[0] && platformOfContract(events[0])
    }
    const figures = figuresReporting(model, log, office.clock)
    const others = await further({ office, log, model, proof, figures })
    const root = {
      module: FixtureModule,
      global: true,
      imports: [
        EngagementsRecordingModule,
        PlatformsRecordingModule,
        PlatformsReportingModule,
        figures,
        ...others,
        accessModule({ access: office.access, platformOf, proven: { stored: log, proof }, ...options }),
      ],
      providers: [
        { provide: Recorder, useValue: new Recorder(recordedOn(log), office.clock, oldChange) },
        { provide: PUBLISHED_FIGURE_CHECK, useValue: () => undefined },
        { provide: LIVE_CALL_OFFS, useValue: (id: string) => liveCallOffs(model.tables, id) },
        { provide: REGISTER_LOG, useValue: readDirectly(log) },
      ],
      exports: [Recorder, PUBLISHED_FIGURE_CHECK, LIVE_CALL_OFFS, REGISTER_LOG],
    }
    const app = await createHttpApplication(root, { actor: '本机', readiness: [], logger: pino({ level: 'silent' }) })
    await app.getHttpAdapter().getInstance().ready()
    const fixture = new AccessFixture(office, log, model, proof, app)
    await fixture.employ('clerk', 'platform', [OURS])
    await fixture.employ('rival', 'platform', [RIVAL])
    await fixture.employ('evaluator', 'evaluator')
    await fixture.employ('finance', 'finance')
    await fixture.employ('keeper', 'administrator')
    await fixture.employ('auditor', 'auditor')
    return fixture
  }

  /** Two platforms on the register, a contract of each, invoiced and evidenced. */
  async settle(): Promise<void> {
    for (const name of [NAMES.ours, NAMES.rival]) {
      const data = { name, host: HOST, town: '火炬开发区', fields: ['精密仪器'], registeredOn: '2024-12-02' }
      await this.expect(201, 'keeper', 'POST', '/api/platforms', data)
      const recognition = { tier: 'municipal', on: '2024-11' }
      await this.expect(201, 'keeper', 'POST', `/api/platforms/${platformIdOf(name)}/recognitions`, recognition)
    }
    await this.expect(201, 'clerk', 'POST', '/api/engagements', signing())
    await this.expect(201, 'rival', 'POST', '/api/engagements', rivalSigning())
    const invoice = {
      invoice: { kind: 'digital', number: '24442000000000000001' },
      issuedOn: '2025-06-02',
      tax: '1.00',
    }
    const amounts = { share: '7654321.00', total: '7654321.00' }
    await this.expect(201, 'rival', 'POST', `/api/engagements/${RIVAL_CONTRACT}/invoices`, { ...invoice, ...amounts })
    if (this.app.getHttpAdapter().getInstance().hasRoute({ method: 'POST', url: '/api/rounds' })) {
      const scheme = await this.ask('evaluator', 'POST', '/api/schemes', SAMPLE_SCHEMES[0])
      const round = roundOf(scheme.body.id)
      await this.expect(201, 'evaluator', 'POST', `/api/rounds?waitFor=${scheme.body.position}`, round)
    }
    const head = await this.log.head()
    await this.expect(200, 'evaluator', 'GET', `/api/figures?from=2025-01-01&to=2025-08-31&waitFor=${head}`)
  }

  /** So long that every session is over: who asks next logs in anew. */
  pass(milliseconds: number): void {
    this.office.now += milliseconds
    this.sessions.clear()
  }

  async employ(name: string, role: Role, platforms: readonly string[] = []): Promise<string> {
    return this.office.employ({ name, displayName: name, role, platforms })
  }

  /** Asks as somebody with a session, the way our page does. */
  async ask(who: string, method: string, url: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const session = this.sessions.get(who) ?? (await this.office.logIn(who, PASSWORD))
    this.sessions.set(who, session)
    const page = { cookie: `pilot-ledger=${session}`, 'sec-fetch-site': 'same-origin' }
    return this.send(method, url, body, { ...page, ...headers })
  }

  async send(method: string, url: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const content = body === undefined ? {} : { payload: JSON.stringify(body) }
    const type: Headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await this.app.inject({ method: method as 'GET', url, ...content, headers: { ...type, ...headers } })
    const isJson = String(answer.headers['content-type']).includes('json') && answer.body !== ''
    const json = isJson ? answer.json() : undefined
    return { status: answer.statusCode, body: json, text: answer.body, headers: answer.headers }
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.model.stop()
    await this.proof.close()
    await this.log.close()
    this.office.close()
  }

  get guard(): Guard {
    return this.app.get(Guard)
  }

  private async expect(status: number, who: string, method: string, url: string, body?: unknown): Promise<void> {
    const answer = await this.ask(who, method, url, body)
    if (answer.status !== status) throw new Error(`${who} ${method} ${url}: ${answer.status} ${answer.text}`)
  }
}

const everyRoom =
  (webhooks: Partial<WebhooksTold>): RoomsOf =>
  async ({ office, log, model, proof, figures }) => {
    const papersOf = await openEvidence({ folder: office.folder, clock: office.clock })
    const reading = evidenceReading(papersOf.store)
    const bound = volumes(figures, reading)
    const audits = audit(figures)
    const programmes = programme(figures)
    const places = {
      imports: waitingImports(figures),
      reconciliation: reconciliation(figures),
      closing: closing(figures),
      rounds: rounds(figures),
    }
    return [
      papers(figures),
      ProgrammeRecordingModule,
      ImportModule,
      TemplatesModule,
      evidenceUploads(papersOf),
      reading,
      contents(reading),
      bound,
      roundVolumes(audits, bound),
      ...Object.values(places),
      desk({ figures, ...places }, office.access),
      audits,
      programmes,
      notices(figures, { webhooks: { folder: office.folder, ...webhooks } }),
      logProof(proof, log),
      certificates({ model, stored: log, proof, folder: office.folder }, figures, programmes),
    ]
  }

export const signing = (given: object = {}) => ({
  platform: OURS,
  contractNo: 'JM-001',
  title: '镜头装调中试服务',
  kind: 'single',
  client: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' },
  serviceCategories: ['产品试制'],
  products: ['内窥镜物镜组'],
  amount: '380000.00',
  taxBasis: 'inclusive',
  pricing: 'fixed',
  signedOn: '2025-06-01',
  ...given,
})

const rivalSigning = () =>
  signing({
    platform: RIVAL,
    contractNo: 'SECRET-NO-77',
    title: '秘密项目',
    client: { id: { scheme: 'uscc', value: '91350200776049653A' }, name: '秘密客户' },
    products: ['秘密产品'],
    amount: '7654321.00',
  })

const roundOf = (scheme: string) => ({
  roundNo: 'PJ-1',
  title: '示例评价',
  scheme,
  version: 1,
  year: 2025,
  platforms: [OURS, RIVAL],
  deadlines: { selfAssessment: '2199-01-01', verification: '2199-02-01', reply: '2199-03-01', appeal: '2199-04-01' },
})
