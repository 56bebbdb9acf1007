import { A, B, C, clerkOf, EVALUATOR, FINANCE, RoundFixture, SECOND } from './round-fixture.spec-support'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open()).settle()
})
afterEach(() => fixture.close())

const value = (assessment: { indicators: { indicator: string }[] }, code: string) =>
  assessment.indicators.find((it) => it.indicator === code) as unknown as Record<string, unknown> & {
    score: { points: string; ratio?: string; place?: number }
  }

/** H1, at its place and in both languages: an amount taken off or paid is more than zero. */
const OF_NOTHING = {
  status: 400,
  body: {
    code: 'amount-not-positive',
    errors: [{ pointer: '/amount', zh: '金额必须大于零', en: 'an amount is more than zero' }],
  },
}

describe('A round from opening to payment', () => {
  it('goes through with the arithmetic that a person can redo', async () => {
    const round = await fixture.openRound()
    // Prefilled: 900,000.00 + 400,000.00 − 50,000.00, without the partner’s, the subcontracted and the otherwise funded.
    const draft = (await fixture.get(clerkOf(A), fixture.at(round, A))).body
    expect(value(draft, 'received')).toMatchObject({ ledger: '1250000.00', rows: 3, filtered: 3 })
    expect(value(draft, 'clients')).toMatchObject({ ledger: '2', filtered: 3 })
    expect(value(draft, 'contracts')).toMatchObject({ ledger: '1500000.00' })
    expect(value(draft, 'library')).toMatchObject({ ledger: '2' })
    await fixture.submit(round, A, B)
    fixture.on('2026-02-05')
    const rows = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body
    const first = rows.rows.find((it: { value: string }) => it.value === '900000.00')
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, {
      indicator: 'received',
      row: first.row,
      amount: '100000.00',
      reason: '其中一笔为代收代付',
    })
    await fixture.verify(round, A, B)
    await fixture.grade(round, A, B, C)
    const a = (await fixture.get(EVALUATOR, fixture.at(round, A))).body
    // 40 × 1,150,000 ÷ 3,000,000 = 15.333…; two clients are below the first tier; second of three by contracts: 24.
    expect(value(a, 'received')).toMatchObject({
      verified: '1150000.00',
      score: { ratio: '0.383333', points: '15.33' },
    })
    expect(value(a, 'clients').score.points).toBe('0.00')
    expect(value(a, 'library').score.points).toBe('10.00')
    expect(value(a, 'contracts').score).toMatchObject({ place: 2, points: '24.00' })
    expect(a.total).toBe('49.33')
    expect(a.grade).toMatchObject({ code: 'failed' })
    const b = (await fixture.get(EVALUATOR, fixture.at(round, B))).body
    // 40 capped + 0 + 0 + 30: first, but below ninety.
    expect(b.total).toBe('70.00')
    expect(b.grade).toMatchObject({ code: 'good', zh: '良好' })
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    const early = await fixture.post(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-10' })
    expect([early.status, early.body.code, early.body.facts]).toEqual([
      422,
      'published-before-sealing',
      { given: '2026-03-10', sealedOn: '2026-03-11' },
    ])
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
    await fixture.do(EVALUATOR, `/api/rounds/${round}/subsidy`)
    const { subsidies } = (await fixture.get(FINANCE, `/api/rounds/${round}`)).body
    // 3,500,000.00 × 3 % = 105,000.00; the cap per item takes 5,000.00; the grade and the year take nothing.
    expect(subsidies.find((it: { platform: string }) => it.platform === B)).toMatchObject({
      base: '3500000.00',
      rate: '0.03',
      computed: '105000.00',
      lines: [
        { rule: 'itemCap', limit: '100000.00', before: '105000.00', tookAway: '5000.00', after: '100000.00' },
        { rule: 'grade', before: '100000.00', tookAway: '0.00', after: '100000.00' },
        { rule: 'bodyAndYearCap', limit: '500000.00', granted: '0.00', tookAway: '0.00', after: '100000.00' },
      ],
      amount: '100000.00',
      left: '100000.00',
    })
    expect(subsidies.find((it: { platform: string }) => it.platform === A)).toMatchObject({ amount: '0.00' })
    const payment = { platform: B, bankReference: 'BT-1', amount: '60000.00', paidOn: '2026-03-11' }
    await fixture.do(FINANCE, `/api/rounds/${round}/subsidy-payments`, payment)
    const before = { ...payment, bankReference: 'BT-2', amount: '1.00', paidOn: '2026-03-10' }
    expect((await fixture.post(FINANCE, `/api/rounds/${round}/subsidy-payments`, before)).body).toMatchObject({
      code: 'paid-before-publication',
      facts: { published: '2026-03-11' },
    })
    const typed = { ...payment, bankReference: 'ｂｔ－１', amount: '1.00' }
    expect((await fixture.post(FINANCE, `/api/rounds/${round}/subsidy-payments`, typed)).body.code).toBe(
      'payment-exists',
    )
    const tooMuch = { ...payment, bankReference: 'BT-2', amount: '40000.01' }
    expect((await fixture.post(FINANCE, `/api/rounds/${round}/subsidy-payments`, tooMuch)).body).toMatchObject({
      code: 'paid-above-subsidy',
      facts: { left: '40000.00' },
    })
    const nothing = { ...payment, bankReference: 'BT-0', amount: '0.00' }
    expect(await fixture.post(FINANCE, `/api/rounds/${round}/subsidy-payments`, nothing)).toMatchObject(OF_NOTHING)
    const twice = { platform: B, bankReference: 'BT-1', reason: '退票' }
    await fixture.do(FINANCE, `/api/rounds/${round}/subsidy-payments/voids`, twice)
    await fixture.do(FINANCE, `/api/rounds/${round}/subsidy-payments`, { ...payment, amount: '100000.00' })
  })

  it('counts two filters of one row each, and says why a row is out', async () => {
    const round = await fixture.openRound()
    const { body } = await fixture.get(clerkOf(A), `${fixture.at(round, A)}/indicators/received/rows`)
    const out = body.filtered.map((it: { contractNo: string; by: string[] }) => [it.contractNo, ...it.by])
    expect(out).toEqual([
      ['A-3', 'coBuildingOut'],
      ['A-4', 'subcontractedOut'],
      ['A-5', 'otherFundingOut'],
    ])
  })
})

