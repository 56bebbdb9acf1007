import { engagementIdOf } from '@pilot-ledger/kernel'
import { GANZHOU_LIKE, INSTRUMENTS, LINYI, WUHAN } from '../schemes/published-rules.spec-support'
import { A, B, C, clerkOf, EVALUATOR, NAMES, type RoundFixture } from './round-fixture.spec-support'
import { type Body, evidence, RuledFixture, scored } from './ruled-fixture.spec-support'

let ruled: RuledFixture
let fixture: RoundFixture
afterEach(() => fixture.close())
const open = async () => {
  ruled = await RuledFixture.open()
  fixture = ruled.fixture
  return fixture
}

describe('武汉: 30 projects or 5,000,000.00 of income, and equipment of 10,000,000.00', () => {
  let round: string
  beforeEach(async () => {
    await (await open()).settle()
    await fixture.pay(await fixture.sign(B, 'B-2', 1, '1600000.00'), 'HD-10', '1600000.00')
    const scheme = await fixture.publishScheme(WUHAN)
    round = await fixture.openRound({ scheme })
    await ruled.stated(round, A, { equipment: '12000000.00' })
    await ruled.stated(round, B, { equipment: '10000000.00' })
  })

  it('lets in by either, keeps the score of whoever is not, and pays them nothing', async () => {
    await fixture.verify(round, A, B)
    await ruled.published(round, A, B, C)
    const [a, b, c] = await Promise.all([A, B, C].map((it) => ruled.read(round, it, clerkOf(it))))
    // 甲: 40 × 5 ÷ 30 = 6.67; 60 × 1,850,000 ÷ 5,000,000 = 22.20. Neither 30 projects nor five million.
    expect(scored(a)).toEqual({
      projects: ['5', '6.67'],
      income: ['1850000.00', '22.20'],
      equipment: ['12000000.00', '0.00'],
    })
    expect([a.total, a.grade.code]).toEqual(['28.87', 'notEligible'])
    expect(a.eligibility).toEqual({
      met: false,
      lines: [
        { no: '1', kind: 'all', met: false },
        { no: '1.1', kind: 'any', met: false },
        { no: '1.1.1', kind: 'atLeast', indicator: 'projects', limit: '30', value: '5', met: false },
        { no: '1.1.2', kind: 'atLeast', indicator: 'income', limit: '5000000.00', value: '1850000.00', met: false },
        { no: '1.2', kind: 'atLeast', indicator: 'equipment', limit: '10000000.00', value: '12000000.00', met: true },
      ],
    })
    // 乙: two projects only, 40 × 2 ÷ 30 = 2.67, but 3,500,000 + 1,600,000 received: all of 60.
    expect([b.total, b.grade.code, b.eligibility.met]).toEqual(['62.67', 'passed', true])
    // 丙 submitted nothing: no condition is held against nothing.
    expect([c.grade.code, c.eligibility?.met]).toEqual(['failed', undefined])
    const { subsidies } = (await fixture.get(EVALUATOR, `/api/rounds/${round}`)).body
    const of = (platform: string) => subsidies.find((it: Body) => it.platform === platform)
    // 10 % of 1,850,000.00, of which who is not eligible gets nothing; 10 % of 5,100,000.00.
    expect(of(A)).toMatchObject({ computed: '185000.00', amount: '0.00' })
    expect(of(A).lines[0]).toEqual({
      rule: 'eligibility',
      before: '185000.00',
      tookAway: '185000.00',
      after: '0.00',
    })
    expect(of(B)).toMatchObject({ computed: '510000.00', amount: '510000.00' })
    const stated = '入围 1.1.2 中试服务收入不低于 5,000,000.00 元：核定 1,850,000.00 元，不符合。'
    for (const paper of ['self-assessment', 'notice'] as const)
      expect(await ruled.onPaper(round, A, paper)).toContain(stated)
    await ruled.recomputes(round)
  })

  it('is held against what was verified: a fen struck below the line, and 乙 is out', async () => {
    expect((await ruled.read(round, B)).eligibility.met).toBe(true)
    await ruled.strike(round, B, 'income', '1600000.00', '100000.01')
    const { eligibility, selfEligibility } = await ruled.read(round, B)
    expect(eligibility).toMatchObject({ met: false })
    expect(eligibility.lines[3]).toMatchObject({ value: '4999999.99', met: false })
    // What the platform states stays what it states.
    expect(selfEligibility.met).toBe(true)
  })
})

