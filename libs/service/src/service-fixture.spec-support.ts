import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DynamicModule, Module, type Type } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { ReadModel } from '@pilot-ledger/figures'
import { figuresReporting } from '@pilot-ledger/figures/reporting'
import { createHttpApplication } from '@pilot-ledger/http'
import type { OldChangeRule } from '@pilot-ledger/kernel'
import { PUBLISHED_FIGURE_CHECK } from '@pilot-ledger/platforms/recording'
import { Recorder } from '@pilot-ledger/recording'
import { pino } from 'pino'

type Providers = readonly { readonly provide: string | symbol; readonly useValue: unknown }[]

export interface ServiceOptions {
  /** Milliseconds since 1970, of log and service. */
  readonly clock: () => number
  /** Who is recorded where a request does not say. */
  readonly actor?: string
  readonly oldChange?: OldChangeRule
  readonly modules: readonly Type[]
  /** What stands on figures; absent, there are none. */
  readonly onFigures?: (figures: DynamicModule) => readonly DynamicModule[]
  readonly providers?: (log: SqliteEventLog) => Providers
}

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came back.
  readonly body: any
  readonly headers: Record<string, unknown>
}
export type Headers = Readonly<Record<string, string>>

/** Some modules of the ledger behind HTTP, on a real log in a folder of its own. */
export class ServiceFixture {
  log!: SqliteEventLog
  app!: NestFastifyApplication
  /** Of a service with figures. */
  model!: ReadModel

  private constructor(
    readonly folder: string,
    private readonly options: ServiceOptions,
  ) {}

  static async open(options: ServiceOptions): Promise<ServiceFixture> {
    const fixture = new ServiceFixture(await mkdtemp(join(tmpdir(), 'service-')), options)
    await fixture.start()
    return fixture
  }

  get recorder(): Recorder {
    return new Recorder(this.log, this.options.clock, this.options.oldChange)
  }

  /** A body is sent as JSON, a text as it is; the header `x-person` (base64 of JSON) says who asks. */
  async send(method: string, url: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const content = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
    const type: Headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await this.app.inject({ method: method as 'GET', url, ...content, headers: { ...type, ...headers } })
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
  }

  /** How many entries the log holds: a refusal adds none. */
  async size(): Promise<number> {
    return Number((await this.log.head()) ?? 0)
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

  private async start(): Promise<void> {
    const { clock, actor = '王工', modules, onFigures, providers } = this.options
    this.log = await openSqliteEventLog({ folder: this.folder, clock })
    const imports: (Type | DynamicModule)[] = [...modules]
    if (onFigures) {
      this.model = await ReadModel.open(this.log, { file: join(this.folder, 'figures.db') })
      await this.model.start()
      const figures = figuresReporting(this.model, this.log, clock)
      imports.push(figures, ...onFigures(figures))
    }
    const provided = [
      { provide: Recorder, useValue: this.recorder },
      { provide: PUBLISHED_FIGURE_CHECK, useValue: () => undefined },
      ...(providers?.(this.log) ?? []),
    ]
    const root = {
      module: FixtureModule,
      global: true,
      imports,
      providers: provided,
      exports: provided.map((it) => it.provide),
    }
    this.app = await createHttpApplication(root, { actor, readiness: [], logger: pino({ level: 'silent' }) })
    const http = this.app.getHttpAdapter().getInstance()
    http.addHook('onRequest', async (request) => {
      const person = request.headers['x-person']
      if (typeof person === 'string')
        Object.assign(request, { [REQUESTER]: JSON.parse(Buffer.from(person, 'base64').toString()) })
    })
    await http.ready()
  }

  private async stop(): Promise<void> {
    await this.app.close()
    await this.model?.stop()
    await this.log.close()
  }
}

/** Who asks, as the guard would have found out. */
const REQUESTER = Symbol.for('pilot-ledger.requester')
export const personHeader = (who: object): Headers => ({
  'x-person': Buffer.from(JSON.stringify(who)).toString('base64'),
})

@Module({})
class FixtureModule {}