describe('The self-assessment', () => {
  it('takes another value with a reason only', async () => {
    const round = await fixture.openRound()
    const claims = [{ indicator: 'received', value: '1300000.00' }]
    const url = `${fixture.at(round, A)}/assessment`
    expect((await fixture.post(clerkOf(A), url, { claims })).body).toMatchObject({
      code: 'reason-missing',
      facts: { expected: '1250000.00' },
    })
    await fixture.do(clerkOf(A), url, { claims: [{ ...claims[0], reason: '另有一笔在途' }] })
    await fixture.submit(round, A)
    const a = (await fixture.get(clerkOf(A), fixture.at(round, A))).body
    expect(value(a, 'received')).toMatchObject({ ledger: '1250000.00', claimed: '1300000.00', reason: '另有一笔在途' })
    expect(value(a, 'clients')).toMatchObject({ claimed: '2' })
  })

  it.each([
    ['received', '1250000', 'unit-mismatch', '/claims/0/value'],
    ['clients', '2.00', 'unit-mismatch', '/claims/0/value'],
    ['nothing', '2', 'unknown-indicator', '/claims/0/indicator'],
  ])('refuses %s = %s: %s', async (indicator, given, code, pointer) => {
    const round = await fixture.openRound()
    const { body } = await fixture.post(clerkOf(A), `${fixture.at(round, A)}/assessment`, {
      claims: [{ indicator, value: given, reason: '试填' }],
    })
    expect([body.code, body.errors?.[0].pointer ?? body.pointer]).toEqual([code, pointer])
  })

  it('is refused after its deadline, until an evaluator re-opens it with a reason', async () => {
    const round = await fixture.openRound()
    fixture.on('2026-02-01')
    const submission = `${fixture.at(round, A)}/submission`
    expect((await fixture.post(clerkOf(A), submission)).body).toMatchObject({
      code: 'deadline-passed',
      facts: { last: '2026-01-31', today: '2026-02-01' },
    })
    const reopening = { to: 'submission', until: '2026-02-03', reason: '停电一日' }
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/reopening`, reopening)
    await fixture.on('2026-02-03').do(clerkOf(A), submission)
    expect((await fixture.post(clerkOf(A), submission)).body.code).toBe('not-at-this-step')
    // The others’ deadline has not moved.
    expect((await fixture.post(clerkOf(B), `${fixture.at(round, B)}/submission`)).body.code).toBe('deadline-passed')
  })

  it('is not verified before the round’s cut, and not without having been submitted', async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A)
    expect((await fixture.post(EVALUATOR, `${fixture.at(round, A)}/verification`)).body.code).toBe('cut-not-reached')
    fixture.on('2026-02-01')
    expect((await fixture.post(EVALUATOR, `${fixture.at(round, B)}/verification`)).body.code).toBe('not-at-this-step')
  })
})

describe('Striking', () => {
  const strike = async (round: string, of: string, more: object = {}) => {
    const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body
    const { row } = rows.find((it: { value: string }) => it.value === of)
    return fixture.post(EVALUATOR, `${fixture.at(round, A)}/strikes`, {
      indicator: 'received',
      row,
      reason: '无佐证',
      ...more,
    })
  }

  it('takes a row once, a part never above what is left, a refund only as a whole; a strike is lifted with a reason', async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A)
    fixture.on('2026-02-05')
    expect((await strike(round, '900000.00', { amount: '900000.01' })).body.code).toBe('strike-above-row')
    expect(await strike(round, '900000.00', { amount: '0.00' })).toMatchObject(OF_NOTHING)
    expect((await strike(round, '900000.00', { amount: '500000.00' })).status).toBe(201)
    expect((await strike(round, '900000.00', { amount: '400000.01' })).body.code).toBe('strike-above-row')
    expect((await strike(round, '900000.00')).body.code).toBe('row-struck')
    expect((await strike(round, '-50000.00', { amount: '1.00' })).body.code).toBe('strike-needs-amounts')
    expect((await strike(round, '-50000.00')).status).toBe(201)
    // 1,250,000 − 500,000 + 50,000: the refund no longer counts against it.
    expect(value((await fixture.get(EVALUATOR, fixture.at(round, A))).body, 'received').verified).toBe('800000.00')
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes/1/lifting`, { reason: '补充了回单' })
    expect(value((await fixture.get(EVALUATOR, fixture.at(round, A))).body, 'received').verified).toBe('1300000.00')
    expect(
      (await fixture.post(EVALUATOR, `${fixture.at(round, A)}/strikes/1/lifting`, { reason: '重复' })).status,
    ).toBe(404)
  })

  it('counts a client by its other contract when one is struck', async () => {
    await fixture.sign(A, 'A-6', 0, '50000.00')
    const round = await fixture.openRound()
    await fixture.submit(round, A)
    fixture.on('2026-02-05')
    const url = `${fixture.at(round, A)}/indicators/clients/rows`
    const { rows } = (await fixture.get(EVALUATOR, url)).body
    expect(rows.map((it: { contractNo: string; value: string }) => [it.contractNo, it.value])).toEqual([
      ['A-1', '1'],
      ['A-2', '1'],
      ['A-6', '0'],
    ])
    const one = { indicator: 'clients', row: rows[0].row, reason: '合同无签章' }
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, one)
    expect((await fixture.get(EVALUATOR, url)).body).toMatchObject({ ledger: '2', verified: '2' })
  })

  it('ends with the deadline of verification, unless that is moved with a reason', async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A)
    fixture.on('2026-03-01')
    expect((await strike(round, '900000.00')).body).toMatchObject({
      code: 'deadline-passed',
      facts: { deadline: 'verification' },
    })
    const move = { deadline: 'verification', to: '2026-03-05', reason: '专家组延期' }
    await fixture.do(EVALUATOR, `/api/rounds/${round}/deadlines`, move)
    expect((await strike(round, '900000.00')).status).toBe(201)
    const disorder = { deadline: 'verification', to: '2026-03-11', reason: '再延' }
    expect((await fixture.post(EVALUATOR, `/api/rounds/${round}/deadlines`, disorder)).body.code).toBe(
      'deadlines-out-of-order',
    )
  })
})

