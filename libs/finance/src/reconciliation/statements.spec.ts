import { streamName } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { ACCOUNT, BankFixture, MAP, PLATFORM } from './bank-fixture.spec-support'
import { keepLines } from './statement-lines'

let fixture: BankFixture
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
})
afterEach(() => fixture.close())

const JUNE = [
  '2025-06-02,"1,000.00",,"11,000.00",示例光电科技有限公司,R-1,货款',
  '2025-06-09,,30.50,10969.50,银行,R-2,手续费',
  '2025-06-30,500.00,,11469.50,某公司,R-3,服务费',
  '合计,1500.00,30.50,,,,',
]

describe('given an account with a column map', () => {
  it('when a statement that ties is brought, then it is there to the fen, its totals row left out', async () => {
    const answer = await fixture.bring(JUNE)
    expect(answer.status).toBe(201)
    const { statements } = await fixture.get('statements')
    expect(statements).toMatchObject([
      {
        statement: answer.body.statement,
        from: '2025-06-02',
        to: '2025-06-30',
        // 11,000.00 − 1,000.00 and the last balance.
        opening: '10000.00',
        closing: '11469.50',
        credits: '1500.00',
        debits: '30.50',
        lineCount: 3,
        whole: true,
      },
    ])
    const { lines } = await fixture.get('lines')
    expect(lines.map((it: { amount: string; direction: string }) => [it.direction, it.amount])).toEqual([
      ['credit', '1000.00'],
      ['debit', '30.50'],
      ['credit', '500.00'],
    ])
  })

  it('then the preview says the same and records nothing', async () => {
    const before = await fixture.log.head()
    const { status, body } = await fixture.bring(JUNE, {}, 'statements/preview')
    expect(status).toBe(200)
    expect(body).toMatchObject({ wouldRecord: true, faults: [], totalRows: [5] })
    expect(body.statement).toMatchObject({ opening: '10000.00', closing: '11469.50', lineCount: 3 })
    expect(await fixture.log.head()).toBe(before)
  })

  it('when the newest line stands first, then it is read from below', async () => {
    const { body } = await fixture.bring(JUNE.slice(0, 3).reverse(), {}, 'statements/preview')
    expect(body.faults).toEqual([])
    expect(body.statement.lines.map((it: { reference: string }) => it.reference)).toEqual(['R-1', 'R-2', 'R-3'])
  })

  it('when a running balance does not carry, then it is refused with its row', async () => {
    const answer = await fixture.bring([JUNE[0], '2025-06-09,,30.50,10969.51,银行,R-2,手续费'])
    expect(answer).toMatchObject({ status: 422, body: { code: 'statement-balance-breaks', facts: { row: '3' } } })
    expect((await fixture.get('statements')).statements).toEqual([])
  })

  it('when the closing balance stated is not reached, then it is refused with the difference', async () => {
    const answer = await fixture.bring(JUNE.slice(0, 3), { closing: '11469.51' })
    expect(answer.body).toMatchObject({ code: 'statement-does-not-tie', facts: { difference: '0.01' } })
  })

  it('when the same file comes again, or the same statement in another file, then it is refused', async () => {
    await fixture.bring(JUNE)
    expect((await fixture.bring(JUNE)).body).toMatchObject({ code: 'statement-file-exists' })
    // Another footer, the same movements.
    expect((await fixture.bring(JUNE.slice(0, 3))).body).toMatchObject({ code: 'statement-exists' })
  })

  it('when a statement was voided, then its file may come again, and its lines are gone before that', async () => {
    const { statement } = (await fixture.bring(JUNE)).body
    await fixture.done(`statements/${statement}/voiding`, { reason: '选错账号' })
    expect((await fixture.get('lines')).total).toBe(0)
    expect((await fixture.bring(JUNE)).status).toBe(201)
  })

  it.each([
    ['03/04/2025,1.00,,1.00,,,', 'statement-day-unread'],
    ['2025-02-30,1.00,,1.00,,,', 'statement-day-unread'],
    ['2025-06-01,1.005,,1.00,,,', 'statement-amount-unread'],
    ['2025-06-01,"1,00.00",,1.00,,,', 'statement-amount-unread'],
    ['2025-06-01,1.00,1.00,1.00,,,', 'statement-amount-unread'],
    ['2025-06-01,,,1.00,,,', 'statement-amount-unread'],
  ])('when a row is %s, then it is refused as %s with row and column', async (line, code) => {
    const answer = await fixture.bring([line])
    expect(answer.body).toMatchObject({ code, facts: { row: '2' } })
  })

  it('when the headings are others, then it says so, and the preview shows the rows to choose from', async () => {
    const csv = '日期,金额\n2025-06-01,1.00'
    expect((await fixture.file(csv, 'text/csv', {})).body.code).toBe('statement-headings-missing')
    const { body } = await fixture.file(csv, 'text/csv', {}, 'statements/preview')
    expect(body.sample).toEqual([
      { sheet: '流水', row: 1, cells: ['日期', '金额'] },
      { sheet: '流水', row: 2, cells: ['2025-06-01', '1.00'] },
    ])
    await fixture.done('column-maps', {
      account: ACCOUNT,
      columnMap: { day: '日期', amount: '金额', plusMeans: 'credit' },
    })
    const balances = { opening: '0.00', closing: '1.00' }
    expect((await fixture.file(csv, 'text/csv', balances)).status).toBe(201)
  })

  it('when a map says twice what came, then it is refused', async () => {
    const both = { ...MAP, amount: '金额', plusMeans: 'credit' }
    expect((await fixture.post('column-maps', { account: ACCOUNT, columnMap: both })).body.code).toBe(
      'column-map-amounts',
    )
  })

  it('when days or a balance are missing between two statements, then both are queued, not refused', async () => {
    await fixture.bring(['2025-06-30,1.00,,101.00,甲,A,'], { from: '2025-06-01', to: '2025-06-30' })
    // Opens at 102.00 − 1.00 = 101.00 on 3 July: 1 and 2 July are missing, the balance carries.
    await fixture.bring(['2025-07-31,1.00,,102.00,甲,B,'], { from: '2025-07-03', to: '2025-07-31' })
    // Opens at 150.00, one day after.
    await fixture.bring(['2025-08-31,1.00,,151.00,甲,C,'], { from: '2025-08-01', to: '2025-08-31' })
    const { items } = await fixture.get('queues?kind=statementGap')
    expect(items).toMatchObject([
      { day: '2025-07-01', zh: expect.stringContaining('2025-07-01 至 2025-07-02') },
      { day: '2025-08-01', amount: '48.00' },
    ])
    const atClose = await fixture.get('queues?kind=statementGap&to=2025-09-30')
    expect(atClose.items).toHaveLength(3)
    expect(atClose.items[2]).toMatchObject({ day: '2025-09-01' })
  })

  it('when two statements tell of the same days, then the overlap and the repeated line are queued', async () => {
    await fixture.bring(['2025-06-02,1.00,,1.00,甲,A,', '2025-06-20,2.00,,3.00,乙,B,'])
    await fixture.bring(['2025-06-20,2.00,,3.00,乙,B,', '2025-06-30,4.00,,7.00,丙,C,'])
    const kinds = (await fixture.openKinds()).sort()
    expect(kinds).toEqual(['repeatedLine', 'statementOverlap', 'unmatchedLine', 'unmatchedLine', 'unmatchedLine'])
  })

  it('when two equal receipts come on one day, then they are two', async () => {
    await fixture.bring(['2025-06-02,5.00,,5.00,甲,,货款', '2025-06-02,5.00,,10.00,甲,,货款'])
    const { lines } = await fixture.get('lines')
    expect(lines.map((it: { amount: string; repeats?: string }) => [it.amount, it.repeats])).toEqual([
      ['5.00', undefined],
      ['5.00', undefined],
    ])
  })

  it('when one statement tells the same twice under one reference, then its balance counts both and they are two', async () => {
    await fixture.done('column-maps', { account: ACCOUNT, columnMap: { ...MAP, balance: undefined } })
    const twice = ['2025-06-02,5.00,,,甲,R-1,货款', '2025-06-02,5.00,,,甲,R-1,货款']
    await fixture.bring(twice, { opening: '0.00', closing: '10.00' })
    expect(await fixture.openKinds()).toEqual(['unmatchedLine', 'unmatchedLine'])
  })

  it('when a statement is longer than one append holds, then all of it is there, and counts once', async () => {
    const rows = Array.from(
      { length: 6000 },
      (_, i) => `2025-06-02,1.00,,${i + 1}.00,示例光电科技有限公司,R-${i},${'货款'.repeat(12)}`,
    )
    const { status, body } = await fixture.bring(rows)
    expect(status).toBe(201)
    expect((await fixture.get('statements')).statements).toMatchObject([{ lineCount: 6000, whole: true }])
    expect((await fixture.get(`lines?statement=${body.statement}&limit=1`)).total).toBe(6000)
    expect((await fixture.bring(rows)).body.code).toBe('statement-file-exists')
  })

  it('when many bring the same file at once, or several their own, then each statement is there once and whole', async () => {
    const same = await Promise.all(Array.from({ length: 5 }, () => fixture.bring(JUNE)))
    expect(same.map((it) => it.status).sort()).toEqual([201, 409, 409, 409, 409])
    const months = ['07', '08', '09'].map((it, i) => [`2025-${it}-01,1.00,,${11470 + i}.50,甲,${it},`])
    const others = await Promise.all(months.map((it) => fixture.bring(it)))
    expect(others.map((it) => it.status)).toEqual([201, 201, 201])
    expect((await fixture.get('lines')).total).toBe(6)
  })

  it('when another program has brought one since, then a line of it is found at once, by whoever decides on it', async () => {
    await fixture.bring(JUNE)
    const { statement } = (await fixture.get('statements')).statements[0]
    // As the other does it: its lines first, then the entry that names them.
    const lines = [{ ordinal: 1, day: '2025-07-01', amount: '7.00' }]
    const who = { actor: '他人', correlationId: 'other', requestHash: 'h' }
    const linesHash = String(await keepLines(new Recorder(fixture.log), PLATFORM, lines, who))
    const stream = streamName('reconciliation', PLATFORM)
    const { events, head } = await fixture.log.readStream(stream)
    const brought = events.find((it) => it.type === 'StatementBrought')
    const july = '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10'
    const data = {
      ...brought?.data,
      statement: july,
      sha256: 'b'.repeat(64),
      from: '2025-07-01',
      to: '2025-07-31',
      linesHash,
    }
    const metadata = { actor: '他人', correlationId: 'other' }
    const entry = { id: '7c9e6679-7425-50de-944b-e07fc1f90ae7', type: 'StatementBrought', version: 2, data, metadata }
    await fixture.log.append(stream, head, [entry])
    await fixture.done(`lines/${july}.1/setting-aside`, { reason: '工资' })
    expect((await fixture.get(`lines?statement=${july}`)).lines).toMatchObject([{ setAside: '7.00', open: '0.00' }])
    expect((await fixture.get(`lines?statement=${statement}`)).total).toBe(3)
  })
})
