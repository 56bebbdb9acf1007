import { engagementIdOf } from '@pilot-ledger/kernel'
import Ajv2020 from 'ajv/dist/2020'
import { Workbook } from 'exceljs'
import { audit } from '../audit/audit.module'
import { GANZHOU_LIKE, INSTRUMENTS, LINYI, WUHAN, YINGTAN } from '../schemes/published-rules.spec-support'
import { A, type Answer, B, C, clerkOf, DEADLINES, EVALUATOR, NAMES, RoundTown } from './round-town.spec-support'

type Body = Answer['body']

const AJV = new Ajv2020({ strict: false, validateFormats: false })
let town: RoundTown
afterEach(() => town.close())

const opened = () => RoundTown.open((figures) => [audit(figures)])
const evidence = [{ sha256: 'a'.repeat(64), fileName: '佐证.pdf', pages: 3 }]
/** Stated by the platform, submitted, and set by the evaluator as stated. */
async function stated(round: string, platform: string, values: Readonly<Record<string, string>>): Promise<void> {
  const claims = Object.entries(values).map(([indicator, value]) => ({ indicator, value, evidence }))
  town.on('2026-01-20')
  if (claims.length > 0) await town.do(clerkOf(platform), `${town.at(round, platform)}/assessment`, { claims })
  await town.do(clerkOf(platform), `${town.at(round, platform)}/submission`)
  town.on('2026-02-05')
  for (const { indicator, value } of claims)
    await town.do(EVALUATOR, `${town.at(round, platform)}/verified-values`, { indicator, value })
}
const read = async (round: string, platform: string, who = EVALUATOR): Promise<Body> =>
  (await town.get(who, town.at(round, platform))).body
const seal = (round: string) => town.do(EVALUATOR, `/api/rounds/${round}/sealing`)
const publish = (round: string) => town.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
/** Value and points by indicator. */
const scored = ({ indicators }: Body) =>
  Object.fromEntries(indicators.map((it: Body) => [it.indicator, [it.verified, it.score?.points]]))
/** Every result comes out of the log again, and each answer about it is just what the document names. */
async function recomputes(round: string): Promise<void> {
  const { results } = (await town.get(EVALUATOR, `/api/rounds/${round}/seal`)).body
  const document = (await town.app.inject({ url: '/openapi.json' })).json()
  const hold = async (path: string, url: string) => {
    const { schema } = document.paths[path].get.responses['200'].content['application/json']
    const valid = AJV.compile(schema)
    const { body } = await town.get(EVALUATOR, url)
    expect([url, valid(body), valid.errors]).toEqual([url, true, null])
  }
  await hold('/api/rounds/{round}', `/api/rounds/${round}`)
  for (const { platform, equal } of results) {
    expect([platform, equal]).toEqual([platform, true])
    await hold('/api/rounds/{round}/platforms/{id}', town.at(round, platform))
    await hold('/api/rounds/{round}/platforms/{id}/since-sealing', `${town.at(round, platform)}/since-sealing`)
  }
}
async function onPaper(round: string, platform: string, paper: 'self-assessment' | 'notice'): Promise<string> {
  const answer = await town.app.inject({ url: `${town.at(round, platform)}/papers/${paper}.xlsx` })
  const book = new Workbook()
  await book.xlsx.load(answer.rawPayload as never)
  const cells: string[] = []
  book.worksheets[0].eachRow((row) => row.eachCell((it) => cells.push(it.text)))
  return cells.join('\n')
}
async function strike(round: string, platform: string, indicator: string, value: string, amount?: string) {
  const { rows } = (await town.get(EVALUATOR, `${town.at(round, platform)}/indicators/${indicator}/rows`)).body
  const { row } = rows.find((it: Body) => it.value === value)
  await town.do(EVALUATOR, `${town.at(round, platform)}/strikes`, { indicator, row, reason: '非中试服务', amount })
}

