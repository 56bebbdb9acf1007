import { EngagementsRecordingModule } from '@pilot-ledger/engagements/recording'
import { engagementIdOf, type OldChangeRule, platformIdOf } from '@pilot-ledger/kernel'
import { PlatformsRecordingModule } from '@pilot-ledger/platforms/recording'
import { type Answer, ServiceFixture } from '../../../service/src/service-fixture.spec-support'
import { reconciliation } from '.'

export const NAME = '中山市精密仪器与智能装备中试平台'
export const PLATFORM = platformIdOf(NAME)
export const ACCOUNT = '4400-1234-0001'
export const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }
/** The columns of these tests’ bank. */
export const MAP = {
  day: '交易日期',
  credit: '收入',
  debit: '支出',
  balance: '余额',
  counterparty: '对方户名',
  reference: '流水号',
  purpose: '摘要',
}
export const HEAD = '交易日期,收入,支出,余额,对方户名,流水号,摘要'

/** One platform with contracts, its bank account and the reconciliation, on a real log; the day is 2025-09-15. */
export class BankFixture {
  now = Date.parse('2025-09-15T12:00:00+08:00')

  private service!: ServiceFixture

  get log() {
    return this.service.log
  }

  /** `oldChange`: under which rule entries of long ago wait for a second person; without it there is one person. */
  static async open(oldChange?: OldChangeRule): Promise<BankFixture> {
    const fixture = new BankFixture()
    fixture.service = await ServiceFixture.open({
      clock: () => fixture.now,
      actor: '财务',
      ...(oldChange && { oldChange }),
      modules: [EngagementsRecordingModule, PlatformsRecordingModule],
      onFigures: (figures) => [reconciliation(figures)],
    })
    const host = { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例大学中山研究院' }
    const data = { name: NAME, host, town: '火炬开发区', fields: ['精密仪器'], registeredOn: '2024-12-02' }
    await fixture.must('POST', '/api/platforms', data)
    return fixture
  }

  /** Opens the account and gives it a column map. */
  async withAccount(): Promise<this> {
    const account = { account: ACCOUNT, bank: '示例银行中山分行', holder: '示例大学中山研究院', currency: 'CNY' }
    await this.done('accounts', { ...account, columnMap: MAP })
    return this
  }

  async contract(contractNo: string, amount: string, client = CLIENT, signedOn = '2025-05-01'): Promise<string> {
    await this.must('POST', '/api/engagements', {
      platform: PLATFORM,
      contractNo,
      title: '镜头装调中试服务',
      kind: 'single',
      client,
      serviceCategories: ['产品试制'],
      products: ['内窥镜物镜组'],
      amount,
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn,
    })
    return engagementIdOf(PLATFORM, contractNo)
  }

  /** Answers the entry: the target's name. */
  async pay(contract: string, bankReference: string, share: string, more: object = {}): Promise<string> {
    const data = { bankReference, payer: CLIENT, share, total: share, receivedOn: '2025-06-10', ...more }
    return (await this.must('POST', `/api/engagements/${contract}/payments`, data)).entryId
  }

  async invoice(contract: string, number: number, share: string, more: object = {}): Promise<string> {
    const invoice = { kind: 'digital', number: String(number).padStart(20, '2') }
    const data = { invoice, share, total: share, tax: '0.00', issuedOn: '2025-06-05', ...more }
    return (await this.must('POST', `/api/engagements/${contract}/invoices`, data)).entryId
  }

  /** A CSV with the headings of `MAP`. */
  async bring(lines: readonly string[], query: Record<string, string> = {}, at = 'statements'): Promise<Answer> {
    return this.file([HEAD, ...lines].join('\n'), 'text/csv', query, at)
  }

  async file(content: string | Buffer, type: string, query: Record<string, string>, at = 'statements') {
    const requested = new URLSearchParams({ account: ACCOUNT, fileName: '流水.csv', ...query })
    const answer = await this.service.app.inject({
      method: 'POST',
      url: `/api/platforms/${PLATFORM}/reconciliation/${at}?${requested}`,
      payload: content,
      headers: { 'content-type': type },
    })
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
  }

  /** A POST as it is, with its own headers. */
  async raw(url: string, payload: string, headers: Record<string, string>) {
    return (await this.service.app.inject({ method: 'POST', url, payload, headers })).json()
  }

  send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.service.send(method, url, body, headers)
  }

  /** A command of reconciliation, once figures have all that was recorded before. */
  async post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    const head = await this.log.head()
    const wait = PATHS_THAT_WAIT.test(path) ? `?waitFor=${head}` : ''
    return this.send('POST', `/api/platforms/${PLATFORM}/reconciliation/${path}${wait}`, body, headers)
  }

  async done(path: string, body: object) {
    const answer = await this.post(path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async get(path: string) {
    const head = await this.log.head()
    const url = `/api/platforms/${PLATFORM}/reconciliation/${path}${path.includes('?') ? '&' : '?'}waitFor=${head}`
    const answer = await this.send('GET', url)
    if (answer.status !== 200) throw new Error(`${url}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async must(method: string, url: string, body?: unknown) {
    const answer = await this.send(method, url, body)
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  /** Kinds of what is open and not waived. */
  async openKinds(query = ''): Promise<string[]> {
    const { items } = await this.get(`queues${query}`)
    return items.flatMap((it: { kind: string; waived?: object }) => (it.waived ? [] : [it.kind]))
  }

  close = () => this.service.close()
}

const PATHS_THAT_WAIT = /^(matches(\/(suggestions|runs)|\/[^/]+\/confirmation)?|waivers)$/
