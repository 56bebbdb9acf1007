import type { ResultRowsSealed, ResultSealed } from '../definitions'
import { assembleSnapshot } from '../domain/snapshot'
import { GANZHOU } from '../schemes/ganzhou'
import { A, B, C, clerkOf, DEADLINES, EVALUATOR, FINANCE, RoundFixture, SECOND } from './round-fixture.spec-support'
import { hashOf, RoundSeals } from './round-seals'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open()).settle()
})
afterEach(() => fixture.close())

const settled = async () => {
  const round = await fixture.openRound()
  await fixture.submit(round, A, B)
  await fixture.verify(round, A, B)
  await fixture.grade(round, A, B, C)
  return round
}
const entries = async (round: string) => (await fixture.log.readStream(`round-${round}`)).events
const resultsIn = async (round: string) =>
  (await entries(round))
    .filter((it) => it.type === 'ResultSealed')
    .map((it) => it.data as unknown as ResultSealed['data'])

it('Rows too long for the results’ entries stand before them, and make the same hash', async () => {
  const round = await settled()
  const service = fixture.app.get(RoundSeals)
  service.inlineBytes = 0
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
  const parts = (await entries(round))
    .filter((it) => it.type === 'ResultRowsSealed')
    .map((it) => it.data as unknown as ResultRowsSealed['data'])
  const results = await resultsIn(round)
  expect(results.map((it) => it.rowParts)).toEqual([1, 1, undefined])
  for (const it of results) expect(hashOf(assembleSnapshot(it, parts))).toBe(it.hash)
  const whole = assembleSnapshot(results[0], parts)
  expect(whole.indicators.map((it) => [it.indicator, it.rows.length])).toEqual([
    ['received', 3],
    ['clients', 2],
    ['library', 2],
    ['contracts', 2],
  ])
})

it('A snapshot holds all that its arithmetic needs: strikes and rows make the verified value, points the total', async () => {
  const round = await fixture.openRound()
  await fixture.submit(round, A, B)
  fixture.on('2026-02-05')
  const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body
  const strike = { indicator: 'received', row: rows[0].row, amount: '0.01', reason: '尾差' }
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, strike)
  await fixture.verify(round, A, B)
  await fixture.grade(round, A, B, C)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
  const [a, , c] = (await resultsIn(round)).map((it) => assembleSnapshot(it, []))
  const [received] = a.indicators
  const cents = (it: string) => BigInt(it.replace('.', ''))
  const sum = received.rows.reduce((total, it) => total + cents(it.value), 0n)
  expect([sum, cents(received.ledger as string), cents(received.verified)]).toEqual([
    125_000_000n,
    125_000_000n,
    124_999_999n,
  ])
  expect(received.strikes).toEqual([{ strike: '1', row: rows[0].row, amount: '0.01', reason: '尾差' }])
  expect(cents(a.total)).toBe(a.indicators.reduce((total, it) => total + cents(it.score.points), 0n))
  expect(a).toMatchObject({
    window: { from: '2025-01-01', to: '2025-12-31' },
    place: 2,
    grade: { proposedBy: '评价员甲', confirmedBy: '评价员乙' },
  })
  expect(c).toMatchObject({ noShow: true, indicators: [], grade: { code: 'failed' }, subsidy: { amount: '0.00' } })
})