describe('武汉: 30 projects or 5,000,000.00 of income, and equipment of 10,000,000.00', () => {
  let round: string
  beforeEach(async () => {
    town = await (await opened()).settle()
    await town.pay(await town.sign(B, 'B-2', 1, '1600000.00'), 'HD-10', '1600000.00')
    const scheme = await town.publishScheme(WUHAN)
    round = await town.openRound({ scheme })
    await stated(round, A, { equipment: '12000000.00' })
    await stated(round, B, { equipment: '10000000.00' })
  })

  it('lets in by either, keeps the score of whoever is not, and pays them nothing', async () => {
    await town.verify(round, A, B)
    await town.grade(round, A, B, C)
    await seal(round)
    await publish(round)
    const [a, b, c] = await Promise.all([A, B, C].map((it) => read(round, it, clerkOf(it))))
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
    const { subsidies } = (await town.get(EVALUATOR, `/api/rounds/${round}`)).body
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
    const said = '入围 1.1.2 中试服务收入不低于 5,000,000.00 元：核定 1,850,000.00 元，不符合。'
    for (const paper of ['self-assessment', 'notice'] as const) expect(await onPaper(round, A, paper)).toContain(said)
    await recomputes(round)
  })

  it('is held against what was verified: a fen struck below the line, and 乙 is out', async () => {
    expect((await read(round, B)).eligibility.met).toBe(true)
    await strike(round, B, 'income', '1600000.00', '100000.01')
    const { eligibility, selfEligibility } = await read(round, B)
    expect(eligibility).toMatchObject({ met: false })
    expect(eligibility.lines[3]).toMatchObject({ value: '4999999.99', met: false })
    // What the platform states stays what it states.
    expect(selfEligibility.met).toBe(true)
  })
})

describe('大型仪器 40/20/40: shared hours and yield are ratios', () => {
  let round: string
  beforeEach(async () => {
    town = await (await opened()).settle()
    round = await town.openRound({ scheme: await town.publishScheme(INSTRUMENTS), platforms: [A, B] })
    await stated(round, A, { hours: '1200', outside: '300', inside: '150000.00', assets: '9000000.00' })
    await stated(round, B, { hours: '0', outside: '0', inside: '0.00', assets: '10000000.00' })
  })

  it('is worked out by hand the same, and a strike flows into the ratio', async () => {
    // 40 × 1200 ÷ 1400 = 34.2857; 300 ÷ 1200 = 25 %, 20 × 25 ÷ 40 = 12.5;
    // (150,000 + 1.5 × 1,850,000) ÷ 9,000,000 = 32.5 %, 40 × 32.5 ÷ 50 = 26.
    expect(scored(await read(round, A))).toMatchObject({
      hours: ['1200', '34.29'],
      shared: ['25.00', '12.50'],
      yield: ['32.50', '26.00'],
    })
    await strike(round, A, 'income', '100000.00')
    await town.verify(round, A, B)
    await town.grade(round, A, B)
    await seal(round)
    await publish(round)
    // (150,000 + 1.5 × 1,750,000) ÷ 9,000,000 = 30.8333 %, 40 × 30.83 ÷ 50 = 24.664.
    const a = await read(round, A)
    expect(scored(a)).toMatchObject({ yield: ['30.83', '24.66'], income: ['1750000.00', '0.00'] })
    expect([a.total, a.grade.code]).toEqual(['71.45', 'passed'])
    // Claimed before the strike.
    expect(a.indicators.find((it: Body) => it.indicator === 'yield').claimed).toBe('32.50')
    // 乙: no hours, so no share of them; (0 + 1.5 × 3,500,000) ÷ 10,000,000 = 52.5 %, which is more than is asked: 40.
    const b = await read(round, B)
    expect(scored(b)).toMatchObject({ hours: ['0', '0.00'], shared: ['0.00', '0.00'], yield: ['52.50', '40.00'] })
    const shared = b.indicators.find((it: Body) => it.indicator === 'shared').score
    expect(shared).toMatchObject({ noRatio: true, numerator: '0', denominator: '0' })
    expect([b.total, b.grade.code]).toEqual(['40.00', 'failed'])
    await recomputes(round)
    // 90,000.00 more after the sealing: (150,000 + 1.5 × 1,840,000) ÷ 9,000,000 = 32.3333 %, 25.864 points.
    await town.on('2026-03-12').pay(engagementIdOf(A, 'A-1'), 'HD-LATE', '90000.00')
    const since = (await town.get(EVALUATOR, `${town.at(round, A)}/since-sealing`)).body
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
    await town.do(EVALUATOR, `${town.at(round, A)}/verification`)
    await town.do(EVALUATOR, `${town.at(round, A)}/reopening`, {
      to: 'submission',
      until: '2026-02-10',
      reason: '重报',
    })
    const refused = await town.post(clerkOf(A), `${town.at(round, A)}/assessment`, { claims })
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      422,
      'indicator-computed',
      '/claims/0/indicator',
    ])
    const set = { indicator: 'shared', value: '99', reason: '改' }
    expect((await town.post(EVALUATOR, `${town.at(round, B)}/verified-values`, set)).body.code).toBe(
      'indicator-computed',
    )
  })
})

