import { BankFixture } from './bank-fixture.spec-support'

let fixture: BankFixture
let contract: string
let invoice: string
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
  contract = await fixture.contract('ZSJM-001', '1000.00')
  invoice = await fixture.invoice(contract, 1, '300.00')
})
afterEach(() => fixture.close())

const CLIENT = '示例光电科技有限公司'
const LINE = `2025-06-10,300.00,,300.00,${CLIENT},R-1,货款`
const bring = async (...lines: string[]) => (await fixture.bring(lines)).body.statement as string
const requested = (line: string, target: string, amount = '300.00') => ({
  lines: [{ line, amount }],
  targets: [{ target, amount }],
})
const openOf = async (id: string) =>
  (await fixture.get('targets')).targets.find((it: { target: string }) => it.target === id).open
const aside = (line: string) => fixture.done(`lines/${line}/setting-aside`, { reason: '同一笔款' })

describe('given an invoice whose receipt is on the ledger and at the bank', () => {
  beforeEach(async () => {
    await fixture.pay(contract, 'R-1', '300.00')
    await bring(LINE)
    await fixture.done('matches/runs', {})
  })

  it('then it is no target any more, and settled', async () => {
    expect(await openOf(invoice)).toBe('0.00')
    const { targets } = await fixture.get('targets?state=open')
    expect(targets).toEqual([])
  })

  it('when the line is told again, then it cannot pay it a second time, and stays queued until it is set aside', async () => {
    const again = `${await bring(LINE, '2025-06-11,,1.00,299.00,银行,R-3,费')}.1`
    const refused = await fixture.post('matches', requested(again, invoice))
    expect(refused.body).toMatchObject({ code: 'target-over-allocated', facts: { open: '0.00', asked: '300.00' } })
    expect(await fixture.openKinds('?kind=repeatedLine')).toEqual(['repeatedLine'])
    await aside(again)
    expect(await fixture.openKinds('?kind=repeatedLine')).toEqual([])
  })

  it.each([
    ['', '货款'],
    ['the invoice named ', `付${'1'.padStart(20, '2')}`],
  ])('when as much comes again under another number, %sthen no rule takes it for the invoice', async (_, purpose) => {
    await bring(`2025-06-12,300.00,,600.00,${CLIENT},R-8,${purpose}`)
    expect((await fixture.post('matches/runs', { tolerance: '300.00' })).body.code).toBe('nothing-to-match')
    expect(await fixture.openKinds('?kind=unmatchedLine')).toEqual(['unmatchedLine'])
  })

  it('when it is refunded, then the invoice wants the money again', async () => {
    const refund = { bankReference: 'R-1', refundReference: 'RF-1', amount: '100.00', on: '2025-06-20' }
    await fixture.must('POST', `/api/engagements/${contract}/refunds`, refund)
    expect(await openOf(invoice)).toBe('100.00')
  })

  it('when a second invoice is issued, then what is left is that one', async () => {
    const second = await fixture.invoice(contract, 2, '200.00', { issuedOn: '2025-06-20' })
    expect([await openOf(invoice), await openOf(second)]).toEqual(['0.00', '200.00'])
    const more = `${await bring(`2025-06-22,200.00,,500.00,${CLIENT},R-9,款`)}.1`
    await fixture.done('matches', requested(more, second, '200.00'))
    expect(await openOf(second)).toBe('0.00')
  })
})

it('given an unseen receipt, when a line’s purpose names the invoice, then the line is the receipt', async () => {
  const payment = await fixture.pay(contract, 'R-9', '300.00')
  await bring(`2025-06-10,300.00,,300.00,${CLIENT},R-1,付${'1'.padStart(20, '2')}`)
  const { body } = await fixture.post('matches/suggestions', {})
  expect(body.proposals).toMatchObject([{ rule: 'invoiceKey', targets: [{ target: payment, amount: '300.00' }] }])
})

describe('given a line matched to an invoice without a receipt', () => {
  let line: string
  let match: string
  beforeEach(async () => {
    line = `${await bring(LINE)}.1`
    match = (await fixture.done('matches', requested(line, invoice))).match
  })
  const missing = async () => (await fixture.get('queues?kind=matchedInvoiceWithoutReceipt')).items

  it('then it is queued with contract, line and amount, and may be waived', async () => {
    const items = await missing()
    expect(items).toMatchObject([{ day: '2025-06-10', amount: '300.00', lines: [line], entries: [invoice], match }])
    expect(items[0].zh).toContain('ZSJM-001')
    expect(items[0].zh).toContain('R-1')
    await fixture.done('waivers', { items: [items[0].id], reason: '下月登记' })
    expect(await fixture.openKinds()).toEqual([])
  })

  it('when the receipt is recorded under the line’s number, then it is one money and nothing is open', async () => {
    const payment = await fixture.pay(contract, 'r-1', '300.00')
    expect(await fixture.openKinds()).toEqual([])
    expect(await openOf(payment)).toBe('0.00')
    const more = `${await bring(`2025-06-22,300.00,,600.00,${CLIENT},R-1,款`)}.1`
    expect((await fixture.post('matches', requested(more, payment))).body.code).toBe('target-over-allocated')
    // Undone, the receipt is what the rules find.
    await fixture.done(`matches/${match}/undoing`, { reason: '改配到账' })
    expect((await fixture.get('queues')).counts.unmatchedPayment.open).toBe(1)
  })

  it('when a receipt of less is recorded under it, then what is left of the line is still without a receipt', async () => {
    await fixture.pay(contract, 'R-1', '200.00')
    expect(await fixture.openKinds()).toEqual(['matchedInvoiceWithoutReceipt'])
    expect(await missing()).toMatchObject([{ amount: '100.00' }])
  })

  it('when a receipt of another contract bears that number, then it is not this money', async () => {
    await fixture.pay(await fixture.contract('ZSJM-002', '1000.00'), 'R-1', '300.00')
    expect((await fixture.openKinds()).sort()).toEqual(['matchedInvoiceWithoutReceipt', 'unmatchedPayment'])
  })

  it('when the receipt has another number, then both are told, and what to do', async () => {
    await fixture.pay(contract, 'R-7', '300.00')
    expect((await fixture.openKinds()).sort()).toEqual(['matchedInvoiceWithoutReceipt', 'unmatchedPayment'])
    expect((await missing())[0].zh).toContain('若即到账 R-7，请撤销此匹配后匹配到账')
  })

  it('then the list of matches says what a person knows them by', async () => {
    expect((await fixture.get('matches?state=confirmed')).matches).toMatchObject([
      {
        match,
        lines: [{ line, day: '2025-06-10', counterparty: CLIENT, reference: 'R-1' }],
        targets: [{ contractNo: 'ZSJM-001', document: `D:${'1'.padStart(20, '2')}` }],
      },
    ])
  })
})
