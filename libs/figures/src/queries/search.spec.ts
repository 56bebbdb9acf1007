import { ENGAGEMENT_EVENTS, type EngagementContent } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { engagementIdOf, written } from '@pilot-ledger/kernel'
import { Projector } from '../projection/projector'
import { Tables } from '../read-model/tables'
import { search } from './search'

const OURS = '6071b97d-4e9b-5928-b730-db80c5543dcd'
const RIVAL = '11111111-1111-5111-8111-111111111111'
const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }
const INVOICE = { kind: 'digital', number: '25442000000012345678' }

/** Contracts and their papers, and what a platform finds by a text. */
class Story {
  private readonly tables = new Tables()
  private readonly log: RecordedEvent[] = []
  private readonly projector = new Projector(this.tables, async (stream, count) =>
    this.log.filter((it) => it.stream === stream).slice(0, count),
  )

  sign(no: string, data: object = {}, platform = OURS): Promise<string> {
    return this.record(no, 'ContractSigned', { ...TERMS, platform, contractNo: no, ...data }, platform)
  }
  async record(no: string, type: string, data: object, platform = OURS): Promise<string> {
    const stream = `engagement-${engagementIdOf(platform, no)}`
    const revision = this.log.filter((it) => it.stream === stream).length
    const event = {
      ...written(ENGAGEMENT_EVENTS, { type, data } as EngagementContent),
      id: `e-${this.log.length}`,
      stream,
      revision,
      recordedAt: Date.parse('2025-03-10T10:00:00+08:00'),
      position: String(this.log.length + 1),
      metadata: { actor: '测试', correlationId: 'test' },
    } as unknown as RecordedEvent
    this.log.push(event)
    await this.projector.apply(event as never)
    return event.id
  }
  async find(text: string, platform = OURS): Promise<string[]> {
    const number = this.tables.platformIds.find(platform)
    const groups = await search(this.tables, number === undefined ? [] : [number], text)
    return groups.flatMap(({ kind, found, more }) => [
      ...found.map((it) => `${kind} ${it.text} ${this.tables.contract(it.contract).contractNo}`),
      ...(more ? [`${kind} …`] : []),
    ])
  }
  async contractsOfClient(text: string): Promise<number | undefined> {
    const groups = await search(this.tables, [this.tables.platformIds.find(OURS) as number], text)
    return groups.find((it) => it.kind === 'client')?.found[0].contracts
  }
}
const TERMS = {
  client: CLIENT,
  title: '镜头装调中试服务',
  kind: 'single',
  serviceCategories: ['产品试制'],
  products: ['内窥镜物镜组', '激光准直镜'],
  amount: '380000.00',
  taxBasis: 'inclusive',
  pricing: 'fixed',
  signedOn: '2025-03-01',
}
const invoice = (data: object = {}) => ({
  invoice: INVOICE,
  share: '100.00',
  total: '100.00',
  tax: '0.00',
  issuedOn: '2025-03-05',
  ...data,
})
const payment = (bankReference: string) => ({
  bankReference,
  payer: CLIENT,
  share: '100.00',
  total: '100.00',
  receivedOn: '2025-03-06',
})
const batch = {
  batchNo: 'B-2025-01',
  product: '激光准直镜',
  kind: 'pilot',
  size: '1',
  unit: '批',
  startedOn: '2025-03-02',
}
const approval = {
  product: '激光准直镜',
  variety: '准直镜',
  approvalNo: '国药准字H20250001',
  certificateNo: '2025S00077',
  holder: CLIENT,
  approvedOn: '2025-03-08',
}

