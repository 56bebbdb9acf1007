import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { EngagementsRecordingModule, LIVE_CALL_OFFS } from '@pilot-ledger/engagements/recording'
import { platformIdOf } from '@pilot-ledger/kernel'
import { PlatformsRecordingModule } from '@pilot-ledger/platforms/recording'
import { signing } from '../../../access/src/http/access-fixture.spec-support'
import { ServiceFixture } from '../../../service/src/service-fixture.spec-support'
import { notices } from '../notices.module'
import { WebhookSender } from './webhook-sender'
import { WebhookStore } from './webhook-store'

const NAMES = ['中山市精密仪器与智能装备中试平台', '示例竞争中试平台']
const [OURS, RIVAL] = NAMES.map(platformIdOf)
const NOW = Date.parse('2025-09-15T10:00:00+08:00')

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came.
  readonly event: any
}

/** A city's own system: takes what comes, and answers as it is told to. */
class Receiver {
  readonly received: Received[] = []
  /** A status; or nothing, and the sender waits. */
  answer: (it: Received) => number | undefined = () => 204
  private readonly waiting = new Set<() => void>()
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (it) => {
        body += it
      })
      request.on('end', () => receiver.take({ headers: request.headers, body, event: JSON.parse(body) }, response))
    })
    const receiver = new Receiver(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return receiver
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`
  }

  /** What came, once so many did. */
  async until(count: number): Promise<readonly Received[]> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.waiting.add(resolve))
    return this.received
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  private take(it: Received, response: ServerResponse): void {
    this.received.push(it)
    const status = this.answer(it)
    if (status !== undefined) response.writeHead(status, status === 302 ? { location: this.url } : {}).end('')
    for (const wake of this.waiting) wake()
    this.waiting.clear()
  }
}

let receiver: Receiver
let folder: string
let fixture: ServiceFixture
const open = async (allowed = { http: true, private: true }) => {
  folder = mkdtempSync(join(tmpdir(), 'webhooks-'))
  // A failure is tried again at once, the third is the last.
  const webhooks = { folder, allowed, patience: 2_000, backOff: (attempts: number) => (attempts < 3 ? 0 : undefined) }
  fixture = await ServiceFixture.open({
    clock: () => NOW,
    modules: [PlatformsRecordingModule, EngagementsRecordingModule],
    providers: () => [{ provide: LIVE_CALL_OFFS, useValue: () => [] }],
    onFigures: (figures) => [notices(figures, { webhooks })],
  })
  for (const name of NAMES) await command('/api/platforms', platform(name))
}
beforeEach(async () => {
  receiver = await Receiver.open()
})
afterEach(async () => {
  receiver.close()
  await fixture.close()
  rmSync(folder, { recursive: true })
})

const platform = (name: string) => ({
  name,
  host: { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例大学中山研究院' },
  town: '火炬开发区',
  fields: ['精密仪器'],
  registeredOn: '2024-12-02',
})
async function command(url: string, body: object) {
  const answer = await fixture.send('POST', url, body)
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body
}
const sign = (contractNo: string, of = OURS) => command('/api/engagements', signing({ contractNo, platform: of }))
const invoice = (engagement: string, no: number) =>
  command(`/api/engagements/${engagement}/invoices`, {
    invoice: { kind: 'digital', number: `2444200000000000000${no}` },
    ...{ share: '100.00', total: '100.00', tax: '1.00', issuedOn: '2025-06-02' },
  })
const add = (more: object = {}) =>
  command('/api/webhooks', { label: '市局数据平台', url: receiver.url, role: 'evaluator', ...more })
const ask = async (url: string) => (await fixture.send('GET', url)).body
/** Until what is asked for is so; the sender notes what came of an attempt a moment after the receiver has it. */
async function until<T>(asked: () => Promise<T>, fits: (it: T) => boolean): Promise<T> {
  for (;;) {
    const it = await asked()
    if (fits(it)) return it
    await new Promise((resolve) => setImmediate(resolve))
  }
}
const standing = async (id: string) => {
  const { webhooks } = await ask('/api/webhooks')
  return webhooks.find((it: { id: string }) => it.id === id)
}
/** As restoring and copying do, while no service has it. */
function pauseAll(): void {
  const store = new WebhookStore(folder)
  store.pauseAll(NOW)
  store.close()
}
const typesIn = (received: readonly Received[]) => received.map((it) => it.event.data.type)

describe('given an endpoint of a city', () => {
  beforeEach(() => open())

  it('then what is recorded comes to it as a signed CloudEvent, under the entry’s own id', async () => {
    const { secret } = await add()
    const { id: engagement } = await sign('JM-001')
    const [it] = await receiver.until(1)
    const [entry] = (await ask('/api/entries?after=2')).entries
    expect(it.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8')
    expect(it.event).toMatchObject({ specversion: '1.0', id: entry.entryId, type: 'pilot-ledger.ContractSigned' })
    expect(it.event.data).toMatchObject({ engagement, platform: OURS, sequence: 3 })
    expect(it.body).not.toContain('示例光电')
    expect(it.headers['webhook-id']).toBe(entry.entryId)
    expect(it.headers['webhook-timestamp']).toBe(String(NOW / 1000))
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    expect(key).toHaveLength(32)
    const signed = hmac(key, `${entry.entryId}.${NOW / 1000}.${it.body}`)
    expect(it.headers['webhook-signature']).toBe(`v1,${signed.toString('base64')}`)
  })

  it('then a secret is shown once, stands in a file of its owner alone, and another takes its place', async () => {
    const { id, secret } = await add()
    expect(JSON.stringify(await ask('/api/webhooks'))).not.toContain(secret)
    expect(statSync(join(folder, 'webhooks.db')).mode & 0o777).toBe(0o600)
    const renewed = await command(`/api/webhooks/${id}/secret`, {})
    await sign('JM-001')
    const [it] = await receiver.until(1)
    const key = Buffer.from(renewed.secret.replace(/^whsec_/, ''), 'base64')
    const signed = hmac(key, `${it.headers['webhook-id']}.${it.headers['webhook-timestamp']}.${it.body}`)
    expect(it.headers['webhook-signature']).toBe(`v1,${signed.toString('base64')}`)
    expect(renewed.secret).not.toBe(secret)
  })

  it('when the log is away for a moment, then what was recorded comes all the same', async () => {
    const readAt = jest.spyOn(fixture.log, 'readAt').mockRejectedValueOnce(new Error('the log is away'))
    await add()
    await sign('JM-001')
    expect(typesIn(await receiver.until(1))).toEqual(['ContractSigned'])
    expect(readAt.mock.results.length).toBeGreaterThan(1)
    readAt.mockRestore()
  })

  it('when another entry has taken the place of one that was to be told, then that one is told', async () => {
    // As after a cluster cut off what no majority had stored.
    receiver.answer = () => {
      const deliveries = new DatabaseSync(join(folder, 'webhooks.db'), { timeout: 5000 })
      deliveries.exec("UPDATE deliveries SET id = '00000000-0000-4000-8000-000000000000', type = 'ContractAmended'")
      deliveries.close()
      receiver.answer = () => 204
      return 500
    }
    const { id } = await add()
    await sign('JM-001')
    const [, again] = await receiver.until(2)
    const [entry] = (await ask('/api/entries?after=2')).entries
    expect(again.event.id).toBe(entry.entryId)
    const { deliveries } = await until(
      () => ask(`/api/webhooks/${id}/deliveries`),
      (it) => it.deliveries[0]?.state === 'delivered',
    )
    expect(deliveries).toMatchObject([{ id: entry.entryId, type: 'ContractSigned', attempts: 1 }])
  })

  it('then one of a platform is told what is that platform’s, one of the administrator nothing of contracts', async () => {
    await sign('JM-001')
    await sign('R-1', RIVAL)
    await add({ role: 'platform', platforms: [OURS], from: 'start' })
    expect((await receiver.until(2)).map((it) => [it.event.data.type, it.event.data.platform])).toEqual([
      ['PlatformRegistered', OURS],
      ['ContractSigned', OURS],
    ])
    const { id } = await add({ role: 'administrator', from: 'start' })
    await until(
      () => standing(id),
      (it) => it.position === 4 && it.waiting === 0,
    )
    expect(typesIn(receiver.received.slice(2))).toEqual(['PlatformRegistered', 'PlatformRegistered'])
  })

  it('then what fails is tried again under the same id, and what stands behind it in its contract waits for it', async () => {
    let failures = 2
    receiver.answer = (it) => (it.event.data.type === 'ContractSigned' && failures-- > 0 ? 500 : 200)
    const { id } = await add()
    const { id: engagement } = await sign('JM-001')
    await invoice(engagement, 1)
    await invoice(engagement, 2)
    const came = await receiver.until(5)
    expect(came.map((it) => it.event.data.revision)).toEqual([0, 0, 0, 1, 2])
    expect(new Set(came.slice(0, 3).map((it) => it.headers['webhook-id'])).size).toBe(1)
    const { deliveries } = await until(
      () => ask(`/api/webhooks/${id}/deliveries`),
      (it) => it.deliveries[0]?.state === 'delivered',
    )
    expect(deliveries.map((it: { attempts: number; outcome: string }) => [it.attempts, it.outcome])).toEqual([
      [1, '200'],
      [1, '200'],
      [3, '200'],
    ])
  })

  it('then what fails for good is dead, holds up its contract and no other, and is sent again when a person says so', async () => {
    const { id: engagement } = await sign('JM-001')
    const { id } = await add()
    receiver.answer = (it) => (it.event.data.engagement === engagement ? 500 : 200)
    await invoice(engagement, 1)
    await receiver.until(3)
    await until(
      () => standing(id),
      (it) => it.dead === 1,
    )
    await invoice(engagement, 2)
    await sign('JM-002')
    await receiver.until(4)
    const { waiting, dead } = await until(
      () => standing(id),
      (it) => it.lastDeliveredAt !== undefined,
    )
    expect({ waiting, dead }).toEqual({ waiting: 1, dead: 1 })
    receiver.answer = () => 200
    expect(await command(`/api/webhooks/${id}/resending`, {})).toEqual({ resent: 1 })
    await receiver.until(6)
    expect(receiver.received.slice(4).map((it) => [it.event.data.type, it.event.data.revision])).toEqual([
      ['InvoiceIssued', 1],
      ['InvoiceIssued', 2],
    ])
  })

  it('then a dead one may be passed over, and only a dead one', async () => {
    const { id: engagement } = await sign('JM-001')
    const { id } = await add()
    receiver.answer = () => 404
    await invoice(engagement, 1)
    await until(
      () => standing(id),
      (it) => it.dead === 1,
    )
    receiver.answer = () => 200
    await invoice(engagement, 2)
    const skip = (sequence: number) =>
      fixture.app.inject({ method: 'POST', url: `/api/webhooks/${id}/deliveries/${sequence}/skipping` })
    expect((await skip(5)).json().code).toBe('delivery-not-dead')
    expect((await skip(4)).statusCode).toBe(204)
    expect((await receiver.until(4)).map((it) => it.event.data.revision)).toEqual([1, 1, 1, 2])
  })

  it('then nothing is lost over a restart, what nobody answered goes once more, and what was taken does not', async () => {
    await add()
    receiver.answer = (it) => (it.event.data.revision === 1 ? undefined : 200)
    const { id: engagement } = await sign('JM-001')
    await invoice(engagement, 1)
    await receiver.until(2)
    const stopped = fixture.restart()
    receiver.answer = () => 200
    await stopped
    await invoice(engagement, 2)
    const came = await receiver.until(4)
    expect(came.map((it) => it.event.data.revision)).toEqual([0, 1, 1, 2])
    expect(came[1].headers['webhook-id']).toBe(came[2].headers['webhook-id'])
  })

  it('when its ledger is a copy or restored, then nothing goes before a person resumes it, and after that all that was recorded', async () => {
    const { id } = await add()
    await fixture.app.get(WebhookSender).leave(id)
    pauseAll()
    await fixture.restart()
    const { id: engagement } = await sign('JM-001')
    const { id: other } = await add({ label: '省厅' })
    await invoice(engagement, 1)
    await until(
      () => standing(other),
      (it) => it.lastDeliveredAt !== undefined && it.waiting === 0,
    )
    // What came is of the other, which was added here.
    expect(typesIn(receiver.received)).toEqual(['InvoiceIssued'])
    expect(await standing(id)).toMatchObject({ pausedAt: '2025-09-15T02:00:00.000Z', position: 2 })
    const resume = () => fixture.app.inject({ method: 'POST', url: `/api/webhooks/${id}/resuming` })
    expect((await resume()).statusCode).toBe(204)
    await receiver.until(3)
    expect(typesIn(receiver.received.slice(1))).toEqual(['ContractSigned', 'InvoiceIssued'])
    const { pausedAt, resumedAt, resumedBy } = await standing(id)
    expect({ pausedAt, resumedAt, resumedBy }).toEqual({
      pausedAt: undefined,
      resumedAt: '2025-09-15T02:00:00.000Z',
      resumedBy: '王工',
    })
    // Pressed again: nothing goes twice.
    expect((await resume()).statusCode).toBe(204)
    await invoice(engagement, 2)
    await receiver.until(5)
    await until(
      () => standing(id),
      (it) => it.waiting === 0,
    )
    expect(receiver.received).toHaveLength(5)
  })

  it('then redirects are not followed, and an ended endpoint is told nothing more', async () => {
    receiver.answer = () => 302
    const { id } = await add()
    await sign('JM-001')
    await until(
      () => standing(id),
      (it) => it.dead === 1,
    )
    expect(receiver.received).toHaveLength(3)
    const ended = await fixture.app.inject({ method: 'DELETE', url: `/api/webhooks/${id}` })
    expect(ended.statusCode).toBe(204)
    const { id: other } = await add()
    receiver.answer = () => 200
    await sign('JM-002')
    await until(
      () => standing(other),
      (it) => it.lastDeliveredAt !== undefined,
    )
    expect(receiver.received).toHaveLength(4)
    expect((await fixture.send('POST', `/api/webhooks/${id}/secret`, {})).body.code).toBe('unknown-webhook')
    expect(readFileSync(join(folder, 'webhooks.db')).length).toBeGreaterThan(0)
  })
})

describe('given a service whose operator allows nothing more', () => {
  beforeEach(() => open({ http: false, private: false }))

  it.each([
    ['http://data.example.cn/hooks', 'webhook-url-format'],
    ['ftp://data.example.cn/', 'webhook-url-format'],
    ['https://user:secret@data.example.cn/', 'webhook-url-format'],
    ['data.example.cn', 'webhook-url-format'],
    ['https://127.0.0.1/', 'webhook-url-private'],
    ['https://localhost/', 'webhook-url-private'],
    ['https://[::1]/', 'webhook-url-private'],
    ['https://[::ffff:10.0.0.1]/', 'webhook-url-private'],
    ['https://0x7f000001/', 'webhook-url-private'],
    ['https://169.254.169.254/latest/meta-data', 'webhook-url-private'],
  ])('then %s is refused', async (url, code) => {
    const { body } = await fixture.send('POST', '/api/webhooks', { label: 'x', url, role: 'evaluator' })
    expect([body.code, body.errors[0].pointer]).toEqual([code, '/url'])
    expect((await ask('/api/webhooks')).webhooks).toEqual([])
  })

  it('then a name that leads to this machine is not asked, though it looks like any other', async () => {
    const { id } = await add({ url: 'https://localhost.localdomain:1/' })
    await sign('JM-001')
    await until(
      () => standing(id),
      (it) => it.dead === 1,
    )
    const { deliveries } = await ask(`/api/webhooks/${id}/deliveries`)
    expect(['private-address', 'ENOTFOUND', 'EAI_AGAIN']).toContain(deliveries[0].outcome)
  })
})

/** RFC 2104 over SHA-256, written out. */
function hmac(key: Buffer, text: string): Buffer {
  const block = Buffer.alloc(64)
  key.copy(block)
  const pad = (byte: number) => Buffer.from(block.map((it) => it ^ byte))
  const inner = createHash('sha256').update(pad(0x36)).update(text).digest()
  return createHash('sha256').update(pad(0x5c)).update(inner).digest()
}
