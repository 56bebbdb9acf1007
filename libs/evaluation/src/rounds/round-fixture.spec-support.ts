import type { DynamicModule } from '@nestjs/common'
import { EngagementsRecordingModule } from '@pilot-ledger/engagements/recording'
import { engagementIdOf, platformIdOf } from '@pilot-ledger/kernel'
import { PlatformsRecordingModule } from '@pilot-ledger/platforms/recording'
import { type Answer, personHeader, ServiceFixture } from '../../../service/src/service-fixture.spec-support'
import type { SchemeVersion } from '../domain/scheme'
import { QUANZHOU } from '../schemes/quanzhou'
import { rounds } from './rounds.module'

export type { Answer } from '../../../service/src/service-fixture.spec-support'

export const NAMES = { a: '示例甲中试平台', b: '示例乙中试平台', c: '示例丙中试平台' } as const
export const [A, B, C] = Object.values(NAMES).map(platformIdOf)
export const DEADLINES = {
  selfAssessment: '2026-01-31',
  verification: '2026-02-28',
  reply: '2026-03-10',
  appeal: '2026-04-10',
}

/** Valid credit codes of invented companies. */
const CLIENTS = ['91440101MA5CJQ4N59', '91350200776049653A', '913502000728319549', '123502001549897397']
export const client = (i: number) => ({ id: { scheme: 'uscc', value: CLIENTS[i] }, name: `示例客户${i + 1}` })

/** Who asks; without a role whoever sees everything. */
export interface Person {
  readonly actor: string
  readonly role?: string
  readonly platforms?: readonly string[]
}
export const EVALUATOR: Person = { actor: '评价员甲', role: 'evaluator' }
export const SECOND: Person = { actor: '评价员乙', role: 'evaluator' }
export const FINANCE: Person = { actor: '财务', role: 'finance' }
export const clerkOf = (platform: string): Person => ({
  actor: `登记员${platform}`,
  role: 'platform',
  platforms: [platform],
})

/** Three platforms, their contracts of 2025, and the room of rounds behind its doors, on a real log with a clock of its own. */
export class RoundFixture {
  now = Date.parse('2026-01-05T10:00:00+08:00')
  private position = ''

  private service!: ServiceFixture

  /** `more`: further modules beside the rounds. */
  static async open(more: (figures: DynamicModule) => readonly DynamicModule[] = () => []): Promise<RoundFixture> {
    const fixture = new RoundFixture()
    fixture.service = await ServiceFixture.open({
      clock: () => fixture.now,
      actor: '本机',
      modules: [EngagementsRecordingModule, PlatformsRecordingModule],
      onFigures: (figures) => [rounds(figures), ...more(figures)],
    })
    return fixture
  }

  get log() {
    return this.service.log
  }
  get model() {
    return this.service.model
  }
  get app() {
    return this.service.app
  }
  get folder() {
    return this.service.folder
  }

  close = () => this.service.close()

  /** Ten in the morning of a day. */
  on(day: string): this {
    this.now = Date.parse(`${day}T10:00:00+08:00`)
    return this
  }

  async post(who: Person, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    // A repeated request is the same to the letter, its query too.
    const wait =
      !headers['idempotency-key'] && this.position && url.startsWith('/api/rounds') && WAITS.test(url)
        ? `?waitFor=${this.position}`
        : ''
    const answer = await this.service.send('POST', url + wait, body, { ...personHeader(who), ...headers })
    if (answer.status < 300) this.position = answer.body.position
    return answer
  }

  get(who: Person, url: string): Promise<Answer> {
    const waited = `${url}${url.includes('?') ? '&' : '?'}waitFor=${this.position}`
    return this.service.send('GET', waited, undefined, personHeader(who))
  }

