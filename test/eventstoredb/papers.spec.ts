import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { copyLog, type EventStoreDbLog, openEventStoreDbLog, openSqliteEventLog } from '@pilot-ledger/event-log'
import { type OpenEvidence, openEvidence, openEvidenceStore } from '@pilot-ledger/evidence/serving'
import type { EvidenceStore } from '@pilot-ledger/evidence/store'
import { pino } from 'pino'
import { createRecorder } from '../../apps/recorder/src/recorder'
import { openReporter, type Reporter } from '../../apps/reporter/src/reporter'
import { pdfOf } from '../../libs/evidence/src/inspection/given-files.spec-support'
import { nameOf } from '../../libs/evidence/src/store/contract.spec-support'
import { KEYS, type S3Server, s3Server } from '../../libs/evidence/src/store/objects/s3-server.spec-support'
import { demonstrationIn } from '../demonstration-folder.spec-support'
import { type StandIn, startStandIn } from './stand-in'

const logger = pino({ level: 'silent' })
const PAPER = pdfOf(3)
const { sha256 } = nameOf(PAPER)
const HALF = Math.floor(PAPER.length / 2)
const base64 = (it: string) => Buffer.from(it).toString('base64')

jest.setTimeout(120_000)

describe('given a ledger on a server, its papers in object storage, two recorders and a reporter', () => {
  let folder: string
  let server: StandIn
  let objects: S3Server
  let platform: string
  let reporter: Reporter
  let read: EvidenceStore
  const logs: EventStoreDbLog[] = []
  const kept: OpenEvidence[] = []
  const recorders: NestFastifyApplication[] = []

  const openLog = async () => {
    const log = await openEventStoreDbLog({ connectionString: server.connectionString, appendDeadlineMs: 3_000 })
    logs.push(log)
    return log
  }
  const openRecorder = async (name: string) => {
    const evidence = await openEvidence({ folder: join(folder, name), at: objects.address })
    kept.push(evidence)
    recorders.push(await createRecorder(await openLog(), { actor: '登记员', evidence, logger }))
  }

  beforeAll(async () => {
    Object.assign(process.env, KEYS)
    folder = mkdtempSync(join(tmpdir(), 'papers-'))
    await demonstrationIn(join(folder, 'demonstration'))
    server = await startStandIn()
    objects = await s3Server()
    const source = await openSqliteEventLog({ folder: join(folder, 'demonstration') })
    await copyLog(source, await openLog())
    await source.close()
    for (const name of ['recorder-1', 'recorder-2']) await openRecorder(name)
    read = await openEvidenceStore(objects.address, folder)
    reporter = await openReporter(await openLog(), { folder: join(folder, 'reporter'), evidence: read, logger })
    await reporter.caughtUp
    const { platforms } = (await ask('/api/platforms')).json() as { platforms: { id: string }[] }
    platform = platforms[0].id
  })
  afterAll(async () => {
    for (const name of Object.keys(KEYS)) delete process.env[name]
    await Promise.all(recorders.map((it) => it.close()))
    await reporter.close()
    await Promise.all([...kept, read, ...logs].map((it) => it.close()))
    await objects.dispose()
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  const ask = (url: string, headers = {}) => reporter.app.inject({ method: 'GET', url, headers })
  const send = (at: number, method: 'POST' | 'PATCH' | 'GET', url: string, headers = {}, payload?: Buffer) =>
    recorders[at].inject({
      ...{ method, url, payload },
      headers: {
        ...{ 'tus-resumable': '1.0.0', ...(payload && { 'content-type': 'application/offset+octet-stream' }) },
        ...headers,
      },
    })
  const announce = async (at: number, content: Buffer) => {
    const announced = await send(at, 'POST', `/api/platforms/${platform}/evidence-uploads`, {
      ...{ 'upload-length': String(content.length), 'upload-metadata': `filename ${base64('验收单.pdf')}` },
    })
    expect(announced.statusCode).toBe(201)
    return String(announced.headers.location)
  }
  const ready = async (app: NestFastifyApplication) => {
    const { statusCode, payload } = await app.inject({ method: 'GET', url: '/health/ready' })
    return { statusCode, evidence: (JSON.parse(payload) as { checks: { evidence: string } }).checks.evidence }
  }

  test('when a paper comes in pieces to one recorder, then the reporter opens it, whole and in part', async () => {
    const upload = await announce(0, PAPER)
    await send(0, 'PATCH', upload, { 'upload-offset': '0' }, PAPER.subarray(0, HALF))
    const last = await send(0, 'PATCH', upload, { 'upload-offset': String(HALF) }, PAPER.subarray(HALF))
    expect([last.statusCode, last.headers['upload-offset']]).toEqual([204, String(PAPER.length)])
    const file = `/api/platforms/${platform}/evidence/${sha256}`
    const whole = await ask(file)
    expect([whole.statusCode, whole.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(whole.rawPayload.equals(PAPER)).toBe(true)
    const part = await ask(file, { range: 'bytes=10-19' })
    expect(part.statusCode).toBe(206)
    expect(part.rawPayload.equals(PAPER.subarray(10, 20))).toBe(true)
  })

  test('when the recorder that has the pieces is gone, then the other knows nothing of them and takes the file anew', async () => {
    const other = pdfOf(2)
    const upload = await announce(0, other)
    await send(0, 'PATCH', upload, { 'upload-offset': '0' }, other.subarray(0, 100))
    const lost = await send(1, 'PATCH', upload, { 'upload-offset': '100' }, other.subarray(100))
    expect([lost.statusCode, (lost.json() as { code: string }).code]).toEqual([404, 'unknown-upload'])
    const again = await announce(1, other)
    await send(1, 'PATCH', again, { 'upload-offset': '0' }, other)
    expect((await ask(`/api/platforms/${platform}/evidence/${nameOf(other).sha256}`)).statusCode).toBe(200)
  })

  test('when both take the same paper, then it is stored and recorded once', async () => {
    const same = pdfOf(4)
    await Promise.all(
      [0, 1].map(async (at) => send(at, 'PATCH', await announce(at, same), { 'upload-offset': '0' }, same)),
    )
    const file = (await ask(`/api/platforms/${platform}/evidence/${nameOf(same).sha256}`)).rawPayload
    expect(file.equals(same)).toBe(true)
  })

  test('when a volume is asked for, then the reporter binds it', async () => {
    const begun = await reporter.app.inject({ method: 'POST', url: `/api/platforms/${platform}/evidence-volumes` })
    expect(begun.statusCode).toBe(200)
    const volume = `/api/platforms/${platform}/evidence-volumes/${(begun.json() as { id: string }).id}`
    for (let state = 'making'; state === 'making'; ) {
      // An answer out of memory lets nothing else happen.
      await new Promise(setImmediate)
      const told = await ask(volume)
      expect(told.statusCode).toBe(200)
      state = (told.json() as { state: string }).state
      expect(state).not.toBe('failed')
    }
    expect((await ask(`${volume}/volume.pdf`)).rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('when the object store is away, then uploads wait whole, readiness says it, and all else goes on', async () => {
    const waiting = pdfOf(5)
    await objects.away()
    const upload = await announce(0, waiting)
    const refused = await send(0, 'PATCH', upload, { 'upload-offset': '0' }, waiting)
    expect([refused.statusCode, (refused.json() as { code: string }).code]).toEqual([503, 'evidence-store-unreachable'])
    expect(refused.payload).not.toContain('127.0.0.1')
    expect(await ready(recorders[0])).toEqual({ statusCode: 200, evidence: 'unreachable' })
    const opened = await ask(`/api/platforms/${platform}/evidence/${sha256}`)
    expect([opened.statusCode, (opened.json() as { code: string }).code]).toEqual([503, 'evidence-store-unreachable'])
    expect(await ready(reporter.app)).toEqual({ statusCode: 200, evidence: 'unreachable' })
    await objects.back()
    const end = await send(0, 'PATCH', upload, { 'upload-offset': String(waiting.length) }, Buffer.alloc(0))
    expect(end.statusCode).toBe(204)
    expect((await send(0, 'GET', upload)).json()).toMatchObject({ stored: { pages: 5 } })
    expect(await ready(recorders[0])).toEqual({ statusCode: 200, evidence: 'ok' })
  })
})
