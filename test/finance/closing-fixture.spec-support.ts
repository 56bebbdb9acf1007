import { randomUUID } from 'node:crypto'
import { closing } from '@pilot-ledger/finance/closing'
import { reconciliation } from '@pilot-ledger/finance/reconciliation'
import { engagementIdOf, type JsonObject, type OldChangeRule, streamName } from '@pilot-ledger/kernel'
import { AccessFixture, type Answer, OURS, signing } from '../../libs/access/src/http/access-fixture.spec-support'

export const CLOSING = `/api/platforms/${OURS}/closing`
export const CLOSES = `/api/platforms/${OURS}/closes`
export const invoiceNo = (n: number) => ({ kind: 'digital', number: String(n).padStart(20, '0') })
export const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }

/** Two platforms, a clerk of each, two people of finance and an evaluator; questions wait for what was recorded last. */
export class ClosingFixture {
  private position: string | undefined

  private constructor(readonly fixture: AccessFixture) {}

  /** `everyRoom`: for what is done with a close elsewhere. */
  static async open(oldChange?: OldChangeRule, everyRoom = false): Promise<ClosingFixture> {
    const limits = { perAddress: { perMinute: 1e6, burst: 1e6 } }
    const fixture = everyRoom
      ? await AccessFixture.open({ limits }, oldChange)
      : await AccessFixture.ofContracts({ limits }, oldChange, {}, (figures) => [
          reconciliation(figures),
          closing(figures),
        ])
    await fixture.settle()
    await fixture.employ('chief', 'finance')
    return new ClosingFixture(fixture)
  }

  close = () => this.fixture.close()

  /** As nobody can through a route: what stands in the closing (or the bank’s) stream of ours is what a forger would write. */
  async forge(type: string, data: object, room: 'closing' | 'reconciliation' = 'closing'): Promise<void> {
    await this.append(streamName(room, OURS), type, data)
  }

  /** As ledgers of before hold it. */
  async append(stream: string, type: string, data: object): Promise<void> {
    const { head } = await this.fixture.log.readStream(stream)
    const metadata = { actor: 'finance', correlationId: 'forged' }
    const event = { id: randomUUID(), type, version: 1, data: data as JsonObject, metadata }
    this.position = (await this.fixture.log.append(stream, head === -1 ? 'none' : head, [event])).position
  }

  async post(who: string, url: string, body: unknown = {}): Promise<Answer> {
    const answer = await this.fixture.ask(who, 'POST', url, body)
    if (answer.status === 201) this.position = answer.body.position
    return answer
  }

  async get(url: string, who = 'finance'): Promise<Answer> {
    const waits = this.position === undefined ? '' : `${url.includes('?') ? '&' : '?'}waitFor=${this.position}`
    return this.fixture.ask(who, 'GET', url + waits)
  }

  /** A contract of ours, 1,000.00 unless told otherwise; answers its id. */
  async sign(contractNo: string, more: object = {}): Promise<string> {
    await this.must('clerk', '/api/engagements', signing({ contractNo, amount: '1000.00', ...more }))
    return engagementIdOf(OURS, contractNo)
  }

  async invoice(engagement: string, n: number, share: string, issuedOn: string, total = share): Promise<string> {
    const body = { invoice: invoiceNo(n), share, total, tax: '0.00', issuedOn }
    return (await this.must('clerk', `/api/engagements/${engagement}/invoices`, body)).entryId
  }

  async pay(
    engagement: string,
    bankReference: string,
    share: string,
    receivedOn: string,
    total = share,
  ): Promise<string> {
    const body = { bankReference, payer: CLIENT, share, total, receivedOn }
    return (await this.must('clerk', `/api/engagements/${engagement}/payments`, body)).entryId
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came back.
  async must(who: string, url: string, body: unknown = {}): Promise<any> {
    const answer = await this.post(who, url, body)
    if (answer.status !== 201) throw new Error(`${who} ${url}: ${answer.status} ${answer.text}`)
    return answer.body
  }

  /** What a proposal of a window says, with every open item waived that may be. */
  async proposal(period: string, from: string, to: string) {
    const { status, text, body } = await this.get(`/api/platforms/${OURS}/closing-checklist?from=${from}&to=${to}`)
    if (status !== 200) throw new Error(text)
    const open = body.items.filter((it: { open: number; waivable: boolean }) => it.open > 0 && it.waivable)
    return {
      period,
      sequence: body.asOf.sequence as number,
      totalsHash: body.totalsHash as string,
      waivers: open.map((it: { item: string }) => ({ item: it.item, reason: '次月处理' })),
    }
  }

  /** Closed by finance and the chief; answers the cut it was closed at. */
  async closeMonth(month: string, last = 31): Promise<number> {
    const proposal = await this.proposal(month, `${month}-01`, `${month}-${last}`)
    await this.must('finance', `${CLOSING}/closes`, proposal)
    await this.must('chief', `${CLOSING}/closes/${month}/approval`)
    return proposal.sequence
  }
}

/** A cell of an answer's columns. */
export function cellOf(
  columns: readonly {
    column: string
    taxBasis: string
    opening: string
    closing: string
    movements: { kind: string; value: string }[]
  }[],
  column: string,
  part: string,
  taxBasis = 'inclusive',
): string | undefined {
  const found = columns.find((it) => it.column === column && it.taxBasis === taxBasis)
  if (part === 'opening' || part === 'closing') return found?.[part]
  return found?.movements.find((it) => it.kind === part)?.value
}
