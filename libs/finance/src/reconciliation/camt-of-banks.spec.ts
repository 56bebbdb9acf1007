import { type Case, check, contentOf, send, townFor } from './statements-of-banks.spec-support'

const LONG = '2011002019200000001'
const PLAIN = '440012340001'
const long = (file: string, rest: Omit<Case, 'file' | 'account'>): Case => ({ file, account: LONG, ...rest })
const plain = (file: string, rest: Omit<Case, 'file' | 'account'>): Case => ({ file, account: PLAIN, ...rest })
const JUNE = '2025-06-01..2025-06-30'
const PAYER = '示例光电科技有限公司 44050100000000000011'

const CASES: readonly Case[] = [
  long('leading_zeros.xml', { right: [`${JUNE} 100.00→150.00`, `2025-06-03 50.00 R1 ${PAYER} 技术服务费`] }),
  long('many_ustrd.xml', {
    right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 示例光电科技有限公司 技术服务费 发票25442000000012345678'],
  }),
  long('addtltxinf.xml', {
    right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 发票25442000000012345678 技术服务费'],
  }),
  long('account_with_dashes.xml', { right: [`${JUNE} 100.00→150.00`, `2025-06-03 50.00 R1 ${PAYER} 技术服务费`] }),
  long('zero_amount_entry.xml', {
    right: [`${JUNE} 100.00→150.00`, `2025-06-03 50.00 R1 ${PAYER} 技术服务费`],
    notices: ['zero-lines-left-out'],
  }),
  long('nonref_twice.xml', { right: [`${JUNE} 100.00→200.00`, '2025-06-03 50.00', '2025-06-03 50.00'] }),
  long('page1_itbd.xml', { refused: 'statement-page-of-several' }),
  long('page2_itbd.xml', { after: 'page1_itbd.xml', refused: 'statement-page-of-several' }),
  plain('b04_zero_entry.xml', {
    right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 甲公司'],
    notices: ['zero-lines-left-out'],
  }),
  plain('c00_two_dots.xml', { refused: 'statement-amount-unread' }),
  plain('c00_typed_against_printed.xml', {
    query: { opening: '1000.00', closing: '1050.00' },
    refused: 'statement-balance-differs',
  }),
  plain('c00_typed_against_printed.xml', { query: { to: '2025-06-20' }, refused: 'statement-days-differ' }),
  plain('c01_leading_zeros.xml', { right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 甲公司'] }),
  plain('c01_plus_short.xml', { right: [`${JUNE} 100.00→100.50`, '2025-06-03 0.50 R1 甲公司'] }),
  plain('c02_addtltxinf.xml', { right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 发票 25440000000000000001'] }),
  plain('c02_strd.xml', { right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 25440000000000000001'] }),
  plain('c02_two_ustrd.xml', { right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 款 发票 25440000000000000001'] }),
  plain('c03_ultimate.xml', {
    right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 财务公司 最终付款/收款人：甲公司'],
  }),
  {
    ...plain('c04_dashes.xml', {}),
    account: '4400-1234-0001',
    right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 甲公司'],
  },
  plain('c05_page1.xml', { query: { closing: '150.00' }, refused: 'statement-page-of-several' }),
  plain('c05_utc_day1.xml', { right: ['2025-06-02..2025-06-02 100.00→100.00'] }),
  plain('c05_utc_day2.xml', { right: ['2025-06-03..2025-06-03 100.00→100.00'] }),
  plain('c05_booked_after_closing.xml', { right: [`${JUNE} 100.00→150.00`, '2025-06-30 50.00 R1 甲公司'] }),
  plain('c06_nonref.xml', { right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00'] }),
  plain('c07_end_to_end.xml', { right: [`${JUNE} 100.00→50100.00`, '2025-06-03 50000.00 甲公司'] }),
  plain('c08_utf16.xml', { right: [`${JUNE} 100.00→150.00`, '2025-06-03 50.00 R1 甲公司'] }),
]

describe('given a camt.053 as a bank writes it', () => {
  it.each(CASES.map((it) => [it.file, it] as const))('%s', (_, it) => check(it))

  it('when a name is cut, then never inside a character: b01_half_character.xml', async () => {
    const it = plain('b01_half_character.xml', {})
    const fixture = await townFor(it)
    expect((await send(fixture, it.file, it)).status).toBe(201)
    await fixture.close()
  })

  it('when daily statements in UTC follow each other, then they neither overlap nor leave a gap', async () => {
    const it = plain('c05_utc_day2.xml', {})
    const fixture = await townFor(it)
    for (const file of ['c05_utc_day1.xml', 'c05_utc_day2.xml']) await send(fixture, file, it)
    expect(await fixture.openKinds()).toEqual([])
    await fixture.close()
  })

  it('when three parts follow two equal ones, then one is new', async () => {
    const it = plain('c06_batch_three.xml', {})
    const fixture = await townFor(it)
    for (const file of ['c06_batch_two.xml', 'c06_batch_three.xml'])
      expect((await send(fixture, file, it)).status).toBe(201)
    expect(await fixture.openKinds('?kind=repeatedLine')).toEqual(['repeatedLine', 'repeatedLine'])
    await fixture.close()
  })
})

describe('given a statement in pages', () => {
  const it_ = plain('c05_page1.xml', {})
  const query = { account: PLAIN, fileName: 'june.xml' }
  const [first, second] = [contentOf('c05_page1.xml'), contentOf('c05_page2.xml')]

  it.each([
    ['in their order', [first, second]],
    ['the last first', [second, first]],
  ])('when all come together, %s, then they are one statement: 100.00 + 50.00 + 20.00 = 170.00', async (_, pages) => {
    const fixture = await townFor(it_)
    const answer = await fixture.file(Buffer.concat(pages), 'application/xml', query)
    expect(answer.status).toBe(201)
    const { statements } = await fixture.get('statements')
    expect(statements).toMatchObject([
      { from: '2025-06-01', to: '2025-06-30', opening: '100.00', closing: '170.00', lineCount: 2 },
    ])
    await fixture.close()
  })

  it('when each is said to be of its days, then each is a statement of those, and the second is no copy of the first', async () => {
    for (const from of ['2025-06-15', '2025-06-16']) {
      const fixture = await townFor(it_)
      const [one, two] = [
        await send(fixture, 'c05_page1.xml', { ...it_, query: { to: '2025-06-15' } }),
        await send(fixture, 'c05_page2.xml', { ...it_, query: { from } }),
      ]
      expect([one.status, two.status]).toEqual([201, 201])
      const { statements } = await fixture.get('statements')
      expect(statements.map((one: { from: string; to: string }) => `${one.from}..${one.to}`)).toEqual([
        `${from}..2025-06-30`,
        '2025-06-01..2025-06-15',
      ])
      expect(await fixture.openKinds('?kind=statementOverlap')).toEqual([])
      expect(await fixture.openKinds('?kind=statementGap')).toEqual([])
      await fixture.close()
    }
  })

  it('when a page names no span at all, then it is asked for its days all the same, and taken with those that are given', async () => {
    const fixture = await townFor(it_)
    const bare = first.toString().replace(/<FrToDt>.*<\/FrToDt>/, '')
    expect((await fixture.file(bare, 'application/xml', query)).body.code).toBe('statement-page-of-several')
    expect((await fixture.file(bare, 'application/xml', { ...query, to: '2025-06-15' })).status).toBe(201)
    await fixture.close()
  })

  it('when the balances of the middle are not one, then a page between them is missing', async () => {
    const fixture = await townFor(it_)
    const other = Buffer.from(second.toString().replace('>150.00<', '>155.00<').replace('>170.00<', '>175.00<'))
    const answer = await fixture.file(Buffer.concat([first, other]), 'application/xml', query)
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([422, expect.stringContaining('statement-not-one')])
    await fixture.close()
  })
})

describe('given several statements in one file', () => {
  const day = (file: string, id: string) =>
    contentOf(file)
      .toString()
      .replace(/<Id>D\d<\/Id>/, `<Id>${id}</Id>`)
  const stmt = (text: string) => /<Stmt>[\s\S]*<\/Stmt>/.exec(text)?.[0] ?? ''
  const [one, two] = [day('c05_utc_day1.xml', 'D1'), day('c05_utc_day2.xml', 'D2')]
  const both = one.replace('</Stmt>', `</Stmt>${stmt(two)}`)
  const it_ = plain('c05_utc_day1.xml', {})
  const query = { account: PLAIN, fileName: 'days.xml' }

  it('when none is chosen, then it is asked which; one is brought by its number, the rest by all', async () => {
    const fixture = await townFor(it_)
    const requested = await fixture.file(both, 'application/xml', query)
    expect(requested).toMatchObject({ status: 422, body: { code: 'statement-not-one', facts: { numbers: 'D1, D2' } } })
    const preview = await fixture.file(both, 'application/xml', query, 'statements/preview')
    expect(preview.body.inFile).toMatchObject([
      { bankStatementId: 'D1', from: '2025-06-02' },
      { bankStatementId: 'D2' },
    ])
    expect((await fixture.file(both, 'application/xml', { ...query, statement: 'D2' })).status).toBe(201)
    const all = await fixture.file(both, 'application/xml', { ...query, statement: 'all' })
    expect([all.status, all.body.statements.length]).toEqual([201, 1])
    const { statements } = await fixture.get('statements')
    expect(statements.map((it: { bankStatementId: string }) => it.bankStatementId).sort()).toEqual(['D1', 'D2'])
    const again = await fixture.file(both, 'application/xml', { ...query, statement: 'all' })
    expect(again.body.code).toBe('statement-file-exists')
    await fixture.close()
  })

  it('when the other is of another account, then it is left out and said', async () => {
    const fixture = await townFor(it_)
    const mixed = one.replace('</Stmt>', `</Stmt>${stmt(two).replace(PLAIN, '999988887777')}`)
    const preview = await fixture.file(mixed, 'application/xml', query, 'statements/preview')
    expect(preview.body.notices).toMatchObject([{ code: 'statements-of-others-left-out', facts: { count: '1' } }])
    expect((await fixture.file(mixed, 'application/xml', query)).status).toBe(201)
    await fixture.close()
  })
})
