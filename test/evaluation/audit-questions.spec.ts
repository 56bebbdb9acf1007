import { createStandaloneOf, type FixtureOfTwo } from '../figures/two-platforms.spec-support'

const WINDOW = 'from=2025-01-01&to=2025-12-31'
const party = (value: string, name: string) => ({ id: { scheme: 'uscc', value }, name })
const RELATED = party('91350200776049653A', '关联公司')
const OTHER = party('913502000728319549', '另一客户')

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came back.
type Row = any

/** A ledger with planted faults; each is told where it is planted. */
describe('given a ledger with planted double counts', () => {
  let fixture: FixtureOfTwo
  const ids: Record<string, string> = {}
  const audit = async (more = '') => {
    const answer = await fixture.get(`/api/platforms/${fixture.p}/audit?${WINDOW}${more}`)
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return answer.json()
  }
  const rowOf = (answer: { rows: Row[] }, contractNo: string) => answer.rows.find((it) => it.contractNo === contractNo)
  const on = (contractNo: string, path: string, body: object) =>
    fixture.post(`/api/engagements/${ids[contractNo]}/${path}`, body)
  const sign = async (contractNo: string, more: object = {}) => {
    ids[contractNo] = (await fixture.sign({ contractNo, client: OTHER, ...more })).id
  }
  beforeAll(async () => {
    fixture = await createStandaloneOf()
    await fixture.post(`/api/platforms/${fixture.p}/affiliations`, {
      key: 'R-1',
      title: '母公司',
      from: '2024-01',
      party: RELATED,
      relation: 'invests',
    })
    // The same deal twice: same client and amount, nine days apart; and the same at the other platform.
    await sign('TWICE-1', { client: fixture.client, amount: '5000.00', signedOn: '2025-03-01' })
    await sign('TWICE-2', { client: fixture.client, amount: '5000.00', signedOn: '2025-03-10' })
    await fixture.sign({
      platform: fixture.q,
      contractNo: 'ELSEWHERE',
      client: fixture.client,
      amount: '5000.00',
      signedOn: '2025-03-05',
    })
    await sign('RELATED', { client: RELATED, amount: '700.00' })
    await sign('OUTSIDE', { amount: '900.00', signedOn: '2024-12-31' })
    await sign('PAID', { amount: '1000.00' })
    await sign('ALONE', { amount: '300.00' })
    const invoice = { kind: 'digital', number: '24442000000000000001' }
    // 600.00 + 500.00 of an invoice over 1,000.00.
    for (const [no, share] of [
      ['PAID', '600.00'],
      ['TWICE-1', '500.00'],
    ])
      await on(no, 'invoices', { invoice, share, total: '1000.00', tax: '0.00', issuedOn: '2025-04-01' })
    await on('PAID', 'payments', {
      bankReference: 'B-1',
      payer: OTHER,
      share: '400.00',
      total: '400.00',
      receivedOn: '2025-05-01',
    })
    await on('PAID', 'evidence', { sha256: 'a'.repeat(64), kind: '合同', fileName: '合同.pdf', pages: 12 })
    await on('PAID', 'completion', { on: '2025-06-30' })
    await on('PAID', 'amendments', {
      amendmentNo: 'A1',
      previousAmount: '1000.00',
      delta: '200.00',
      newAmount: '1200.00',
      amendedOn: '2026-02-01',
      reason: '增项',
    })
  })
  afterAll(() => fixture.close())

  it('then one query answers for every row, and its totals tie to the figure', async () => {
    const answer = await audit()
    // 5,000 + 5,000 + 700 + 1,000 + 200 + 300; the contract of 2024 is outside.
    expect(answer.indicators[0]).toMatchObject({ value: '12200.00', rowsAddUpTo: '12200.00', ties: true, rows: 6 })
    const figures = (await fixture.get(`/api/platforms/${fixture.p}/figures?${WINDOW}&codes=contractAmount`)).json()
    expect(figures.figures[0].value).toBe('12200.00')
    expect(rowOf(answer, 'OUTSIDE')).toBeUndefined()
  })

  it('then what is counted twice is told, with what it doubles', async () => {
    const answer = await audit('&question=countedTwice')
    expect(answer.rows.map((it: Row) => it.contractNo)).toEqual(['TWICE-1', 'TWICE-2'])
    expect(rowOf(answer, 'TWICE-1').countedTwice).toMatchObject([
      { kind: 'sameDeal', contractNo: 'TWICE-2', signedOn: '2025-03-10' },
      { kind: 'otherPlatform', contractNo: 'ELSEWHERE', platform: fixture.q, by: 'deal' },
    ])
    const requested = answer.indicators[0].questions.find((it: Row) => it.question === 'countedTwice')
    expect(requested).toMatchObject({ rows: 2, value: '10000.00' })
  })

  it('then an invoice shared for more than it says is told on both its contracts', async () => {
    const answer = await audit('&code=invoicedAmount')
    for (const no of ['PAID', 'TWICE-1'])
      expect(rowOf(answer, no).countedTwice).toContainEqual(
        expect.objectContaining({ kind: 'overSharedDocument', shares: '1100.00', totals: ['1000.00'] }),
      )
  })

  it('then two variants of one figure side by side show each entry counted twice', async () => {
    const answer = await audit('&code=contractAmount,contractAmount.original,receivedAmount')
    const row = answer.rows.find((it: Row) => it.indicator === 'contractAmount' && it.contractNo === 'ALONE')
    expect(row.countedTwice).toEqual([
      expect.objectContaining({ kind: 'overlappingIndicators', indicator: 'contractAmount.original' }),
    ])
    const received = answer.rows.find((it: Row) => it.indicator === 'receivedAmount')
    expect(received.countedTwice).toEqual([])
  })

  it('then the date that puts a row inside is named, and those that speak against it', async () => {
    const answer = await audit()
    expect(rowOf(answer, 'ALONE').window).toMatchObject({
      inside: true,
      by: 'signedOn',
      day: '2025-03-04',
      notes: ['notCompleted'],
    })
    const amendment = answer.rows.find((it: Row) => it.kind === 'amended')
    expect(amendment.window).toMatchObject({
      inside: true,
      by: 'signedOn',
      day: '2025-03-04',
      ownDay: '2026-02-01',
      completedOn: '2025-06-30',
      notes: ['ownDayOutside'],
    })
  })

  it('then related on that day, and the total with and without', async () => {
    const answer = await audit('&question=related')
    expect(answer.rows).toHaveLength(1)
    expect(answer.rows[0]).toMatchObject({
      contractNo: 'RELATED',
      related: { by: 'affiliation', from: '2024-01-01', throughHeadOffice: false },
    })
    expect(answer.indicators[0].related).toEqual({ rows: 1, with: '12200.00', without: '11500.00' })
  })

  it('then received behind signed, per row and in all', async () => {
    const answer = await audit()
    expect(rowOf(answer, 'PAID').money).toEqual({
      signed: '1200.00',
      taxBasis: 'inclusive',
      invoiced: '600.00',
      received: '400.00',
      behind: '800.00',
    })
    expect(answer.indicators[0].money).toEqual({
      contracts: 5,
      signed: '12200.00',
      invoiced: '1100.00',
      received: '400.00',
      behind: '11800.00',
    })
  })

  it('then recorded when, by whom, and on what paper', async () => {
    const answer = await audit()
    expect(rowOf(answer, 'PAID').recorded).toMatchObject({
      by: '测试',
      late: true,
      pages: 12,
      evidence: [{ kind: '合同', fileName: '合同.pdf', pages: 12, of: 'contract' }],
    })
    expect(rowOf(answer, 'ALONE').recorded).toMatchObject({ pages: 0, evidence: [] })
    expect(rowOf(answer, 'PAID').recorded.days).toBeGreaterThan(600 - 1)
  })

  it('then warnings stand with their words', async () => {
    const codes = (it: Row) => it.warnings.map(({ code }: { code: string }) => code)
    const answer = await audit()
    expect(codes(rowOf(answer, 'TWICE-1'))).toEqual(expect.arrayContaining(['W5', 'W10', 'W14']))
    expect(codes(rowOf(answer, 'RELATED'))).toContain('W6')
  })

  it('then why it differs from an earlier answer: entries whose effects add up', async () => {
    const { sequence } = (await audit()).asOf
    const entry = rowOf(await audit(), 'ALONE')
    await on('ALONE', 'corrections', {
      corrects: entry.entryId,
      content: {
        type: 'ContractSigned',
        data: fixture.terms({ contractNo: 'ALONE', client: OTHER, amount: '350.00' }),
      },
      reason: '金额录错',
    })
    await fixture.sign({ contractNo: 'LATE', client: OTHER, amount: '40.00' })
    const { changed } = await audit(`&since=${sequence}`)
    expect(changed.indicators).toMatchObject([
      {
        since: '12200.00',
        until: '12290.00',
        entries: [
          { effect: '50.00', how: 'correction', contractNo: 'ALONE' },
          { effect: '40.00', how: 'entry', contractNo: 'LATE' },
        ],
      },
    ])
    const corrected = rowOf(await audit(`&since=${sequence}&question=changed`), 'ALONE')
    expect(corrected.recorded.corrected).toMatchObject({ by: '测试', reason: '金额录错' })
    // As of then, it answers as it did.
    expect((await audit(`&asOf=${sequence}`)).indicators[0].value).toBe('12200.00')
  })

  it('then amounts with and without tax are not added, by no total, as the figure adds them not', async () => {
    const requested = `/api/platforms/${fixture.p}`
    const { sequence } = (await audit()).asOf
    const before = (await audit()).indicators[0]
    await sign('NET', { amount: '1001.00', taxBasis: 'exclusive' })
    const [totals] = (await audit()).indicators
    const parts = [
      { taxBasis: 'inclusive', value: before.value },
      { taxBasis: 'exclusive', value: '1001.00' },
    ]
    const figure = (await fixture.get(`${requested}/figures?${WINDOW}&codes=contractAmount`)).json().figures[0]
    expect(figure).toMatchObject({ value: null, refused: { code: 'mixed-tax-bases', parts } })
    expect(totals).toMatchObject({ value: null, rowsAddUpTo: null, refused: figure.refused })
    expect(totals.ties).toBeUndefined()
    expect([totals.money.signed, totals.money.signedParts]).toEqual([undefined, parts])
    // Related: 700.00, with tax.
    const rest = (BigInt(before.value.replace('.', '')) - 70_000n).toString().replace(/(..)$/, '.$1')
    expect(totals.related.withoutParts).toEqual([{ taxBasis: 'inclusive', value: rest }, parts[1]])
    const asking = totals.questions.find((it: Row) => it.question === 'recorded')
    expect([asking.value, asking.parts[1]]).toEqual([undefined, parts[1]])
    // A question that touches one basis alone has a value: the twins of 5,000.00 each.
    expect(totals.questions.find((it: Row) => it.question === 'countedTwice').value).toBe('10000.00')
    const { changed } = await audit(`&since=${sequence}`)
    expect(changed.indicators[0]).toMatchObject({ since: before.value, entries: [{ effect: '1001.00' }] })
    expect(changed.indicators[0].until).toBeNull()
  })

  it('then pages hold to the answer that was begun', async () => {
    const first = await audit('&limit=4')
    expect(first.rows).toHaveLength(4)
    const rest = await audit(`&limit=4&cursor=${first.next}`)
    expect(first.rows.length + rest.rows.length).toBe(first.total)
    const other = await fixture.get(`/api/platforms/${fixture.p}/audit?${WINDOW}&code=clients&cursor=${first.next}`)
    expect(other.json().code).toBe('cursor-from-elsewhere')
  })

  it.each([
    ['code=nothing', 404, 'unknown-figure'],
    ['code=a,b,c,d,e,f,g,h,i,j,k', 400, 'list-too-long'],
    ['question=why', 400, 'unknown-value'],
    ['since=999999', 400, 'cut-beyond-the-log'],
    ['asOf=10&since=11', 422, 'since-after-cut'],
  ])('then %s is refused', async (query, status, code) => {
    const answer = await fixture.get(`/api/platforms/${fixture.p}/audit?${WINDOW}&${query}`)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })
})