describe('大型仪器 40/20/40: shared hours and yield are ratios', () => {
  let round: string
  beforeEach(async () => {
    await (await open()).settle()
    round = await fixture.openRound({ scheme: await fixture.publishScheme(INSTRUMENTS), platforms: [A, B] })
    await ruled.stated(round, A, { hours: '1200', outside: '300', inside: '150000.00', assets: '9000000.00' })
    await ruled.stated(round, B, { hours: '0', outside: '0', inside: '0.00', assets: '10000000.00' })
  })

  it('is worked out by hand the same, and a strike flows into the ratio', async () => {
    // 40 × 1200 ÷ 1400 = 34.2857; 300 ÷ 1200 = 25 %, 20 × 25 ÷ 40 = 12.5;
    // (150,000 + 1.5 × 1,850,000) ÷ 9,000,000 = 32.5 %, 40 × 32.5 ÷ 50 = 26.
    expect(scored(await ruled.read(round, A))).toMatchObject({
      hours: ['1200', '34.29'],
      shared: ['25.00', '12.50'],
      yield: ['32.50', '26.00'],
    })
    await ruled.strike(round, A, 'income', '100000.00')
    await fixture.verify(round, A, B)
    await ruled.published(round, A, B)
    // (150,000 + 1.5 × 1,750,000) ÷ 9,000,000 = 30.8333 %, 40 × 30.83 ÷ 50 = 24.664.
    const a = await ruled.read(round, A)
    expect(scored(a)).toMatchObject({ yield: ['30.83', '24.66'], income: ['1750000.00', '0.00'] })
    expect([a.total, a.grade.code]).toEqual(['71.45', 'passed'])
    // Claimed before the strike.
    expect(a.indicators.find((it: Body) => it.indicator === 'yield').claimed).toBe('32.50')
    // 乙: no hours, so no share of them; (0 + 1.5 × 3,500,000) ÷ 10,000,000 = 52.5 %, which is more than is asked: 40.
    const b = await ruled.read(round, B)
    expect(scored(b)).toMatchObject({ hours: ['0', '0.00'], shared: ['0.00', '0.00'], yield: ['52.50', '40.00'] })
    const shared = b.indicators.find((it: Body) => it.indicator === 'shared').score
    expect(shared).toMatchObject({ noRatio: true, numerator: '0', denominator: '0' })
    expect([b.total, b.grade.code]).toEqual(['40.00', 'failed'])
    await ruled.recomputes(round)
    // 90,000.00 more after the sealing: (150,000 + 1.5 × 1,840,000) ÷ 9,000,000 = 32.3333 %, 25.864 points.
    await fixture.on('2026-03-12').pay(engagementIdOf(A, 'A-1'), 'HD-LATE', '90000.00')
    const since = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/since-sealing`)).body
    expect(since.indicators.find((it: Body) => it.indicator === 'yield')).toMatchObject({
      sealed: '30.83',
      now: '32.33',
      difference: '1.50',
      sealedPoints: '24.66',
      pointsNow: '25.86',
    })
    expect(since.result.total).toEqual({ sealed: '71.45', now: '72.65', difference: '1.20' })
  })

  it('neither takes a claim nor is set: its terms are', async () => {
    const claims = [{ indicator: 'shared', value: '99', evidence }]
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/verification`)
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/reopening`, {
      to: 'submission',
      until: '2026-02-10',
      reason: '重报',
    })
    const refused = await fixture.post(clerkOf(A), `${fixture.at(round, A)}/assessment`, { claims })
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      422,
      'indicator-computed',
      '/claims/0/indicator',
    ])
    const set = { indicator: 'shared', value: '99', reason: '改' }
    expect((await fixture.post(EVALUATOR, `${fixture.at(round, B)}/verified-values`, set)).body.code).toBe(
      'indicator-computed',
    )
  })
})

it('临沂: let in by what came in within two years, scored by the one', async () => {
  await open()
  for (const name of [NAMES.a, NAMES.b]) await fixture.register(name)
  const received = async (platform: string, amount: string, on: string) =>
    fixture.pay(
      await fixture.sign(platform, on, 0, amount, { signedOn: '2023-01-01' }),
      `HD-${platform}-${on}`,
      amount,
      on,
    )
  await received(A, '900000.00', '2024-01-01')
  await received(A, '1150000.00', '2025-12-31')
  await received(B, '1800000.00', '2023-12-31')
  await received(B, '1999999.99', '2025-01-01')
  const round = await fixture.openRound({ scheme: await fixture.publishScheme(LINYI), platforms: [A, B] })
  for (const it of [A, B]) await ruled.stated(round, it, { equipment: '3000000.00' })
  await fixture.verify(round, A, B)
  await ruled.published(round, A, B)
  const [a, b] = await Promise.all([A, B].map((it) => ruled.read(round, it)))
  // 甲: 900,000 + 1,150,000 = 2,050,000 in two years; 100 × 1,150,000 ÷ 2,000,000 = 57.5, which is below 60 all the same.
  expect(scored(a)).toMatchObject({ income: ['1150000.00', '57.50'], twoYears: ['2050000.00', '0.00'] })
  expect([a.eligibility.met, a.grade.code]).toEqual([true, 'failed'])
  // 乙: what came in on the day before the two years does not count, so a fen is missing, with 100 points.
  expect(scored(b)).toMatchObject({ income: ['1999999.99', '100.00'], twoYears: ['1999999.99', '0.00'] })
  expect([b.total, b.eligibility.met, b.grade.code]).toEqual(['100.00', false, 'failed'])
  const { window } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/twoYears/rows`)).body
  expect([window, a.window]).toEqual([
    { from: '2024-01-01', to: '2025-12-31' },
    { from: '2025-01-01', to: '2025-12-31' },
  ])
  // Whoever reads the value reads the days it stands for, where they are not the round's.
  expect(a.indicators.map((it: Body) => [it.indicator, it.window])).toEqual([
    ['income', undefined],
    ['twoYears', { from: '2024-01-01', to: '2025-12-31' }],
    ['equipment', undefined],
  ])
  await ruled.recomputes(round)
  // A fen of 2024 recorded after the sealing: it moves what let in, and not the score.
  await fixture
    .on('2026-03-12')
    .pay(await fixture.sign(B, 'late', 0, '0.01', { signedOn: '2024-05-01' }), 'HD-S', '0.01', '2024-06-01')
  const since = (await fixture.get(EVALUATOR, `${fixture.at(round, B)}/since-sealing`)).body
  const moved = since.indicators.map((it: Body) => [it.indicator, it.now, it.difference, it.entries.length])
  expect(moved).toEqual([
    ['income', '1999999.99', '0.00', 0],
    ['twoYears', '2000000.00', '0.01', 1],
    ['equipment', '3000000.00', '0.00', 0],
  ])
  expect(since.result.grade).toMatchObject({ sealed: { code: 'failed' }, now: { code: 'passed' } })
})

