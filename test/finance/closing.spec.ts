import { OURS } from '../../libs/access/src/http/access-fixture.spec-support'
import { CLIENT, CLOSES, CLOSING, ClosingFixture, cellOf, invoiceNo } from './closing-fixture.spec-support'

let fixture: ClosingFixture
beforeEach(async () => {
  fixture = await ClosingFixture.open()
})
afterEach(() => fixture.close())

const reported = ({ status, body }: { status: number; body: { code?: string } }) =>
  `${status} ${body.code ?? ''}`.trim()
const changes = (effects: { column: string; part: string; value: string }[]) =>
  Object.fromEntries(effects.map(({ column, part, value }) => [`${column}.${part}`, value]))

describe('given a month with invoices and receipts', () => {
  let contract: string
  beforeEach(async () => {
    contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
    await fixture.invoice(contract, 1, '600.00', '2025-06-20')
    await fixture.pay(contract, 'HD-1', '250.00', '2025-06-25')
  })

  test('when finance proposes and the chief approves, then the month is closed with two names and reproduces', async () => {
    const sequence = await fixture.closeMonth('2025-06', 30)
    const { status, body } = await fixture.get(`${CLOSES}/2025-06`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'closed',
      sequence,
      proposedBy: 'finance',
      approvedBy: 'chief',
      contractCount: 2,
      recomputed: { sequence, equal: true },
    })
    // 380,000.00 signed by the town itself on 2025-06-01, and our 1,000.00.
    expect(cellOf(body.totals, 'contractAmount', 'signed')).toBe('381000.00')
    expect(cellOf(body.totals, 'invoiced', 'closing')).toBe('600.00')
    expect(cellOf(body.totals, 'outstanding', 'closing')).toBe('350.00')
    expect(cellOf(body.totals, 'notYetInvoiced', 'closing')).toBe('380400.00')
    expect(body.recomputed.totals).toEqual(body.totals)
  })

  test('when one person tries both, or a clerk, or a rival, or an evaluator proposes, then it is refused', async () => {
    const proposal = await fixture.proposal('2025-06', '2025-06-01', '2025-06-30')
    for (const who of ['clerk', 'rival', 'evaluator', 'keeper'])
      expect((await fixture.post(who, `${CLOSING}/closes`, proposal)).status).toBe(403)
    await fixture.must('finance', `${CLOSING}/closes`, proposal)
    expect(reported(await fixture.post('finance', `${CLOSING}/closes/2025-06/approval`))).toBe(
      '422 second-person-is-first',
    )
    expect(reported(await fixture.post('finance', `${CLOSING}/closes/2025-06/rejection`, { reason: 'x' }))).toBe(
      '422 second-person-is-first',
    )
    expect((await fixture.post('clerk', `${CLOSING}/closes/2025-06/approval`)).status).toBe(403)
    expect((await fixture.get(CLOSES, 'rival')).status).toBe(403)
    expect((await fixture.get(CLOSES, 'clerk')).body.closes).toMatchObject([{ status: 'proposed' }])
    expect(reported(await fixture.post('chief', `${CLOSING}/closes`, proposal))).toBe('409 close-proposal-exists')
    expect((await fixture.post('evaluator', `${CLOSING}/closes/2025-06/approval`)).status).toBe(201)
    expect(reported(await fixture.post('chief', `${CLOSING}/closes/2025-06/approval`))).toBe('422 nothing-to-answer')
  })

  test('when what was seen is no longer so, then nothing is proposed', async () => {
    const seen = await fixture.proposal('2025-06', '2025-06-01', '2025-06-30')
    const propose = (more: object) => fixture.post('finance', `${CLOSING}/closes`, { ...seen, ...more })
    expect(reported(await propose({ totalsHash: 'a'.repeat(64) }))).toBe('422 totals-differ')
    expect(reported(await propose({ period: '2025-07' }))).toBe('422 totals-differ')
    expect(reported(await propose({ period: '2025-6' }))).toBe('400 period-format')
    expect(reported(await propose({ sequence: 99_999 }))).toBe('400 cut-beyond-the-log')
    await fixture.invoice(contract, 2, '0.01', '2025-06-30')
    await fixture.get(CLOSES)
    expect(reported(await propose({}))).toBe('422 totals-moved')
    expect((await fixture.get(CLOSES)).body.closes).toEqual([])
  })

  test('when periods overlap, leave a gap, or are not over, then they are refused; the next one follows', async () => {
    await fixture.closeMonth('2025-06', 30)
    const propose = async (period: string, from: string, to: string) =>
      reported(await fixture.post('finance', `${CLOSING}/closes`, await fixture.proposal(period, from, to)))
    expect(await propose('2025-06', '2025-06-01', '2025-06-30')).toBe('422 period-does-not-follow')
    expect(await propose('2025-06-15_2025-07-31', '2025-06-15', '2025-07-31')).toBe('422 period-does-not-follow')
    expect(await propose('2025-08', '2025-08-01', '2025-08-31')).toBe('422 period-does-not-follow')
    // The town's day is 2025-09-01.
    expect(await propose('2025-07-01_2025-09-01', '2025-07-01', '2025-09-01')).toBe('422 period-not-over')
    expect(await propose('2025-07-01_2025-08-31', '2025-07-01', '2025-08-31')).toBe('201')
  })

  test('when an invoice comes late, then last month’s closed totals stand, and the late one is a restatement', async () => {
    const sequence = await fixture.closeMonth('2025-06', 30)
    const before = (await fixture.get(`${CLOSES}/2025-06`)).body
    // What the clerk's form asks first.
    const { body: known } = await fixture.get(`${CLOSING}/periods`, 'clerk')
    expect(known.periods).toEqual([{ period: '2025-06', from: '2025-06-01', to: '2025-06-30' }])
    const late = await fixture.invoice(contract, 3, '100.00', '2025-06-28')
    const after = (await fixture.get(`${CLOSES}/2025-06`)).body
    expect(after.totals).toEqual(before.totals)
    expect(after.recomputed).toEqual({ ...before.recomputed, equal: true })
    const { body: variance } = await fixture.get(`${CLOSES}/2025-06/variance`)
    expect(variance).toMatchObject({ closedAt: sequence, ties: true })
    expect(variance.entries).toHaveLength(1)
    expect(variance.entries[0]).toMatchObject({
      entryId: late,
      actor: 'clerk',
      contracts: [contract],
      restatement: true,
      pending: true,
    })
    expect(changes(variance.entries[0].effects)).toEqual({
      'invoiced.invoiced': '100.00',
      'invoiced.closing': '100.00',
      'outstanding.invoiced': '100.00',
      'outstanding.closing': '100.00',
      'notYetInvoiced.invoiced': '-100.00',
      'notYetInvoiced.closing': '-100.00',
    })
    // At its own cut nothing has moved.
    const then = (await fixture.get(`${CLOSES}/2025-06/variance?asOf=${after.asOf.sequence - 1}`)).body
    expect(then.entries).toEqual([])
  })

  test('when a late correction and a void touch it, then each is told to the fen and approved by somebody else', async () => {
    const paid = await fixture.pay(contract, 'HD-2', '50.00', '2025-06-26')
    await fixture.closeMonth('2025-06', 30)
    const slip = { bankReference: 'HD-2', payer: CLIENT }
    const corrected = await fixture.must('clerk', `/api/engagements/${contract}/corrections`, {
      corrects: paid,
      content: { type: 'PaymentReceived', data: { ...slip, share: '49.99', total: '49.99', receivedOn: '2025-07-02' } },
      reason: '到账日期误填',
    })
    const listed = (await fixture.get(`${CLOSES}/2025-06/restatements`)).body
    expect(listed).toMatchObject({ pending: 1, approved: 0 })
    expect(changes(listed.entries[0].effects)).toEqual({
      'received.received': '-50.00',
      'received.closing': '-50.00',
      'outstanding.received': '50.00',
      'outstanding.closing': '50.00',
    })
    const approval = `${CLOSING}/restatements/${corrected.entryId}/approval`
    expect((await fixture.post('clerk', approval)).status).toBe(403)
    expect(reported(await fixture.post('finance', `${CLOSING}/restatements/${paid}/approval`))).toBe(
      '404 unknown-restatement',
    )
    expect((await fixture.post('evaluator', approval, { note: '已核对回单' })).status).toBe(201)
    expect(reported(await fixture.post('finance', approval))).toBe('409 approval-exists')
    const now = (await fixture.get(`${CLOSES}/2025-06/restatements`)).body
    expect(now).toMatchObject({ pending: 0, approved: 1 })
    expect(now.entries[0]).toMatchObject({ pending: false, approval: { approvedBy: 'evaluator', note: '已核对回单' } })
    await fixture.must('clerk', `/api/engagements/${contract}/voids`, { voids: corrected.entryId, reason: '重复' })
    const voided = (await fixture.get(`${CLOSES}/2025-06/variance`)).body
    // What July held is gone again: June is where the correction left it.
    expect(voided).toMatchObject({ ties: true, entries: [{ entryId: corrected.entryId }] })
  })

  test('when words alone are corrected, then it moves no money, says so, and waits for nobody; a fen more is a restatement', async () => {
    const data = { bankReference: 'HD-2', payer: CLIENT, share: '25.00', total: '25.00', receivedOn: '2025-06-25' }
    const paid = await fixture.pay(contract, 'HD-2', '25.00', '2025-06-25')
    await fixture.closeMonth('2025-06', 30)
    const correct = (corrects: string, more: object) =>
      fixture.must('clerk', `/api/engagements/${contract}/corrections`, {
        ...{ corrects, reason: '付款方全称' },
        content: { type: 'PaymentReceived', data: { ...data, ...more } },
      })
    const renamed = await correct(paid, { payer: { ...CLIENT, name: '示例光电科技股份有限公司' } })
    const variance = (await fixture.get(`${CLOSES}/2025-06/variance`)).body
    expect(variance).toMatchObject({
      ties: true,
      entries: [{ entryId: renamed.entryId, effects: [], restatement: false, wordsOnly: true, pending: false }],
    })
    expect((await fixture.get(`${CLOSES}/2025-06/restatements`)).body).toMatchObject({ pending: 0, entries: [] })
    // Another number, or another party, is not words.
    const other = await correct(renamed.entryId, { payer: { id: { scheme: 'person', value: 'K-7' }, name: '甲' } })
    const restated = await correct(other.entryId, { share: '25.01', total: '25.01' })
    expect((await fixture.get(`${CLOSES}/2025-06/restatements`)).body.entries).toMatchObject([
      { entryId: other.entryId, effects: [], wordsOnly: false, pending: true },
      { entryId: restated.entryId, wordsOnly: false, pending: true },
    ])
  })

  test('when an amendment dated after it changes the current amount, then it is told, and is no restatement', async () => {
    await fixture.closeMonth('2025-06', 30)
    await fixture.must('clerk', `/api/engagements/${contract}/amendments`, {
      amendmentNo: 'B-1',
      previousAmount: '1000.00',
      delta: '200.00',
      newAmount: '1200.00',
      amendedOn: '2025-08-05',
      reason: '增加批次',
      productsAdded: ['新模组'],
    })
    const { body } = await fixture.get(`${CLOSES}/2025-06/variance`)
    expect(body).toMatchObject({ ties: true, entries: [{ restatement: false, pending: false }] })
    expect(changes(body.entries[0].effects)).toEqual({
      'currentAmount.amendedAfter': '200.00',
      'currentAmount.closing': '200.00',
    })
    expect((await fixture.get(`${CLOSES}/2025-06/restatements`)).body).toMatchObject({ pending: 0, entries: [] })
  })

  test('when it is opened again, then by two, the newest first, and closed anew on what stands', async () => {
    await fixture.closeMonth('2025-06', 30)
    await fixture.closeMonth('2025-07')
    const reopening = (month: string) => `${CLOSING}/closes/${month}/reopening`
    expect(reported(await fixture.post('finance', reopening('2025-06'), { reason: '漏票' }))).toBe(
      '422 later-period-closed',
    )
    expect(reported(await fixture.post('finance', reopening('2025-05'), { reason: '漏票' }))).toBe('404 unknown-close')
    await fixture.must('finance', reopening('2025-07'), { reason: '漏票' })
    expect(reported(await fixture.post('finance', `${reopening('2025-07')}/approval`))).toBe(
      '422 second-person-is-first',
    )
    await fixture.must('chief', `${reopening('2025-07')}/approval`)
    await fixture.invoice(contract, 5, '10.00', '2025-07-15')
    expect((await fixture.get(CLOSES)).body.closes).toMatchObject([{ status: 'closed' }, { status: 'reopened' }])
    await fixture.closeMonth('2025-07')
    const { body } = await fixture.get(`${CLOSES}/2025-07`)
    expect(cellOf(body.totals, 'invoiced', 'invoiced')).toBe('10.00')
    expect(body).toMatchObject({
      status: 'closed',
      earlier: [{ status: 'reopened', reopening: { reason: '漏票', proposedBy: 'finance', approvedBy: 'chief' } }],
    })
    // Dated inside what stood open: no restatement of anything.
    expect((await fixture.get(`${CLOSES}/2025-07/restatements`)).body).toMatchObject({ pending: 0, approved: 0 })
  })

  test('when the first close of all is opened again, then the next one does not leave its days out', async () => {
    await fixture.closeMonth('2025-06', 30)
    const reopening = `${CLOSING}/closes/2025-06/reopening`
    await fixture.must('finance', reopening, { reason: '漏票' })
    await fixture.must('chief', `${reopening}/approval`)
    const propose = async (period: string, from: string, to: string) =>
      reported(await fixture.post('finance', `${CLOSING}/closes`, await fixture.proposal(period, from, to)))
    expect(await propose('2025-07', '2025-07-01', '2025-07-31')).toBe('422 period-does-not-follow')
    expect(await propose('2025-05-01_2025-06-30', '2025-05-01', '2025-06-30')).toBe('201')
  })

  test('when one invoice over two contracts does not tie, then it stands on the exception list and in the checklist', async () => {
    const other = await fixture.sign('JM-101', { signedOn: '2025-06-11' })
    await fixture.invoice(contract, 7, '60.00', '2025-06-21', '100.00')
    const url = `/api/platforms/${OURS}/shared-documents`
    expect((await fixture.get(url)).body.documents).toMatchObject([
      { fault: 'under', kind: 'invoice', shares: '60.00', totals: ['100.00'], days: ['2025-06-21'] },
    ])
    const propose = async (waivers: object[]) => {
      const proposal = await fixture.proposal('2025-06', '2025-06-01', '2025-06-30')
      const others = proposal.waivers.filter((it: { item: string }) => it.item !== 'underShared')
      return fixture.post('finance', `${CLOSING}/closes`, { ...proposal, waivers: [...others, ...waivers] })
    }
    const refused = await propose([])
    expect(reported(refused)).toBe('422 checklist-open')
    expect(refused.body.facts).toEqual({ underShared: '1' })
    await fixture.invoice(other, 7, '40.01', '2025-06-21', '100.00')
    expect((await fixture.get(url)).body.documents).toMatchObject([{ fault: 'over', shares: '100.01' }])
    expect(reported(await propose([{ item: 'overShared', reason: 'x' }]))).toBe('422 not-waivable')
    expect(reported(await propose([{ item: 'nothing', reason: 'x' }]))).toBe('422 unknown-item')
    expect(reported(await propose([]))).toBe('422 checklist-open')
  })

  test('when totals were forged in the log, then nobody can approve them, and a close made of them says so', async () => {
    await fixture.closeMonth('2025-06', 30)
    const { body: july } = await fixture.get(`/api/platforms/${OURS}/closing-checklist?from=2025-07-01&to=2025-07-31`)
    const { totals, contractCount, totalsHash } = july
    const terms = {
      period: '2025-07',
      from: '2025-07-01',
      to: '2025-07-31',
      sequence: july.asOf.sequence,
      definition: 1,
    }
    const better = totals.map((it: { column: string }) =>
      it.column === 'received' ? { ...it, closing: '9999.00' } : it,
    )
    const forged = { ...terms, totals: better, contractCount, totalsHash, checklist: [], proposedBy: 'finance' }
    await fixture.forge('CloseProposed', forged)
    await fixture.get(CLOSES)
    expect(reported(await fixture.post('chief', `${CLOSING}/closes/2025-07/approval`))).toBe('422 totals-differ')
    const { checklist: _none, ...closed } = forged
    await fixture.forge('PeriodClosed', { ...closed, approvedBy: 'chief' })
    expect((await fixture.get(`${CLOSES}/2025-07`)).body.recomputed).toMatchObject({ equal: false, totals })
    expect((await fixture.get(`${CLOSES}/2025-06`)).body.recomputed).toMatchObject({ equal: true })
  })
})

