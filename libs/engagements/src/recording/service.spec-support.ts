import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Module } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { openSqliteEventLog, type RecordedEvent, type SqliteEventLog } from '@pilot-ledger/event-log'
import { createHttpApplication } from '@pilot-ledger/http'
import { engagementIdOf, isRefusal, type OldChangeRule, type Party, platformIdOf } from '@pilot-ledger/kernel'
import { decideRecord, platformRules, platformStream } from '@pilot-ledger/platforms'
import { Recorder } from '@pilot-ledger/recording'
import { pino } from 'pino'
import { engagementStream } from '../domain/events'
import { type Of, signed, TODAY } from '../domain/given.spec-support'
import { engagementRules } from '../domain/rules'
import { EngagementsRecordingModule } from '.'

const PLATFORM_NAME = '中山市精密仪器与智能装备中试平台'
const HOST: Party = { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例大学中山研究院' }
export const PLATFORM = platformIdOf(PLATFORM_NAME)
export const CONTRACT_NO = 'ZSJM-001'
/** Where the contract of the tests answers. */
export const CONTRACT = `/api/engagements/${engagementIdOf(PLATFORM, CONTRACT_NO)}`

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came back.
  readonly body: any
  readonly headers: Record<string, unknown>
}
type Headers = Record<string, string>
interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Record<
        string,
        {
          responses: Record<string, { content?: Record<string, { schema: object }> }>
        }
      >
    >
  >
}

/** A signing as a clerk sends it, on the platform of the tests. */
export const signing = (data: Partial<Of<'ContractSigned'>> = {}) => signed({ platform: PLATFORM, ...data }).data

/** The recording side of contracts behind its door, on a real log in a folder of its own; the day is 2025-09-01. */
export class EngagementService {
  private app!: NestFastifyApplication
  private log!: SqliteEventLog

  private constructor(
    private readonly folder: string,
    private readonly rule?: OldChangeRule,
  ) {}

  /** With one platform on the register; under a rule of two persons, who is asked for by the header `x-actor`. */
  static async open(rule?: OldChangeRule): Promise<EngagementService> {
    const service = new EngagementService(await mkdtemp(join(tmpdir(), 'engagements-')), rule)
    await service.start()
    await service.register()
    return service
  }

  /** Stops and opens the same folder again. */
  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  async close(): Promise<void> {
    await this.stop()
    await rm(this.folder, { recursive: true })
  }

  /** A body is sent as JSON, a text as it is. */
  async post(path: string, body: unknown, headers: Headers = {}): Promise<Answer> {
    const payload = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await this.app.inject({
      method: 'POST',
      url: path,
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    })
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
  }

  /** What the OpenAPI document says. */
  async document(): Promise<OpenApi> {
    return (await this.app.inject({ url: '/openapi.json' })).json()
  }

  /** Signs the contract of the tests. */
  sign(data: Partial<Of<'ContractSigned'>> = {}, headers: Headers = {}): Promise<Answer> {
    return this.post('/api/engagements', signing(data), headers)
  }

  /** What the contract's stream holds. */
  async entries(contractNo = CONTRACT_NO): Promise<readonly RecordedEvent[]> {
    return (await this.log.readStream(engagementStream(engagementIdOf(PLATFORM, contractNo)))).events
  }

  /** Signs a contract in a stream of that id, as an earlier version named it. */
  async signedUnder(id: string, data: Partial<Of<'ContractSigned'>>): Promise<void> {
    const answer = await this.recorder.record({
      stream: engagementStream(id),
      rules: engagementRules,
      decide: () => [signed({ platform: PLATFORM, ...data })],
      actor: '王工',
      correlationId: 'earlier',
      requestHash: '0'.repeat(64),
    })
    if (isRefusal(answer)) throw new Error(answer.en)
  }

  /** How many entries the log holds: a refusal adds none. */
  async size(): Promise<number> {
    return Number((await this.log.head()) ?? 0)
  }

  private get recorder(): Recorder {
    return new Recorder(this.log, clock, this.rule)
  }

  private async register(): Promise<void> {
    const content = {
      type: 'PlatformRegistered',
      data: { name: PLATFORM_NAME, host: HOST, town: '火炬开发区', fields: ['精密仪器'], registeredOn: '2024-12-02' },
    } as const
    const answer = await this.recorder.record({
      stream: platformStream(PLATFORM),
      rules: platformRules,
      decide: (history, today) => decideRecord(history, content, today),
      actor: '王工',
      correlationId: 'register',
      requestHash: '0'.repeat(64),
    })
    if (isRefusal(answer)) throw new Error(answer.en)
  }

  private async start(): Promise<void> {
    this.log = await openSqliteEventLog({ folder: this.folder, clock })
    const Provided = {
      module: ProvidedModule,
      global: true,
      providers: [{ provide: Recorder, useValue: this.recorder }],
      exports: [Recorder],
    }
    const root = { module: RootModule, imports: [Provided, EngagementsRecordingModule] }
    this.app = await createHttpApplication(root, { actor: '王工', readiness: [], logger: pino({ level: 'silent' }) })
    const http = this.app.getHttpAdapter().getInstance()
    http.addHook('onRequest', async (request) => {
      const actor = request.headers['x-actor']
      if (actor) Object.assign(request, { [Symbol.for('pilot-ledger.requester')]: { actor: String(actor) } })
    })
    await http.ready()
  }

  private async stop(): Promise<void> {
    await this.app.close()
    await this.log.close()
  }
}

const clock = () => Date.parse(`${TODAY}T12:00:00+08:00`)

@Module({})
class ProvidedModule {}

@Module({})
class RootModule {}
