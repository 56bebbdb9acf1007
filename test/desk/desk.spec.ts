import { twelveMonthsTo } from '../../libs/desk/src/reporting/desk-days'
import { MARK, OURS, openRivalsFixture, type RivalsFixture, THEIRS } from '../end-to-end/rivals-fixture.spec-support'

/** The day of the fixture's clock. */
const TODAY = '2026-11-02'
const [CLERK, EVALUATOR, FINANCE, AUDITOR] = ['演示登记员', '演示评价员', '演示财务', '演示审计']

interface Figure {
  readonly code: string
  readonly value: string | null
}
interface Waiting {
  readonly kind: string
  readonly count: number
  readonly platform?: string
  readonly period?: string
  readonly round?: string
  readonly until?: string
}

const fen = (yuan: string) => BigInt(yuan.replace('.', ''))
const sum = (values: readonly string[]) => values.reduce((total, it) => total + fen(it), 0n)
const amountOf = (figures: readonly Figure[], code: string) => figures.find((it) => it.code === code)?.value as string

describe('given the demonstration, another platform’s business, and things that wait', () => {
  let fixture: RivalsFixture
  const ask = async (url: string, who: string) => {
    const answer = await fixture.get(url, who)
    if (answer.statusCode !== 200) throw new Error(`${who} ${url}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
  const waitingOf = async (who: string, query = ''): Promise<readonly Waiting[]> =>
    (await ask(`/api/desk/waiting${query}`, who)).waiting

  beforeAll(async () => {
    fixture = await openRivalsFixture()
    const { engagements } = await ask(`/api/engagements?platform=${OURS}&limit=1`, CLERK)
    const { entries } = await ask(`/api/engagements/${engagements[0].id}/entries`, CLERK)
    const voided = { voids: entries[1].entryId, reason: '重复登记' }
    await fixture.post(CLERK, `/api/engagements/${engagements[0].id}/proposals`, { void: voided }, 201)
    // Signed and invoiced this year, so that the months have something to show.
    const { id } = await fixture.post(CLERK, '/api/engagements', {
      platform: OURS,
      contractNo: 'DESK-1',
      title: '装调服务',
      kind: 'single',
      client: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' },
      serviceCategories: ['产品试制'],
      products: ['物镜组'],
      amount: '120000.10',
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn: '2026-09-03',
    })
    const invoice = { kind: 'digital', number: '24442000000000000991' }
    const issued = { invoice, issuedOn: '2026-10-08', share: '100000.07', total: '100000.07', tax: '1.00' }
    await fixture.post(CLERK, `/api/engagements/${id}/invoices`, issued)
  }, 120_000)
  afterAll(() => fixture.close())

  /** How many rows the place shows to who sits at the desk, asked of the place itself. */
  async function rowsAt(it: Waiting, who: string): Promise<number> {
    const at = it.platform === undefined ? '' : `platform=${it.platform}&`
    switch (it.kind) {
      case 'rights':
        return (await ask('/api/account-proposals', who)).proposals.length
      case 'proposals': {
        const others = who === EVALUATOR ? `exceptBy=${encodeURIComponent(who)}&` : ''
        const { proposals } = await ask(`/api/proposals?${at}${others}limit=1000`, who)
        const platforms = it.platform === undefined ? [OURS, THEIRS] : [it.platform]
        let imports = 0
        for (const id of platforms) imports += (await ask(`/api/platforms/${id}/waiting-imports`, who)).imports.length
        return proposals.length + imports
      }
      case 'closes': {
        const { closes } = await ask(`/api/platforms/${it.platform}/closes`, who)
        return closes.filter(
          (of: { status: string; period: string; proposedBy: string }) =>
            of.period === it.period && of.status === 'proposed' && of.proposedBy !== who,
        ).length
      }
      case 'restatements': {
        const list = await ask(`/api/platforms/${it.platform}/closes/${it.period}/restatements?limit=1000`, who)
        return list.entries.filter((of: { pending: boolean; actor: string }) => of.pending && of.actor !== who).length
      }
      case 'openLines':
        return (await ask(`/api/platforms/${it.platform}/reconciliation/lines?state=open`, who)).total
      case 'withoutEvidence':
      case 'notUploaded': {
        const code = it.kind === 'notUploaded' ? 'W19' : 'W14'
        return (await ask(`/api/engagements?${at}warning=${code}&limit=1000`, who)).engagements.length
      }
      case 'roundSteps': {
        const { platforms } = await ask(`/api/rounds/${it.round}`, who)
        return platforms.filter(
          (of: { step: string; noShow: boolean; waitsForAnswer: boolean }) =>
            of.waitsForAnswer || of.noShow || of.step === 'submitted',
        ).length
      }
      case 'subsidies': {
        const { subsidies } = await ask(`/api/rounds/${it.round}`, who)
        return subsidies.filter((of: { left: string }) => of.left !== '0.00').length
      }
      case 'evaluatorAnswers': {
        const { replies } = await ask(`/api/rounds/${it.round}/platforms/${it.platform}`, who)
        return replies.filter((of: { answer?: object }) => of.answer !== undefined).length
      }
      case 'selfAssessments':
        return (await ask(`/api/rounds/${it.round}/platforms/${it.platform}`, who)).step === 'stating' ? 1 : 0
      default:
        throw new Error(`nobody says where ${it.kind} is done`)
    }
  }

  test.each([CLERK, EVALUATOR, FINANCE, AUDITOR])(
    'then each number on the desk of %s is the number of rows of the place it leads to',
    async (who) => {
      const waiting = await waitingOf(who)
      for (const it of waiting) expect({ ...it, count: await rowsAt(it, who) }).toEqual(it)
      expect((await ask('/api/desk', who)).waiting).toEqual(waiting)
    },
  )

  test('then a void that a clerk asked for waits on his own desk and on an evaluator’s', async () => {
    expect(await waitingOf(CLERK)).toContainEqual({ kind: 'proposals', count: 1, platform: OURS })
    expect((await waitingOf(EVALUATOR)).find((it) => it.kind === 'proposals')?.count).toBeGreaterThan(0)
    const { proposals } = await ask(`/api/proposals?exceptBy=${encodeURIComponent(CLERK)}`, EVALUATOR)
    expect(proposals.filter((it: { proposedBy: string }) => it.proposedBy === CLERK)).toEqual([])
  })

  test('then an administrator is told nothing of contracts, and no platform of another’s', async () => {
    const { year, months, funnel, warnings, platforms, deadlines } = await ask('/api/desk', '演示管理员')
    expect({ year, months, funnel, warnings, platforms, deadlines }).toEqual({ deadlines: [] })
    // But that there are any: what is done before the first is not asked of him for good.
    expect((await ask('/api/desk/waiting', '演示管理员')).begun).toBe(true)
    expect(await ask('/api/desk/waiting', CLERK)).not.toHaveProperty('begun')
    const foreign = await fixture.get(`/api/desk?platform=${THEIRS}`, CLERK)
    expect(foreign.json()).toMatchObject({ status: 403, code: 'not-your-platform' })
    const { body } = await fixture.get('/api/desk', CLERK)
    expect(body).not.toContain(MARK)
    expect(body).not.toContain(THEIRS)
    expect(JSON.parse(body)).toMatchObject({ platform: OURS })
    expect(JSON.parse(body)).not.toHaveProperty('platforms')
  })

  test('then the year, its months and what is outstanding are those that figures tell of the same days', async () => {
    const desk = await ask('/api/desk', EVALUATOR)
    const codes = desk.year.figures.map((it: Figure) => it.code).join(',')
    const told = async (from: string, to: string, of = codes) =>
      (await ask(`/api/figures?from=${from}&to=${to}&codes=${of}`, EVALUATOR)).totals
    expect(desk.year.figures).toEqual(await told('2026-01-01', TODAY))
    expect(desk.year.before).toEqual({
      window: { from: '2025-01-01', to: '2025-11-02' },
      figures: await told('2025-01-01', '2025-11-02'),
    })
    expect(desk.months.map((it: { month: string }) => it.month)).toEqual(twelveMonthsTo(TODAY).map((it) => it.month))
    for (const { window, figures } of desk.months)
      expect(figures).toEqual(await told(window.from, window.to, 'contractAmount,invoicedAmount,receivedAmount'))
  })

  test('then the months add up to the lists of contracts, signed by signed; an empty month says nothing happened', async () => {
    const { months } = await ask(`/api/desk?platform=${OURS}`, EVALUATOR)
    const { engagements } = await ask(`/api/engagements?platform=${OURS}&limit=1000`, EVALUATOR)
    const counted = engagements.filter((it: { counted: boolean }) => it.counted)
    for (const { month, figures } of months) {
      const own = counted.filter((it: { signedOn: string }) => it.signedOn.startsWith(month))
      expect(fen(amountOf(figures, 'contractAmount'))).toBe(
        sum(own.map((it: { currentAmount: string }) => it.currentAmount)),
      )
    }
    const of = (month: string) => months.find((it: { month: string }) => it.month === month).figures
    expect(amountOf(of('2026-09'), 'contractAmount')).toBe('120000.10')
    expect(amountOf(of('2026-10'), 'invoicedAmount')).toBe('100000.07')
    expect(of('2026-08').map((it: Figure) => it.value)).toEqual(['0.00', '0.00', '0.00'])
  })

  test('then invoiced less received is outstanding, its ages add up to it, and platforms are ranked by what they signed', async () => {
    for (const query of ['', `?platform=${OURS}`]) {
      const { funnel } = await ask(`/api/desk${query}`, EVALUATOR)
      const { figures, ageing } = funnel
      const [invoiced, received, outstanding] = ['invoicedAmount', 'receivedAmount', 'outstanding'].map((it) =>
        fen(amountOf(figures, it)),
      )
      expect(invoiced - received).toBe(outstanding)
      expect(sum(ageing.map((it: { value: string }) => it.value))).toBe(outstanding)
    }
    const { platforms } = await ask('/api/desk', EVALUATOR)
    const [first, second] = platforms
    // 7 654 321.00 and 120 000.10 against 7 654 321.00 alone.
    expect([first.platform, second.platform]).toEqual([OURS, THEIRS])
    expect(amountOf(first.figures, 'contractAmount')).toBe('7774321.10')
  })

  test('then rights wait for another than who asks for them, and are counted where they are consented to', async () => {
    const wanted = { name: '新评价员', displayName: '新评价员', role: 'evaluator', platforms: [] }
    await fixture.post('演示管理员', '/api/accounts', wanted, 202)
    expect((await ask('/api/account-proposals', AUDITOR)).proposals).toHaveLength(1)
    expect(await waitingOf(AUDITOR)).toContainEqual({ kind: 'rights', count: 1 })
    expect(await waitingOf('演示管理员')).toEqual([])
  })

  test('then warnings stand by kind, as the place of warnings counts them', async () => {
    const { warnings } = await ask('/api/desk', EVALUATOR)
    const listed = await ask('/api/warnings', EVALUATOR)
    expect(warnings).toEqual(listed.warnings.filter((it: { contracts: number }) => it.contracts > 0))
    expect(warnings.length).toBeGreaterThan(0)
  })

  test('then a close waits for the second person, not for who proposed it', async () => {
    const checks = `/api/platforms/${THEIRS}/closing-checklist?from=2025-10-01&to=2025-10-31`
    const { asOf, totalsHash, items } = await ask(checks, FINANCE)
    const waivers = items
      .filter((it: { open: number; waivable: boolean }) => it.open > 0 && it.waivable)
      .map((it: { item: string }) => ({ item: it.item, reason: '示例' }))
    const proposal = { period: '2025-10', sequence: asOf.sequence, totalsHash, waivers }
    await fixture.post(FINANCE, `/api/platforms/${THEIRS}/closing/closes`, proposal)
    const waits = { kind: 'closes', count: 1, platform: THEIRS, period: '2025-10' }
    expect(await waitingOf(EVALUATOR)).toContainEqual(waits)
    expect((await waitingOf(FINANCE)).filter((it) => it.kind === 'closes' && it.platform === THEIRS)).toEqual([])
  })

  test('when an invoice is recorded, then what is outstanding has it by its age at once, and still adds up', async () => {
    const aged = async () => {
      const { figures, ageing } = (await ask('/api/desk', EVALUATOR)).funnel
      const whole = fen(amountOf(figures, 'outstanding'))
      expect(sum(ageing.map((it: { value: string }) => it.value))).toBe(whole)
      return whole
    }
    const before = await aged()
    const [{ id }] = (await ask(`/api/engagements?platform=${OURS}&text=DESK-1`, CLERK)).engagements
    const invoice = { kind: 'digital', number: '24442000000000000992' }
    const issued = { invoice, issuedOn: '2026-10-31', share: '250.25', total: '250.25', tax: '1.00' }
    await fixture.post(CLERK, `/api/engagements/${id}/invoices`, issued)
    expect((await aged()) - before).toBe(25_025n)
  })
})
