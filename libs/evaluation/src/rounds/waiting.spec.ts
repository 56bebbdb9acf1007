import { A, B, C, clerkOf, EVALUATOR, type Person, RoundFixture, SECOND } from './round-fixture.spec-support'
import { RoundReading } from './round-reading.service'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open()).settle()
})
afterEach(() => fixture.close())

/** What the assessments of the one round wait for, as somebody sees it. */
async function waiting(who: Person) {
  // The figures have what was recorded.
  await fixture.get(EVALUATOR, '/api/rounds')
  const reading = fixture.app.get(RoundReading, { strict: false })
  const [round] = await reading.waiting(
    { platforms: who.platforms?.join(',') },
    { platforms: who.platforms },
    who.actor,
  )
  return Object.fromEntries(
    round.platforms.map(({ platform, answered, next }) => [
      platform,
      [next.word, next.whose, next.facts?.until, answered].filter((it) => it !== undefined).join(' '),
    ]),
  )
}

it('An assessment waits for its platform or for an evaluator, each told until when; and for no evaluator twice', async () => {
  const round = await fixture.openRound({ platforms: [A, C] })
  const at = fixture.at(round, A)
  expect(await waiting(clerkOf(A))).toEqual({ [A]: 'submit platform 2026-01-31 0' })
  await fixture.submit(round, A)
  fixture.on('2026-02-01')
  // 丙 has let its day pass.
  expect(await waiting(EVALUATOR)).toEqual({ [A]: 'verify evaluator 2026-02-28 0', [C]: 'noShow evaluator 0' })
  await fixture.verify(round, A)
  expect(await waiting(clerkOf(A))).toEqual({ [A]: 'reply platform 2026-03-10 0' })
  await fixture.on('2026-02-20').do(clerkOf(A), `${at}/reply`, { accepts: false, text: '第 1 行不应核减' })
  expect((await waiting(EVALUATOR))[A]).toBe('answer evaluator 0')
  await fixture.do(EVALUATOR, `${at}/reply-answer`, { outcome: 'dismissed', text: '不采纳' })
  // 评价员的答复.
  expect(await waiting(clerkOf(A))).toEqual({ [A]: 'propose evaluator 1' })
  await fixture.on('2026-03-11').do(EVALUATOR, `${at}/grade-proposal`)
  expect((await waiting(EVALUATOR))[A]).toBe('second 1')
  expect((await waiting(SECOND))[A]).toBe('confirm evaluator 1')
  expect((await waiting(clerkOf(A)))[A]).not.toContain(EVALUATOR.actor)
})

it('A platform that takes no part is told of no round', async () => {
  await fixture.openRound({ platforms: [A, C] })
  await fixture.get(EVALUATOR, '/api/rounds')
  const reading = fixture.app.get(RoundReading, { strict: false })
  expect(await reading.waiting({ platforms: B }, { platforms: [B] }, '登记员')).toEqual([])
})
