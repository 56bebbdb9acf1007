import { readCamt } from './camt'
import type { CamtStatement } from './camt-statement'

const balance = (code: string, amount: string, day = '2025-06-30') =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`
const SPAN = '<FrDtTm>2025-06-01T00:00:00+08:00</FrDtTm><ToDtTm>2025-06-30T23:59:59+08:00</ToDtTm>'
const onlyOf = (xml: string): CamtStatement => readCamt(xml).statements[0]
const read = (inside: string, span = SPAN) =>
  onlyOf(`<Document><BkToCstmrStmt><Stmt><Id>S</Id><FrToDt>${span}</FrToDt><Acct><Ccy>CNY</Ccy></Acct>
${balance('OPBD', '0.00', '2025-05-31')}${balance('CLBD', '900.00')}${inside}</Stmt></BkToCstmrStmt></Document>`)
const entry = (amount: string, inside: string, way = 'CRDT', day = '<Dt>2025-06-10</Dt>') =>
  `<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts>BOOK</Sts><BookgDt>${day}</BookgDt>${inside}</Ntry>`
const amountOf = (yuan: string, ccy = 'CNY') => `<AmtDtls><TxAmt><Amt Ccy="${ccy}">${yuan}</Amt></TxAmt></AmtDtls>`
const one = (name: string, reference: string, amount = '', ustrd = '') =>
  `<TxDtls><Refs><AcctSvcrRef>${reference}</AcctSvcrRef></Refs>${amount}<RltdPties><Dbtr><Nm>${name}</Nm></Dbtr>
