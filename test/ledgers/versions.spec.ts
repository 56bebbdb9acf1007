import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { pino } from 'pino'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import { oldInvoiceIn, restoredIn } from './november-2026.spec-support'

/**
 * A ledger of November 2026, whose invoices are of the first shape, and then this program's entries in the same streams. Invoices got
 * their type and rate of tax with version 2.
 */
describe('given a ledger whose invoices were recorded before their type and rate of tax were asked', () => {
  const folder = mkdtempSync(join(tmpdir(), 'versions-'))
  const data = join(folder, 'data')
  let ledger: Awaited<ReturnType<typeof openLedger>>
  let app: Awaited<ReturnType<typeof createStandalone>>
  let old: RecordedEvent

  const open = async () => {
    ledger = await openLedger({ folder: data })
    app = await createStandalone(ledger, { actor: '本机', logger: pino({ level: 'silent' }) })
  }
  const close = async () => {
    await app.close()
    await ledger.close()
  }
  const post = async (path: string, payload: object) => {
    const answer = await app.inject({ method: 'POST', url: path, payload })
    return { status: answer.statusCode, body: answer.json() }
  }
  const get = async (path: string) => (await app.inject({ url: path })).json()
  const contract = () => `/api/engagements/${old.stream.slice('engagement-'.length)}`
  /** As the bytes lie in the log, whoever reads them. */
  const stored = async (use: (log: Awaited<ReturnType<typeof openSqliteEventLog>>) => Promise<void>) => {
    await close()
    const log = await openSqliteEventLog({ folder: data })
    await use(log)
    await log.close()
    await open()
  }

  beforeAll(async () => {
    await restoredIn(folder)
    const log = await openSqliteEventLog({ folder: data })
    old = await oldInvoiceIn(log)
    await log.close()
    await open()
  }, 60_000)
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  test('then what is stored of it is of version 1, and stays', async () => {
    expect(old.version).toBe(1)
    expect(old.data).not.toHaveProperty('invoiceKind')
    await stored(async (log) => {
      const events = (await log.readStream(old.stream)).events
      expect(events[old.revision]).toEqual(old)
    })
  })

  test('when its type is stated by a correction, then the new content says its version, and every figure stays', async () => {
    const before = await get('/api/figures?from=2024-01-01&to=2026-12-31')
    const content = { type: 'InvoiceIssued', data: { ...old.data, invoiceKind: 'digitalSpecial', taxRate: '6' } }
    const corrected = await post(`${contract()}/corrections`, { corrects: old.id, content, reason: '补填票种' })
    expect(corrected.status).toBe(201)
    const { entries } = await get(`${contract()}/entries?waitFor=${corrected.body.position}`)
    expect(entries.at(-1)).toMatchObject({ type: 'EntryCorrected', data: { content } })
    expect(entries.at(-1).data.content).not.toHaveProperty('version')
    expect((await get('/api/figures?from=2024-01-01&to=2026-12-31')).platforms).toEqual(before.platforms)
    await stored(async (log) => {
      const { events } = await log.readStream(old.stream)
      expect(events.at(-1)).toMatchObject({ version: 1, data: { content: { type: 'InvoiceIssued', version: 2 } } })
    })
  })

  test('when an invoice more is recorded beside the old ones, then it is of version 2, also after a restart', async () => {
    const { invoice: _, ...rest } = old.data
    const invoice = { kind: 'digital', number: '25442000000099999999' }
    const data = { ...rest, invoice, share: '0.01', total: '0.01', tax: '0.00', invoiceKind: 'digitalOrdinary' }
    const recorded = await post(`${contract()}/invoices`, data)
    expect(recorded.status).toBe(201)
    await stored(async (log) => {
      const { events } = await log.readStream(old.stream)
      expect(events.at(-1)).toMatchObject({ type: 'InvoiceIssued', version: 2, data })
    })
    const { entries } = await get(`${contract()}/entries?waitFor=${recorded.body.position}`)
    expect(entries.at(-1)).toMatchObject({ type: 'InvoiceIssued', data })
  })

  test('when its type is none of those known, then it is refused at the field and nothing is recorded', async () => {
    const refused = await post(`${contract()}/invoices`, { ...old.data, invoiceKind: '收据', taxRate: '六' })
    expect(refused.status).toBe(400)
    expect(refused.body.errors.map((it: { pointer: string }) => it.pointer)).toEqual(['/invoiceKind', '/taxRate'])
  })

  test('when a newer program wrote an entry, then it is named, nothing is recorded after it, and it is not served', async () => {
    const metadata = { actor: '测试', correlationId: 'c' }
    const event = { id: '00000000-0000-4000-8000-000000000001', type: 'InvoiceIssued', version: 3, data: {}, metadata }
    const { head } = await ledger.log.readStream(old.stream)
    await ledger.log.append(old.stream, head, [event])

    expect(await post(`${contract()}/completion`, { on: '2026-11-01' })).toMatchObject({
      status: 503,
      body: { code: 'entry-of-newer-program', facts: { entryType: 'InvoiceIssued', version: '3', known: '2' } },
    })
    expect((await ledger.log.readStream(old.stream)).head).toBe(head + 1)
    await close()
    await expect(openLedger({ folder: data })).rejects.toThrow('version 3 of InvoiceIssued is unknown')
  })
})
