import { OURS } from '../../libs/access/src/http/access-fixture.spec-support'
import { CLOSES, CLOSING, ClosingFixture } from './closing-fixture.spec-support'

let fixture: ClosingFixture
let contract: string
beforeEach(async () => {
  fixture = await ClosingFixture.open()
  contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
  await fixture.invoice(contract, 1, '600.00', '2025-06-20')
})
afterEach(() => fixture.close())

const reported = ({ status, body }: { status: number; body: { code?: string } }) =>
  `${status} ${body.code ?? ''}`.trim()
const APPROVAL = `${CLOSING}/closes/2025-06/approval`
const fen = (amount: string) => BigInt(amount.replace('.', ''))

describe('given a close that waits for its second person', () => {
  let proposed: number
  beforeEach(async () => {
    const proposal = await fixture.proposal('2025-06', '2025-06-01', '2025-06-30')
    proposed = proposal.sequence
    await fixture.must('finance', `${CLOSING}/closes`, proposal)
  })

  test('when nothing has come for it, then it is approved as it is, whatever July brought', async () => {
    await fixture.invoice(contract, 2, '9.00', '2025-07-02')
    const { body } = await fixture.get(`${CLOSES}/2025-06`)
    expect(body.sinceProposal).toMatchObject({ entries: 0, restatements: 0, bankChanges: 0, totalsMoved: false })
    // As scripts have always done it: without a body.
    expect((await fixture.fixture.ask('chief', 'POST', APPROVAL)).status).toBe(201)
    expect((await fixture.get(`${CLOSES}/2025-06`)).body).not.toHaveProperty('since')
  })

  test('when entries came for it, then nobody approves it in silence: who has seen them says so, and it is kept', async () => {
    await fixture.invoice(contract, 2, '9.00', '2025-06-28')
    await fixture.pay(contract, 'HD-1', '1.00', '2025-06-29')
    const { body } = await fixture.get(`${CLOSES}/2025-06`)
    const { sequence, last } = body.sinceProposal
    expect(body.sinceProposal).toMatchObject({ entries: 2, restatements: 2, bankChanges: 0, totalsMoved: true })
    // What they do is told as it is of a close.
    const variance = (await fixture.get(`${CLOSES}/2025-06/variance`)).body
    expect(variance).toMatchObject({ closedAt: proposed, ties: true })
    expect(variance.entries).toHaveLength(2)
    const refused = await fixture.post('chief', APPROVAL)
    expect(reported(refused)).toBe('422 entries-since-proposal')
    expect(refused.body.facts).toMatchObject({ entries: '2', restatements: '2', totalsMoved: 'true' })
    expect(reported(await fixture.post('chief', APPROVAL, { seen: last - 1 }))).toBe('422 entries-since-proposal')
    expect(reported(await fixture.post('chief', APPROVAL, { seen: 99_999 }))).toBe('400 cut-beyond-the-log')
    expect(reported(await fixture.post('finance', APPROVAL, { seen: sequence }))).toBe('422 second-person-is-first')
    await fixture.must('chief', APPROVAL, { seen: sequence })
    const closed = (await fixture.get(`${CLOSES}/2025-06`)).body
    expect(closed).toMatchObject({ status: 'closed', since: { sequence, entries: 2, restatements: 2, bankChanges: 0 } })
    expect(closed.sequence).toBe(proposed)
    expect((await fixture.get(CLOSES)).body.closes).toMatchObject([{ restatements: { pending: 2 } }])
    // The next one says that they wait, and for which month.
    const next = (await fixture.get(`/api/platforms/${OURS}/closing-checklist?from=2025-07-01&to=2025-07-31`)).body
    const waiting = next.items.find((it: { item: string }) => it.item === 'pendingRestatements')
    expect(waiting).toMatchObject({ open: 2, waivable: true })
    expect(waiting.examples[0].zh).toContain('2025-06 已结账后登记')
  })

  test('when another entry comes after what was seen, then that one is to be seen too', async () => {
    await fixture.invoice(contract, 2, '9.00', '2025-06-28')
    const { sequence } = (await fixture.get(`${CLOSES}/2025-06`)).body.sinceProposal
    await fixture.invoice(contract, 3, '1.00', '2025-06-29')
    await fixture.get(CLOSES)
    expect(reported(await fixture.post('chief', APPROVAL, { seen: sequence }))).toBe('422 entries-since-proposal')
  })
})

