import { BankFixture } from './bank-fixture.spec-support'

let fixture: BankFixture
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
})
afterEach(() => fixture.close())

const CLIENT_NAME = '示例光电科技有限公司'
/** A statement of these receipts, opening at nothing. */
async function receipts(...lines: [yuan: number, payer: string, reference: string, purpose?: string][]) {
  let balance = 0
  const rows = lines.map(([yuan, payer, reference, purpose = '']) => {
    balance += yuan
    return `2025-06-10,${yuan.toFixed(2)},,${balance.toFixed(2)},${payer},${reference},${purpose}`
  })
  const { body } = await fixture.bring(rows)
  return lines.map((_, i) => `${body.statement}.${i + 1}`)
}
const proof = async () => (await fixture.get('queues')).proof

describe('given a receipt on the ledger and at the bank', () => {
  it('when references agree to the fen, then a run confirms it and nothing stays open', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    const payment = await fixture.pay(contract, 'R-1', '600.00')
    const [line] = await receipts([600, CLIENT_NAME, 'R-1'])
    expect((await fixture.openKinds()).sort()).toEqual(['unmatchedLine', 'unmatchedPayment'])
    const { matches } = await fixture.done('matches/runs', {})
    const all = await fixture.get('matches')
    expect(all.matches).toMatchObject([
      {
        match: matches[0],
        state: 'confirmed',
        rule: 'reference',
        difference: '0.00',
        lines: [{ line, amount: '600.00' }],
        targets: [{ target: payment, amount: '600.00' }],
      },
    ])
    expect(await fixture.openKinds()).toEqual([])
    expect(await proof()).toMatchObject({ lines: '600.00', matched: '600.00', open: '0.00', matchedEntries: '600.00' })
  })

  it('when only amount and payer agree, then it is suggested and a person confirms', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    await fixture.pay(contract, 'R-9', '600.00')
    await receipts([600, CLIENT_NAME, 'R-1'])
    const dry = await fixture.post('matches/suggestions', {})
    expect(dry).toMatchObject({ status: 200, body: { proposals: [{ rule: 'amountAndPayer', state: 'suggested' }] } })
    const { matches } = await fixture.done('matches/runs', {})
    expect((await proof()).matched).toBe('0.00')
    // It waits: another run finds nothing more.
    expect((await fixture.post('matches/runs', {})).body.code).toBe('nothing-to-match')
    await fixture.done(`matches/${matches[0]}/confirmation`, {})
    expect((await proof()).matched).toBe('600.00')
    expect((await fixture.post(`matches/${matches[0]}/confirmation`, {})).body.code).toBe('match-not-suggested')
  })

  it('when the entry of a suggestion is corrected before it is confirmed, then it must be matched anew', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    const payment = await fixture.pay(contract, 'R-9', '600.00')
    await receipts([600, CLIENT_NAME, 'R-1'])
    const { matches } = await fixture.done('matches/runs', {})
    const payer = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: CLIENT_NAME }
    const data = { bankReference: 'R-10', payer, share: '600.00', total: '600.00', receivedOn: '2025-06-11' }
    const correction = { corrects: payment, content: { type: 'PaymentReceived', data }, reason: '回单号更正' }
    await fixture.must('POST', `/api/engagements/${contract}/corrections`, correction)
    expect((await fixture.post(`matches/${matches[0]}/confirmation`, {})).body.code).toBe('match-outdated')
  })

  it('then money that went cannot be matched to it', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    const target = await fixture.pay(contract, 'R-1', '600.00')
    const { statement } = (await fixture.bring(['2025-06-10,,600.00,400.00,甲,R-1,'])).body
    const lines = [{ line: `${statement}.1`, amount: '600.00' }]
    const requested = { lines, targets: [{ target, amount: '600.00' }] }
    expect((await fixture.post('matches', requested)).body.code).toBe('match-mixes-directions')
  })

  it('when two candidates fit, then nothing is matched and the queue holds both', async () => {
    const contract = await fixture.contract('ZSJM-001', '2000.00')
    const entries = [await fixture.pay(contract, 'R-8', '600.00'), await fixture.pay(contract, 'R-9', '600.00')]
    const [line] = await receipts([600, CLIENT_NAME, 'R-1'])
    expect((await fixture.post('matches/runs', {})).body.code).toBe('nothing-to-match')
    const { items } = await fixture.get('queues?kind=ambiguous')
    expect(items).toMatchObject([
      { lines: [line], candidates: entries.map((it) => ({ entries: [it], rule: 'amountAndPayer' })) },
    ])
    // A person chooses.
    await fixture.done('matches', {
      lines: [{ line, amount: '600.00' }],
      targets: [{ target: entries[1], amount: '600.00' }],
    })
    expect(await fixture.openKinds()).toEqual(['unmatchedPayment'])
  })

  it('when one receipt pays two contracts, then its shares are matched as one', async () => {
    const [one, two] = [await fixture.contract('A-1', '500.00'), await fixture.contract('A-2', '500.00')]
    await fixture.pay(one, 'R-1', '400.00', { total: '600.00' })
    await fixture.pay(two, 'R-1', '200.00', { total: '600.00' })
    await receipts([600, CLIENT_NAME, 'R-1'])
    await fixture.done('matches/runs', {})
    const { matches } = await fixture.get('matches')
    expect(matches).toHaveLength(1)
    expect(matches[0].targets.map((it: { amount: string }) => it.amount)).toEqual(['400.00', '200.00'])
  })
})

