import { A, C, clerkOf, EVALUATOR, RoundTown } from './round-town.spec-support'

let town: RoundTown
beforeEach(async () => {
  town = await (await RoundTown.open()).settle()
})
afterEach(() => town.close())

it('A reply that was granted is acted on before a grade is proposed: the old verification is not graded', async () => {
  const round = await town.openRound({ platforms: [A, C] })
  const at = town.at(round, A)
  await town.submit(round, A)
  await town.verify(round, A)
  await town.on('2026-02-20').do(clerkOf(A), `${at}/reply`, { accepts: false, text: '第 1 行不应核减' })
  await town.do(EVALUATOR, `${at}/reply-answer`, { outcome: 'granted', text: '采纳' })
  const early = await town.post(EVALUATOR, `${at}/grade-proposal`)
  expect([early.status, early.body.code]).toEqual([422, 'reply-granted'])
  await town.do(EVALUATOR, `${at}/reopening`, { to: 'verification', reason: '采纳反馈' })
  await town.do(EVALUATOR, `${at}/verification`)
  await town.on('2026-03-11').do(EVALUATOR, `${at}/grade-proposal`)
})