describe('given a month closed with a match of its bank', () => {
  const account = '4400-1234-0001'
  const statement = '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10'
  const file = { sha256: 'a'.repeat(64), fileName: '六月.csv', format: 'csv', parts: 1, lineCount: 1 }
  const bring = (name: string, month: string, more: object) =>
    fixture.forge(
      'StatementBrought',
      {
        ...{ statement: name, account, ...file, from: `2025-${month}-01`, to: `2025-${month}-30` },
        ...{ opening: '0.00', closing: '600.00', credits: '600.00', debits: '0.00', ...more },
        lines: [{ ordinal: 1, day: `2025-${month}-25`, amount: '600.00', balance: '600.00', reference: `HD-${month}` }],
      },
      'reconciliation',
    )
  const match = '7c9e6679-7425-50de-944b-e07fc1f90ae7'

  test('when it is undone, and a statement is brought anew, then they stand beside the close with names and times', async () => {
    await fixture.must('finance', `/api/platforms/${OURS}/reconciliation/accounts`, {
      ...{ account, bank: '示例银行中山分行', holder: '示例大学中山研究院', currency: 'CNY' },
    })
    await bring(statement, '06', {})
    const target = await fixture.pay(contract, 'HD-06', '600.00', '2025-06-25')
    const matched = {
      ...{ match, lines: [{ line: `${statement}.1`, amount: '600.00' }], rule: 'manual', difference: '0.00' },
      targets: [{ target, entry: target, kind: 'payment', contract, amount: '600.00' }],
      ...{ tolerance: '0.00', state: 'confirmed' },
    }
    await fixture.forge('LinesMatched', matched, 'reconciliation')
    await fixture.closeMonth('2025-06', 30)
    const changes = async () => (await fixture.get(`${CLOSES}/2025-06/bank-changes`)).body.changes
    expect(await changes()).toEqual([])
    const july = 'aaaaaaaa-6a5d-5e1c-9a43-1f2f9d1a7b10'
    await bring(july, '07', { fileName: '七月.csv' })
    expect(await changes()).toEqual([])
    await fixture.must('finance', `/api/platforms/${OURS}/reconciliation/matches/${match}/undoing`, {
      reason: '匹配有误',
    })
    await fixture.forge('StatementVoided', { statement, reason: '银行更正' }, 'reconciliation')
    await bring('bbbbbbbb-6a5d-5e1c-9a43-1f2f9d1a7b10', '06', { fileName: '六月新.csv', sha256: 'b'.repeat(64) })
    // A line set aside of a voided statement: its day is still known.
    expect(await changes()).toMatchObject([
      {
        kind: 'MatchUndone',
        zh: '撤销匹配',
        actor: 'finance',
        from: '2025-06-25',
        to: '2025-06-25',
        reason: '匹配有误',
      },
      { kind: 'StatementVoided', from: '2025-06-01', to: '2025-06-30', reason: '银行更正' },
      { kind: 'StatementBrought', fileName: '六月新.csv' },
    ])
    expect((await fixture.get(`${CLOSES}/2025-06`)).body.bankChanges).toBe(3)
    // What takes back what was closed is for two persons, and the next month's checklist says so.
    const waiting = async () => {
      const { body } = await fixture.get(`/api/platforms/${OURS}/closing-checklist?from=2025-07-01&to=2025-07-31`)
      return body.items.find((it: { item: string }) => it.item === 'pendingBankChanges')
    }
    expect(await waiting()).toMatchObject({ open: 3, waivable: true })
    const [undone] = await changes()
    expect(undone).toMatchObject({ second: true, pending: true })
    const approval = `${CLOSING}/restatements/${undone.entryId}/approval`
    expect(reported(await fixture.post('finance', approval))).toBe('422 second-person-is-first')
    await fixture.must('chief', approval, { note: '已核对' })
    expect(reported(await fixture.post('evaluator', approval))).toBe('409 approval-exists')
    expect((await changes())[0]).toMatchObject({ pending: false, approval: { approvedBy: 'chief', note: '已核对' } })
    expect(await waiting()).toMatchObject({ open: 2 })
    expect((await fixture.get(`${CLOSES}/2025-06/bank-changes`, 'rival')).status).toBe(403)
    await fixture.closeMonth('2025-07')
    expect((await fixture.get(`${CLOSES}/2025-07`)).body.bankChanges).toBe(0)
    // Settling what was left open is the next month's work, and one person's.
    const line = 'bbbbbbbb-6a5d-5e1c-9a43-1f2f9d1a7b10.1'
    await fixture.forge('LineSetAside', { line, amount: '600.00', reason: '往来款' }, 'reconciliation')
    expect((await changes())[3]).toMatchObject({ kind: 'LineSetAside', second: false, pending: false })
    const aside = `${CLOSING}/restatements/${(await changes())[3].entryId}/approval`
    expect(reported(await fixture.post('chief', aside))).toBe('404 unknown-restatement')
  })
})

test('given a closed month restated before the next is closed, then what is carried over is told column by column', async () => {
  await fixture.closeMonth('2025-06', 30)
  await fixture.invoice(contract, 2, '9.01', '2025-06-28')
  await fixture.invoice(contract, 3, '100.00', '2025-07-02')
  const sequence = await fixture.closeMonth('2025-07')
  // Later than that close: none of what it was opened with.
  await fixture.invoice(contract, 4, '5.00', '2025-06-29')
  expect((await fixture.get(`${CLOSES}/2025-06`)).body).not.toHaveProperty('carriedOver')
  const { carriedOver, totals } = (await fixture.get(`${CLOSES}/2025-07`)).body
  expect(carriedOver).toMatchObject({ period: '2025-06', sequence })
  const of = (column: string) => carriedOver.lines.find((it: { column: string }) => it.column === column)
  expect(of('invoiced')).toMatchObject({ closedBefore: '600.00', restated: '9.01', opening: '609.01' })
  expect(of('outstanding')).toMatchObject({ closedBefore: '600.00', restated: '9.01', opening: '609.01' })
  expect(of('currentAmount')).toBeUndefined()
  for (const it of carriedOver.lines) expect(fen(it.closedBefore) + fen(it.restated)).toBe(fen(it.opening))
  for (const { column, taxBasis, opening } of totals.filter((it: { column: string }) => it.column !== 'currentAmount'))
    expect(carriedOver.lines).toContainEqual(expect.objectContaining({ column, taxBasis, opening }))
  // The entries behind it: the last close's variance as of this one.
  const { body } = await fixture.get(`${CLOSES}/2025-06/variance?asOf=${sequence}`)
  expect(body.entries).toHaveLength(1)
})