it('临沂: let in by what came in within two years, scored by the one', async () => {
  town = await opened()
  for (const name of [NAMES.a, NAMES.b]) await town.register(name)
  const received = async (platform: string, amount: string, on: string) =>
    town.pay(await town.sign(platform, on, 0, amount, { signedOn: '2023-01-01' }), `HD-${platform}-${on}`, amount, on)
  await received(A, '900000.00', '2024-01-01')
  await received(A, '1150000.00', '2025-12-31')
  await received(B, '1800000.00', '2023-12-31')
  await received(B, '1999999.99', '2025-01-01')
  const round = await town.openRound({ scheme: await town.publishScheme(LINYI), platforms: [A, B] })
  for (const it of [A, B]) await stated(round, it, { equipment: '3000000.00' })
  await town.verify(round, A, B)
  await town.grade(round, A, B)
  await seal(round)
  await publish(round)
  const [a, b] = await Promise.all([A, B].map((it) => read(round, it)))
  // 甲: 900,000 + 1,150,000 = 2,050,000 in two years; 100 × 1,150,000 ÷ 2,000,000 = 57.5, which is below 60 all the same.
  expect(scored(a)).toMatchObject({ income: ['1150000.00', '57.50'], twoYears: ['2050000.00', '0.00'] })
  expect([a.eligibility.met, a.grade.code]).toEqual([true, 'failed'])
  // 乙: what came in on the day before the two years does not count, so a fen is missing, with 100 points.
  expect(scored(b)).toMatchObject({ income: ['1999999.99', '100.00'], twoYears: ['1999999.99', '0.00'] })
  expect([b.total, b.eligibility.met, b.grade.code]).toEqual(['100.00', false, 'failed'])
  const { window } = (await town.get(EVALUATOR, `${town.at(round, A)}/indicators/twoYears/rows`)).body
  expect([window, a.window]).toEqual([
    { from: '2024-01-01', to: '2025-12-31' },
    { from: '2025-01-01', to: '2025-12-31' },
  ])
  await recomputes(round)
  // A fen of 2024 recorded after the sealing: it moves what let in, and not the score.
  await town
    .on('2026-03-12')
    .pay(await town.sign(B, 'late', 0, '0.01', { signedOn: '2024-05-01' }), 'HD-S', '0.01', '2024-06-01')
  const since = (await town.get(EVALUATOR, `${town.at(round, B)}/since-sealing`)).body
  const moved = since.indicators.map((it: Body) => [it.indicator, it.now, it.difference, it.entries.length])
  expect(moved).toEqual([
    ['income', '1999999.99', '0.00', 0],
    ['twoYears', '2000000.00', '0.01', 1],
    ['equipment', '3000000.00', '0.00', 0],
  ])
  expect(since.result.grade).toMatchObject({ sealed: { code: 'failed' }, now: { code: 'passed' } })
})

it('鹰潭: one 优秀 of three, and who fails twice in a row or shows nothing is told the consequence', async () => {
  town = await opened()
  for (const name of Object.values(NAMES)) await town.register(name)
  const contract = async (platform: string, of: number, year: string, amount: string) =>
    town.pay(
      await town.sign(platform, `${platform.slice(0, 4)}-${year}`, of, amount, { signedOn: `${year}-02-01` }),
      `HD-${platform.slice(0, 4)}-${year}`,
      amount,
      `${year}-03-10`,
    )
  await contract(A, 0, '2025', '1850000.00')
  await contract(B, 1, '2025', '900000.00')
  await contract(A, 0, '2024', '700000.00')
  const scheme = await town.publishScheme(YINGTAN)
  const open = async (year: number, platforms: string[], more: object = {}) => {
    const body = { roundNo: `KH-${year}`, title: '考核', scheme, version: 1, year, platforms, deadlines: DEADLINES }
    return (await town.on('2026-01-10').do(EVALUATOR, '/api/rounds', { ...body, ...more })).id
  }
  const sealed = async (round: string, ...platforms: string[]) => {
    await town.grade(round, ...platforms)
    await seal(round)
    return round
  }
  // 丙 shows nothing three times where it does not count: in a demonstration, under another scheme, and unpublished.
  await publish(await sealed(await open(2021, [C], { synthetic: true }), C))
  const another = await town.publishScheme({ ...YINGTAN, code: 'another' })
  await publish(await sealed(await open(2022, [C], { scheme: another }), C))
  await sealed(await open(2023, [C]), C)
  const before = await open(2024, [A, B, C])
  const now = await open(2025, [A, B, C])
  for (const [round, platforms] of [
    [before, [A, B]],
    [now, [A, B, C]],
  ] as const) {
    for (const it of platforms) await stated(round, it, {})
    await town.verify(round, ...platforms)
  }
  await publish(await sealed(before, A, B, C))
  await publish(await sealed(now, A, B, C))

  const earlier = await Promise.all([A, B, C].map((it) => read(before, it, clerkOf(it))))
  // 100 × 700,000 ÷ 1,000,000; nothing; and 丙 did not take part.
  expect(earlier.map((it) => [it.grade.code, it.consequences.map((of: Body) => [of.zh, of.rounds])])).toEqual([
    ['passed', []],
    ['failed', []],
    ['failed', [['不参加考核，撤销认定', ['KH-2024']]]],
  ])
  const [a, b, c] = await Promise.all([A, B, C].map((it) => read(now, it, clerkOf(it))))
  // 34 % of three is 1.02: one place. 甲 has 100, 乙 90 and reaches the line too.
  expect([a.total, a.grade.code]).toEqual(['100.00', 'excellent'])
  expect(a.quotas).toEqual([{ grade: 'excellent', most: 1, reached: 2, place: 1, within: true }])
  expect([b.total, b.grade.code]).toEqual(['90.00', 'passed'])
  expect(b.quotas).toEqual([{ grade: 'excellent', most: 1, reached: 2, place: 2, within: false }])
  // 乙 failed before and has passed now; 丙 has failed twice, though the first time by showing nothing.
  expect([a.consequences, b.consequences]).toEqual([[], []])
  expect(c.consequences.map((it: Body) => [it.zh, it.rounds])).toEqual([
    ['连续两次不合格，撤销认定', ['KH-2024', 'KH-2025']],
  ])
  await recomputes(before)
  await recomputes(now)
  // A year evaluated afterwards comes before those: they are no failures before it.
  const after = await read(await sealed(await open(2020, [C]), C), C)
  expect(after.consequences.map((it: Body) => it.rounds)).toEqual([['KH-2020']])
  // 乙 failed in 2024, passed in 2025 and fails in 2026: not twice in a row.
  const third = await read(await sealed(await open(2026, [B]), B), B)
  expect(third.consequences.map((it: Body) => it.zh)).toEqual(['不参加考核，撤销认定'])
})