it('A granted appeal leads to a second sealing; the first stays in the log, word for word', async () => {
  const round = await settled()
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
  const first = await resultsIn(round)
  await fixture.do(clerkOf(A), `${fixture.at(round, A)}/reply`, { accepts: false, text: '申诉' })
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/reply-answer`, { outcome: 'granted', text: '成立' })
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/reopening`, { to: 'verification', reason: '申诉成立' })
  for (const [deadline, to] of [
    ['appeal', '2026-04-30'],
    ['reply', '2026-04-12'],
    ['verification', '2026-03-31'],
  ])
    await fixture.do(EVALUATOR, `/api/rounds/${round}/deadlines`, { deadline, to, reason: '申诉成立' })
  const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, {
    indicator: 'received',
    row: rows[0].row,
    reason: '复核',
  })
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/verification`)
  // The others may reply again until the day that was moved.
  fixture.on('2026-04-13')
  for (const it of [A, B, C]) {
    await fixture.do(EVALUATOR, `${fixture.at(round, it)}/grade-proposal`)
    await fixture.do(SECOND, `${fixture.at(round, it)}/grade-confirmation`)
  }
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
  const all = await resultsIn(round)
  expect(all.slice(0, 3)).toEqual(first)
  expect(all.map((it) => it.sealNo)).toEqual([1, 1, 1, 2, 2, 2])
  // It re-opens once.
  const again = { to: 'verification', reason: '再来' }
  expect((await fixture.post(EVALUATOR, `${fixture.at(round, A)}/reopening`, again)).body.code).toBe('round-sealed')
})

it('A cap per body and year counts nothing that a round under another scheme has granted the same host', async () => {
  const first = await settled()
  await fixture.do(EVALUATOR, `/api/rounds/${first}/sealing`)
  await fixture.do(EVALUATOR, `/api/rounds/${first}/publication`, { on: '2026-03-11' })
  await fixture.do(EVALUATOR, `/api/rounds/${first}/subsidy`)
  const scheme = {
    ...GANZHOU,
    content: { ...GANZHOU.content, filters: [], asOf: { kind: 'day' as const, day: '2026-01-31' } },
  }
  const id = await fixture.publishScheme(scheme)
  const deadlines = {
    selfAssessment: '2026-03-20',
    verification: '2026-03-21',
    reply: '2026-03-22',
    appeal: '2026-03-30',
  }
  const body = { roundNo: 'SECOND', title: '二', scheme: id, version: 1, year: 2025, platforms: [B], deadlines }
  const round = (await fixture.on('2026-03-12').do(EVALUATOR, '/api/rounds', body)).id
  await fixture.do(clerkOf(B), `${fixture.at(round, B)}/submission`)
  await fixture.do(EVALUATOR, `${fixture.at(round, B)}/verification`)
  await fixture.do(clerkOf(B), `${fixture.at(round, B)}/reply`, { accepts: true, text: '同意' })
  await fixture.do(EVALUATOR, `${fixture.at(round, B)}/grade-proposal`)
  await fixture.do(SECOND, `${fixture.at(round, B)}/grade-confirmation`)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-12' })
  // 49 points of income and one project of thirty: 49.00 + 1.00 = 50.00, below 60, so nothing; the cap is told all the same.
  const { subsidies } = (await fixture.get(FINANCE, `/api/rounds/${round}`)).body
  expect(subsidies[0]).toMatchObject({ computed: '700000.00', amount: '0.00' })
  expect(subsidies[0].lines[1]).toMatchObject({ rule: 'bodyAndYearCap', granted: '0.00' })
})

it('Two evaluators at once strike one row once; the same request in flight twice is one entry', async () => {
  const round = await fixture.openRound()
  await fixture.submit(round, A)
  fixture.on('2026-02-05')
  const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body
  const strike = { indicator: 'received', row: rows[0].row, reason: '同时' }
  const url = `${fixture.at(round, A)}/strikes`
  const both = await Promise.all([fixture.post(EVALUATOR, url, strike), fixture.post(SECOND, url, strike)])
  expect(both.map((it) => it.status).sort()).toEqual([201, 422])
  const other = { indicator: 'received', row: rows[1].row, reason: '一次' }
  const key = { 'idempotency-key': 'once' }
  const twice = await Promise.all([1, 2, 3].map(() => fixture.post(EVALUATOR, url, other, key)))
  expect(new Set(twice.map((it) => it.body.entryId)).size).toBe(1)
  expect((await entries(round)).filter((it) => it.type === 'RowStruck')).toHaveLength(2)
})

it('A deadline named outside its order, or a round that is not there, is refused before anything is written', async () => {
  const round = await fixture.openRound({ deadlines: DEADLINES })
  const head = await fixture.log.head()
  const none = '11111111-1111-5111-8111-111111111111'
  expect((await fixture.post(EVALUATOR, `${fixture.at(none, A)}/verification`)).status).toBe(404)
  expect((await fixture.post(EVALUATOR, `${fixture.at(round, none)}/verification`)).body.code).toBe(
    'platform-not-in-round',
  )
  expect(await fixture.log.head()).toBe(head)
})