describe('given a difference of 0.03', () => {
  let line: string
  let target: string
  beforeEach(async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    target = await fixture.pay(contract, 'R-1', '600.00')
    ;[line] = await receipts([599.97, CLIENT_NAME, 'R-1'])
  })
  const matching = (more: object = {}) => ({
    lines: [{ line, amount: '599.97' }],
    targets: [{ target, amount: '600.00' }],
    ...more,
  })

  it('then it is told once, as underpaid by it under its slip, not as two that lack each other', async () => {
    const { items } = await fixture.get('queues')
    expect(items).toMatchObject([{ kind: 'underpaid', amount: '0.03', lines: [line], entries: [target] }])
  })

  it('then no match stands without an adjustment, and with one every fen is told', async () => {
    const refused = await fixture.post('matches', matching())
    expect(refused.body).toMatchObject({ code: 'difference-needs-adjustment', facts: { difference: '-0.03' } })
    await fixture.done('matches', matching({ adjustment: { kind: '手续费', reason: '汇款行扣费' } }))
    const { matches } = await fixture.get('matches')
    expect(matches).toMatchObject([{ difference: '-0.03', adjustments: [{ amount: '-0.03', kind: '手续费' }] }])
    // 599.97 at the bank = 600.00 on the ledger − 0.03.
    expect(await proof()).toMatchObject({
      matched: '599.97',
      matchedEntries: '600.00',
      differences: '-0.03',
      open: '0.00',
    })
    expect(await fixture.openKinds()).toEqual([])
  })

  it('then a stated tolerance suggests it, and confirming needs the adjustment too', async () => {
    expect((await fixture.post('matches/runs', { tolerance: '0.02' })).body.code).toBe('nothing-to-match')
    const { matches } = await fixture.done('matches/runs', { tolerance: '0.03' })
    expect((await fixture.get('matches')).matches).toMatchObject([{ state: 'suggested', tolerance: '0.03' }])
    const at = `matches/${matches[0]}/confirmation`
    expect((await fixture.post(at, {})).body.code).toBe('difference-needs-adjustment')
    await fixture.done(at, { adjustment: { kind: '尾差', reason: '尾差' } })
    expect((await proof()).differences).toBe('-0.03')
  })

  it('then less may be allocated, and the payment stays underpaid by it', async () => {
    await fixture.done('matches', { lines: [{ line, amount: '599.97' }], targets: [{ target, amount: '599.97' }] })
    const { items } = await fixture.get('queues')
    expect(items).toMatchObject([{ kind: 'underpaid', amount: '0.03' }])
  })

  it('then an adjustment where nothing differs is refused', async () => {
    const same = { lines: [{ line, amount: '599.97' }], targets: [{ target, amount: '599.97' }] }
    const answer = await fixture.post('matches', { ...same, adjustment: { kind: '尾差', reason: '尾差' } })
    expect(answer.body.code).toBe('adjustment-without-difference')
  })
})

