import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { copyLog, type EventStoreDbLog, openEventStoreDbLog, openSqliteEventLog } from '@pilot-ledger/event-log'
import { differences } from '@pilot-ledger/figures'
import { pino } from 'pino'
import { createRecorder } from '../../apps/recorder/src/recorder'
import { openReporter, type Reporter } from '../../apps/reporter/src/reporter'
import { demonstrationIn } from '../demonstration-folder.spec-support'
import { type StandIn, startStandIn } from './stand-in'

const logger = pino({ level: 'silent' })

describe('given the demonstration ledger on a server, two recorders and two reporters', () => {
  let folder: string
  let server: StandIn
  const logs: EventStoreDbLog[] = []
  const recorders: NestFastifyApplication[] = []
  const reporters: Reporter[] = []
  const notes: string[] = []
  let contracts = 0
  let noted: () => void = () => undefined
  /** Resolves when so many reporters have said that entries were cut off. */
  const reportedOfCuts = (count: number) =>
    new Promise<void>((resolve) => {
      noted = () => notes.filter((it) => it.includes('cut off')).length >= count && resolve()
      noted()
    })

  const openLog = async () => {
    const log = await openEventStoreDbLog({ connectionString: server.connectionString, appendDeadlineMs: 3_000 })
    logs.push(log)
    return log
  }
  const report = async (name: string) => {
    const reporter = await openReporter(await openLog(), {
      folder: join(folder, name),
      logger,
      clock: () => Date.parse('2026-11-24T02:00:00Z'),
      onNote: (text) => {
        notes.push(`${name}: ${text}`)
        noted()
      },
    })
    reporters.push(reporter)
    return reporter
  }
  const ask = async (reporter: Reporter, url: string) => {
    const { statusCode, payload } = await reporter.app.inject({ method: 'GET', url })
    return { statusCode, payload }
  }
  const platforms = async () =>
    JSON.parse((await ask(reporters[0], '/api/platforms')).payload).platforms as { id: string }[]
  const sign = async (recorder: NestFastifyApplication, platform: string) => {
    const number = ++contracts
    const answer = await recorder.inject({
      method: 'POST',
      url: '/api/engagements',
      headers: { 'idempotency-key': `sign-${number}` },
      payload: {
        platform,
        contractNo: `CLUSTER-${number}`,
        client: { id: { scheme: 'uscc', value: '91442000MA9000001X' }, name: '示例客户' },
        title: '示例合同',
        kind: 'single',
        serviceCategories: ['产品试制'],
        products: [`产品 ${number}`],
        amount: '100.00',
        taxBasis: 'inclusive',
        pricing: 'fixed',
        signedOn: '2025-03-04',
      },
    })
    expect(answer.statusCode).toBe(201)
    return answer.json() as { id: string; position: string }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'services-'))
    await demonstrationIn(join(folder, 'demonstration'))
    server = await startStandIn()
    const source = await openSqliteEventLog({ folder: join(folder, 'demonstration') })
    await copyLog(source, await openLog())
    await source.close()
    for (const _ of [1, 2]) recorders.push(await createRecorder(await openLog(), { actor: '登记员', logger }))
    for (const name of ['one', 'two']) await (await report(name)).caughtUp
  }, 120_000)
  afterAll(async () => {
    await Promise.all(recorders.map((it) => it.close()))
    await Promise.all(reporters.map((it) => it.close()))
    await Promise.all(logs.map((it) => it.close()))
    await server.stop()
    rmSync(folder, { recursive: true })
  }, 120_000)

  test('when both reporters are asked the same, then they answer the same bytes', async () => {
    const urls = [
      '/api/figures?from=2024-11-01&to=2025-08-31&asOf=300',
      '/api/platforms',
      '/api/entries?after=100&limit=50',
    ]
    const registered = await platforms()
    // Everything but the last entry: by then each of them was there.
    const { sequence } = JSON.parse((await ask(reporters[0], '/api/cut')).payload)
    for (const { id } of registered) {
      urls.push(
        `/api/platforms/${id}`,
        `/api/platforms/${id}?asOf=${sequence - 1}`,
        `/api/platforms/${id}/entries?limit=20`,
        `/api/platforms/${id}/figures?to=2025-08-31`,
        `/api/platforms/${id}/figures/contractAmount/entries?to=2025-08-31&limit=7`,
        `/api/platforms/${id}/figures/contractAmount/groups?to=2025-08-31&by=month`,
        `/api/platforms/${id}/published-figures`,
        `/api/engagements?platform=${id}&limit=30`,
      )
    }
    for (const url of urls) {
      const [one, two] = [await ask(reporters[0], url), await ask(reporters[1], url)]
      expect([url, one.statusCode]).toEqual([url, 200])
      expect([url, two]).toEqual([url, one])
    }
    expect(urls.length).toBeGreaterThan(10)
  })

  test('the letter’s figures are those of the embedded ledger', async () => {
    const values: string[] = []
    for (const { id } of await platforms()) {
      const { figures } = JSON.parse((await ask(reporters[0], `/api/platforms/${id}/figures?to=2025-08-31`)).payload)
      values.push(...figures.map((it: { value: string }) => it.value))
    }
    // F2, F3, F8 of the letter: 27 projects, ¥9.1168M, ¥20.63M.
    expect(values).toEqual(expect.arrayContaining(['27', '9116800.00', '20630000.00']))
  })

  test('when a recorder has answered, then either reporter shows it to whoever waits for its position', async () => {
    const [{ id }] = await platforms()
    for (const recorder of recorders) {
      const { id: contract, position } = await sign(recorder, id)
      for (const reporter of reporters) {
        const { statusCode, payload } = await ask(reporter, `/api/engagements/${contract}?waitFor=${position}`)
        expect(statusCode).toBe(200)
        expect(JSON.parse(payload)).toMatchObject({ currentAmount: '100.00' })
      }
    }
  })

  test('when one command reaches both recorders, then it is recorded once', async () => {
    const [{ id }] = await platforms()
    const before = server.store.all.length
    const first = await sign(recorders[0], id)
    contracts--
    const second = await sign(recorders[1], id)
    expect(second.position).toBe(first.position)
    expect(server.store.all.length).toBe(before + 1)
  })

  test('when a new reporter starts while entries arrive, then it is not ready before it has caught up, and ends equal', async () => {
    const [{ id }] = await platforms()
    server.faults.slowReadsMs = 1
    const late = await report('late')
    const early = await ask(late, '/health/ready')
    expect(early.statusCode).toBe(503)
    expect(JSON.parse(early.payload)).toMatchObject({
      checks: { figures: expect.stringMatching(/catching up, at entry \d+/) },
    })
    let last = ''
    for (let i = 0; i < 20; i++) last = (await sign(recorders[i % 2], id)).position
    server.faults.slowReadsMs = 0
    await late.caughtUp
    expect(await late.model.reached(last, 5_000)).toBe(true)
    expect(await reporters[0].model.reached(last, 5_000)).toBe(true)
    expect((await ask(late, '/health/ready')).statusCode).toBe(200)
    expect(differences(reporters[0].model.tables, late.model.tables)).toEqual([])
  }, 120_000)

  test('when entries that reporters were shown are cut off, then they find out, say so, and end equal to a fresh one', async () => {
    const [{ id }] = await platforms()
    const { position: shown } = await sign(recorders[0], id)
    for (const it of reporters) expect(await it.model.reached(shown, 5_000)).toBe(true)
    server.cutTail(1)
    server.dropConnections()
    // The next entry may take the very bytes of the one cut off: until a reporter has noticed, its position says nothing.
    await reportedOfCuts(reporters.length)
    const { position } = await sign(recorders[1], id)
    const fresh = await report('fresh')
    await fresh.caughtUp
    for (const it of reporters) {
      expect(await it.model.reached(position, 10_000)).toBe(true)
      expect(it.model.failure).toBeUndefined()
      expect(differences(it.model.tables, fresh.model.tables)).toEqual([])
    }
  }, 120_000)

  test('the metrics say how far a reporter is behind', async () => {
    const { payload } = await ask(reporters[0], '/metrics')
    expect(payload).toMatch(/pilot_ledger_reporter_lag_entries 0/)
    expect(payload).toMatch(/pilot_ledger_reporter_lag_seconds 0/)
  })
})
