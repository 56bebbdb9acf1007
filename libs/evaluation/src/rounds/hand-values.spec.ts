import { LARGE_INSTRUMENTS } from '../schemes/large-instruments'
import { A, clerkOf, EVALUATOR, RoundFixture, SECOND } from './round-fixture.spec-support'

/** 40/20/40: hours and the shared rate are entered by hand, income comes from the ledger. */
let fixture: RoundFixture
let round: string
beforeEach(async () => {
  fixture = await (await RoundFixture.open()).settle()
  const scheme = await fixture.publishScheme(LARGE_INSTRUMENTS)
  round = await fixture.openRound({ scheme, platforms: [A] })
})
afterEach(() => fixture.close())

const evidence = [{ sha256: 'a'.repeat(64), fileName: '机时记录.pdf', pages: 12 }]
const claims = (hours: string, rate: string) => [
  { indicator: 'hours', value: hours, evidence },
  { indicator: 'sharedRate', value: rate, evidence },
]
const state = (of: object[]) => fixture.post(clerkOf(A), `${fixture.at(round, A)}/assessment`, { claims: of })

it('A number entered by hand needs its paper, in its unit, and is not submitted without', async () => {
  expect((await state([{ indicator: 'hours', value: '980' }])).body.code).toBe('evidence-missing')
  expect((await state([{ indicator: 'hours', value: '980.5', evidence }])).body.code).toBe('unit-mismatch')
  expect((await state([{ indicator: 'sharedRate', value: '-1', evidence }])).body.code).toBe('value-negative')
  expect((await fixture.post(clerkOf(A), `${fixture.at(round, A)}/submission`)).body).toMatchObject({
    code: 'claim-missing',
    facts: { indicator: 'hours' },
  })
})

it('The evaluator sets each, another value with a reason; rows are struck instead where the ledger counts', async () => {
  await state(claims('980', '28.5'))
  await fixture.submit(round, A)
  fixture.on('2026-02-05')
  const set = (body: object) => fixture.post(EVALUATOR, `${fixture.at(round, A)}/verified-values`, body)
  expect((await fixture.post(EVALUATOR, `${fixture.at(round, A)}/verification`)).body).toMatchObject({
    code: 'hand-value-not-verified',
    facts: { indicator: 'hours' },
  })
  expect((await set({ indicator: 'hours', value: '910' })).body.code).toBe('reason-missing')
  expect((await set({ indicator: 'income', value: '1.00', reason: '改' })).body.code).toBe('not-by-hand')
  await set({ indicator: 'hours', value: '910', reason: '剔除空转机时' })
  // 28.5 and 28.50 are one value: no reason is asked.
  expect((await set({ indicator: 'sharedRate', value: '28.50' })).status).toBe(201)
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/verification`)
  const { indicators } = (await fixture.get(EVALUATOR, fixture.at(round, A))).body
  // 40 × 910 ÷ 1400 = 26; 20 × 28.5 ÷ 40 = 14.25; no filter: 1,850,000.00 received, 40 × 1.85 ÷ 2 = 37.
  expect(indicators.map((it: { score: { points: string } }) => it.score.points)).toEqual(['26.00', '14.25', '37.00'])
  fixture.on('2026-03-11')
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/grade-proposal`)
  await fixture.do(SECOND, `${fixture.at(round, A)}/grade-confirmation`)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
  const { subsidies } = (await fixture.get(EVALUATOR, `/api/rounds/${round}`)).body
  // 77.25: 合格. The best tier alone: 30 % of 1,850,000.00 = 555,000.00, of which a body gets 50,000.00 a year.
  expect(subsidies[0]).toMatchObject({ rate: '0.30', tier: '100000.00', computed: '555000.00', amount: '50000.00' })
  expect(subsidies[0].lines[1]).toMatchObject({ rule: 'bodyAndYearCap', tookAway: '505000.00' })
})

it('A number stated anew after a re-opening is verified anew: what was set for the old one no longer stands', async () => {
  await state(claims('980', '28.5'))
  await fixture.submit(round, A)
  fixture.on('2026-02-05')
  const set = (body: object) => fixture.do(EVALUATOR, `${fixture.at(round, A)}/verified-values`, body)
  await set({ indicator: 'hours', value: '980' })
  await set({ indicator: 'sharedRate', value: '28.5' })
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/verification`)
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/reopening`, {
    to: 'submission',
    until: '2026-02-10',
    reason: '机时有误',
  })
  await state(claims('700', '28.5'))
  await fixture.do(clerkOf(A), `${fixture.at(round, A)}/submission`)
  const refused = await fixture.post(EVALUATOR, `${fixture.at(round, A)}/verification`)
  expect(refused.body).toMatchObject({ code: 'hand-value-not-verified', facts: { indicator: 'hours' } })
  await set({ indicator: 'hours', value: '700' })
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/verification`)
})
