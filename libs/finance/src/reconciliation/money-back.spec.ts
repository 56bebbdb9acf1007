import { BankFixture } from './bank-fixture.spec-support'

let fixture: BankFixture
let contract: string
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
  contract = await fixture.contract('ZSJM-001', '1000.00')
})
afterEach(() => fixture.close())

const GUARANTOR = { id: { scheme: 'uscc', value: '91350200776049653A' }, name: '担保公司' }

it('given a refund, then the invoice lacks it again, and the line that went is matched to it alone', async () => {
  await fixture.invoice(contract, 1, '300.00')
  await fixture.pay(contract, 'R-1', '300.00', { payer: GUARANTOR })
  const refund = { bankReference: 'R-1', refundReference: 'RF-1', amount: '100.00', on: '2025-06-20' }
  await fixture.must('POST', `/api/engagements/${contract}/refunds`, refund)
  // 300.00 − 100.00 covers 200.00 of 300.00; who paid is told of the receipt, not of what went back.
  expect(await fixture.openKinds()).toEqual(['unmatchedPayment', 'unmatchedPayment', 'underpaid', 'thirdPartyPayer'])
  expect((await fixture.get('queues?kind=underpaid')).items).toMatchObject([{ amount: '100.00' }])
  await fixture.bring(['2025-06-20,,100.00,900.00,担保公司,RF-1,退款'])
  await fixture.done('matches/runs', {})
  expect((await fixture.get('matches')).matches).toMatchObject([
    { state: 'confirmed', targets: [{ kind: 'refund', amount: '100.00' }] },
  ])
})

it('given an invoice that was reversed wholly, then nothing is wanted for it', async () => {
  await fixture.invoice(contract, 1, '300.00')
  const reversal = { amount: '300.00', on: '2025-06-20' }
  await fixture.must('POST', `/api/engagements/${contract}/invoices/D:${'1'.padStart(20, '2')}/reversals`, reversal)
  expect(await fixture.openKinds()).toEqual([])
})

it('given a line that repeats an earlier one, then no rule takes it for another receipt', async () => {
  await fixture.pay(contract, 'R-1', '300.00')
  const line = '2025-06-10,300.00,,300.00,示例光电科技有限公司,R-1,货款'
  await fixture.bring([line])
  await fixture.done('matches/runs', {})
  // Of the same amount and payer: the repeated line would fit it.
  await fixture.pay(contract, 'R-2', '300.00')
  await fixture.bring([line, '2025-06-11,,1.00,299.00,银行,R-3,费'])
  expect((await fixture.post('matches/runs', {})).body.code).toBe('nothing-to-match')
  expect(await fixture.openKinds('?kind=repeatedLine')).toEqual(['repeatedLine'])
})