it('赣州: a fifth of what came in from the city on registered contracts, at most 1,000,000.00', async () => {
  town = await opened()
  await town.register(NAMES.a)
  const home = { client: { id: { scheme: 'uscc', value: '91442000MA5CJQ4N5X' }, name: '本市客户' } }
  const contract = async (contractNo: string, amount: string, more: object, registeredOn?: string) => {
    const engagement = await town.sign(A, contractNo, 0, amount, more)
    await town.pay(engagement, `HD-${contractNo}`, amount)
    const data = { regime: '2000', dealAmount: amount, technologyAmount: amount, registeredOn }
    const registration = { registrationNo: `20254420${contractNo}`, ...data }
    if (registeredOn) await town.do(EVALUATOR, `/api/engagements/${engagement}/registrations`, registration)
    return engagement
  }
  await contract('1', '5500000.00', home, '2025-12-31')
  await contract('2', '1000000.00', home)
  await contract('3', '800000.00', {}, '2025-06-01')
  await contract('4', '300000.00', home, '2026-01-02')
  const late = await contract('5', '200000.00', home)
  const round = await town.openRound({ scheme: await town.publishScheme(GANZHOU_LIKE), platforms: [A] })
  await stated(round, A, {})
  // Registered in time, but not on the ledger by the cut.
  await town.do(EVALUATOR, `/api/engagements/${late}/registrations`, {
    registrationNo: '202544209',
    regime: '2000',
    dealAmount: '200000.00',
    technologyAmount: '200000.00',
    registeredOn: '2025-06-01',
  })
  const { ledger, filtered } = (await town.get(EVALUATOR, `${town.at(round, A)}/indicators/income/rows`)).body
  expect(ledger).toBe('5500000.00')
  expect(filtered.map((it: Body) => [it.contractNo, ...it.by]).sort()).toEqual([
    ['2', 'registeredOnly'],
    ['3', 'cityOnly'],
    ['4', 'registeredOnly'],
    ['5', 'registeredOnly'],
  ])
  await town.verify(round, A)
  await town.grade(round, A)
  await seal(round)
  await publish(round)
  // 100 × 5,500,000 ÷ 6,000,000 = 91.666…; a fifth of it is 1,100,000.00.
  expect((await read(round, A)).total).toBe('91.67')
  const [subsidy] = (await town.get(EVALUATOR, `/api/rounds/${round}`)).body.subsidies
  expect(subsidy).toMatchObject({ base: '5500000.00', computed: '1100000.00', amount: '1000000.00' })
  expect(subsidy.lines).toMatchObject([{ rule: 'bodyAndYearCap', tookAway: '100000.00' }])
  await recomputes(round)
})