it('赣州: a fifth of what came in from the city on registered contracts, at most 1,000,000.00', async () => {
  await open()
  await fixture.register(NAMES.a)
  const home = { client: { id: { scheme: 'uscc', value: '91442000MA5CJQ4N5X' }, name: '本市客户' } }
  const contract = async (contractNo: string, amount: string, more: object, registeredOn?: string) => {
    const engagement = await fixture.sign(A, contractNo, 0, amount, more)
    await fixture.pay(engagement, `HD-${contractNo}`, amount)
    const data = { regime: '2000', dealAmount: amount, technologyAmount: amount, registeredOn }
    const registration = { registrationNo: `20254420${contractNo}`, ...data }
    if (registeredOn) await fixture.do(EVALUATOR, `/api/engagements/${engagement}/registrations`, registration)
    return engagement
  }
  await contract('1', '5500000.00', home, '2025-12-31')
  await contract('2', '1000000.00', home)
  await contract('3', '800000.00', {}, '2025-06-01')
  await contract('4', '300000.00', home, '2026-01-02')
  const late = await contract('5', '200000.00', home)
  const round = await fixture.openRound({ scheme: await fixture.publishScheme(GANZHOU_LIKE), platforms: [A] })
  await ruled.stated(round, A, {})
  // Registered in time, but not on the ledger by the cut.
  await fixture.do(EVALUATOR, `/api/engagements/${late}/registrations`, {
    registrationNo: '202544209',
    regime: '2000',
    dealAmount: '200000.00',
    technologyAmount: '200000.00',
    registeredOn: '2025-06-01',
  })
  const { ledger, filtered } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/income/rows`)).body
  expect(ledger).toBe('5500000.00')
  expect(filtered.map((it: Body) => [it.contractNo, ...it.by]).sort()).toEqual([
    ['2', 'registeredOnly'],
    ['3', 'cityOnly'],
    ['4', 'registeredOnly'],
    ['5', 'registeredOnly'],
  ])
  await fixture.verify(round, A)
  await ruled.published(round, A)
  // 100 × 5,500,000 ÷ 6,000,000 = 91.666…; a fifth of it is 1,100,000.00.
  expect((await ruled.read(round, A)).total).toBe('91.67')
  const [subsidy] = (await fixture.get(EVALUATOR, `/api/rounds/${round}`)).body.subsidies
  expect(subsidy).toMatchObject({ base: '5500000.00', computed: '1100000.00', amount: '1000000.00' })
  expect(subsidy.lines).toMatchObject([{ rule: 'bodyAndYearCap', tookAway: '100000.00' }])
  await ruled.recomputes(round)
})