<Cdtr><Nm>本平台</Nm></Cdtr></RltdPties><RmtInf><Ustrd>${ustrd}</Ustrd></RmtInf></TxDtls>`
const reported = ({ lines }: CamtStatement) =>
  lines.map((it) => [it.amount, it.counterparty, it.reference, it.purpose].map((text) => text ?? '–').join(' '))

describe('given an entry of a bank that sums up several payments', () => {
  it('when each tells its amount and they are the entry, then each is a line with its own payer and number', () => {
    const batch = `<AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch>${one('甲公司', 'T-1', amountOf('500.00'), '票款')}
      ${one('乙公司', 'T-2', amountOf('300'))}</NtryDtls><NtryDtls>${one('丙公司', 'T-3', '<Amt Ccy="CNY">100.00</Amt>')}</NtryDtls>`
    const found = read(entry('900.00', batch))
    expect(found.faults).toEqual([])
    expect(reported(found)).toEqual(['500.00 甲公司 T-1 票款', '300.00 乙公司 T-2 –', '100.00 丙公司 T-3 –'])
    expect(found.rows).toHaveLength(3)
  })

  // Who pays may write any number there: it is told, and is never the bank’s.
  it('when parts have only the number that who paid gave them, then that is kept beside the bank’s own of the whole', () => {
    const part = (name: string, end: string, yuan: string) =>
      one(name, '', amountOf(yuan)).replace('<AcctSvcrRef></AcctSvcrRef>', `<EndToEndId>${end}</EndToEndId>`)
    const batch = (first: string) =>
      `<AcctSvcrRef>N1</AcctSvcrRef><NtryDtls>${part('某公司', first, '100.00')}${part('乙公司', 'E2', '200.00')}</NtryDtls>`
    const found = read(entry('300.00', batch('E1')))
    expect(reported(found)).toEqual(['100.00 某公司 N1 –', '200.00 乙公司 N1 –'])
    expect(found.lines.map((it) => it.endToEndId)).toEqual(['E1', 'E2'])
    expect(reported(read(entry('300.00', batch('NOTPROVIDED'))))[0]).toBe('100.00 某公司 N1 –')
    const alone = read(
      entry('100.00', `<AcctSvcrRef>N1</AcctSvcrRef><NtryDtls>${part('某公司', 'E1', '100')}</NtryDtls>`),
    )
    expect(alone.lines).toMatchObject([{ reference: 'N1', endToEndId: 'E1' }])
  })

  it('when money goes, then each goes', () => {
    const batch = `<NtryDtls>${one('本平台', 'T-1', amountOf('2.00'))}${one('本平台', 'T-2', amountOf('1.00'))}</NtryDtls>`
    expect(reported(read(entry('3.00', batch, 'DBIT'))).map((it) => it.split(' ')[0])).toEqual(['-2.00', '-1.00'])
  })

  it.each([
    ['one of them tells no amount', amountOf('500.00'), ''],
    ['they are not the entry (a charge was taken off)', amountOf('500.00'), amountOf('401.00')],
    ['one is in another currency', amountOf('500.00'), amountOf('400.00', 'USD')],
    ['one is nothing', amountOf('900.00'), amountOf('0.00')],
  ])('when %s, then it stays one line that is nobody’s in particular', (_, first, second) => {
    const batch = `<AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls>${one('甲公司', 'T-1', first)}${one('乙公司', 'T-2', second)}</NtryDtls>`
    const found = read(entry('900.00', batch))
    expect([found.faults, reported(found)]).toEqual([[], ['900.00 – B-1 –']])
    const unnamed = read(entry('900.00', batch.replace('<AcctSvcrRef>B-1</AcctSvcrRef>', '')))
    expect(reported(unnamed)).toEqual(['900.00 – – –'])
    expect(found.notices).toMatchObject([{ code: 'entry-parts-differ', facts: { amount: '900.00' } }])
  })

  it('when its one payment tells another amount, then the parts are named and the line stays as it moved the balance', () => {
    const found = read(entry('300.00', `<NtryDtls>${one('甲公司', 'T-1', amountOf('250.00'))}</NtryDtls>`))
    expect(reported(found)).toEqual(['300.00 甲公司 T-1 –'])
    expect(found.notices[0].zh).toContain('该笔 300.00 与其明细（250.00）不符')
    expect(read(entry('300.00', `<NtryDtls>${one('甲公司', 'T-1')}</NtryDtls>`)).notices).toEqual([])
  })

  it('when they are pending, then they are no lines', () => {
    const batch = `<NtryDtls>${one('甲公司', 'T-1', amountOf('500.00'))}${one('乙公司', 'T-2', amountOf('400.00'))}</NtryDtls>`
    const found = read(
      entry('900.00', batch).replace('BOOK', 'PDNG') + entry('1.50', '', 'DBIT').replace('BOOK', 'INFO'),
    )
    // 900.00 − 1.50
    const facts = { count: '2', sum: '898.50' }
    expect([found.lines, found.notices]).toMatchObject([[], [{ code: 'entries-not-booked', facts }]])
  })
})

describe('given an entry that takes another one back', () => {
  it('then money that comes back is from whom it had gone to: the parties are those of the first way', () => {
    const inside = `<RvslInd>true</RvslInd><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>本平台</Nm></Dbtr><Cdtr><Nm>甲公司</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>`
    expect(reported(read(entry('9.00', inside)))).toEqual(['9.00 甲公司 – –'])
    expect(reported(read(entry('9.00', inside, 'DBIT')))).toEqual(['-9.00 本平台 – –'])
    expect(reported(read(entry('9.00', inside.replace('true', 'false'))))).toEqual(['9.00 本平台 – –'])
  })
})

describe('given how banks write days and texts', () => {
  it('then a moment is the day that it was in Shanghai', () => {
    const at = (moment: string) => read(entry('9.00', '', 'CRDT', `<DtTm>${moment}</DtTm>`)).lines[0].day
    expect(at('2025-06-10T20:00:00Z')).toBe('2025-06-11')
    expect(at('2025-06-10T00:30:00+08:00')).toBe('2025-06-10')
    expect(at('2025-06-10T23:30:00')).toBe('2025-06-10')
    const { from, to } = read('', '<FrDtTm>2025-05-31T16:00:00Z</FrDtTm><ToDtTm>2025-06-30T15:59:59Z</ToDtTm>')
    expect([from, to]).toEqual(['2025-06-01', '2025-06-30'])
  })

  it('then a span that ends at midnight ends on the day of the closing balance, not on the next', () => {
    const to = (moment: string) => read('', `<FrDtTm>2025-06-01T00:00:00</FrDtTm><ToDtTm>${moment}</ToDtTm>`).to
    expect(to('2025-07-01T00:00:00')).toBe('2025-06-30')
    expect(to('2025-06-30T16:00:00Z')).toBe('2025-06-30')
    expect(to('2025-06-30T24:00:00')).toBe('2025-06-30')
    // Midnight for the day itself, as some write it.
    expect(to('2025-06-30T00:00:00')).toBe('2025-06-30')
  })

  it('when the file tells no span, then it reaches to the day of its closing balance: the end of a month is no gap', () => {
    expect(read(entry('9.00', ''), '').to).toBe('2025-06-30')
    expect(read(entry('9.00', '', 'CRDT', '<Dt>2025-07-02</Dt>'), '').to).toBeUndefined()
  })

  it('when it tells each day’s balances, then the statement opens with the first and closes with the last', () => {
    const found = read(balance('CLBD', '7.00', '2025-06-10') + balance('OPBD', '7.00', '2025-06-10'))
    expect([found.opening, found.closing]).toEqual(['0.00', '900.00'])
    // In whatever order they stand.
    expect(read(balance('CLBD', '950.00', '2025-07-01')).closing).toBe('950.00')
  })

  it('then what stands in CDATA is read as any text', () => {
    const found = read(entry('9.00', `<NtryDtls>${one('<![CDATA[甲 & 乙公司]]>', '<![CDATA[T-1]]>')}</NtryDtls>`))
    expect(reported(found)).toEqual(['9.00 甲 & 乙公司 T-1 –'])
  })
})