test('given a correction that two persons made, then the second has approved its restatement by it, and nobody is asked again', async () => {
  await fixture.close()
  fixture = await ClosingFixture.open({ days: 0, datedDays: 10_000, proposalDays: 30 })
  const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
  const invoice = await fixture.invoice(contract, 1, '600.00', '2025-06-20')
  await fixture.closeMonth('2025-06', 30)
  const data = { invoice: invoiceNo(1), share: '599.99', total: '599.99', tax: '0.00', issuedOn: '2025-06-20' }
  const proposals = `/api/engagements/${contract}/proposals`
  const content = { type: 'InvoiceIssued', data }
  const proposal = await fixture.must('clerk', proposals, {
    correction: { corrects: invoice, content, reason: '误填' },
  })
  expect((await fixture.get(`${CLOSES}/2025-06/restatements`)).body.entries).toEqual([])
  const corrected = await fixture.must('evaluator', `${proposals}/${proposal.entryId}/approval`)
  await approvedBy('evaluator', corrected.entryId, { 'invoiced.closing': '-0.01', 'outstanding.closing': '-0.01' })
})

test('given an entry of a closed month that waited, then its approval is the restatement’s too', async () => {
  await fixture.close()
  const rule = { days: 30, datedDays: 10_000, proposalDays: 30 }
  fixture = await ClosingFixture.open(rule)
  const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
  await fixture.closeMonth('2025-06', 30)
  Object.assign(rule, { datedDays: 30 })
  const data = { invoice: invoiceNo(1), share: '600.00', total: '600.00', tax: '0.00', issuedOn: '2025-06-20' }
  const waits = await fixture.fixture.ask('clerk', 'POST', `/api/engagements/${contract}/invoices`, data)
  expect(waits.status).toBe(202)
  const { body } = await fixture.get(`${CLOSES}/2025-06/restatements`)
  expect(body).toMatchObject({ pending: 0, approved: 0, entries: [] })
  const url = `/api/engagements/${contract}/proposals/${waits.body.entryId}/approval`
  const { entryId } = await fixture.must('evaluator', url)
  await approvedBy('evaluator', entryId, { 'invoiced.closing': '600.00', 'outstanding.closing': '600.00' })
})