describe('what is found by a part of it', () => {
  it.each([
    ['JM-2025-101', ['contract JM-2025-101 JM-2025-101']],
    ['jm－2025', ['contract JM-2025-101 JM-2025-101']],
    ['镜头装调', ['contract JM-2025-101 JM-2025-101']],
    ['光电', ['client 示例光电科技有限公司 JM-2025-101']],
    ['91440101ma5c', ['client 示例光电科技有限公司 JM-2025-101']],
    ['00012345678', ['invoice 25442000000012345678 JM-2025-101']],
    ['hd 2025/88', ['slip HD2025/88 JM-2025-101']],
    ['b-2025', ['batch B-2025-01 JM-2025-101']],
    ['H20250001', ['approval 国药准字H20250001 JM-2025-101']],
    ['2025S00077', ['approval 2025S00077 JM-2025-101']],
    ['准直', ['product 激光准直镜 JM-2025-101']],
    ['不存在', []],
    ['\u200b ', []],
  ])('%s', async (text, found) => {
    const story = new Story()
    await story.sign('JM-2025-101')
    await story.record('JM-2025-101', 'InvoiceIssued', invoice())
    await story.record('JM-2025-101', 'PaymentReceived', payment('HD 2025/88'))
    await story.record('JM-2025-101', 'BatchRun', batch)
    await story.record('JM-2025-101', 'DrugApprovalObtained', approval)
    expect(await story.find(text)).toEqual(found)
  })

  it('is of the platform that asks: a rival learns nothing, of the same client and number neither', async () => {
    const story = new Story()
    await story.sign('JM-2025-101')
    await story.sign('SECRET-77', { products: ['秘密产品'] }, RIVAL)
    await story.record('SECRET-77', 'InvoiceIssued', invoice(), RIVAL)
    await story.record('SECRET-77', 'PaymentReceived', payment('HD-9'), RIVAL)
    for (const text of ['SECRET', '秘密', INVOICE.number, 'HD-9']) expect(await story.find(text)).toEqual([])
    expect(await story.find('光电')).toEqual(['client 示例光电科技有限公司 JM-2025-101'])
    expect(await story.contractsOfClient('光电')).toBe(1)
    expect(await story.find('HD-9', RIVAL)).toEqual(['slip HD-9 SECRET-77'])
  })

  it('is what stands: a slip that was voided or corrected is found no more by what it said', async () => {
    const story = new Story()
    await story.sign('JM-2025-101')
    const slip = await story.record('JM-2025-101', 'PaymentReceived', payment('HD-1'))
    const content = written(ENGAGEMENT_EVENTS, { type: 'PaymentReceived', data: payment('HD-2') } as EngagementContent)
    const right = await story.record('JM-2025-101', 'EntryCorrected', { corrects: slip, content, reason: '更正' })
    expect(await story.find('HD-1')).toEqual([])
    expect(await story.find('HD-2')).toEqual(['slip HD-2 JM-2025-101'])
    await story.record('JM-2025-101', 'EntryVoided', { voids: right, reason: '重复' })
    expect(await story.find('HD-2')).toEqual([])
  })

  it('begins with what is the whole of it, then its beginning, then the newest; of each kind six, and whether there are more', async () => {
    const story = new Story()
    await story.sign('X-A-1')
    await story.sign('A-1')
    await story.sign('A-10')
    await story.sign('A-11')
    expect(await story.find('A-1')).toEqual([
      'contract A-1 A-1',
      'contract A-11 A-11',
      'contract A-10 A-10',
      'contract X-A-1 X-A-1',
    ])
    for (let no = 12; no < 16; no++) await story.sign(`A-${no}`)
    expect((await story.find('A-1')).slice(-2)).toEqual(['contract A-11 A-11', 'contract …'])
  })

  it('offers first the kind of which it is the whole', async () => {
    const story = new Story()
    await story.sign('HD-2025')
    await story.record('HD-2025', 'PaymentReceived', payment('D-20'))
    expect(await story.find('D-20')).toEqual(['slip D-20 HD-2025', 'contract HD-2025 HD-2025'])
  })

  it('has a word for nothing as no slip', async () => {
    const story = new Story()
    await story.sign('JM-2025-101')
    await story.record('JM-2025-101', 'PaymentReceived', payment('无'))
    expect(await story.find('无')).toEqual([])
  })

  it('names a client once, with all its contracts, whatever it was called in them', async () => {
    const story = new Story()
    await story.sign('A-1')
    await story.sign('A-2', { client: { ...CLIENT, name: '示例光学有限公司' } })
    expect(await story.find('光学')).toEqual(['client 示例光学有限公司 A-2'])
    expect(await story.contractsOfClient('光学')).toBe(2)
  })
})
