import { readSpreadsheet } from '@pilot-ledger/intake/spreadsheets'
import { ACCOUNT, BankFixture, HEAD, MAP, PLATFORM } from './bank-fixture.spec-support'
import { readLines } from './column-map-reading'

let fixture: BankFixture
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
})
afterEach(() => fixture.close())

const TWO = ['2025-06-02,100.00,,100.00,甲,R-1,货款', '2025-06-03,50.00,,150.00,乙,R-2,货款']
const codeOf = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await answer
  return `${status} ${body.code ?? ''}`.trim()
}

describe('given a list whose rows could be lost on the way', () => {
  it('when its lines end now with CR LF, now with LF, then every movement is there', async () => {
    const text = `${HEAD}\r\n${TWO.join('\n')}\n2025-06-04,,20.00,130.00,丙,R-3,退款\n`
    expect((await fixture.file(text, 'text/csv', {})).status).toBe(201)
    expect((await fixture.get('lines')).total).toBe(3)
  })

  it('when a map by letters meets a list without headings, then its first movement is not taken for them', async () => {
    const columnMap = { day: 'A', credit: 'B', debit: 'C', balance: 'D', counterparty: 'E' }
    await fixture.done('column-maps', { account: ACCOUNT, columnMap })
    const answer = await fixture.file(TWO.join('\n'), 'text/csv', {})
    expect(answer).toMatchObject({ status: 422, body: { code: 'statement-headings-missing' } })
  })

  it('when a heading of the map stands twice, then no column is chosen by chance', async () => {
    const head = HEAD.replace('摘要', '收入')
    const text = [head, '2025-06-02,100.00,,100.00,甲,R-1,1.00'].join('\n')
    const { purpose: _none, ...columnMap } = MAP
    await fixture.done('column-maps', { account: ACCOUNT, columnMap })
    expect(await codeOf(fixture.file(text, 'text/csv', {}))).toBe('422 statement-heading-twice')
  })

  it('when the last row has a day nobody can read and a purpose that begins as a total, then it is no total', async () => {
    const answer = await fixture.bring([...TWO, '06/10/2025,9.00,,159.00,丁,R-4,合计付款'])
    expect(answer.body).toMatchObject({ code: 'statement-day-unread', facts: { row: '4' } })
  })

  it('when a column is in 万元, then it is refused, not read as yuan', async () => {
    const columnMap = { ...MAP, credit: '收入（万元）' }
    const rows = (async function* () {
      yield* readSpreadsheet(Buffer.from([HEAD.replace('收入', '收入（万元）'), TWO[0]].join('\n')))
    })()
    expect((await readLines(rows, columnMap)).faults).toMatchObject([{ code: 'statement-in-wan' }])
  })
})

describe('given statements that say what cannot be', () => {
  it('when one ends after today, then it is refused: nothing dated later is known (H9)', async () => {
    expect(await codeOf(fixture.bring(TWO, { to: '2025-12-31' }))).toBe('422 statement-not-over')
    const preview = await fixture.bring(TWO, { to: '2025-12-31' }, 'statements/preview')
    expect(preview.body).toMatchObject({ wouldRecord: false, faults: [{ code: 'statement-not-over' }] })
    expect(await codeOf(fixture.bring(TWO, { to: '2025-09-15' }))).toBe('201')
  })

  it('when the bank prints a dash for no number, then two equal receipts of a day are two', async () => {
    await fixture.bring(['2025-06-02,100.00,,100.00,甲,-,'])
    await fixture.bring(['2025-06-02,100.00,,200.00,甲,-,'])
    const { lines } = await fixture.get('lines')
    expect(lines.map((it: { repeats?: string }) => it.repeats)).toEqual([undefined, undefined])
  })

  it('when a third lies inside the first, then what is missing is counted from the first’s end', async () => {
    await fixture.bring(['2025-06-01,1.00,,1.00,甲,R-1,'], { to: '2025-06-30' })
    await fixture.bring(['2025-06-10,2.00,,5.00,甲,R-2,'], { to: '2025-06-15' })
    await fixture.bring(['2025-07-01,3.00,,4.00,甲,R-3,'], { to: '2025-07-31' })
    expect(await fixture.openKinds('?kind=statementGap')).toEqual([])
  })
})

describe('given a camt.053 of a bank that writes as it likes', () => {
  const camt = (encoding: string, name: string, reference: string) =>
    `<?xml version="1.0" encoding="${encoding}"?><Document><BkToCstmrStmt><Stmt><Id>S-1</Id>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">0</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">9</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="CNY">9</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-06-10</Dt></BookgDt>
<AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>${name}</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>`
  /** 张三 in GB18030. */
  const CHANG = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd])

  it('when it is written in GB18030, then its names are read so', async () => {
    const [before, after] = camt('GB18030', '\u0000', 'R-1').split('\u0000')
    const file = Buffer.concat([Buffer.from(before), CHANG, Buffer.from(after)])
    expect((await fixture.file(file, 'application/xml', {})).status).toBe(201)
    expect((await fixture.get('lines')).lines).toMatchObject([{ counterparty: '张三' }])
  })

  it('when a number of it is a novel, then it is refused, not half kept nor more than the log takes', async () => {
    const answer = await fixture.file(camt('UTF-8', '甲', 'R'.repeat(2_000_000)), 'application/xml', {})
    expect(answer).toMatchObject({ status: 422, body: { code: 'statement-text-too-long' } })
  })
})