  /** As `post`, where anything but a success is a mistake of the test. */
  async do(who: Person, url: string, body?: unknown): Promise<Answer['body']> {
    const answer = await this.post(who, url, body)
    if (answer.status >= 300) throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async register(name: string, host = CLIENTS[3]): Promise<void> {
    const data = {
      name,
      host: { id: { scheme: 'uscc', value: host }, name: `${name}依托单位` },
      town: '火炬开发区',
      fields: ['精密仪器'],
      registeredOn: '2024-12-02',
    }
    await this.do(EVALUATOR, '/api/platforms', data)
    await this.do(EVALUATOR, `/api/platforms/${platformIdOf(name)}/recognitions`, { tier: 'municipal', on: '2024-11' })
  }

  async sign(platform: string, contractNo: string, of: number, amount: string, more: object = {}): Promise<string> {
    const data = {
      platform,
      contractNo,
      title: `示例服务 ${contractNo}`,
      kind: 'single',
      client: client(of),
      serviceCategories: ['产品试制'],
      products: [`示例产品 ${contractNo}`],
      amount,
      taxBasis: 'inclusive',
      pricing: 'byActual',
      signedOn: '2025-02-01',
      ...more,
    }
    await this.do(clerkOf(platform), '/api/engagements', data)
    return engagementIdOf(platform, contractNo)
  }

  async pay(engagement: string, bankReference: string, amount: string, receivedOn = '2025-03-10'): Promise<string> {
    const data = { bankReference, payer: client(0), share: amount, total: amount, receivedOn }
    return (await this.do(EVALUATOR, `/api/engagements/${engagement}/payments`, data)).entryId
  }

  /**
   * 甲: 900,000.00 + 400,000.00 − 50,000.00 received of two clients, and three contracts that the scheme leaves out: of a
   * co-building partner, subcontracted, otherwise funded. 乙: one contract, 3,500,000.00 received. 丙: nothing.
   */
  async settle(): Promise<this> {
    await this.register(NAMES.a, CLIENTS[0])
    await this.register(NAMES.b, CLIENTS[1])
    await this.register(NAMES.c, CLIENTS[2])
    const centre = { key: 'LY-1', title: '示例联合研发中心', from: '2025-01-01', party: client(2) }
    await this.do(EVALUATOR, `/api/platforms/${A}/joint-centres`, centre)
    for (const key of ['XM-1', 'XM-2'])
      await this.do(EVALUATOR, `/api/platforms/${A}/library-projects`, { key, title: key, from: '2025-05-01' })
    await this.pay(await this.sign(A, 'A-1', 0, '1000000.00'), 'HD-1', '900000.00')
    const second = await this.sign(A, 'A-2', 1, '500000.00')
    await this.pay(second, 'HD-2', '400000.00')
    const refund = { bankReference: 'HD-2', refundReference: 'TK-2', amount: '50000.00', on: '2025-04-01' }
    await this.do(EVALUATOR, `/api/engagements/${second}/refunds`, refund)
    await this.pay(await this.sign(A, 'A-3', 2, '300000.00'), 'HD-3', '300000.00')
    await this.pay(await this.sign(A, 'A-4', 3, '200000.00', { subcontracted: true }), 'HD-4', '200000.00')
    await this.pay(await this.sign(A, 'A-5', 3, '100000.00', { otherFunding: '市科技计划' }), 'HD-5', '100000.00')
    await this.pay(await this.sign(B, 'B-1', 0, '4000000.00'), 'HD-9', '3500000.00')
    return this
  }

  async publishScheme(scheme: SchemeVersion = QUANZHOU): Promise<string> {
    return (await this.do(EVALUATOR, '/api/schemes', scheme)).id
  }

  /** Opened on 2026-01-10 for the three, unless said otherwise. */
  async openRound(more: object = {}): Promise<string> {
    const scheme = await this.publishScheme()
    const body = { roundNo: 'PJ-2025', title: '示例评价', scheme, version: 1, year: 2025, platforms: [A, B, C] }
    return (await this.on('2026-01-10').do(EVALUATOR, '/api/rounds', { ...body, deadlines: DEADLINES, ...more })).id
  }

  at(round: string, platform: string): string {
    return `/api/rounds/${round}/platforms/${platform}`
  }

  async submit(round: string, ...platforms: string[]): Promise<void> {
    for (const it of platforms) await this.on('2026-01-20').do(clerkOf(it), `${this.at(round, it)}/submission`)
  }

  async verify(round: string, ...platforms: string[]): Promise<void> {
    for (const it of platforms) await this.on('2026-02-10').do(EVALUATOR, `${this.at(round, it)}/verification`)
  }

  /** Proposed by one evaluator and confirmed by another, when the time for replies is over. */
  async grade(round: string, ...platforms: string[]): Promise<void> {
    this.on('2026-03-11')
    for (const it of platforms) {
      await this.do(EVALUATOR, `${this.at(round, it)}/grade-proposal`)
      await this.do(SECOND, `${this.at(round, it)}/grade-confirmation`)
    }
  }
}

const WAITS = /(rounds|sealing|assessment|submission|strikes|verification)$/
