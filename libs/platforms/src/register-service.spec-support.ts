import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Module } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { createHttpApplication } from '@pilot-ledger/http'
import { platformIdOf, refuse } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { pino } from 'pino'
import { noon, registered } from './domain/given.spec-support'
import { PlatformsRecordingModule, PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck } from './recording'
import { PlatformsReportingModule, REGISTER_LOG, readDirectly } from './reporting'

/** The catalogue of these tests: two figures. */
export const knowsTwoFigures: PublishedFigureCheck = ({ figure }) =>
  ['contractAmount', 'projects'].includes(figure)
    ? undefined
    : refuse('unknown-figure-code', { pointer: '/figure', zh: '没有该指标', en: 'no such figure' })

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came back.
  readonly body: any
  readonly headers: Record<string, unknown>
}

type Headers = Record<string, string>

/** The register behind its HTTP door, on a real log in a folder of its own; the day is 2025-09-15 unless said otherwise. */
export class RegisterService {
  day = '2025-09-15'
  private app!: NestFastifyApplication
  private log!: SqliteEventLog

  private constructor(private readonly folder: string) {}

  static async open(): Promise<RegisterService> {
    const service = new RegisterService(await mkdtemp(join(tmpdir(), 'register-')))
    await service.start()
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

  async get(path: string): Promise<Answer> {
    const answer = await this.app.inject({ method: 'GET', url: path })
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
  }

  /** Registers the platform of the tests and gives its path. */
  async registered(): Promise<string> {
    await this.post('/api/platforms', registered.data)
    return `/api/platforms/${platformIdOf(registered.data.name)}`
  }

  /** How many entries the log holds: a refusal adds none. */
  async size(): Promise<number> {
    return Number((await this.log.head()) ?? 0)
  }

  private async start(): Promise<void> {
    const clock = () => noon(this.day)
    const log = await openSqliteEventLog({ folder: this.folder, clock })
    this.log = log
    const provided = [
      { provide: Recorder, useValue: new Recorder(log, clock) },
      { provide: PUBLISHED_FIGURE_CHECK, useValue: knowsTwoFigures },
      { provide: REGISTER_LOG, useValue: readDirectly(log) },
    ]
    const Provided = {
      module: ProvidedModule,
      global: true,
      providers: provided,
      exports: provided.map((it) => it.provide),
    }
    const root = { module: RootModule, imports: [Provided, PlatformsRecordingModule, PlatformsReportingModule] }
    this.app = await createHttpApplication(root, { actor: '王工', readiness: [], logger: pino({ level: 'silent' }) })
    await this.app.getHttpAdapter().getInstance().ready()
  }

  private async stop(): Promise<void> {
    await this.app.close()
    await this.log.close()
  }
}

@Module({})
class ProvidedModule {}

@Module({})
class RootModule {}
