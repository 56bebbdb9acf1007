import { schemeIdOf } from '../domain/scheme-rules'
import { A, B, C, clerkOf, DEADLINES, EVALUATOR, RoundFixture, SECOND } from '../rounds/round-fixture.spec-support'
import { QUANZHOU } from '../schemes/quanzhou'
import { audit } from './audit.module'

let fixture: RoundFixture
let round: string
beforeEach(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
  const content = { ...QUANZHOU.content, asOf: { kind: 'opening' as const } }
  const scheme = await fixture.publishScheme({ ...QUANZHOU, code: 'opening', content })
  round = await fixture.openRound({ scheme, roundNo: 'MOVED' })
}, 60_000)
afterEach(() => fixture.close())

/** From the last to the first, so that they stay in order. */
const moveDeadlines = async (to: string) => {
  for (const deadline of Object.keys(DEADLINES).reverse())
    await fixture.do(EVALUATOR, `/api/rounds/${round}/deadlines`, { deadline, to, reason: '顺延' })
}
const sealing = () => fixture.post(EVALUATOR, `/api/rounds/${round}/sealing`)

describe('given grades confirmed while somebody was taken for a no-show', () => {
  it('when the deadline moves and that platform comes in with more, then what was given by the old ranks is not sealed', async () => {
    await fixture.submit(round, A)
    await fixture.verify(round, A)
    await fixture.grade(round, A, C)
    const graded = (await fixture.get(EVALUATOR, `/api/rounds/${round}`)).body.platforms
    // First by contracts while 乙 had submitted nothing: 30 points of the rank.
    expect(graded[0].place).toBe(1)
    await moveDeadlines('2026-05-10')
    await fixture.do(clerkOf(B), `${fixture.at(round, B)}/submission`)
    await fixture.do(EVALUATOR, `${fixture.at(round, B)}/verification`)
    fixture.on('2026-05-11')
    await fixture.do(EVALUATOR, `${fixture.at(round, B)}/grade-proposal`)
    await fixture.do(SECOND, `${fixture.at(round, B)}/grade-confirmation`)
    const refused = await sealing()
    expect([refused.status, refused.body.code, refused.body.facts.platform]).toEqual([422, 'grade-moved', A])
    // Back to verification with a reason, and graded anew by the ranks that hold.
    await moveDeadlines('2026-05-20')
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/reopening`, { to: 'verification', reason: '名次有变' })
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/verification`)
    fixture.on('2026-05-21')
    for (const it of [A, B, C]) {
      await fixture.do(EVALUATOR, `${fixture.at(round, it)}/grade-proposal`)
      await fixture.do(SECOND, `${fixture.at(round, it)}/grade-confirmation`)
    }
    expect((await sealing()).status).toBe(201)
    // 1,250,000 of 3,000,000 × 40 is 16.67, no tier of clients, 10 for the library, 24 for the second place.
    expect((await fixture.get(EVALUATOR, fixture.at(round, A))).body.total).toBe('50.67')
  })

  it('when only the deadline moves, then scores and places are sealed as they were given, and come out again later', async () => {
    await fixture.submit(round, A, B)
    await fixture.verify(round, A, B)
    await fixture.grade(round, A, B, C)
    const given = async () =>
      (await fixture.get(EVALUATOR, `/api/rounds/${round}`)).body.platforms.map(
        ({ until: _, ...it }: { until: string }) => it,
      )
    const before = await given()
    await moveDeadlines('2026-05-10')
    expect(await given()).toEqual(before)
    expect((await sealing()).status).toBe(201)
    fixture.on('2026-06-01')
    const { results } = (await fixture.get(EVALUATOR, `/api/rounds/${round}/seal`)).body
    expect(results.map((it: { equal: boolean }) => it.equal)).toEqual([true, true, true])
    expect((await fixture.get(EVALUATOR, fixture.at(round, A))).body.total).toBe('50.67')
  })
})

it('A round whose cut is still to come is not sealed, also where nobody submitted', async () => {
  const scheme = schemeIdOf('sample-quanzhou')
  const body = {
    roundNo: 'NOBODY',
    title: '示例',
    scheme,
    version: 1,
    year: 2025,
    platforms: [C],
    deadlines: DEADLINES,
    repeats: '复评',
  }
  round = (await fixture.do(EVALUATOR, '/api/rounds', body)).id
  await fixture.grade(round, C)
  await moveDeadlines('2026-05-10')
  expect((await sealing()).body.code).toBe('cut-not-reached')
})