describe('given a line explained in part', () => {
  it('then the line says by what, why, and which entry takes it back', async () => {
    const { statement } = (await fixture.bring(['2025-06-02,100.00,,100.00,甲,R-1,'])).body
    const line = `${statement}.1`
    const fee = await fixture.done('adjustments', { line, amount: '0.50', kind: '手续费', reason: '账户管理费' })
    const aside = await fixture.done(`lines/${line}/setting-aside`, { reason: '存款' })
    expect((await fixture.get('lines')).lines).toMatchObject([
      {
        explained: [
          { entryId: fee.entryId, amount: '0.50', kind: '手续费', reason: '账户管理费' },
          { entryId: aside.entryId, amount: '99.50', reason: '存款' },
        ],
      },
    ])
  })

  it('when the waiver of one third party stands, then another who pays is another item', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    const target = await fixture.pay(contract, 'R-9', '600.00')
    const rows = ['2025-06-10,300.00,,300.00,担保公司,X-1,', '2025-06-10,300.00,,600.00,另一公司,X-2,']
    const { statement } = (await fixture.bring(rows)).body
    const match = (at: number) => ({
      lines: [{ line: `${statement}.${at}`, amount: '300.00' }],
      targets: [{ target, amount: '300.00' }],
    })
    await fixture.done('matches', match(1))
    const { items } = await fixture.get('queues?kind=thirdPartyPayer')
    expect(items).toHaveLength(1)
    await fixture.done('waivers', { items: [items[0].id], reason: '三方协议' })
    await fixture.done('matches', match(2))
    expect(await fixture.openKinds('?kind=thirdPartyPayer')).toEqual(['thirdPartyPayer'])
  })

  it('when a receipt came in twenty lines that do not add up to it, then that can be waived too', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    await fixture.pay(contract, 'R-1', '600.00')
    const rows = Array.from({ length: 20 }, (_, i) => `2025-06-10,10.00,,${(i + 1) * 10}.00,示例光电科技有限公司,R-1,`)
    await fixture.bring(rows)
    const { items } = await fixture.get('queues?kind=underpaid')
    expect(items).toMatchObject([{ amount: '400.00' }])
    await fixture.done('waivers', { items: [items[0].id], reason: '分期' })
    expect(await fixture.openKinds('?kind=underpaid')).toEqual([])
  })
})

describe('given one transfer told at two places', () => {
  it('when its line was matched to the invoice and its receipt is recorded after, then it pays that invoice and no other', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    const target = await fixture.invoice(contract, 1, '300.00')
    await fixture.invoice(contract, 2, '300.00')
    const { statement } = (await fixture.bring(['2025-06-10,300.00,,300.00,示例光电科技有限公司,R-1,'])).body
    const lines = [{ line: `${statement}.1`, amount: '300.00' }]
    await fixture.done('matches', { lines, targets: [{ target, amount: '300.00' }] })
    expect(await fixture.openKinds()).toEqual(['unmatchedInvoice', 'matchedInvoiceWithoutReceipt'])
    await fixture.pay(contract, 'R-1', '300.00')
    expect(await fixture.openKinds()).toEqual(['unmatchedInvoice'])
  })

  it('when a thousand lines are doubtful, then the answer tells how many and shows the first', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    for (const no of ['A', 'B']) await fixture.pay(contract, no, '1.00')
    await fixture.bring(Array.from({ length: 1_000 }, (_, i) => `2025-06-10,1.00,,${i + 1}.00,某,X${i},`))
    const { body } = await fixture.post('matches/suggestions', {})
    expect(body.total).toEqual({ proposals: 0, ambiguous: 1_000 })
    expect(body.ambiguous).toHaveLength(500)
  })

  it('when a request is repeated after its statement was voided, then it is answered with the same name', async () => {
    const url = `/api/platforms/${PLATFORM}/reconciliation/statements?account=${ACCOUNT}&fileName=a.csv`
    const head = { 'content-type': 'text/csv', 'idempotency-key': 'K-1' }
    const send = () => fixture.raw(url, [HEAD, ...TWO].join('\n'), head)
    const { statement } = await send()
    await fixture.done(`statements/${statement}/voiding`, { reason: '误导入' })
    expect((await send()).statement).toBe(statement)
    expect((await fixture.get('lines')).total).toBe(0)
  })
})
