import { ACCOUNT, BankFixture } from './bank-fixture.spec-support'
import { readCamt } from './camt'

/** As banks send it: one statement, two booked entries, one pending, a reversal among them. */
const entry = (amount: string, way: string, day: string, reference: string, more = '', status = 'BOOK') => `
  <Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts>
    <BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>${more}</Ntry>`
const details = (name: string, purpose: string) => `<NtryDtls><TxDtls><Refs><EndToEndId>E2E-1</EndToEndId></Refs>
  <RltdPties><Dbtr><Nm>${name}</Nm></Dbtr><DbtrAcct><Id><Othr><Id>6222-1</Id></Othr></Id></DbtrAcct></RltdPties>
  <RmtInf><Ustrd>${purpose}</Ustrd></RmtInf></TxDtls></NtryDtls>`
const balance = (code: string, amount: string, way = 'CRDT') =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd></Bal>`
const document = (inside: string, head = '') => `<?xml version="1.0" encoding="UTF-8"?>${head}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId></GrpHdr>
<Stmt><Id>S-2025-06</Id><FrToDt><FrDtTm>2025-06-01T00:00:00+08:00</FrDtTm><ToDtTm>2025-06-30T23:59:59+08:00</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>${ACCOUNT}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>${inside}</Stmt></BkToCstmrStmt></Document>`
const JUNE = document(
  balance('OPBD', '100.00') +
    balance('CLBD', '620.50') +
    entry('600', 'CRDT', '2025-06-10', 'AS-1', details('示例光电科技有限公司', '票款 &amp; 尾款')) +
    entry('79.50', 'DBIT', '2025-06-11', 'AS-2') +
    entry('9999.00', 'CRDT', '2025-06-12', 'AS-3', '', 'PDNG'),
)

describe('given a camt.053', () => {
  let fixture: BankFixture
  beforeAll(async () => {
    fixture = await (await BankFixture.open()).withAccount()
  })
  afterAll(() => fixture.close())

  it('then it is brought as a bank’s own statement: booked entries only, 100.00 + 600.00 − 79.50 = 620.50', async () => {
    const answer = await fixture.file(JUNE, 'application/xml', {})
    expect(answer.status).toBe(201)
    expect((await fixture.get('statements')).statements).toMatchObject([
      { format: 'camt.053', bankStatementId: 'S-2025-06', from: '2025-06-01', to: '2025-06-30', closing: '620.50' },
    ])
    const { lines } = await fixture.get('lines')
    expect(lines).toMatchObject([
      {
        direction: 'credit',
        amount: '600.00',
        reference: 'AS-1',
        counterparty: '示例光电科技有限公司',
        purpose: '票款 & 尾款',
        endToEndId: 'E2E-1',
      },
      { direction: 'debit', amount: '79.50', reference: 'AS-2' },
    ])
    // The bank’s number of the statement is known: another file of it is refused.
    expect((await fixture.file(`${JUNE}\n`, 'application/xml', {})).body.code).toBe('statement-exists')
  })

  it('then one fen more in an entry does not tie', async () => {
    const answer = await fixture.file(JUNE.replace('>600<', '>600.01<'), 'application/xml', {})
    expect(answer.body).toMatchObject({ code: 'statement-does-not-tie', facts: { difference: '-0.01' } })
  })

  it('then a statement of another account is refused', async () => {
    const answer = await fixture.file(JUNE.replaceAll(ACCOUNT, '4400-9999'), 'application/xml', {})
    expect(answer.body.code).toBe('statement-of-other-account')
  })

  it.each([
    ['another currency', JUNE.replaceAll('Ccy="CNY"', 'Ccy="USD"'), 'statement-currency'],
    ['a document type', document('', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), 'xml-doctype'],
    ['an entity nobody declared', JUNE.replace('票款', '&x;'), 'statement-xml-broken'],
    ['half a file', JUNE.slice(0, -30), 'statement-xml-broken'],
    ['no direction', JUNE.replace('<CdtDbtInd>DBIT</CdtDbtInd>', ''), 'statement-amount-unread'],
    ['no day', JUNE.replace('<BookgDt><Dt>2025-06-10</Dt></BookgDt>', ''), 'statement-day-unread'],
    ['nesting without end', document('<a>'.repeat(100)), 'statement-xml-broken'],
  ])('then %s is refused', (_, xml, code) => {
    const { faults, statements } = readCamt(xml)
    expect([...faults, ...statements.flatMap((it) => it.faults)][0]).toMatchObject({ code })
  })
})

it('given a bank that numbers its statements anew each year, then this year’s sixth is not last year’s', async () => {
  const fixture = await (await BankFixture.open()).withAccount()
  try {
    const lastYear = JUNE.replaceAll('2025-06', '2024-06').replace('S-2024-06', 'S-2025-06')
    expect((await fixture.file(lastYear, 'application/xml', {})).status).toBe(201)
    expect((await fixture.file(JUNE, 'application/xml', {})).status).toBe(201)
    // The same days under the same number in another file are one statement, whatever it says now.
    const again = JUNE.replace('>600<', '>601<').replace('620.50', '621.50')
    expect((await fixture.file(again, 'application/xml', {})).body.code).toBe('statement-exists')
  } finally {
    await fixture.close()
  }
})
