import { A, B, C, clerkOf, EVALUATOR, RoundFixture } from './round-fixture.spec-support'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open()).settle()
})
afterEach(() => fixture.close())

const value = (assessment: { indicators: { indicator: string }[] }, code: string) =>
  assessment.indicators.find((it) => it.indicator === code) as unknown as Record<string, unknown> & {
    score: { points: string; ratio?: string; place?: number }
  }

describe('A platform’s account', () => {
  it('sees its own assessment, never another’s value, score or place, before publication and after', async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A, B)
    await fixture.verify(round, A, B)
    await fixture.grade(round, A, B, C)
    const look = async () => {
      const list = await fixture.get(clerkOf(A), `/api/rounds?platforms=${A}`)
      const one = await fixture.get(clerkOf(A), `/api/rounds/${round}?platforms=${A}`)
      const own = await fixture.get(clerkOf(A), fixture.at(round, A))
      return { list: list.body, one: one.body, own: own.body, text: JSON.stringify([list.body, one.body, own.body]) }
    }
    const before = await look()
    for (const others of ['4000000.00', '3500000.00', B, C]) expect(before.text).not.toContain(others)
    expect(before.own.grade).toBeUndefined()
    const steps = (of: { history: { type: string }[] }) => of.history.map((it) => it.type)
    expect(steps(before.own)).toEqual(['AssessmentSubmitted', 'AssessmentVerified'])
    expect(value(before.own, 'contracts').score).toMatchObject({ pending: true })
    // 15.33 + 0 + 10 without the points for a place are no total, in the assessment or of the round.
    expect([before.own.complete, before.own.total, before.one.platforms[0].total]).toEqual([
      false,
      undefined,
      undefined,
    ])
    expect((await fixture.get(EVALUATOR, fixture.at(round, A))).body.total).toBeDefined()
    expect(before.one.platforms.map((it: { platform: string }) => it.platform)).toEqual([A])
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
    const after = await look()
    expect(after.one.results.map((it: { grade: { code: string } }) => it.grade.code)).toEqual([
      'failed',
      'good',
      'failed',
    ])
    expect(after.own.grade.code).toBe('failed')
    expect([after.own.complete, after.own.total]).toEqual([true, '50.67'])
    expect(steps(after.own)).toContain('GradeConfirmed')
    for (const others of ['4000000.00', '3500000.00', '70.00']) expect(after.text).not.toContain(others)
  })

  it('is not told of rounds in which it takes no part', async () => {
    const round = await fixture.openRound({ platforms: [B] })
    expect((await fixture.get(clerkOf(A), `/api/rounds?platforms=${A}`)).body.rounds).toEqual([])
    expect((await fixture.get(clerkOf(A), `/api/rounds/${round}?platforms=${A}`)).body.code).toBe('unknown-round')
  })
})