describe('given more contracts alike than anybody would look through, here and elsewhere', () => {
  const ALIKE = 23
  const TOLD = 20
  let fixture: FixtureOfTwo
  beforeAll(async () => {
    fixture = await createStandaloneOf()
    for (let i = 0; i < ALIKE; i++)
      for (const platform of [fixture.p, fixture.q])
        await fixture.sign({ platform, contractNo: `ALIKE-${i}`, client: OTHER, amount: '5000.00' })
  })
  afterAll(() => fixture.close())

  it('then each row tells so many of them, and that there are more; what they add up to is of all', async () => {
    const answer = (await fixture.get(`/api/platforms/${fixture.p}/audit?${WINDOW}`)).json()
    expect(answer.rows).toHaveLength(ALIKE)
    for (const { countedTwice } of answer.rows as Row[])
      for (const kind of ['sameDeal', 'otherPlatform']) {
        const reported = countedTwice.filter((it: Row) => it.kind === kind)
        expect(reported).toHaveLength(TOLD)
        expect(reported.map((it: Row) => it.more)).toEqual([...Array(TOLD - 1).fill(undefined), true])
      }
    const requested = answer.indicators[0].questions.find((it: Row) => it.question === 'countedTwice')
    expect(requested).toMatchObject({ rows: ALIKE, value: '115000.00' })
  })
})
