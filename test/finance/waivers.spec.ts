import { OURS } from '../../libs/access/src/http/access-fixture.spec-support'
import { CLOSES, CLOSING, ClosingFixture, invoiceNo } from './closing-fixture.spec-support'

let fixture: ClosingFixture
let contract: string
let invoice: string
beforeEach(async () => {
  fixture = await ClosingFixture.open()
  contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
  invoice = await fixture.invoice(contract, 1, '600.00', '2025-06-20')
})
afterEach(() => fixture.close())

const [JUNE, JULY, AUGUST] = ['2025-06-01&to=2025-06-30', '2025-07-01&to=2025-07-31', '2025-08-01&to=2025-08-31']
interface Item {
  readonly item: string
  readonly open: number
  readonly waived: { readonly count: number; readonly findings: { reason: string; since?: string; until?: string }[] }
}
const items = async (window: string): Promise<Item[]> =>
  (await fixture.get(`/api/platforms/${OURS}/closing-checklist?from=${window}`)).body.items
const open = async (window: string) =>
  Object.fromEntries((await items(window)).flatMap((it) => (it.open > 0 ? [[it.item, it.open]] : [])))
/** What stands waived: since when, why and until when. */
const left = async (window: string) =>
  (await items(window)).flatMap((it) =>
    it.waived.findings.map(({ since, reason, until }) => [it.item, since, reason, until].filter(Boolean).join(' ')),
  )
const correct = async (share: string, corrects = invoice) => {
  const data = { invoice: invoiceNo(1), share, total: share, tax: '0.00', issuedOn: '2025-06-20' }
  const content = { type: 'InvoiceIssued', data }
  const body = { corrects, content, reason: '误填' }
  return (await fixture.must('clerk', `/api/engagements/${contract}/corrections`, body)).entryId as string
}

describe('given an invoice left unpaid at the close of June, with a reason', () => {
  test('then it stands in every later checklist with it, also after a correction of a fen, until it is paid', async () => {
    await fixture.closeMonth('2025-06', 30)
    expect(await open(JULY)).toEqual({})
    expect(await left(JULY)).toEqual(['unmatchedInvoice 2025-06 次月处理'])
    await correct('600.01')
    expect(await open(JULY)).toEqual({ pendingRestatements: 1 })
    expect(await left(JULY)).toEqual(['unmatchedInvoice 2025-06 次月处理'])
    await fixture.closeMonth('2025-07')
    const both = ['unmatchedInvoice 2025-06 次月处理', 'pendingRestatements 2025-07 次月处理']
    expect([await open(AUGUST), await left(AUGUST)]).toEqual([{}, both])
    await fixture.pay(contract, 'HD-1', '200.00', '2025-08-02')
    expect(await left(AUGUST)).toEqual(['underpaid 2025-06 次月处理', both[1]])
    await fixture.pay(contract, 'HD-2', '400.01', '2025-08-03')
    expect(await left(AUGUST)).toEqual([both[1]])
  })

  test('when it becomes much more than what was left, then it is open again', async () => {
    await fixture.closeMonth('2025-06', 30)
    await correct('900.00')
    expect(await open(JULY)).toMatchObject({ unmatchedInvoice: 1 })
  })

  test('when the reason was given until a day, then it is open in the checklist of a later one', async () => {
    const proposal = await fixture.proposal('2025-06', '2025-06-01', '2025-06-30')
    const until = (day: string) => ({
      ...proposal,
      waivers: proposal.waivers.map((it: object) => ({ ...it, until: day })),
    })
    const refused = await fixture.post('finance', `${CLOSING}/closes`, until('2025-06-29'))
    expect(refused.body).toMatchObject({ code: 'waiver-ends-before', errors: [{ pointer: '/waivers/0/until' }] })
    await fixture.must('finance', `${CLOSING}/closes`, until('2025-07-31'))
    await fixture.must('chief', `${CLOSING}/closes/2025-06/approval`)
    expect([await open(JULY), await left(JULY)]).toEqual([{}, ['unmatchedInvoice 2025-06 次月处理 2025-07-31']])
    await fixture.closeMonth('2025-07')
    expect([await open(AUGUST), await left(AUGUST)]).toEqual([{ unmatchedInvoice: 1 }, []])
  })

  test('when the close is of before findings were kept, then what it saw stands with the reason it gave', async () => {
    const { period, sequence, totalsHash, waivers } = await fixture.proposal('2025-06', '2025-06-01', '2025-06-30')
    await fixture.must('finance', `${CLOSING}/closes`, { period, sequence, totalsHash, waivers })
    const { body } = await fixture.get(`${CLOSES}/2025-06`)
    expect(body.checklist.find((it: Item) => it.item === 'unmatchedInvoice').findings).toEqual([
      { finding: `open:${invoice}`, amount: '600.00', reason: '次月处理', since: '2025-06' },
    ])
    await fixture.must('chief', `${CLOSING}/closes/2025-06/rejection`, { reason: '改由旧版结账' })
    const terms = { period, from: '2025-06-01', to: '2025-06-30', sequence, definition: 1, totals: body.totals }
    const closed = { ...terms, contractCount: body.contractCount, totalsHash, proposedBy: 'finance' }
    const checklist = [{ item: 'unmatchedInvoice', open: 1, waived: '客户约定次月付款' }]
    await fixture.forge('CloseProposed', { ...closed, checklist })
    await fixture.forge('PeriodClosed', { ...closed, approvedBy: 'chief' })
    expect([await open(JULY), await left(JULY)]).toEqual([{}, ['unmatchedInvoice 2025-06 客户约定次月付款']])
  })
})