describe('given a match', () => {
  let contract: string
  let payment: string
  let line: string
  let match: string
  beforeEach(async () => {
    contract = await fixture.contract('ZSJM-001', '1000.00')
    payment = await fixture.pay(contract, 'R-1', '600.00')
    ;[line] = await receipts([600, CLIENT_NAME, 'R-1'])
    match = (await fixture.done('matches/runs', {})).matches[0]
  })

  it('when it is undone, then both sides are open again as before, and once only', async () => {
    await fixture.done(`matches/${match}/undoing`, { reason: '误配' })
    expect((await fixture.openKinds()).sort()).toEqual(['unmatchedLine', 'unmatchedPayment'])
    expect((await fixture.post(`matches/${match}/undoing`, { reason: '误配' })).body.code).toBe('match-undone')
  })

  it('when a person has undone it, then no run confirms it again: it is suggested, until its payment is another', async () => {
    const anew = async () => {
      const [again] = (await fixture.done('matches/runs', {})).matches
      const { matches } = await fixture.get('matches')
      return matches.find((it: { match: string }) => it.match === again)
    }
    await fixture.done(`matches/${match}/undoing`, { reason: '误配' })
    const suggested = await anew()
    expect(suggested).toMatchObject({ rule: 'reference', state: 'suggested', note: '此配对曾由人撤销' })
    await fixture.done(`matches/${suggested.match}/undoing`, { reason: '仍是误配' })
    const payer = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: CLIENT_NAME }
    const data = { bankReference: 'R-1', payer, share: '600.00', total: '600.00', receivedOn: '2025-06-11' }
    const correction = { corrects: payment, content: { type: 'PaymentReceived', data }, reason: '到账日更正' }
    await fixture.must('POST', `/api/engagements/${contract}/corrections`, correction)
    expect(await anew()).toMatchObject({ rule: 'reference', state: 'confirmed' })
  })

  it('then neither its line nor its entry can be matched again, not even by a fen', async () => {
    const other = await fixture.pay(contract, 'R-2', '0.01')
    const requested = { lines: [{ line, amount: '0.01' }], targets: [{ target: other, amount: '0.01' }] }
    expect((await fixture.post('matches', requested)).body.code).toBe('line-nothing-open')
    const [second] = await receipts([0.01, CLIENT_NAME, 'R-7'])
    const over = { lines: [{ line: second, amount: '0.01' }], targets: [{ target: payment, amount: '0.01' }] }
    expect((await fixture.post('matches', over)).body.code).toBe('target-over-allocated')
  })

  it('when its payment is corrected or voided, then it is broken until it is undone or waived', async () => {
    const data = {
      bankReference: 'R-1',
      payer: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: CLIENT_NAME },
    }
    const content = { ...data, share: '500.00', total: '500.00', receivedOn: '2025-06-10' }
    const correction = { corrects: payment, content: { type: 'PaymentReceived', data: content }, reason: '金额更正' }
    const { entryId } = await fixture.must('POST', `/api/engagements/${contract}/corrections`, correction)
    const { items } = await fixture.get('queues?kind=brokenMatch')
    expect(items).toMatchObject([{ match, entries: [entryId], amount: '600.00' }])
    await fixture.done('waivers', { items: [items[0].id], reason: '下月更正' })
    expect(await fixture.openKinds('?kind=brokenMatch')).toEqual([])
    // Another change is another item: the waiver was not for it.
    await fixture.must('POST', `/api/engagements/${contract}/voids`, { voids: entryId, reason: '重复' })
    expect(await fixture.openKinds('?kind=brokenMatch')).toEqual(['brokenMatch'])
    await fixture.done(`matches/${match}/undoing`, { reason: '款项作废' })
    expect(await fixture.openKinds()).toEqual(['unmatchedLine'])
  })

  it('then a second receipt under its slip is more than the ledger has: unmatched, for its entry is taken', async () => {
    await receipts([1, CLIENT_NAME, 'R-1'])
    expect(await fixture.openKinds()).toEqual(['unmatchedLine', 'statementOverlap'])
  })

  it('then its statement cannot be voided', async () => {
    const answer = await fixture.post(`statements/${line.split('.')[0]}/voiding`, { reason: '误导入' })
    expect(answer.body.code).toBe('statement-in-use')
  })

  it('as the ledger stood before it, there was none', async () => {
    const { asOf } = await fixture.get('matches')
    expect((await fixture.get(`matches?asOf=${asOf.sequence - 1}`)).total).toBe(0)
    expect((await fixture.get(`queues?asOf=${asOf.sequence - 1}`)).total).toBe(2)
  })
})

