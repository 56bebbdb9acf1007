import { ENGAGEMENT_EVENTS, type EngagementContent } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { dayNumber, engagementIdOf, evidenceIdOf, streamName, written } from '@pilot-ledger/kernel'
import type { PlatformContent } from '@pilot-ledger/platforms'
import { Projector } from '../projection/projector'
import { Tables } from '../read-model/tables'
import { WarningSight } from './warnings'

const PLATFORM = '6071b97d-4e9b-5928-b730-db80c5543dcd'
type Data<T extends EngagementContent['type']> = Partial<Extract<EngagementContent, { type: T }>['data']>
/** Passes the check digit of GB 32100-2015; the last character changed fails it. */
const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }

/** Entries as recorded on a day, and the warnings of the first contract after them. */
class Story {
  readonly tables = new Tables()
  private readonly log: RecordedEvent[] = []
  private day = '2025-03-10'

  on(day: string): this {
    this.day = day
    return this
  }
  sign(data: Data<'ContractSigned'> = {}, no = 'A'): this {
    return this.entry(`engagement-${engagementIdOf(PLATFORM, no)}`, 'ContractSigned', {
      platform: PLATFORM,
      contractNo: no,
      client: CLIENT,
      title: '中试服务',
      kind: 'single',
      serviceCategories: ['产品试制'],
      products: ['片剂'],
      amount: '1000.00',
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn: '2025-03-01',
      ...data,
    })
  }
  record(type: EngagementContent['type'], data: object): this {
    return this.entry(`engagement-${engagementIdOf(PLATFORM, 'A')}`, type, data)
  }
  register(content: PlatformContent): this {
    return this.entry(`platform-${PLATFORM}`, content.type, content.data)
  }
  batch(batchNo: string, kind: string, startedOn = '2025-03-02'): this {
    return this.record('BatchRun', {
      batchNo,
      product: '片剂',
      kind,
      size: '1',
      unit: '批',
      startedOn,
      completedOn: startedOn,
    })
  }
  /** Attached, and given by its platform. */
  evidence(): this {
    return this.attach('a').upload('a')
  }
  attach(hex: string): this {
    return this.record('EvidenceAttached', { sha256: hex.repeat(64), kind: '合同', fileName: 'a.pdf', pages: 1 })
  }
  upload(hex: string, platform = PLATFORM): this {
    const sha256 = hex.repeat(64)
    const data = { platform, sha256, size: 1, mediaType: 'application/pdf', pages: 1, fileName: 'a.pdf' }
    return this.entry(streamName('evidence', evidenceIdOf(platform, sha256)), 'EvidenceStored', data)
  }
  /** Of the entry that was recorded last. */
  correct(content: EngagementContent): this {
    return this.record('EntryCorrected' as never, {
      corrects: this.last,
      content: written(ENGAGEMENT_EVENTS, content),
      reason: '更正',
    })
  }
  void(): this {
    return this.record('EntryVoided' as never, { voids: this.last, reason: '重复' })
  }
  private get last(): string {
    return this.log[this.log.length - 1].id
  }
  invoice(share: string): this {
    return this.record('InvoiceIssued', {
      invoice: { kind: 'digital', number: '1'.repeat(20) },
      share,
      total: share,
      tax: '0.00',
      issuedOn: '2025-03-05',
    })
  }
  pay(share: string, payer: object = CLIENT): this {
    return this.record('PaymentReceived', { bankReference: 'R1', payer, share, total: share, receivedOn: '2025-03-06' })
  }
  approve(approvalNo = '国药准字H20250001'): this {
    return this.record('DrugApprovalObtained', {
      product: '片剂',
      variety: '片剂',
      approvalNo,
      certificateNo: '1',
      holder: CLIENT,
      approvedOn: '2025-03-08',
    })
  }
  async warnings(today = '2025-03-10', window?: { from: string; to: string }): Promise<string[]> {
    const projector = new Projector(this.tables, async (stream, count) =>
      this.log.filter((it) => it.stream === stream).slice(0, count),
    )
    for (const event of this.log) await projector.apply(event)
    return new WarningSight(this.tables, dayNumber(today), window).of(0).map((it) => `W${it}`)
  }
  private entry(stream: string, type: string, data: object): this {
    const sequence = this.log.length + 1
    this.log.push({
      id: `00000000-0000-5000-8000-${String(sequence).padStart(12, '0')}`,
      position: String(sequence),
      stream,
      revision: this.log.filter((it) => it.stream === stream).length,
      ...written(ENGAGEMENT_EVENTS, { type, data }),
      metadata: { actor: '测试', correlationId: '1' },
      recordedAt: Date.parse(`${this.day}T10:00:00+08:00`),
    })
    return this
  }
}

