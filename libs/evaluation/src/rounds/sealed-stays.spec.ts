import { A, B, C, clerkOf, EVALUATOR, RoundTown } from './round-town.spec-support'

let town: RoundTown
beforeEach(async () => {
  town = await (await RoundTown.open()).settle()
})
afterEach(() => town.close())

describe('What is sealed', () => {
  const sealed = async () => {
    const round = await town.openRound()
    await town.submit(round, A, B)
    await town.verify(round, A, B)
    await town.grade(round, A, B, C)
    return round
  }

  it('waits for every grade, stands once, and re-opens for a granted appeal alone', async () => {
    const early = await town.openRound()
    expect((await town.post(EVALUATOR, `/api/rounds/${early}/sealing`)).body.code).toBe('grades-not-confirmed')
    await town.submit(early, A, B)
    await town.verify(early, A, B)
    await town.grade(early, A, B, C)
    expect((await town.post(EVALUATOR, `/api/rounds/${early}/publication`, { on: '2026-03-11' })).body.code).toBe(
      'round-not-sealed',
    )
    await town.do(EVALUATOR, `/api/rounds/${early}/sealing`)
    expect((await town.post(EVALUATOR, `/api/rounds/${early}/sealing`)).body.code).toBe('round-sealed')
    const again = { to: 'verification', reason: '想改' }
    expect((await town.post(EVALUATOR, `${town.at(early, A)}/reopening`, again)).body.code).toBe('round-sealed')
    await town.do(EVALUATOR, `/api/rounds/${early}/publication`, { on: '2026-03-11' })
    await town.do(clerkOf(A), `${town.at(early, A)}/reply`, { accepts: false, text: '申诉：名次有误' })
    await town.do(EVALUATOR, `${town.at(early, A)}/reply-answer`, { outcome: 'granted', text: '采纳' })
    await town.do(EVALUATOR, `${town.at(early, A)}/reopening`, again)
    expect((await town.get(EVALUATOR, `/api/rounds/${early}`)).body.stage).toBe('assessing')
  })

  it('does not move with late entries, corrections and voids after it', async () => {
    const round = await sealed()
    await town.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    const before = await town.get(EVALUATOR, `/api/rounds/${round}/platforms/${A}`)
    const events = (await town.log.readStream(`round-${round}`)).events.filter((it) => it.type === 'ResultSealed')
    town.on('2026-04-01')
    const { body } = await town.get(EVALUATOR, `${town.at(round, A)}/indicators/received/rows`)
    const { engagement, entryId } = body.rows[0]
    await town.pay(engagement, 'HD-LATE', '77.00', '2025-12-30')
    await town.do(EVALUATOR, `/api/engagements/${engagement}/voids`, { voids: entryId, reason: '重复登记' })
    const after = await town.get(EVALUATOR, `/api/rounds/${round}/platforms/${A}`)
    for (const name of ['seal', 'total', 'indicators', 'grade', 'cut'])
      expect([name, after.body[name]]).toEqual([name, before.body[name]])
    expect((await town.log.readStream(`round-${round}`)).events.filter((it) => it.type === 'ResultSealed')).toEqual(
      events,
    )
  })

  it('is the same request twice, once', async () => {
    const round = await sealed()
    const key = { 'idempotency-key': 'seal-1' }
    const [first, second] = [
      await town.post(EVALUATOR, `/api/rounds/${round}/sealing`, undefined, key),
      await town.post(EVALUATOR, `/api/rounds/${round}/sealing`, undefined, key),
    ]
    expect(first.status).toBe(201)
    expect(second.status).toBe(201)
    expect(second.body.entryIds).toEqual(first.body.entryIds)
  })
})
