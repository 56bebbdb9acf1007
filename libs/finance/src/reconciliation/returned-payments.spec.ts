import { BankFixture } from './bank-fixture.spec-support'

let fixture: BankFixture
let contract: string
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
  contract = await fixture.contract('ZSJM-001', '1000.00')
})
afterEach(() => fixture.close())

const PAYER = '示例光电科技有限公司'
const returned = async () => (await fixture.get('queues?kind=returnedPayment')).items

describe('given a payment that the bank returned', () => {
  it('then both lines are one item, no rule takes the money for a receipt, and set aside it is settled', async () => {
    await fixture.invoice(contract, 1, '300.00')
    const { statement } = (
      await fixture.bring([
        `2025-06-10,,300.00,700.00,${PAYER},F-1,退款`,
        `2025-06-12,300.00,,1000.00,${PAYER},F-2,退汇 账号户名不符`,
      ])
    ).body
    const lines = [`${statement}.2`, `${statement}.1`]
    expect(await returned()).toMatchObject([{ day: '2025-06-12', amount: '300.00', lines }])
    expect(await fixture.openKinds()).toEqual(['unmatchedInvoice', 'returnedPayment'])
    expect((await fixture.post('matches/runs', {})).body.code).toBe('nothing-to-match')
    for (const it of lines) await fixture.done(`lines/${it}/setting-aside`, { reason: '退汇' })
    expect(await fixture.openKinds()).toEqual(['unmatchedInvoice'])
  })

  it('when it was matched before it came back, then the item names the match', async () => {
    await fixture.pay(contract, 'R-1', '300.00')
    await fixture.bring([`2025-06-10,300.00,,300.00,${PAYER},R-1,货款`])
    const { matches } = await fixture.done('matches/runs', {})
    await fixture.bring([`2025-07-01,,300.00,0.00,${PAYER},R-2,冲正`])
    expect(await returned()).toMatchObject([{ match: matches[0], zh: expect.stringContaining('请先撤销该匹配') }])
  })

  it('when two of one amount went out and one came back, then it is the one of the same party, once', async () => {
    const { statement } = (
      await fixture.bring([
        '2025-06-10,,300.00,700.00,甲公司,F-1,货款',
        '2025-06-11,,300.00,400.00,乙公司,F-2,货款',
        '2025-06-12,300.00,,700.00,甲公司,F-3,退汇',
        '2025-06-13,300.00,,1000.00,银行,F-4,退汇',
        '2025-06-14,300.00,,1300.00,银行,F-5,退汇',
      ])
    ).body
    const pairs = (await returned()).map((it: { lines: string[] }) =>
      it.lines.map((one) => one.split('.')[1]).join('←'),
    )
    expect(pairs).toEqual(['3←1', '4←2'])
    expect(await fixture.openKinds('?kind=unmatchedLine')).toEqual(['unmatchedLine'])
    expect(statement).toBeDefined()
  })
})

/** Kind and amount of what is open, in the order of the queues; days between two files are another matter. */
const open = async () =>
  (await fixture.get('queues')).items
    .filter(({ kind }: { kind: string }) => kind !== 'statementGap')
    .map(({ kind, amount }: { kind: string; amount?: string }) => `${kind} ${amount}`)

describe.each([
  ['its receipt', false],
  ['the invoice', true],
])('given a line that met %s', (_, direct) => {
  const LINE = `2025-06-10,300.00,,300.00,${PAYER},R-1,货款`
  let invoice: string
  beforeEach(async () => {
    invoice = await fixture.invoice(contract, 1, '300.00')
    const line = `${(await fixture.bring([LINE])).body.statement}.1`
    const matched = { lines: [{ line, amount: '300.00' }], targets: [{ target: invoice, amount: '300.00' }] }
    if (direct) await fixture.done('matches', matched)
    await fixture.pay(contract, 'R-1', '300.00')
    if (!direct) await fixture.done('matches/runs', {})
    expect(await open()).toEqual([])
    const refund = { bankReference: 'R-1', refundReference: 'RF-1', amount: '100.00', on: '2025-06-20' }
    await fixture.must('POST', `/api/engagements/${contract}/refunds`, refund)
  })

  it('when a part is refunded, then the refund is not at the bank and the invoice lacks it', async () => {
    expect(await open()).toEqual(['unmatchedPayment 100.00', 'underpaid 100.00'])
  })

  it('when the money comes again for the invoice, then nothing of it is open or broken', async () => {
    const second = {
      line: `${(await fixture.bring([`2025-06-25,100.00,,400.00,${PAYER},R-2,货款`])).body.statement}.1`,
    }
    const amount = '100.00'
    await fixture.done('matches', { lines: [{ ...second, amount }], targets: [{ target: invoice, amount }] })
    await fixture.pay(contract, 'R-2', '100.00', { receivedOn: '2025-06-25' })
    expect(await open()).toEqual(['unmatchedPayment 100.00'])
  })
})
