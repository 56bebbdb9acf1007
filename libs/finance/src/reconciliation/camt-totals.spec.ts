import { readCamt } from './camt'

/** 600.00 and 50.00 came, 79.50 went, 0.00 moved nothing, 9.00 is not booked: 100.00 + 650.00 − 79.50 = 670.50. */
const entry = (amount: string, way: string, status = 'BOOK') =>
  `<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts><BookgDt><Dt>2025-06-10</Dt></BookgDt></Ntry>`
const ENTRIES = [
  entry('600', 'CRDT'),
  entry('50.00', 'CRDT'),
  entry('79.50', 'DBIT'),
  entry('0.00', 'DBIT'),
  entry('9.00', 'CRDT', 'PDNG'),
]
const balance = (code: string, amount: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`
const page = (inside: string, summary: string) =>
  `<Stmt><Id>S</Id><FrToDt><FrDtTm>2025-06-01T00:00:00</FrDtTm><ToDtTm>2025-06-30T23:59:59</ToDtTm></FrToDt>
<TxsSummry>${summary}</TxsSummry>${inside}</Stmt>`
const codesOf = (...pages: readonly string[]) =>
  readCamt(`<Document><BkToCstmrStmt>${pages.join('')}</BkToCstmrStmt></Document>`).statements.map((it) =>
    it.faults.map(({ code, facts }) => `${code} ${facts?.element} ${facts?.stated} ${facts?.computed}`),
  )
const summed = (summary: string) =>
  codesOf(page(balance('OPBD', '100.00') + balance('CLBD', '670.50') + ENTRIES.join(''), summary))
const group = (name: string, count: string, sum: string) =>
  `<${name}><NbOfNtries>${count}</NbOfNtries><Sum>${sum}</Sum></${name}>`

describe('given what a camt.053 says that its entries number and come to', () => {
  it.each([
    ['in all', group('TtlNtries', '3', '729.50')],
    ['in all, with what is 0.00 and what is not booked', group('TtlNtries', '5', '738.50')],
    ['in all, what came less what went', group('TtlNtries', '3', '570.5')],
    ['of what came and what went', group('TtlCdtNtries', '2', '0650.00') + group('TtlDbtNtries', '2', '79.50000')],
    ['of neither', '<TtlNtriesPerBkTxCd><NbOfNtries>9</NbOfNtries></TtlNtriesPerBkTxCd>'],
  ])('when it is right %s, then the statement is read', (_, summary) => expect(summed(summary)).toEqual([[]]))

  it.each([
    ['TtlNtries', '6', '729.50', ['total-differs TtlNtries 6 3']],
    ['TtlNtries', '3', '729.51', ['total-differs TtlNtries 729.51 729.50']],
    ['TtlCdtNtries', '2', '570.50', ['total-differs TtlCdtNtries 570.50 650.00']],
    ['TtlDbtNtries', '0', '79.50', ['total-differs TtlDbtNtries 0 1']],
    ['TtlDbtNtries', 'one', '79.505', ['total-differs TtlDbtNtries one 1', 'total-differs TtlDbtNtries 79.505 79.50']],
  ])('when %s says %s of %s, then that is a fault', (name, count, sum, faults) =>
    expect(summed(group(name, count, sum))).toEqual([faults]),
  )

  it('when pages tell their own totals, or each the totals of the whole, then that is right; other totals are not', () => {
    const first = (summary: string) => page(balance('OPBD', '100.00') + balance('ITBD', '700.00') + ENTRIES[0], summary)
    const last = (summary: string) =>
      page(balance('ITBD', '700.00') + balance('CLBD', '670.50') + ENTRIES[1] + ENTRIES[2], summary)
    const whole = group('TtlNtries', '3', '729.50')
    expect(codesOf(first(group('TtlNtries', '1', '600.00')), last(group('TtlNtries', '2', '129.50')))).toEqual([[]])
    expect(codesOf(first(whole), last(whole))).toEqual([[]])
    expect(codesOf(first(whole), last(group('TtlDbtNtries', '1', '129.50')))).toEqual([
      ['total-differs TtlDbtNtries 129.50 79.50'],
    ])
  })
})
