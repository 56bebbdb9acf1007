import { A, C, clerkOf, EVALUATOR, RoundFixture } from './round-fixture.spec-support'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open()).settle()
})
afterEach(() => fixture.close())

it('A reply that was granted is acted on before a grade is proposed: the old verification is not graded', async () => {
  const round = await fixture.openRound({ platforms: [A, C] })
  const at = fixture.at(round, A)
  await fixture.submit(round, A)
  await fixture.verify(round, A)
  await fixture.on('2026-02-20').do(clerkOf(A), `${at}/reply`, { accepts: false, text: '第 1 行不应核减' })
  await fixture.do(EVALUATOR, `${at}/reply-answer`, { outcome: 'granted', text: '采纳' })
  const early = await fixture.post(EVALUATOR, `${at}/grade-proposal`)
  expect([early.status, early.body.code]).toEqual([422, 'reply-granted'])
  await fixture.do(EVALUATOR, `${at}/reopening`, { to: 'verification', reason: '采纳反馈' })
  await fixture.do(EVALUATOR, `${at}/verification`)
  await fixture.on('2026-03-11').do(EVALUATOR, `${at}/grade-proposal`)
})
