import type { Type } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { StreamReader } from '@pilot-ledger/figures/reporting'
import { orRefuse } from '@pilot-ledger/http'
import { Recorder } from '@pilot-ledger/recording'
import { RoundContext } from '../rounds/round-context'
import { B, DEADLINES, EVALUATOR, FINANCE, RoundFixture, SECOND } from '../rounds/round-fixture.spec-support'
import { RoundSeals, SealRound } from '../rounds/round-seals'
import { Sealing } from '../rounds/sealing'
import { GANZHOU } from '../schemes/ganzhou'
import { audit } from './audit.module'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
}, 60_000)
afterEach(() => fixture.close())

const passed = { levels: [{ code: 'passed', zh: '合格', en: 'Passed', from: '0' }], noShow: 'passed' }
/** 20 % of 3,500,000.00 in each round; a body gets 1,000,000.00 a year. */
const SCHEME = { ...GANZHOU, content: { ...GANZHOU.content, filters: [], grades: passed } }
const opening = (roundNo: string, scheme: string, more: object = {}) => ({
  ...{ roundNo, title: '示例', scheme, version: 1, year: 2025, platforms: [B], deadlines: DEADLINES, ...more },
})
const graded = async (roundNo: string, scheme: string) => {
  const body = opening(roundNo, scheme, { repeats: '补充评价' })
  const round = (await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', body)).id as string
  await fixture.submit(round, B)
  await fixture.verify(round, B)
  await fixture.grade(round, B)
  return round
}
/** Where the round stands with it, the same when it is asked again. */
const sealed = async (seals: RoundSeals, round: string, key: string) => {
  const identity = { actor: SECOND.actor, correlationId: key, requestHash: key, idempotencyKey: key }
  const { entryIds, revision, position } = orRefuse(await seals.execute(new SealRound(round, identity)))
  return { entryIds, revision, position }
}
/** A reporter beside the first has a queue of its own. */
const beside = () => {
  const of = <T>(type: Type<T>) => fixture.app.get(type)
  return new RoundSeals(of(CommandBus), of(Recorder), of(RoundContext), of(Sealing), of(StreamReader))
}
const sealsOf = async (round: string) =>
  (await fixture.log.readStream(`round-${round}`)).events.flatMap((it) =>
    it.type === 'ResultSealed' || it.type === 'SealOvertaken' ? [`${it.type} ${it.data.sealNo}`] : [],
  )

describe('given two rounds sealed in one moment, each under a key', () => {
  const calls = async () => {
    const scheme = await fixture.publishScheme(SCHEME)
    const rounds = [await graded('ONE', scheme), await graded('TWO', scheme)]
    const seals = [fixture.app.get(RoundSeals), beside()]
    const ask = (i: number) => sealed(seals[i], rounds[i], `k${i}`)
    const answers = await Promise.all([ask(0), ask(1)])
    for (const { position } of answers) await fixture.model.reached(position, 10_000)
    return { rounds, ask, answers }
  }

  it('when the requests are repeated, then each is answered as it was the first time, and nothing more is recorded', async () => {
    const { rounds, ask, answers } = await calls()
    const before = await Promise.all(rounds.map(sealsOf))
    expect(before.map((it) => it.length).sort()).toEqual([1, 3])
    expect([await ask(0), await ask(1)]).toEqual(answers)
    expect(await Promise.all(rounds.map(sealsOf))).toEqual(before)
  }, 30_000)

  it('when nobody could look after the sealing, then the repeated request sets it aside and seals anew', async () => {
    const takesIn = jest.spyOn(RoundContext.prototype, 'takesIn').mockResolvedValue(false)
    const { rounds, ask } = await calls()
    takesIn.mockRestore()
    expect((await Promise.all(rounds.map(sealsOf))).map((it) => it.length)).toEqual([1, 1])
    await ask(0)
    await ask(1)
    const after = await Promise.all(rounds.map(sealsOf))
    expect(after.sort((a, b) => a.length - b.length)).toEqual([
      ['ResultSealed 1'],
      ['ResultSealed 1', 'SealOvertaken 1', 'ResultSealed 2'],
    ])
  }, 30_000)
})

it('given rows kept under a key before another round moved the result, then the same key seals all the same', async () => {
  const scheme = await fixture.publishScheme(SCHEME)
  const [one, two] = [await graded('ONE', scheme), await graded('TWO', scheme)]
  const seals = fixture.app.get(RoundSeals)
  seals.inlineBytes = 0
  // The first try ends between its rows and the results themselves.
  const ending = jest.spyOn(RoundSeals.prototype, 'results').mockRejectedValue(new Error('the process ends here'))
  await expect(sealed(seals, two, 'k')).rejects.toThrow('the process ends here')
  ending.mockRestore()
  await fixture.do(EVALUATOR, `/api/rounds/${one}/sealing`)
  await sealed(seals, two, 'k')
  expect(await sealsOf(two)).toEqual(['ResultSealed 1'])
}, 30_000)

it('given long rows, then If-Match is of the round as the request found it', async () => {
  const round = await graded('ONE', await fixture.publishScheme(SCHEME))
  fixture.app.get(RoundSeals).inlineBytes = 0
  const head = (await fixture.log.readStream(`round-${round}`)).events.length - 1
  const seal = (revision: number) =>
    fixture.post(EVALUATOR, `/api/rounds/${round}/sealing`, undefined, { 'if-match': `"${revision}"` })
  expect((await seal(head)).status).toBe(201)
  expect(await sealsOf(round)).toEqual(['ResultSealed 1'])
}, 30_000)

it('given one bank slip for two rounds in one moment, then it pays once', async () => {
  const scheme = await fixture.publishScheme(SCHEME)
  const rounds: string[] = []
  for (const no of ['ONE', 'TWO']) {
    const round = await graded(no, scheme)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
    await fixture.do(EVALUATOR, `/api/rounds/${round}/subsidy`)
    rounds.push(round)
  }
  const slip = { platform: B, bankReference: 'BT-7', amount: '1.00', paidOn: '2026-03-11' }
  const both = await Promise.all(rounds.map((it) => fixture.post(FINANCE, `/api/rounds/${it}/subsidy-payments`, slip)))
  expect(both.map((it) => it.body.code ?? it.status)).toEqual([201, 'payment-exists'])
}, 30_000)

it('given two openings in one moment for the same scheme, year and platform, then the second must say why', async () => {
  const scheme = await fixture.publishScheme(SCHEME)
  fixture.on('2026-01-10')
  const both = await Promise.all(
    ['ONE', 'TWO'].map((no) => fixture.post(EVALUATOR, '/api/rounds', opening(no, scheme))),
  )
  expect(both.map((it) => it.body.code ?? it.status)).toEqual([201, 'platform-evaluated-already'])
}, 30_000)