/** One approval is enough: the list names who gave it, no checklist asks for another, and none is taken. */
async function approvedBy(who: string, entry: string, effects: object) {
  const { body } = await fixture.get(`${CLOSES}/2025-06/restatements`)
  expect(body).toMatchObject({ pending: 0, approved: 1, entries: [{ entryId: entry, pending: false }] })
  expect(body.entries[0].approval).toEqual({ approvedBy: who, recordedAt: body.entries[0].recordedAt })
  expect(changes(body.entries[0].effects)).toMatchObject(effects)
  const { closes } = (await fixture.get(CLOSES)).body
  expect(closes[0].restatements).toEqual({ pending: 0, approved: 1 })
  const { items } = (await fixture.get(`/api/platforms/${OURS}/closing-checklist?from=2025-07-01&to=2025-07-31`)).body
  expect(items.find((it: { item: string }) => it.item === 'pendingRestatements')).toMatchObject({ open: 0 })
  const approval = `${CLOSING}/restatements/${entry}/approval`
  for (const other of ['finance', who])
    expect(reported(await fixture.post(other, approval))).toBe('409 approval-exists')
}

test('given a month proposed as of an entry before the last close was signed, then it is refused: its opening is that closing', async () => {
  const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
  await fixture.invoice(contract, 1, '600.00', '2025-06-20')
  const july = await fixture.proposal('2025-07', '2025-07-01', '2025-07-31')
  // Next month's business: the totals of July stay as they were seen.
  await fixture.invoice(contract, 2, '9.00', '2025-08-02')
  await fixture.must('finance', `${CLOSING}/closes`, await fixture.proposal('2025-06', '2025-06-01', '2025-06-30'))
  await fixture.must('chief', `${CLOSING}/closes/2025-06/approval`)
  const early = await fixture.post('finance', `${CLOSING}/closes`, july)
  expect([early.status, early.body.code]).toEqual([422, 'totals-moved'])
  await fixture.must('finance', `${CLOSING}/closes`, await fixture.proposal('2025-07', '2025-07-01', '2025-07-31'))
  await fixture.must('chief', `${CLOSING}/closes/2025-07/approval`)
  expect((await fixture.get(`${CLOSES}/2025-07`)).body.carriedOver.period).toBe('2025-06')
})
