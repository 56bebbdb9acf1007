import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { copyLog, type EventStoreDbLog, openEventStoreDbLog, openSqliteEventLog } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { parseVerifierKey, SignedHistory } from '@pilot-ledger/proof'
import { pino } from 'pino'
import { createRecorder } from '../../apps/recorder/src/recorder'
import { openReporter, type Reporter } from '../../apps/reporter/src/reporter'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { demonstrationIn } from '../demonstration-folder.spec-support'
import { entriesOf } from './ledger.spec-support'
import { type StandIn, startStandIn } from './stand-in'

const logger = pino({ level: 'silent' })

describe('given the demonstration ledger on a server, two reporters that sign it and a recorder', () => {
  let folder: string
  let server: StandIn
  let recorder: NestFastifyApplication
  const logs: EventStoreDbLog[] = []
  const reporters: Reporter[] = []

  const openLog = async () => {
    const log = await openEventStoreDbLog({ connectionString: server.connectionString, appendDeadlineMs: 3_000 })
    logs.push(log)
    return log
  }
  const report = async (name: string, log?: EventStoreDbLog) => {
    const reporter = await openReporter(log ?? (await openLog()), {
      folder: join(folder, name),
      logger,
      proof: { keyFile: join(folder, 'key', 'proof.key'), makeKey: true, shared: join(folder, 'checkpoints') },
    })
    reporters.push(reporter)
    return reporter
  }
  const ask = (reporter: Reporter, url: string) => reporter.app.inject({ method: 'GET', url })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'proving-'))
    for (const it of ['key', 'checkpoints']) mkdirSync(join(folder, it))
    await demonstrationIn(join(folder, 'demonstration'))
    server = await startStandIn()
    const source = await openSqliteEventLog({ folder: join(folder, 'demonstration') })
    await copyLog(source, await openLog())
    await source.close()
    for (const name of ['one', 'two']) await (await report(name)).caughtUp
    recorder = await createRecorder(await openLog(), {
      actor: '登记员',
      checkpoints: join(folder, 'checkpoints'),
      logger,
    })
  }, 120_000)
  afterAll(async () => {
    await recorder.close()
    await Promise.all(reporters.map((it) => it.close()))
    await Promise.all(logs.map((it) => it.close()))
    await server.stop()
    rmSync(folder, { recursive: true })
  }, 120_000)

  test('when either is asked for proofs of one size, then both answer the same bytes', async () => {
    const { signedSize: size } = reporters[0].proof ?? { signedSize: 0 }
    expect(size).toBeGreaterThan(900)
    for (const path of [
      'checkpoint',
      'key',
      'tile/0/000',
      `tile/1/000.p/${Math.floor(size / 256)}`,
      'tile/entries/000',
      `inclusion?index=7&size=${size}`,
      `consistency?older=300&size=${size}`,
    ]) {
      const [one, two] = [await ask(reporters[0], `/api/log/${path}`), await ask(reporters[1], `/api/log/${path}`)]
      expect([path, one.statusCode]).toEqual([path, 200])
      expect([path, two.rawPayload]).toEqual([path, one.rawPayload])
    }
  })

  test('when another is started in the folder of one of them, then it is refused, and the folder named', async () => {
    await expect(report('one')).rejects.toMatchObject({
      reason: 'in-use',
      message: expect.stringContaining(join(folder, 'one')),
    })
    expect(reporters).toHaveLength(2)
    expect((await ask(reporters[0], '/api/log/checkpoint')).statusCode).toBe(200)
  })

  test('when a certificate is asked of either, then it is valid, and both show one map', async () => {
    const { platforms } = (await ask(reporters[0], '/api/platforms')).json() as { platforms: { id: string }[] }
    const url = `/api/platforms/${platforms[0].id}/figures/contractAmount/certificate?to=2025-08-31`
    const files = [await ask(reporters[0], url)]
    const last = server.store.all.length
    while ((reporters[1].model.tables.sequence ?? 0) < last) await new Promise((resolve) => setImmediate(resolve))
    files.push(await ask(reporters[1], url))
    expect(files.map((it) => it.statusCode)).toEqual([200, 200])
    const maps = files.map((it) => it.json().map.entry.id)
    expect(maps[1]).toBe(maps[0])
    for (const it of files) {
      expect(verify(it.rawPayload, { key: reporters[0].proof?.verifierKey })).toMatchObject({ verdict: 'valid' })
    }
  })

  test('when a recorder publishes, then the entry names a checkpoint that a reporter kept, and the whole is sound', async () => {
    const { platforms } = (await ask(reporters[0], '/api/platforms')).json() as { platforms: { id: string }[] }
    const published = await recorder.inject({
      method: 'POST',
      url: `/api/platforms/${platforms[0].id}/published-figures`,
      headers: { 'idempotency-key': 'published-on-a-cluster' },
      payload: {
        publicationNo: '集群-1',
        figure: 'contractAmount',
        value: '50',
        unit: '万元',
        basis: 'received',
        windowFrom: '2025-01-01',
        windowTo: '2025-12-31',
        unitAsWritten: '万元',
        source: { document: '函', publishedOn: '2025-09-15', wording: '50 万元' },
      },
    })
    expect([published.statusCode, published.payload]).toEqual([201, expect.anything()])
    const entries = await entriesOf(logs[0])
    const named = entries.at(-1)?.metadata.checkpoint
    expect(named?.size).toBeGreaterThan(900)
    for (const it of reporters) await it.proof?.signedTo(entries.length)
    const key = reporters[0].proof?.verifierKey
    expect(isRefusal(parseVerifierKey(key ?? ''))).toBe(false)
    const signed = new SignedHistory({ elsewhere: join(folder, 'checkpoints'), key, clocksDiffer: true })
    for (const it of entries) signed.add(it)
    expect(signed.end()).toEqual([])
    expect(signed.signedSize).toBe(entries.length)
  })

  test('when the log is away at the start, then questions are refused until it was held against what is signed', async () => {
    const log = await openLog()
    await server.restart(0)
    server.faults.slowReadsMs = 5
    const late = await report('late', log)
    const early = await ask(late, '/api/platforms')
    expect([early.statusCode, early.json().code]).toEqual([503, 'figures-not-current'])
    expect((await ask(late, '/health/ready')).json().checks.proof).toContain('held against what was signed')
    server.faults.slowReadsMs = 0
    await late.caughtUp
    expect((await ask(late, '/api/log/checkpoint')).statusCode).toBe(200)
  })
})
