import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engagementStream } from '@pilot-ledger/engagements'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { createStandalone, type Ledger, openLedger } from '../../apps/standalone/src/ledger'
import { type Given, HOST, invoiceNo, invoiceXml, oneLine } from '../../libs/intake/src/invoices/given.spec-support'

/** Codes whose check digits hold. */
export const CLIENTS = [
  { taxId: '91440101MA5CJQ4N59', name: '示例光电科技有限公司' },
  { taxId: '913502000728319549', name: '示例仪器有限公司' },
  { taxId: '91350200776049653A', name: '示例医药有限公司' },
] as const

export const contract = (n: number, client: number, amount: string, more: object = {}) => ({
  kind: 'contract',
  contractNo: `JM-2025-${100 + n}`,
  title: '镜头装调中试服务',
  clientName: CLIENTS[client].name,
  clientId: CLIENTS[client].taxId,
  serviceCategories: ['产品试制'],
  products: ['物镜组'],
  amount,
  taxBasis: 'inclusive',
  pricing: 'fixed',
  signedOn: '2025-03-01',
  ...more,
})

/** The n-th invoice, for a client. */
export const given = (n: number, client: number, net: bigint, more: Given = {}) =>
  ({ number: invoiceNo(n), buyer: CLIENTS[client], lines: [oneLine(net)], ...more }) as const
export const xml = (...its: Parameters<typeof given>) => invoiceXml(given(...its))

interface Reported {
  readonly rows: readonly { readonly contractNo: string; readonly state: string; readonly knownAs?: string }[]
}
export const states = ({ rows }: Reported) =>
  rows.map((it) => [it.contractNo, it.state, it.knownAs].filter((part) => part).join(' '))
export const codes = (its: readonly { readonly place: { readonly sheet?: string }; readonly code: string }[]) =>
  its.map((it) => `${it.place.sheet} ${it.code}`)

/** A service on an empty ledger with one platform, whose host sells. */
export class InvoicesDropped {
  ledger!: Ledger
  app!: Awaited<ReturnType<typeof createStandalone>>
  platform!: string

  private constructor(readonly folder: string) {}

  static async open(): Promise<InvoicesDropped> {
    const fixture = new InvoicesDropped(mkdtempSync(join(tmpdir(), 'e-invoices-')))
    await fixture.start()
    fixture.platform = (await fixture.register('示例中试平台')).id
    return fixture
  }

  async register(name: string) {
    const answer = await this.app.inject({
      method: 'POST',
      url: '/api/platforms',
      payload: {
        name,
        host: { id: { scheme: 'uscc', value: HOST.taxId }, name: HOST.name },
        town: '火炬开发区',
        fields: [],
        registeredOn: '2024-12-02',
      },
    })
    return answer.json()
  }

  /** Of the log that is there already. */
  async start(): Promise<void> {
    this.ledger = await openLedger({ folder: this.folder })
    this.app = await createStandalone(this.ledger, { actor: '王工', logger: pino({ level: 'silent' }) })
    await this.app.getHttpAdapter().getInstance().ready()
  }

  async stop(): Promise<void> {
    await this.app.close()
    await this.ledger.close()
  }

  async close(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true })
  }

  /** The problem too, as it is. */
  async answer(file: Uint8Array | string, query: Readonly<Record<string, string>>) {
    const answer = await this.app.inject({
      method: 'POST',
      url: `/api/platforms/${this.platform}/imports?${new URLSearchParams(query)}`,
      payload: Buffer.from(file),
      headers: { 'content-type': 'application/octet-stream' },
    })
    return { status: answer.statusCode, body: answer.json() }
  }

  async send(file: Uint8Array | string, query: Readonly<Record<string, string>>) {
    const { status, body } = await this.answer(file, query)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body
  }

  async sign(...contracts: readonly object[]): Promise<void> {
    const file = contracts.map((it) => `${JSON.stringify(it)}\n`).join('')
    const { counts } = await this.send(file, { mode: 'all' })
    expect(counts).toMatchObject({ recorded: contracts.length })
  }

  async entries(contractNo: string) {
    const stream = engagementStream(engagementIdOf(this.platform, contractNo))
    return (await this.ledger.log.readStream(stream)).events
  }
}
