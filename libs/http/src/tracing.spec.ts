import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Controller, Inject, Module, Post } from '@nestjs/common'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { type EventLog, openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { pino } from 'pino'
import { createHttpApplication } from './application'
import { metrics } from './metrics'
import { observedLog } from './observed-log'
import { startTracing } from './tracing'

const LOG = Symbol('LOG')

@Controller()
class RecordingController {
  constructor(@Inject(LOG) private readonly log: EventLog) {}
  @Post('contracts')
  async sign() {
    const id = '00000000-0000-4000-8000-000000000001'
    const metadata = { actor: '王工', correlationId: 'c' }
    const event = { id, type: 'ContractSigned', version: 1, data: { amount: '1.00' }, metadata }
    return this.log.append('engagement-1', 'none', [event])
  }
}

describe('given a ledger whose log is observed', () => {
  let folder: string
  let stored: SqliteEventLog
  const exporter = new InMemorySpanExporter()

  async function signOnce() {
    const log = observedLog(stored)
    @Module({ controllers: [RecordingController], providers: [{ provide: LOG, useValue: log }] })
    class Service {}
    const app = await createHttpApplication(Service, {
      actor: '王工',
      readiness: [],
      logger: pino({ level: 'silent' }),
    })
    const answer = await app.inject({
      method: 'POST',
      url: '/contracts',
      headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    })
    expect(answer.statusCode).toBe(201)
    const following = log.follow({ after: 'start' }, () => undefined)
    await following.live
    await following.stop()
    await app.close()
    return (await stored.readStream('engagement-1')).events[0]
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tracing-'))
    stored = await openSqliteEventLog({ folder })
    exporter.reset()
  })
  afterEach(async () => {
    await stored.close()
    rmSync(folder, { recursive: true })
  })

  test('when tracing is configured, then request, append and projection are one trace, under the caller’s', async () => {
    const end = startTracing('recorder', new SimpleSpanProcessor(exporter))
    await signOnce()
    const spans = new Map(exporter.getFinishedSpans().map((it) => [it.name, it]))
    await end()
    expect([...spans.keys()].sort()).toEqual(['POST /contracts', 'append', 'project'])
    const [request, append, project] = ['POST /contracts', 'append', 'project'].map((it) => spans.get(it))
    expect(request?.parentSpanContext?.spanId).toBe('b7ad6b7169203331')
    expect(append?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId)
    expect(project?.parentSpanContext?.spanId).toBe(append?.spanContext().spanId)
    expect(new Set([...spans.values()].map((it) => it.spanContext().traceId))).toEqual(
      new Set(['0af7651916cd43dd8448eb211c80319c']),
    )
  })

  test('when it is not, then nothing of it reaches an entry', async () => {
    const event = await signOnce()
    expect(event.metadata).toEqual({ actor: '王工', correlationId: 'c' })
    expect(exporter.getFinishedSpans()).toEqual([])
  })

  test('appends are counted by their outcome', async () => {
    const log = observedLog(stored)
    await log.append('s', 'none', [])
    await expect(log.append('s', 7, [])).rejects.toMatchObject({ code: 'version-conflict' })
    const text = await metrics.getSingleMetricAsString('pilot_ledger_append_seconds')
    expect(text).toMatch(/append_seconds_count\{outcome="version-conflict"\} 1/)
    expect(text).toMatch(/append_seconds_count\{outcome="stored"\} [1-9]/)
  })
})
