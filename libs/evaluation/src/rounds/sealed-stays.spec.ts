import { A, B, C, clerkOf, EVALUATOR, RoundFixture } from './round-fixture.spec-support'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open()).settle()
})
afterEach(() => fixture.close())

describe('What is sealed', () => {
  const sealed = async () => {
    const round = await fixture.openRound()
    await fixture.submit(round, A, B)
    await fixture.verify(round, A, B)
    await fixture.grade(round, A, B, C)
    return round
  }

  it('waits for every grade, stands once, and re-opens for a granted appeal alone', async () => {
    const early = await fixture.openRound()
    expect((await fixture.post(EVALUATOR, `/api/rounds/${early}/sealing`)).body.code).toBe('grades-not-confirmed')
    await fixture.submit(early, A, B)
    await fixture.verify(early, A, B)
    await fixture.grade(early, A, B, C)
    expect((await fixture.post(EVALUATOR, `/api/rounds/${early}/publication`, { on: '2026-03-11' })).body.code).toBe(
      'round-not-sealed',
    )
    await fixture.do(EVALUATOR, `/api/rounds/${early}/sealing`)
    expect((await fixture.post(EVALUATOR, `/api/rounds/${early}/sealing`)).body.code).toBe('round-sealed')
    const again = { to: 'verification', reason: '想改' }
    expect((await fixture.post(EVALUATOR, `${fixture.at(early, A)}/reopening`, again)).body.code).toBe('round-sealed')
    await fixture.do(EVALUATOR, `/api/rounds/${early}/publication`, { on: '2026-03-11' })
    await fixture.do(clerkOf(A), `${fixture.at(early, A)}/reply`, { accepts: false, text: '申诉：名次有误' })
    await fixture.do(EVALUATOR, `${fixture.at(early, A)}/reply-answer`, { outcome: 'granted', text: '采纳' })
    await fixture.do(EVALUATOR, `${fixture.at(early, A)}/reopening`, again)
    expect((await fixture.get(EVALUATOR, `/api/rounds/${early}`)).body.stage).toBe('assessing')
  })

  it('does not move with late entries, corrections and voids after it', async () => {
    const round = await sealed()
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    const before = await fixture.get(EVALUATOR, `/api/rounds/${round}/platforms/${A}`)
    const events = (await fixture.log.readStream(`round-${round}`)).events.filter((it) => it.type === 'ResultSealed')
    fixture.on('2026-04-01')
    const { body } = await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)
    const { engagement, entryId } = body.rows[0]
    await fixture.pay(engagement, 'HD-LATE', '77.00', '2025-12-30')
    await fixture.do(EVALUATOR, `/api/engagements/${engagement}/voids`, { voids: entryId, reason: '重复登记' })
    const after = await fixture.get(EVALUATOR, `/api/rounds/${round}/platforms/${A}`)
    for (const name of ['seal', 'total', 'indicators', 'grade', 'cut'])
      expect([name, after.body[name]]).toEqual([name, before.body[name]])
    expect((await fixture.log.readStream(`round-${round}`)).events.filter((it) => it.type === 'ResultSealed')).toEqual(
      events,
    )
  })

  it('is the same request twice, once', async () => {
    const round = await sealed()
    const key = { 'idempotency-key': 'seal-1' }
    const [first, second] = [
      await fixture.post(EVALUATOR, `/api/rounds/${round}/sealing`, undefined, key),
      await fixture.post(EVALUATOR, `/api/rounds/${round}/sealing`, undefined, key),
    ]
    expect(first.status).toBe(201)
    expect(second.status).toBe(201)
    expect(second.body.entryIds).toEqual(first.body.entryIds)
  })
})