test('given an item left open at the bank’s desk, when it is corrected by a fen, then it is left open still', async () => {
  const at = `/api/platforms/${OURS}/reconciliation`
  const queued = async () => (await fixture.get(`${at}/queues?kind=unmatchedInvoice`)).body.items
  const [{ id }] = await queued()
  await fixture.must('finance', `${at}/waivers`, { items: [id], reason: '质保金', until: '2025-07-31' })
  await correct('599.99')
  expect(await queued()).toMatchObject([{ amount: '599.99', waived: { reason: '质保金', until: '2025-07-31' } }])
  expect([await open(JUNE), await left(JUNE)]).toEqual([{}, ['unmatchedInvoice 质保金 2025-07-31']])
  expect([await open(AUGUST), await left(AUGUST)]).toEqual([{ unmatchedInvoice: 1 }, []])
  const again = (await queued())[0].id
  expect((await fixture.post('finance', `${at}/waivers`, { items: [again], reason: 'x' })).body.code).toBe(
    'queue-item-waived',
  )
})

describe('given a bank account', () => {
  const account = '4400-1234-0001'
  const at = `/api/platforms/${OURS}/reconciliation`
  const cover = async (window: string) => (await open(window)).statementsCover ?? 0
  const days = (more: object) => fixture.post('finance', `${at}/account-days`, { account, ...more })
  const brought = (opening: string, from: string, to: string) =>
    fixture.forge(
      'StatementBrought',
      {
        ...{ statement: `0d5e7c4e-6a5d-5e1c-9a43-0000${from.replaceAll('-', '')}`, account, from, to },
        ...{
          sha256: from.replaceAll('-', '').padEnd(64, 'a'),
          fileName: '流水.csv',
          format: 'csv',
          parts: 1,
          lineCount: 1,
        },
        ...{ opening, closing: opening, credits: '5.00', debits: '5.00' },
        lines: [{ ordinal: 1, day: from, amount: '5.00', reference: `R-${from}` }],
      },
      'reconciliation',
    )
  beforeEach(() =>
    fixture.must('finance', `${at}/accounts`, {
      ...{ account, bank: '示例银行中山分行', holder: '示例大学中山研究院', currency: 'CNY' },
    }),
  )

  test('when it was opened in July, then nobody is asked for June; when it is closed, for nothing after', async () => {
    expect([await cover(JUNE), await cover(JULY)]).toEqual([1, 1])
    await brought('0.00', '2025-07-08', '2025-07-31')
    expect([await cover(JUNE), await cover(JULY), await cover(AUGUST)]).toEqual([0, 0, 1])
    expect((await days({ closedOn: '2025-07-31' })).status).toBe(201)
    expect([await cover(AUGUST), (await open(AUGUST)).statementGap]).toEqual([0, undefined])
    expect((await fixture.get(`${at}/accounts`)).body.accounts).toMatchObject([{ closedOn: '2025-07-31' }])
  })

  test('when its first statement opens with money, then the days before are asked for until the day is told', async () => {
    await brought('100.00', '2025-07-08', '2025-07-31')
    expect([await cover(JUNE), await cover(JULY)]).toEqual([1, 1])
    expect((await days({ openedOn: '2025-07-08' })).status).toBe(201)
    expect([await cover(JUNE), await cover(JULY)]).toEqual([0, 0])
  })

  test('when its days are no days, or leave movements out, then they are refused at their field', async () => {
    await brought('0.00', '2025-07-08', '2025-07-31')
    const reported = async (more: object) => {
      const { status, body } = await days(more)
      return `${status} ${body.code} ${body.errors?.[0]?.pointer}`
    }
    expect(await reported({ openedOn: '2025-07-09' })).toBe('422 account-days-leave-lines /openedOn')
    expect(await reported({ closedOn: '2025-07-01' })).toBe('422 account-days-leave-lines /closedOn')
    expect(await reported({ closedOn: '2025-09-02' })).toBe('422 day-not-yet /closedOn')
    expect(await reported({ openedOn: '2025-07-01', closedOn: '2025-06-30' })).toBe('400 dates-out-of-order /closedOn')
    expect(await reported({ account: '4400-9' })).toBe('404 unknown-bank-account /account')
  })

  test('when June is closed without a statement, then its days stand waived until one is brought', async () => {
    await fixture.closeMonth('2025-06', 30)
    expect(await left(JULY)).toContain('statementsCover 2025-06 次月处理')
    await brought('100.00', '2025-06-01', '2025-06-30')
    expect(await left(JULY)).not.toContain('statementsCover 2025-06 次月处理')
  })
})
