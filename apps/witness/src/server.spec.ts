import { mkdtempSync, rmSync } from 'node:fs'
import { type Server, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCheckpoint, parseVerifierKey, verifierKeyText } from '@pilot-ledger/proof'
import { type OpenWitness, openWitness } from './open-witness'
import { witnessServer } from './server'
import { believed, History, LENGTH, LOG } from './two-histories.spec-support'

const TRUE = new History('the one')
const FORKED = new History('the other')

describe('a witness over HTTP', () => {
  let folder: string
  let opened: OpenWitness
  let server: Server
  let address: string
  const faults: string[] = []
  const serve = async (witness: Pick<OpenWitness['witness'], 'add'>) => {
    const { statement } = opened
    server = witnessServer({ witness, statement, onFault: ({ message }) => faults.push(message) })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const post = async (body: string | Uint8Array<ArrayBuffer>, path = '/add-checkpoint') => {
    const answer = await fetch(address + path, { method: 'POST', body })
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() }
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'witness-'))
    opened = openWitness({ folder, logs: [verifierKeyText(LOG)] })
    faults.length = 0
    await serve(opened.witness)
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    opened.close()
    rmSync(folder, { recursive: true })
  })

  it('answers as c2sp.org/tlog-witness says: lines of its own, or the size it has', async () => {
    const { status, body } = await post(TRUE.request(0, 7), '/some/prefix/add-checkpoint')
    expect(status).toBe(200)
    const key = believed(parseVerifierKey(opened.verifierKey))
    expect(believed(openCheckpoint(TRUE.note(7) + body, LOG, [key])).cosigners).toHaveLength(1)
    expect(await post(TRUE.request(3, 9))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '7\n' })
    expect(await post(FORKED.request(7, 9))).toMatchObject({ status: 422, type: expect.stringMatching(/^text\/plain/) })
  })

  it('cosigns of requests at one moment those of one history, each behind the one before', async () => {
    await post(TRUE.request(0, 7))
    const rivals = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? TRUE : FORKED).request(7, 8 + i))
    const answers = await Promise.all(rivals.map((it) => post(it)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const kept = Number((await post(TRUE.request(0, LENGTH))).body)
    expect(answers.findIndex(({ status }) => status === 200)).toBe(kept - 8)
  })

  it('says who it is and what it has cosigned, to people and to whoever asks whether it is ready', async () => {
    await post(TRUE.request(0, 7))
    for (const path of ['/', '/health/ready']) {
      const answer = await fetch(address + path)
      expect(answer.status).toBe(200)
      const text = await answer.text()
      expect(text).toContain(opened.verifierKey)
      expect(text).toContain(TRUE.note(7))
    }
  })

  it('answers what is no request to it, and goes on', async () => {
    expect((await post('x', '/elsewhere')).status).toBe(404)
    expect((await fetch(`${address}/add-checkpoint`)).status).toBe(405)
    expect((await post(new Uint8Array([0x6f, 0x6c, 0x64, 0x20, 0xff]))).status).toBe(400)
    expect((await post('x'.repeat(65_537))).status).toBe(413)
    // One that ends in the middle of what it says.
    await new Promise<void>((gone) => {
      const broken = send(`${address}/add-checkpoint`, { method: 'POST', headers: { 'content-length': 100 } })
      broken.on('error', () => gone())
      broken.write('old 0')
      broken.once('socket', (socket) => socket.once('connect', () => socket.destroy()))
    })
    expect((await post(TRUE.request(0, 7))).status).toBe(200)
  })

  it('answers 503 and nothing else where a checkpoint cannot be kept', async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await serve({
      add: () => {
        throw new Error('ENOSPC: /where/it/is')
      },
    })
    const { status, body } = await post(TRUE.request(0, 7))
    expect(status).toBe(503)
    expect(body).not.toContain('/where')
    expect(faults).toEqual(['ENOSPC: /where/it/is'])
  })
})