const story = () => new Story()
/** A contract nobody has anything to say about. */
const clean = () => story().sign().evidence()

describe('given a contract without fault, then nothing is flagged', () => {
  test('signed, proved, invoiced, paid by the client, batches after signing', async () => {
    expect(await clean().invoice('500.00').pay('500.00').batch('1', '中试').warnings()).toEqual([])
  })
})

describe('given one thing out of order, then exactly its warning is raised', () => {
  const cases: [string, string, () => Promise<string[]>][] = [
    ['W1', 'a batch started before signing', () => clean().batch('1', '中试', '2025-02-27').warnings()],
    [
      'W2',
      'a client’s code with a wrong check digit',
      () =>
        story()
          .sign({ client: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N58' }, name: 'x' } })
          .evidence()
          .warnings(),
    ],
    ['W3', 'received before anything is invoiced', () => clean().pay('100.00').warnings()],
    [
      'W4',
      'paid by another than the client',
      () =>
        clean()
          .invoice('100.00')
          .pay('100.00', { id: { scheme: 'person', value: 'P-9' }, name: '代付' })
          .warnings(),
    ],
    [
      'W5',
      'same client and amount within a month under two numbers',
      () => clean().sign({ signedOn: '2025-03-09' }, 'B').warnings(),
    ],
    [
      'W5',
      'a framework for which call-offs stand, beside a contract of its own client and amount',
      () =>
        story()
          .sign({ kind: 'framework' })
          .evidence()
          .sign({ kind: 'callOff', parent: 'A', amount: '300.00' }, 'B')
          .sign({ signedOn: '2025-03-03' }, 'C')
          .warnings(),
    ],
    [
      'W5',
      'a contract of the client and amount of a framework, though its own call-off lies between the two',
      () =>
        story()
          .sign({ kind: 'framework' })
          .evidence()
          .sign({ kind: 'callOff', parent: 'A', signedOn: '2025-03-02' }, 'B')
          .sign({ signedOn: '2025-03-03' }, 'C')
          .warnings(),
    ],
    [
      'W6',
      'the client of a framework is affiliated, and its call-offs are what counts',
      () =>
        story()
          .register({
            type: 'AffiliationDeclared',
            data: { key: '1', title: '集团', from: '2020-01', party: CLIENT as never, relation: 'controls' },
          })
          .sign({ kind: 'framework' })
          .evidence()
          .sign({ kind: 'callOff', parent: 'A', amount: '300.00' }, 'B')
          .warnings(),
    ],
    [
      'W6',
      'the client is affiliated on the signing day',
      () =>
        story()
          .register({
            type: 'AffiliationDeclared',
            data: { key: '1', title: '集团', from: '2020-01', party: CLIENT as never, relation: 'controls' },
          })
          .sign()
          .evidence()
          .warnings(),
    ],
    [
      'W6',
      'the client co-builds a joint centre',
      () =>
        story()
          .register({
            type: 'JointCentreEstablished',
            data: { key: '1', title: '中心', from: '2025-01-01', party: CLIENT as never },
          })
          .sign()
          .evidence()
          .warnings(),
    ],
    [
      'W8',
      'a yield above 100 %',
      () =>
        clean()
          .record('BatchRun', {
            batchNo: '1',
            product: '片剂',
            kind: '中试',
            size: '1',
            unit: '批',
            startedOn: '2025-03-02',
            yieldPercent: '100.1',
          })
          .warnings(),
    ],
    [
      'W10',
      'recorded more than thirty days after',
      () => story().on('2025-04-10').sign({ signedOn: '2025-03-10' }).evidence().warnings(),
    ],
    [
      'W11',
      'signed in the last days of the window, nothing since',
      () => clean().warnings('2025-03-10', { from: '2025-01-01', to: '2025-03-05' }),
    ],
    [
      'W12',
      'amended by more than half',
      () =>
        clean()
          .record('ContractAmended', {
            amendmentNo: '1',
            previousAmount: '1000.00',
            delta: '500.01',
            newAmount: '1500.01',
            amendedOn: '2025-03-05',
            reason: 'x',
          })
          .warnings(),
    ],
    ['W14', 'no evidence', () => story().sign().warnings()],
    [
      'W15',
      'registered with another amount',
      () =>
        clean()
          .record('TechContractRegistered', {
            registrationNo: '1',
            regime: 'x',
            dealAmount: '999.99',
            technologyAmount: '0.00',
            registeredOn: '2025-03-05',
          })
          .warnings(),
    ],
    [
      'W16',
      'completed half a year ago, nothing received',
      () => clean().record('ContractCompleted', { on: '2025-03-09' }).warnings('2025-09-05'),
    ],
    [
      'W16',
      'completed on a day before it stood still, and resumed afterwards',
      () =>
        clean()
          .on('2025-03-20')
          .record('ContractSuspended', { on: '2025-03-10', reason: '场地改造' })
          .record('ContractCompleted', { on: '2025-03-09' })
          .record('ContractResumed', { on: '2025-03-20' })
          .warnings('2025-09-05'),
    ],
  ]
  test.each(cases)('%s: %s', async (code, _what, warnings) => {
    expect(await warnings()).toEqual([code])
  })

  test('W15 looks at the registration that stands: changed, cancelled, and of several the last', async () => {
    const registered = (registrationNo: string, dealAmount: string) => (it: Story) =>
      it.record('TechContractRegistered', {
        registrationNo,
        regime: 'x',
        dealAmount,
        technologyAmount: '0.00',
        registeredOn: '2025-03-05',
      })
    const changed = (registrationNo: string, dealAmount: string) => (it: Story) =>
      it.record('TechContractRegistrationChanged', {
        registrationNo,
        dealAmount,
        technologyAmount: '0.00',
        changedOn: '2025-03-06',
        reason: '变更',
      })
    const cancelled = (registrationNo: string) => (it: Story) =>
      it.record('TechContractRegistrationCancelled', { registrationNo, cancelledOn: '2025-03-07', reason: '未履行' })
    const reported = (...steps: ((it: Story) => Story)[]) => steps.reduce((it, step) => step(it), clean()).warnings()
    const right = '1000.00'
    expect(await reported(registered('1', '999.99'), changed('1', right))).toEqual([])
    expect(await reported(registered('1', right), changed('1', '999.99'))).toEqual(['W15'])
    expect(await reported(registered('1', '999.99'), cancelled('1'))).toEqual([])
    expect(await reported(registered('1', right), registered('2', '1.00'))).toEqual(['W15'])
    expect(await reported(registered('1', right), registered('2', '1.00'), cancelled('2'))).toEqual([])
    expect(await reported(registered('1', '1.00'), registered('2', right), changed('1', '2.00'))).toEqual([])
  })
  test('W7 and W9: an approval for a product with no batch; W13: of another year', async () => {
    expect(await clean().approve('国药准字H20240001').warnings()).toEqual(['W7', 'W9', 'W13'])
    // A form that is no longer given: accepted, with a word about it.
    expect(await clean().approve('国药准字J20250001').warnings()).toEqual(['W7', 'W9', 'W13'])
  })
  test('W9 goes with the third validation batch, W7 with any batch', async () => {
    expect(await clean().batch('1', '中试').approve().warnings()).toEqual(['W9'])
    const validated = clean().batch('1', '工艺验证').batch('2', '工艺验证').batch('3', '工艺验证').approve()
    expect(await validated.warnings()).toEqual([])
  })
})

describe('given the thing just inside its bound, then nothing is flagged', () => {
  const cases: [string, () => Promise<string[]>][] = [
    [
      'W5 a framework and its own call-off of the same amount',
      () => story().sign({ kind: 'framework' }).evidence().sign({ kind: 'callOff', parent: 'A' }, 'B').warnings(),
    ],
    [
      'W10 a batch of forty days recorded the day it was finished',
      () =>
        story()
          .sign({ signedOn: '2025-03-01' })
          .evidence()
          .on('2025-04-12')
          .record('BatchRun', {
            batchNo: '1',
            product: '片剂',
            kind: '中试',
            size: '1',
            unit: '批',
            startedOn: '2025-03-02',
            completedOn: '2025-04-11',
          })
          .warnings('2025-04-12'),
    ],
    [
      'W3 money with tax on a contract signed without',
      () => story().sign({ taxBasis: 'exclusive' }).evidence().invoice('1130.00').pay('1130.00').warnings(),
    ],
    ['W5 two contracts 31 days apart', () => clean().sign({ signedOn: '2025-04-01' }, 'B').warnings()],
    [
      'W6 the affiliation ended on the signing day',
      () =>
        story()
          .register({
            type: 'AffiliationDeclared',
            data: { key: '1', title: '集团', from: '2020-01', party: CLIENT as never, relation: 'controls' },
          })
          .register({ type: 'AffiliationEnded', data: { key: '1', on: '2025-03-01', reason: 'x' } })
          .sign()
          .evidence()
          .warnings(),
    ],
    [
      'W8 a yield of exactly 100 %',
      () =>
        clean()
          .record('BatchRun', {
            batchNo: '1',
            product: '片剂',
            kind: '中试',
            size: '1',
            unit: '批',
            startedOn: '2025-03-02',
            yieldPercent: '100',
          })
          .warnings(),
    ],
    [
      'W10 recorded thirty days after',
      () => story().on('2025-04-09').sign({ signedOn: '2025-03-10' }).evidence().warnings(),
    ],
    [
      'W11 signed in the last days, but a batch since',
      () => clean().batch('1', '中试').warnings('2025-03-10', { from: '2025-01-01', to: '2025-03-05' }),
    ],
    [
      'W12 amended by exactly half',
      () =>
        clean()
          .record('ContractAmended', {
            amendmentNo: '1',
            previousAmount: '1000.00',
            delta: '500.00',
            newAmount: '1500.00',
            amendedOn: '2025-03-05',
            reason: 'x',
          })
          .warnings(),
    ],
    [
      'W16 completed 179 days ago',
      () => clean().record('ContractCompleted', { on: '2025-03-09' }).warnings('2025-09-04'),
    ],
  ]
  test.each(cases)('%s', async (_what, warnings) => {
    expect(await warnings()).toEqual([])
  })
})

describe('W19 stands for a file that was named and not uploaded', () => {
  const OTHERS = '0f0d3b2a-9a51-5d2c-8a54-3a0a6a1f0b11'
  const other = (hex: string): EngagementContent => ({
    type: 'EvidenceAttached',
    data: { sha256: hex.repeat(64), kind: '合同', fileName: 'b.pdf', pages: 1 },
  })
  const cases: [string, readonly string[], () => Promise<string[]>][] = [
    ['named by its hash alone', ['W19'], () => story().sign().attach('a').warnings()],
    ['until the very file is uploaded', [], () => story().sign().attach('a').upload('a').warnings()],
    ['uploaded before it is named', [], () => story().upload('a').sign().attach('a').warnings()],
    ['uploaded by another platform alone', ['W19'], () => story().sign().attach('a').upload('a', OTHERS).warnings()],
    ['another file is uploaded', ['W19'], () => story().sign().attach('a').upload('b').warnings()],
    ['one of two is not', ['W19'], () => story().sign().attach('a').attach('b').upload('b').warnings()],
    ['one of two is not, the newer', ['W19'], () => story().sign().attach('a').attach('b').upload('a').warnings()],
    ['both are', [], () => story().sign().attach('a').attach('b').upload('b').upload('a').warnings()],
    ['the entry is voided: there is no paper then', ['W14'], () => story().sign().attach('a').void().warnings()],
    ['voided of two the one that was not', [], () => story().sign().evidence().attach('b').void().warnings()],
    ['corrected to one that is', [], () => story().upload('b').sign().attach('a').correct(other('b')).warnings()],
    [
      'corrected to one that is not',
      ['W19'],
      () => story().upload('a').sign().attach('a').correct(other('b')).warnings(),
    ],
    [
      'another entry of the contract is corrected: nothing of its papers changes',
      ['W19'],
      () =>
        story()
          .sign()
          .evidence()
          .attach('b')
          .record('DeliverableAccepted', {
            deliverableNo: '1',
            title: '报告',
            acceptedOn: '2025-03-05',
            acceptedBy: '甲',
          })
          .void()
          .warnings(),
    ],
  ]
  test.each(cases)('%s', async (_what, expected, warnings) => {
    expect(await warnings()).toEqual(expected)
  })

  test('and is no doubt', async () => {
    const its = story().sign().attach('a')
    expect(await its.warnings()).toEqual(['W19'])
    expect(new WarningSight(its.tables, dayNumber('2025-03-10')).doubtsOf(0)).toEqual([])
  })
})