describe('Replies', () => {
  it('keep a grade waiting until they are answered; a granted one sends the assessment back', async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A, B)
    await fixture.verify(round, A, B)
    const at = fixture.at(round, A)
    expect((await fixture.post(EVALUATOR, `${at}/grade-proposal`)).body.code).toBe('reply-still-open')
    await fixture.do(clerkOf(A), `${at}/reply`, { accepts: false, text: '漏计一笔' })
    expect((await fixture.post(EVALUATOR, `${at}/grade-proposal`)).body.code).toBe('reply-not-answered')
    await fixture.do(EVALUATOR, `${at}/reply-answer`, { outcome: 'granted', text: '重新核定' })
    await fixture.do(EVALUATOR, `${at}/reopening`, { to: 'verification', reason: '采纳反馈' })
    expect((await fixture.get(EVALUATOR, at)).body.step).toBe('submitted')
    await fixture.verify(round, A)
    await fixture.do(clerkOf(A), `${at}/reply`, { accepts: true, text: '无异议' })
    await fixture.do(EVALUATOR, `${at}/grade-proposal`)
  })

  it('of one do not hurry the others: places are given when everybody is verified or has not shown up', async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A, B)
    await fixture.verify(round, A)
    await fixture.do(clerkOf(A), `${fixture.at(round, A)}/reply`, { accepts: true, text: '无异议' })
    expect((await fixture.post(EVALUATOR, `${fixture.at(round, A)}/grade-proposal`)).body.code).toBe(
      'scores-incomplete',
    )
    await fixture.verify(round, B)
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/grade-proposal`)
  })

  it('are refused after their deadline', async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A)
    await fixture.verify(round, A)
    fixture.on('2026-03-11')
    const reply = await fixture.post(clerkOf(A), `${fixture.at(round, A)}/reply`, { accepts: true, text: '同意' })
    expect(reply.body).toMatchObject({ code: 'deadline-passed', facts: { deadline: 'reply' } })
  })
})

describe('Grades', () => {
  it('stand on two persons', async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A, B)
    await fixture.verify(round, A, B)
    fixture.on('2026-03-11')
    const at = fixture.at(round, A)
    await fixture.do(EVALUATOR, `${at}/grade-proposal`)
    expect((await fixture.post(EVALUATOR, `${at}/grade-confirmation`)).body.code).toBe('second-person-is-first')
    await fixture.do(SECOND, `${at}/grade-rejection`, { reason: '请复核第二项' })
    expect((await fixture.post(SECOND, `${at}/grade-confirmation`)).body.code).toBe('not-at-this-step')
    await fixture.do(SECOND, `${at}/grade-proposal`)
    await fixture.do(EVALUATOR, `${at}/grade-confirmation`)
    expect((await fixture.get(EVALUATOR, at)).body).toMatchObject({ step: 'confirmed', confirmedBy: '评价员甲' })
  })

  it('fail who does not show up, and are all taken back when one of a ranked round is re-opened', async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A, B)
    await fixture.verify(round, A, B)
    await fixture.grade(round, A, B, C)
    const of = async (platform: string) =>
      (await fixture.get(EVALUATOR, `/api/rounds/${round}`)).body.platforms.find(
        (it: { platform: string }) => it.platform === platform,
      )
    expect(await of(C)).toMatchObject({ noShow: true, grade: { code: 'failed' }, step: 'confirmed' })
    await fixture.do(EVALUATOR, `${fixture.at(round, B)}/reopening`, { to: 'verification', reason: '发现漏核' })
    expect([(await of(A)).step, (await of(B)).step, (await of(C)).step]).toEqual(['verified', 'submitted', 'stating'])
  })
})
