import { engagementStream } from '@pilot-ledger/engagements'
import { OURS } from '../../libs/access/src/http/access-fixture.spec-support'
import { CLIENT, CLOSING, ClosingFixture, invoiceNo } from './closing-fixture.spec-support'

const CHECKLIST = `/api/platforms/${OURS}/closing-checklist`
const JUNE = 'from=2025-06-01&to=2025-06-30'
let fixture: ClosingFixture
afterEach(() => fixture.close())

/** What is open, and how much of it. */
async function open(window = JUNE): Promise<Record<string, number>> {
  const { body } = await fixture.get(`${CHECKLIST}?${window}`)
  return Object.fromEntries(
    body.items
      .filter((it: { open: number }) => it.open > 0)
      .map((it: { item: string; open: number }) => [it.item, it.open]),
  )
}

describe('given the checklist of a month', () => {
  test('then what the bank does not show is open, and days that no statement covers, once there is an account', async () => {
    fixture = await ClosingFixture.open()
    const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
    expect(await open()).toEqual({})
    await fixture.pay(contract, 'HD-1', '250.00', '2025-06-25')
    await fixture.invoice(contract, 1, '600.00', '2025-06-20')
    const without = await open()
    expect(without).toMatchObject({ unmatchedPayment: 1 })
    expect(without).not.toHaveProperty('statementsCover')
    await fixture.must('finance', `/api/platforms/${OURS}/reconciliation/accounts`, {
      account: '4400-1234-0001',
      bank: '示例银行中山分行',
      holder: '示例大学中山研究院',
      currency: 'CNY',
    })
    expect(await open()).toMatchObject({ unmatchedPayment: 1, statementsCover: 1 })
    // What is dated later is no business of June.
    await fixture.pay(contract, 'HD-2', '1.00', '2025-07-01')
    expect(await open()).toMatchObject({ unmatchedPayment: 1 })
  })

  test('then money matched to an invoice that the ledger has not received is open until its receipt is recorded', async () => {
    fixture = await ClosingFixture.open()
    const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
    const target = await fixture.invoice(contract, 1, '600.00', '2025-06-20')
    const account = '4400-1234-0001'
    await fixture.must('finance', `/api/platforms/${OURS}/reconciliation/accounts`, {
      account,
      bank: '示例银行中山分行',
      holder: '示例大学中山研究院',
      currency: 'CNY',
    })
    const statement = '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10'
    const came = { ordinal: 1, day: '2025-06-25', amount: '600.00', balance: '600.00', reference: 'HD-1' }
    const sums = { opening: '0.00', closing: '600.00', credits: '600.00', debits: '0.00' }
    const file = { sha256: 'a'.repeat(64), fileName: '六月.csv', format: 'csv', parts: 1, lineCount: 1 }
    const brought = { statement, account, ...file, from: '2025-06-01', to: '2025-06-30', ...sums, lines: [came] }
    await fixture.forge('StatementBrought', brought, 'reconciliation')
    expect(await open()).toEqual({ unmatchedLine: 1, unmatchedInvoice: 1 })
    const lines = [{ line: `${statement}.1`, amount: '600.00' }]
    const targets = [{ target, amount: '600.00' }]
    await fixture.must('finance', `/api/platforms/${OURS}/reconciliation/matches`, {
      lines,
      targets,
    })
    expect(await open()).toEqual({ matchedInvoiceWithoutReceipt: 1 })
    await fixture.pay(contract, 'HD-1', '600.00', '2025-06-25')
    expect(await open()).toEqual({})
  })

  test('then what an earlier close looked at does not come again, but what has come into its period since does', async () => {
    fixture = await ClosingFixture.open()
    const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
    await fixture.pay(contract, 'HD-1', '250.00', '2025-06-25')
    expect(await open('from=2025-07-01&to=2025-07-31')).toMatchObject({ unmatchedPayment: 1 })
    await fixture.closeMonth('2025-06', 30)
    expect(await open('from=2025-07-01&to=2025-07-31')).toEqual({})
    await fixture.pay(contract, 'HD-2', '5.00', '2025-06-26')
    // Nobody has looked for it at the bank yet: it came after June was looked at.
    expect(await open('from=2025-07-01&to=2025-07-31')).toEqual({ pendingRestatements: 1, unmatchedPayment: 1 })
  })

  test.each([
    ['total', { share: '30.00', total: '30.00' }, '50.00 / 30.00'],
    ['day', { receivedOn: '2025-06-26' }, '2025-06-25 / 2025-06-26'],
    ['payer', { payer: { id: { scheme: 'person', value: 'K-7' }, name: '甲公司' } }, '甲公司'],
  ])(
    'when two contracts have one slip number and differ in its %s, then it is told and may be left with a reason',
    async (_, more, stated) => {
      fixture = await ClosingFixture.open()
      const slip = { bankReference: '0012', payer: CLIENT, share: '50.00', total: '50.00', receivedOn: '2025-06-25' }
      for (const [no, data] of [
        ['JM-100', slip],
        ['JM-101', { ...slip, ...more }],
      ] as const)
        await fixture.must(
          'clerk',
          `/api/engagements/${await fixture.sign(no, { signedOn: '2025-06-10' })}/payments`,
          data,
        )
      const { body } = await fixture.get(`${CHECKLIST}?${JUNE}`)
      const reported = body.items.find((it: { item: string }) => it.item === 'slipsDiffer')
      expect(reported).toMatchObject({ open: 1, waivable: true })
      expect(reported.examples[0].zh).toContain(stated)
      expect(await open()).not.toHaveProperty('overShared')
      expect(await fixture.closeMonth('2025-06', 30)).toBeGreaterThan(0)
    },
  )

  test('when receipts of two contracts said that there is no number, as ledgers of before have them, then they are not one slip', async () => {
    fixture = await ClosingFixture.open()
    for (const [no, share] of [
      ['JM-100', '250.00'],
      ['JM-101', '30.00'],
    ]) {
      const stream = engagementStream(await fixture.sign(no, { signedOn: '2025-06-10' }))
      const slip = { bankReference: '无', payer: CLIENT, share, total: share, receivedOn: '2025-06-25' }
      await fixture.append(stream, 'PaymentReceived', slip)
    }
    expect(await open()).toEqual({ unmatchedPayment: 2 })
  })

  test('when a cut is chosen from before the queues filled, then the close is judged by the queues of now', async () => {
    fixture = await ClosingFixture.open()
    await fixture.sign('JM-100', { signedOn: '2025-06-10' })
    const clean = await fixture.proposal('2025-06', '2025-06-01', '2025-06-30')
    expect(clean.waivers).toEqual([])
    // No amount of the period moves by it.
    await fixture.must('finance', `/api/platforms/${OURS}/reconciliation/accounts`, {
      account: '4400-1234-0001',
      bank: '示例银行中山分行',
      holder: '示例大学中山研究院',
      currency: 'CNY',
    })
    expect(await open()).toMatchObject({ statementsCover: 1 })
    expect((await fixture.post('finance', `${CLOSING}/closes`, clean)).body).toMatchObject({
      code: 'checklist-open',
      facts: { statementsCover: '1' },
    })
    const waivers = [{ item: 'statementsCover', reason: '账户新开' }]
    expect((await fixture.post('finance', `${CLOSING}/closes`, { ...clean, waivers })).status).toBe(201)
  })

  test('then each point comes with what proves its entry, also after a correction, then with what the contract has, and with no other', async () => {
    fixture = await ClosingFixture.open()
    const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
    const other = await fixture.sign('JM-101', { signedOn: '2025-06-10' })
    const invoice = await fixture.invoice(contract, 1, '600.00', '2025-06-20')
    const accepted = { deliverableNo: 'D-1', acceptedOn: '2025-06-20', acceptedBy: '项目部' }
    const delivered = await fixture.must('clerk', `/api/engagements/${contract}/deliverables`, accepted)
    const attach = (to: string, sha256: string, fileName: string, entry?: string) =>
      fixture.must('clerk', `/api/engagements/${to}/evidence`, { sha256, kind: '其他', fileName, pages: 2, entry })
    await attach(contract, 'a'.repeat(64), '合同.pdf')
    await attach(contract, 'b'.repeat(64), '发票.ofd', invoice)
    await attach(contract, 'c'.repeat(64), '验收单.jpg', delivered.entryId)
    await attach(other, 'd'.repeat(64), '别的合同.pdf')
    const content = { invoice: invoiceNo(1), share: '600.00', total: '600.00', tax: '0.00', issuedOn: '2025-06-21' }
    const corrected = await fixture.must('clerk', `/api/engagements/${contract}/corrections`, {
      corrects: invoice,
      content: { type: 'InvoiceIssued', data: content },
      reason: '开票日期误填',
    })
    const { body } = await fixture.get(`${CHECKLIST}?${JUNE}`)
    const [point] = body.items.find((it: { item: string }) => it.item === 'unmatchedInvoice').examples
    const proof = { kind: '其他', pages: 2 }
    expect(point).toMatchObject({
      entry: corrected.entryId,
      engagement: contract,
      evidence: [
        { ...proof, sha256: 'b'.repeat(64), fileName: '发票.ofd', of: 'entry' },
        { ...proof, sha256: 'a'.repeat(64), fileName: '合同.pdf', of: 'contract' },
      ],
    })
    expect(point.evidence).toHaveLength(2)
  })

  test('then a change of one of its amounts that waits for a second person keeps it open, whichever way it is dated', async () => {
    fixture = await ClosingFixture.open({ days: 0, datedDays: 10_000, proposalDays: 30 })
    const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
    const invoice = await fixture.invoice(contract, 1, '600.00', '2025-07-20')
    const delivered = await fixture.must('clerk', `/api/engagements/${contract}/deliverables`, {
      deliverableNo: 'D-1',
      acceptedOn: '2025-06-20',
      acceptedBy: '项目部',
    })
    const propose = (change: object) => fixture.must('clerk', `/api/engagements/${contract}/proposals`, change)
    await propose({ void: { voids: delivered.entryId, reason: '误记' } })
    expect(await open()).toEqual({})
    const data = {
      invoice: { kind: 'digital', number: '1'.padStart(20, '0') },
      share: '600.00',
      total: '600.00',
      tax: '0.00',
    }
    const proposal = await propose({
      correction: {
        corrects: invoice,
        content: { type: 'InvoiceIssued', data: { ...data, issuedOn: '2025-06-30' } },
        reason: '开票日期误填',
      },
    })
    expect(await open()).toEqual({ openProposals: 1 })
    expect(await open('from=2025-07-01&to=2025-07-31')).toMatchObject({ openProposals: 1 })
    const seen = await fixture.proposal('2025-06', '2025-06-01', '2025-06-30')
    expect((await fixture.post('finance', `${CLOSING}/closes`, seen)).body).toMatchObject({
      code: 'checklist-open',
      facts: { openProposals: '1' },
    })
    await fixture.must('evaluator', `/api/engagements/${contract}/proposals/${proposal.entryId}/approval`)
    expect(await open()).not.toHaveProperty('openProposals')
  })
})
