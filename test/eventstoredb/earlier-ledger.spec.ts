import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import {
  copyLog,
  type EventStoreDbLog,
  openEventStoreDbLog,
  openSqliteEventLog,
  type RecordedEvent,
} from '@pilot-ledger/event-log'
import { pino } from 'pino'
import { createRecorder } from '../../apps/recorder/src/recorder'
import { openReporter, type Reporter } from '../../apps/reporter/src/reporter'
import { ASKED, KEPT, oldInvoiceIn, restoredIn } from '../ledgers/november-2026.spec-support'
import { signal } from './ledger.spec-support'
import { type StandIn, startStandIn } from './stand-in'

const logger = pino({ level: 'silent' })

describe('given the ledger of November 2026, copied to a server, a recorder and a reporter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'earlier-'))
  const logs: EventStoreDbLog[] = []
  let server: StandIn
  let recorder: NestFastifyApplication
  let reporter: Reporter
  /** As the bytes lie in the log, whoever reads them. */
  let stored: EventStoreDbLog
  let old: RecordedEvent
  const halted = signal<Error>()

  const openLog = async () => {
    const log = await openEventStoreDbLog({ connectionString: server.connectionString })
    logs.push(log)
    return log
  }
  const get = async (url: string) => {
    const answer = await reporter.app.inject({ url })
    return { status: answer.statusCode, body: answer.json() }
  }
  const post = async (path: string, payload: object) => {
    const url = `/api/engagements/${old.stream.slice('engagement-'.length)}/${path}`
    const answer = await recorder.inject({ method: 'POST', url, payload })
    return { status: answer.statusCode, body: answer.json() }
  }
  const figures = async (more = '') => (await get(`/api/figures?from=2024-01-01&to=2026-12-31${more}`)).body.platforms

  beforeAll(async () => {
    server = await startStandIn()
    const source = await openSqliteEventLog({ folder: await restoredIn(folder) })
    old = await oldInvoiceIn(source)
    stored = await openLog()
    await copyLog(source, stored)
    await source.close()
    recorder = await createRecorder(await openLog(), { actor: '本机', logger })
    reporter = await openReporter(await openLog(), {
      folder: join(folder, 'one'),
      logger,
      clock: () => ASKED,
      onHalt: halted.give,
    })
    await reporter.caughtUp
  }, 120_000)
  afterAll(async () => {
    await recorder?.close()
    await reporter?.close()
    for (const log of logs) await log.close()
    await server?.stop()
    rmSync(folder, { recursive: true })
  })

  test.each(KEPT)('when $path is asked, then every recorded field is answered as it was', async ({ path, answer }) => {
    expect(await get(path)).toMatchObject({ status: 200, body: answer })
  })

  test('when an old invoice is corrected by one of now and another is recorded beside it, then both are of version 2', async () => {
    const before = await figures()
    const content = { type: 'InvoiceIssued', data: { ...old.data, invoiceKind: 'digitalSpecial', taxRate: '6' } }
    const corrected = await post('corrections', { corrects: old.id, content, reason: '补填票种' })
    expect(corrected.status).toBe(201)
    expect(await figures(`&waitFor=${corrected.body.position}`)).toEqual(before)

    const invoice = { kind: 'digital', number: '25442000000099999999' }
    const data = { ...old.data, invoice, share: '0.01', total: '0.01', tax: '0.00', invoiceKind: 'digitalOrdinary' }
    const recorded = await post('invoices', data)
    expect(recorded.status).toBe(201)
    expect(await figures(`&waitFor=${recorded.body.position}`)).not.toEqual(before)

    const { events } = await stored.readStream(old.stream)
    expect(events[old.revision]).toMatchObject({ id: old.id, version: 1, data: old.data })
    expect(events.slice(-2)).toMatchObject([
      { type: 'EntryCorrected', data: { content: { type: 'InvoiceIssued', version: 2 } } },
      { type: 'InvoiceIssued', version: 2, data },
    ])
  })

  test('when a newer program wrote an entry, then both sides name it, and nothing is recorded after it', async () => {
    const metadata = { actor: '测试', correlationId: 'c' }
    const event = { id: '00000000-0000-4000-8000-000000000001', type: 'InvoiceIssued', version: 3, data: {}, metadata }
    const { head } = await stored.readStream(old.stream)
    await stored.append(old.stream, head, [event])
    expect(await post('completion', { on: '2026-11-01' })).toMatchObject({
      status: 503,
      body: { code: 'entry-of-newer-program', facts: { entryType: 'InvoiceIssued', version: '3', known: '2' } },
    })
    expect((await stored.readStream(old.stream)).head).toBe(head + 1)
    expect((await halted.promise).message).toContain('version 3 of InvoiceIssued is unknown')
  })
})