describe('given what the rules cannot settle', () => {
  it('when a third party pays, then a person confirms it; it is queued also after that, and stays until waived', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    await fixture.pay(contract, 'R-1', '600.00')
    await receipts([600, '担保公司', 'R-1'])
    const { matches } = await fixture.done('matches/runs', {})
    expect((await fixture.get('matches')).matches).toMatchObject([
      { rule: 'reference', state: 'suggested', note: '付款方不同' },
    ])
    await fixture.done(`matches/${matches[0]}/confirmation`, {})
    const { items } = await fixture.get('queues')
    expect(items).toMatchObject([{ kind: 'thirdPartyPayer', zh: expect.stringContaining('担保公司') }])
    await fixture.done('waivers', { items: [items[0].id], reason: '三方协议' })
    expect(await fixture.openKinds()).toEqual([])
    expect((await fixture.get('queues')).counts.thirdPartyPayer).toEqual({ open: 0, waived: 1 })
  })

  it('when a line is no contract’s, then it is set aside with a reason, in part adjusted, and a void opens it again', async () => {
    const [line] = await receipts([10, '银行', 'R-5', '结息'])
    await fixture.done('adjustments', { line, amount: '0.50', kind: '利息', reason: '结息' })
    const { entryId } = await fixture.done(`lines/${line}/setting-aside`, { reason: '存款利息' })
    expect(await proof()).toMatchObject({ lines: '10.00', adjusted: '0.50', setAside: '9.50', open: '0.00' })
    expect(await fixture.openKinds()).toEqual([])
    await fixture.done('voids', { voids: entryId, reason: '应为货款' })
    expect(await proof()).toMatchObject({ setAside: '0.00', open: '9.50' })
  })

  it('when an invoice has nothing received, something, or all, then it is unmatched, underpaid, or done', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    await fixture.invoice(contract, 1, '300.00')
    await fixture.invoice(contract, 2, '300.00', { issuedOn: '2025-06-06' })
    expect(await fixture.openKinds()).toEqual(['unmatchedInvoice', 'unmatchedInvoice'])
    await fixture.pay(contract, 'R-1', '400.00')
    const { items } = await fixture.get('queues')
    // 400.00 covers the older wholly and 100.00 of the younger.
    expect(items).toMatchObject([{ kind: 'unmatchedPayment' }, { kind: 'underpaid', amount: '200.00' }])
  })

  it('when a line pays an invoice that no receipt on the ledger tells of, then the receipt is wanting', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    await fixture.invoice(contract, 1, '300.00')
    await receipts([300, CLIENT_NAME, 'R-1', `票号${'1'.padStart(20, '2')}`])
    const { matches } = await fixture.done('matches/runs', {})
    await fixture.done(`matches/${matches[0]}/confirmation`, {})
    expect(await fixture.openKinds()).toEqual(['matchedInvoiceWithoutReceipt'])
  })

  it('what is in no queue cannot be waived, and nothing twice', async () => {
    const [line] = await receipts([10, '银行', 'R-5'])
    expect((await fixture.post('waivers', { items: ['x'], reason: '无' })).body.code).toBe('unknown-queue-item')
    const items = [`unmatchedLine:${line}`]
    await fixture.done('waivers', { items, reason: '利息' })
    expect((await fixture.post('waivers', { items, reason: '利息' })).body.code).toBe('queue-item-waived')
  })

  it('what is waived until a day is open after it and may be waived for later days, never for no day at all', async () => {
    const [line] = await receipts([10, '银行', 'R-5'])
    const items = [`unmatchedLine:${line}`]
    const { items: queued } = await fixture.get('queues')
    const { day } = queued.find((it: { id: string }) => it.id === items[0])
    const requested = async (terms: object) =>
      (await fixture.post('waivers', { items, reason: '待开票', ...terms })).body
    expect(await requested({ until: '2024-12-31' })).toMatchObject({ code: 'waiver-ends-before', facts: { to: day } })
    expect((await requested({ until: day, upTo: '2030-12-31' })).code).toBe('waiver-ends-before')
    await fixture.done('waivers', { items, reason: '待开票', until: day })
    expect(await fixture.openKinds('?to=2030-12-31&kind=unmatchedLine')).toEqual(['unmatchedLine'])
    expect(await requested({})).toMatchObject({ code: 'queue-item-waived', facts: { until: day } })
    await fixture.done('waivers', { items, reason: '待开票', until: '2030-12-31', upTo: '2030-12-31' })
    expect(await fixture.openKinds('?to=2030-12-31&kind=unmatchedLine')).toEqual([])
  })
})
