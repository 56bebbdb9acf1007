import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { connectLog, copyLog, openSqliteEventLog, type RestorableLog } from '@pilot-ledger/event-log'
import { pino } from 'pino'
import { createRecorder } from '../../apps/recorder/src/recorder'
import { openReporter, type Reporter } from '../../apps/reporter/src/reporter'
import { demonstrationIn, ENTRIES } from '../demonstration-folder.spec-support'
import { type StandIn, startStandIn } from './stand-in'

const logger = pino({ level: 'silent' })
const FIGURES = '/api/figures?from=2024-11-01&to=2025-08-31'

describe('given services that start while their log is away', () => {
  let folder: string
  let server: StandIn | undefined
  let port: number
  const logs: RestorableLog[] = []
  const apps: { close(): Promise<unknown> }[] = []

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'log-away-'))
    server = await startStandIn({ dataFile: join(folder, 'server.json') })
    port = server.port
  }, 60_000)
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((it) => it.close()))
    await Promise.all(logs.splice(0).map((it) => it.close()))
    await server?.stop()
    rmSync(folder, { recursive: true })
  }, 60_000)

  const connected = () => {
    const log = connectLog(`esdb://127.0.0.1:${port}?tls=false`)
    logs.push(log)
    return log
  }
  const serverAway = async () => {
    await server?.stop()
    server = undefined
  }
  const serverBack = async () => {
    server = await startStandIn({ dataFile: join(folder, 'server.json'), port })
  }
  const recorder = async () => {
    const app = await createRecorder(connected(), { actor: '登记员', logger })
    apps.push(app)
    return app
  }
  const reporter = async (staleAnswers = false) => {
    const made = await openReporter(connected(), { folder: join(folder, 'model'), logger, staleAnswers })
    apps.push(made)
    return made
  }
  const ask = ({ app }: { app: NestFastifyApplication } | Reporter, url: string) => app.inject({ method: 'GET', url })
  /** The demonstration on the server, and a reporter that has taken it in and gone again. */
  const filled = async () => {
    await demonstrationIn(join(folder, 'demonstration'))
    const source = await openSqliteEventLog({ folder: join(folder, 'demonstration') })
    await copyLog(source, connected())
    await source.close()
    const before = await reporter()
    await before.caughtUp
    const { payload } = await ask(before, FIGURES)
    await before.close()
    apps.length = 0
    return payload
  }

  test('when a recorder starts first, then it is not ready and says why, and records once the log has come', async () => {
    await serverAway()
    const app = await recorder()
    const early = await ask({ app }, '/health/ready')
    expect([early.statusCode, early.json().checks.log]).toEqual([503, expect.stringMatching(/EventStoreDB|no answer/)])
    expect((await ask({ app }, '/health/live')).statusCode).toBe(200)
    await serverBack()
    const ready = async () => (await ask({ app }, '/health/ready')).statusCode
    while ((await ready()) !== 200);
    const registered = await app.inject({
      method: 'POST',
      url: '/api/platforms',
      payload: {
        name: '示例中试平台',
        host: { id: { scheme: 'uscc', value: '91442000MA9000001X' }, name: '示例依托单位' },
        town: '火炬开发区',
        fields: [],
        registeredOn: '2024-11-01',
      },
    })
    expect(registered.statusCode).toBe(201)
  }, 60_000)

  test('when a reporter starts first, then it refuses figures it cannot hold against the log, and serves when it can', async () => {
    const figures = await filled()
    await serverAway()
    const late = await reporter()
    const ready = await ask(late, '/health/ready')
    expect([ready.statusCode, ready.json().checks.figures]).toEqual([
      503,
      expect.stringContaining(`waiting for the log, at entry ${ENTRIES}: `),
    ])
    const early = await ask(late, FIGURES)
    expect([early.statusCode, early.json().code, early.json().facts.at]).toEqual([
      503,
      'figures-not-current',
      String(ENTRIES),
    ])
    await serverBack()
    await late.caughtUp
    const answer = await ask(late, FIGURES)
    expect([answer.statusCode, answer.headers['ledger-stale'], answer.payload]).toEqual([200, undefined, figures])
  }, 60_000)

  test('when stale answers are allowed, then they come, each marked with the last entry that is in it', async () => {
    const figures = await filled()
    await serverAway()
    const late = await reporter(true)
    const early = await ask(late, FIGURES)
    expect([early.statusCode, early.headers['ledger-stale'], early.payload]).toEqual([200, String(ENTRIES), figures])
    await serverBack()
    await late.caughtUp
    expect((await ask(late, FIGURES)).headers['ledger-stale']).toBeUndefined()
  }, 60_000)

  test('when the log goes away from a reporter that was level, then it goes on answering, marked', async () => {
    const figures = await filled()
    const level = await reporter()
    await level.caughtUp
    await serverAway()
    while (level.model.away === undefined) await new Promise((resolve) => setImmediate(resolve))
    const answer = await ask(level, FIGURES)
    expect([answer.statusCode, answer.headers['ledger-stale'], answer.payload]).toEqual([200, String(ENTRIES), figures])
  }, 60_000)

  test('when the log that comes is another one, then the figures are built again from it', async () => {
    await filled()
    await serverAway()
    const late = await reporter()
    const { tables } = late.model
    expect(tables.sequence).toBe(ENTRIES)
    rmSync(join(folder, 'server.json'))
    await serverBack()
    await late.caughtUp
    expect(late.model.tables.sequence).toBe(0)
  }, 60_000)

  test('when a reporter is stopped while it waits, then it ends', async () => {
    await serverAway()
    const late = await reporter()
    await late.close()
    apps.length = 0
    await expect(late.caughtUp).rejects.toMatchObject({ reason: 'closed' })
  }, 60_000)
})
