import { Workbook } from 'exceljs'
import { ACCOUNT, BankFixture, HEAD, PLATFORM } from './bank-fixture.spec-support'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
let fixture: BankFixture
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
})
afterEach(() => fixture.close())

/** As a bank’s counter prints it: a title over all columns, the account, then the table, then a total. */
async function workbook(change: (book: Workbook) => void = () => undefined): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet('交易明细')
  sheet.addRow(['示例银行交易明细'])
  sheet.mergeCells('A1:G1')
  sheet.addRow(['账号', ACCOUNT])
  sheet.addRow(HEAD.split(','))
  sheet.addRow([
    new Date(Date.UTC(2025, 5, 2)),
    9_116_800.29,
    null,
    9_216_800.29,
    '示例光电科技有限公司',
    'R-1',
    '货款',
  ])
  sheet.addRow([new Date(Date.UTC(2025, 5, 3)), null, '30.50', '9,216,769.79', '银行', 'R-2', '手续费'])
  sheet.addRow(['合计', 9_116_800.29, 30.5])
  change(book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

describe('given a bank’s workbook', () => {
  it('then title rows and totals are passed over, dates and amounts read to the fen', async () => {
    const answer = await fixture.file(await workbook(), XLSX, { fileName: '6月.xlsx' })
    expect(answer.status).toBe(201)
    expect((await fixture.get('statements')).statements).toMatchObject([
      // 9,216,800.29 − 9,116,800.29
      { format: 'xlsx', opening: '100000.00', closing: '9216769.79', credits: '9116800.29', debits: '30.50' },
    ])
    expect((await fixture.get('lines')).lines.map((it: { day: string }) => it.day)).toEqual([
      '2025-06-02',
      '2025-06-03',
    ])
  })

  it('then a hidden row is refused with its number: nobody has seen it', async () => {
    const hidden = await workbook((book) => {
      book.worksheets[0].getRow(5).hidden = true
    })
    expect((await fixture.file(hidden, XLSX, {})).body).toMatchObject({ code: 'hidden-row', facts: { row: '5' } })
  })

  it('then a formula is refused: what it says depends on who opens it', async () => {
    const computed = await workbook((book) => {
      book.worksheets[0].getCell('D5').value = { formula: 'D4-C5', result: 1 }
    })
    expect((await fixture.file(computed, XLSX, {})).body.code).toBe('formula')
  })
})

describe('given a list with what is printed around it', () => {
  const around = (opening: string, account: string) =>
    [
      `账号：${account},,,,,,`,
      HEAD,
      `期初余额,,,${opening},,,`,
      '2025-06-02,100.00,,1100.00,甲,R-1,货款',
      '打印日期：2025-07-01,,,,,,',
    ].join('\n')
  const preview = async (text: string) => (await fixture.file(text, 'text/csv', {}, 'statements/preview')).body

  it('then what was left out is said, and the opening balance is compared: 1,100.00 − 100.00', async () => {
    expect(await preview(around('1000.00', ACCOUNT))).toMatchObject({
      wouldRecord: true,
      statement: { opening: '1000.00', lineCount: 1 },
      notices: [{ code: 'rows-left-out', facts: { rows: '2' } }],
    })
    expect(await preview(around('1000.01', ACCOUNT))).toMatchObject({
      wouldRecord: false,
      faults: [{ code: 'statement-balance-row-differs', facts: { stated: '1000.01', computed: '1000.00' } }],
    })
  })

  it('when it is of another account, then it is refused; what is masked and fits is not', async () => {
    const other = await preview(around('1000.00', '9999999'))
    expect(other).toMatchObject({ wouldRecord: false, faults: [{ code: 'statement-of-other-account' }] })
    expect(await preview(around('1000.00', '4400****0001'))).toMatchObject({ wouldRecord: true })
  })

  it('when a month is missing before it, then the preview says so in the words of the queue', async () => {
    await fixture.bring(['2025-04-30,1.00,,900.00,甲,R-0,'], { from: '2025-04-01', to: '2025-04-30' })
    const span = { from: '2025-06-01', to: '2025-06-30' }
    const { body } = await fixture.file(around('1000.00', ACCOUNT), 'text/csv', span, 'statements/preview')
    const gaps = body.notices.filter((it: { code: string }) => it.code === 'statementGap')
    await fixture.file(around('1000.00', ACCOUNT), 'text/csv', span)
    const { items } = await fixture.get('queues?kind=statementGap')
    expect(gaps).toHaveLength(2)
    expect(items.map((it: { zh: string }) => it.zh)).toEqual(gaps.map((it: { zh: string }) => it.zh))
  })
})

describe('given requests that come twice', () => {
  const url = `/api/platforms/${PLATFORM}/reconciliation`

  it('then a match under one key is one, and other content under it is refused', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    const target = await fixture.pay(contract, 'R-9', '600.00')
    const { statement } = (await fixture.bring(['2025-06-10,600.00,,600.00,甲,X-1,'])).body
    const body = { lines: [{ line: `${statement}.1`, amount: '5.00' }], targets: [{ target, amount: '5.00' }] }
    const waiting = `${url}/matches?waitFor=${await fixture.log.head()}`
    const send = (it: object) => fixture.send('POST', waiting, it, { 'idempotency-key': 'K-1' })
    const [first, again] = [await send(body), await send(body)]
    expect(first.status).toBe(201)
    expect(again.body).toEqual(first.body)
    const other = await send({ ...body, note: '另一内容' })
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } })
    expect((await fixture.get('matches')).total).toBe(1)
  })

  it('then of two that bring one file at once, one does', async () => {
    const lines = ['2025-06-10,600.00,,600.00,甲,X-1,']
    const answers = await Promise.all([fixture.bring(lines), fixture.bring(lines)])
    expect(answers.map((it) => it.status).sort()).toEqual([201, 409])
    expect((await fixture.get('lines')).total).toBe(1)
  })

  it('then of two that match one line at once, one does', async () => {
    const contract = await fixture.contract('ZSJM-001', '1000.00')
    const targets = [await fixture.pay(contract, 'R-8', '600.00'), await fixture.pay(contract, 'R-9', '600.00')]
    const { statement } = (await fixture.bring(['2025-06-10,600.00,,600.00,甲,X-1,'])).body
    const lines = [{ line: `${statement}.1`, amount: '600.00' }]
    const waiting = `${url}/matches?waitFor=${await fixture.log.head()}`
    const answers = await Promise.all(
      targets.map((target) => fixture.send('POST', waiting, { lines, targets: [{ target, amount: '600.00' }] })),
    )
    expect(answers.map((it) => it.body.code ?? 'done').sort()).toEqual(['done', 'line-nothing-open'])
  })
})

describe('given a platform that is not there', () => {
  it('then nothing of it is read or opened', async () => {
    const other = '/api/platforms/22222222-2222-5222-8222-222222222222/reconciliation'
    expect((await fixture.send('GET', `${other}/queues`)).body.code).toBe('unknown-platform')
    const account = { account: ACCOUNT, bank: '银行', holder: '某', currency: 'CNY' }
    expect((await fixture.send('POST', `${other}/accounts`, account)).body.code).toBe('unknown-platform')
  })
})
