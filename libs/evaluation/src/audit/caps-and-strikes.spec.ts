import type { Type } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { StreamReader } from '@pilot-ledger/figures/reporting'
import { orRefuse } from '@pilot-ledger/http'
import { Recorder } from '@pilot-ledger/recording'
import type { SubsidyRule } from '../domain/scheme'
import { RoundContext } from '../rounds/round-context'
import {
  A,
  B,
  C,
  clerkOf,
  DEADLINES,
  EVALUATOR,
  FINANCE,
  RoundFixture,
  SECOND,
} from '../rounds/round-fixture.spec-support'
import { RoundSeals, SealRound } from '../rounds/round-seals'
import { Sealing } from '../rounds/sealing'
import { GANZHOU } from '../schemes/ganzhou'
import { QUANZHOU } from '../schemes/quanzhou'
import { audit } from './audit.module'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
}, 60_000)
afterEach(() => fixture.close())

const open = async (roundNo: string, scheme: string, platforms: readonly string[]) => {
  const body = {
    roundNo,
    title: '示例',
    scheme,
    version: 1,
    year: 2025,
    platforms,
    deadlines: DEADLINES,
    repeats: '补充评价',
  }
  return (await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', body)).id as string
}
const subsidyOf = async (round: string) => (await fixture.get(EVALUATOR, `/api/rounds/${round}`)).body.subsidies
const sealsEqual = async (round: string) =>
  (await fixture.get(EVALUATOR, `/api/rounds/${round}/seal`)).body.results.map((it: { equal: boolean }) => it.equal)

describe('given two rounds of one year under a cap for each body', () => {
  it('then what another has sealed counts against it, although nothing was determined yet', async () => {
    // 20 % of 3,500,000.00 received is 700,000.00 in each round; the body gets 1,000,000.00 a year and no more.
    const content = {
      ...GANZHOU.content,
      filters: [],
      grades: { levels: [{ code: 'passed', zh: '合格', en: 'Passed', from: '0' }], noShow: 'passed' },
    }
    const scheme = await fixture.publishScheme({ ...GANZHOU, content })
    const rounds = [await open('ONE', scheme, [B]), await open('TWO', scheme, [B])]
    for (const it of rounds) {
      await fixture.submit(it, B)
      await fixture.verify(it, B)
      await fixture.grade(it, B)
    }
    const sealed = await Promise.all(rounds.map((it) => fixture.post(EVALUATOR, `/api/rounds/${it}/sealing`)))
    expect(sealed.map((it) => it.status)).toEqual([201, 201])
    const amounts = (await Promise.all(rounds.map(subsidyOf))).flatMap((it) =>
      it.map((of: { amount: string }) => of.amount),
    )
    expect(amounts.sort()).toEqual(['300000.00', '700000.00'])
    // Both come out again, whichever was first.
    expect(await Promise.all(rounds.map(sealsEqual))).toEqual([[true], [true]])
  })
})

describe('given two rounds of one year that two processes seal in the same moment', () => {
  const passed = { levels: [{ code: 'passed', zh: '合格', en: 'Passed', from: '0' }], noShow: 'passed' }
  const content = { ...GANZHOU.content, filters: [], grades: passed }
  const sealedTogether = async (scheme: string) => {
    const rounds = [await open('ONE', scheme, [B]), await open('TWO', scheme, [B])]
    for (const it of rounds) {
      await fixture.submit(it, B)
      await fixture.verify(it, B)
      await fixture.grade(it, B)
    }
    // A reporter beside the first has a queue of its own.
    const of = <T>(type: Type<T>) => fixture.app.get(type)
    bothBeforeEither(of(RoundSeals))
    const beside = new RoundSeals(of(CommandBus), of(Recorder), of(RoundContext), of(Sealing), of(StreamReader))
    const identity = { actor: SECOND.actor, correlationId: 'beside', requestHash: 'beside' }
    const sealings = [of(RoundSeals), beside].map((it, i) => it.execute(new SealRound(rounds[i], identity)))
    for (const it of await Promise.all(sealings)) await fixture.model.reached(orRefuse(it).position, 10_000)
    return rounds
  }
  /** Neither result is recorded before the other was worked out, however slow the machine. */
  const bothBeforeEither = (seals: RoundSeals) => {
    const results = seals.results.bind(seals)
    let left = 2
    let go: (() => void) | undefined
    const both = new Promise<void>((resolve) => {
      go = resolve
    })
    jest.spyOn(seals, 'results').mockImplementation(async (body, on) => {
      const worked = await results(body, on)
      if (--left === 0) go?.()
      await both
      return worked
    })
  }
  const overtaken = async (rounds: readonly string[]) => {
    const entries = await Promise.all(rounds.map((it) => fixture.log.readStream(`round-${it}`)))
    return entries
      .flatMap(({ events }) => events)
      .flatMap((it) => (it.type === 'SealOvertaken' ? it.data.platforms : []))
  }
  const publish = (round: string) => fixture.post(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })

  it('then the second in the log is sealed anew, within what the first has left of the cap', async () => {
    const rounds = await sealedTogether(await fixture.publishScheme({ ...GANZHOU, content }))
    // 20 % of 3,500,000.00 each: both together would be 400,000.00 above the year's 1,000,000.00.
    const amounts = (await Promise.all(rounds.map(subsidyOf))).map((it) => it.at(-1).amount)
    expect(amounts.sort()).toEqual(['300000.00', '700000.00'])
    expect(await overtaken(rounds)).toEqual([B])
    expect([(await publish(rounds[0])).status, (await publish(rounds[1])).status]).toEqual([201, 201])
    for (const it of rounds) expect(await sealsEqual(it)).not.toContain(false)
  }, 30_000)

  it('then where it could not be sealed anew at once, it is not published before that', async () => {
    const takesIn = jest.spyOn(RoundContext.prototype, 'takesIn').mockResolvedValue(false)
    const rounds = await sealedTogether(await fixture.publishScheme({ ...GANZHOU, content }))
    takesIn.mockRestore()
    const amounts = (await Promise.all(rounds.map(subsidyOf))).map(([it]) => it.amount)
    expect(amounts).toEqual(['700000.00', '700000.00'])
    const answers = [await publish(rounds[0]), await publish(rounds[1])]
    expect(answers.map((it) => it.body.code ?? it.status).sort()).toEqual([201, 'grants-moved'])
    const second = rounds[answers.findIndex((it) => it.status !== 201)]
    await fixture.do(EVALUATOR, `/api/rounds/${second}/sealing`)
    expect((await subsidyOf(second)).at(-1)).toMatchObject({ amount: '300000.00' })
    expect((await publish(second)).status).toBe(201)
    await fixture.do(EVALUATOR, `/api/rounds/${second}/subsidy`)
  }, 30_000)

  it('then nothing is held up under a scheme without a cap over several rounds', async () => {
    const { capPerBodyAndYear: _, ...subsidy } = GANZHOU.content.subsidy as SubsidyRule
    const rounds = await sealedTogether(await fixture.publishScheme({ ...GANZHOU, content: { ...content, subsidy } }))
    expect(await overtaken(rounds)).toEqual([])
    expect([(await publish(rounds[0])).status, (await publish(rounds[1])).status]).toEqual([201, 201])
  }, 30_000)
})

describe('given rounds of one year under several schemes, and a demonstration', () => {
  const passed = { levels: [{ code: 'passed', zh: '合格', en: 'Passed', from: '0' }], noShow: 'passed' }
  const content = { ...GANZHOU.content, filters: [], grades: passed }
  const granted = async (roundNo: string, scheme: string, more: object = {}) => {
    const body = {
      roundNo,
      title: '示例',
      scheme,
      version: 1,
      year: 2025,
      platforms: [B],
      deadlines: DEADLINES,
      repeats: '补充评价',
      ...more,
    }
    const round = (await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', body)).id as string
    await fixture.submit(round, B)
    await fixture.verify(round, B)
    await fixture.grade(round, B)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    expect(await sealsEqual(round)).toEqual([true])
    const [{ amount, lines }] = await subsidyOf(round)
    return [amount, lines.at(-1).rule, lines.at(-1).granted, lines.at(-1).grantedBy]
  }

  it('then a cap per body counts its own scheme alone, and never a demonstration for what is none', async () => {
    const one = await fixture.publishScheme({ ...GANZHOU, content })
    const other = await fixture.publishScheme({ ...GANZHOU, code: 'other', content })
    // 20 % of 3,500,000.00 each time, until 1,000,000.00 of the scheme are used up.
    const cap = 'bodyAndYearCap'
    expect(await granted('DEMO', one, { synthetic: true })).toEqual(['700000.00', cap, '0.00', undefined])
    expect(await granted('OTHER', other)).toEqual(['700000.00', cap, '0.00', undefined])
    expect(await granted('ONE', one)).toEqual(['700000.00', cap, '0.00', undefined])
    await fixture.publishScheme({ ...GANZHOU, version: 2, titles: { zh: '示例：第二版', en: 'Second' }, content })
    expect(await granted('TWO', one, { version: 2 })).toEqual(['300000.00', cap, '700000.00', ['ONE']])
    expect(await granted('THREE', one, { version: 2 })).toEqual(['0.00', cap, '1000000.00', ['ONE', 'TWO']])
  }, 30_000)

  it('then F22 holds for a platform and year over every scheme that has it', async () => {
    const base = { kind: 'rate', indicator: 'income', rate: '0.20' } as const
    const subsidy = { base, onlyGrades: ['passed'], f22: true as const }
    const under = (code: string) => fixture.publishScheme({ ...GANZHOU, code, content: { ...content, subsidy } })
    expect(await granted('F-1', await under('f-one'))).toEqual(['700000.00', 'f22', '0.00', undefined])
    expect(await granted('F-2', await under('f-two'))).toEqual(['300000.00', 'f22', '700000.00', ['F-1']])
  }, 30_000)
})

describe('given a result that an appeal has re-opened', () => {
  const reopened = async () => {
    const round = await open('APPEAL', await fixture.publishScheme(QUANZHOU), [A, B])
    await fixture.submit(round, A, B)
    await fixture.verify(round, A, B)
    await fixture.grade(round, A, B)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
    await fixture.do(EVALUATOR, `/api/rounds/${round}/subsidy`)
    for (const [deadline, to] of [
      ['appeal', '2026-06-01'],
      ['reply', '2026-05-01'],
      ['verification', '2026-04-30'],
    ])
      await fixture.do(EVALUATOR, `/api/rounds/${round}/deadlines`, { deadline, to, reason: '申诉' })
    await fixture.do(clerkOf(B), `${fixture.at(round, B)}/reply`, { accepts: false, text: '申诉' })
    await fixture.do(EVALUATOR, `${fixture.at(round, B)}/reply-answer`, { outcome: 'granted', text: '采纳' })
    await fixture.do(EVALUATOR, `${fixture.at(round, B)}/reopening`, { to: 'verification', reason: '申诉成立' })
    return round
  }

  it('then nothing is paid on it, and nothing determined, until it is sealed and published anew', async () => {
    const round = await reopened()
    const payment = { platform: B, bankReference: 'BT-1', amount: '1.00', paidOn: '2026-03-11' }
    const paid = await fixture.post(FINANCE, `/api/rounds/${round}/subsidy-payments`, payment)
    expect([paid.status, paid.body.code]).toEqual([422, 'round-not-sealed'])
    expect((await fixture.post(EVALUATOR, `/api/rounds/${round}/subsidy`)).body.code).toBe('round-not-sealed')
  })

  it('then the platform sees what was published, and no new grade, score or hash before the next publication', async () => {
    const round = await reopened()
    await fixture.do(EVALUATOR, `${fixture.at(round, B)}/verification`)
    fixture.on('2026-05-02')
    for (const it of [A, B]) {
      await fixture.do(EVALUATOR, `${fixture.at(round, it)}/grade-proposal`)
    }
    const look = async () => {
      const one = (await fixture.get(clerkOf(B), `/api/rounds/${round}?platforms=${B}`)).body
      const own = (await fixture.get(clerkOf(B), fixture.at(round, B))).body
      return { one, own }
    }
    const { one, own } = await look()
    expect(one.results).toHaveLength(2)
    expect([one.platforms[0].grade, one.platforms[0].total, one.platforms[0].place]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([
      own.grade,
      own.indicators.find((it: { indicator: string }) => it.indicator === 'contracts').score.pending,
    ]).toEqual([undefined, true])
  })

  it('and of what is sealed and not published, a platform is told no hash that it could try grades against', async () => {
    const round = await open('HASH', await fixture.publishScheme(QUANZHOU), [A, C])
    await fixture.submit(round, A)
    await fixture.verify(round, A)
    await fixture.grade(round, A, C)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    const seals = async () => (await fixture.get(clerkOf(A), `/api/rounds/${round}?platforms=${A}`)).body.seals
    expect(await seals()).toEqual([])
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
    expect((await seals())[0].results).toHaveLength(1)
  })
})

describe('given a strike on part of a row', () => {
  it('when the cut moves on and the row is gone by then, it must be lifted before anything is verified', async () => {
    const round = await open('STRIKE', await fixture.publishScheme(QUANZHOU), [A])
    await fixture.submit(round, A)
    fixture.on('2026-02-05')
    const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body
    const { row, entryId, engagement } = rows.find((it: { value: string }) => it.value === '900000.00')
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, {
      indicator: 'received',
      row,
      amount: '100000.00',
      reason: '代收',
    })
    for (const [deadline, to] of [
      ['appeal', '2026-06-01'],
      ['reply', '2026-05-01'],
      ['verification', '2026-04-30'],
      ['selfAssessment', '2026-02-06'],
    ])
      await fixture.do(EVALUATOR, `/api/rounds/${round}/deadlines`, { deadline, to, reason: '顺延' })
    await fixture.do(clerkOf(A), `/api/engagements/${engagement}/voids`, { voids: entryId, reason: '重复登记' })
    fixture.on('2026-02-07')
    const refused = await fixture.post(EVALUATOR, `${fixture.at(round, A)}/verification`)
    expect([refused.status, refused.body.code, refused.body.facts]).toEqual([
      422,
      'strike-without-row',
      { indicator: 'received', strikes: '1' },
    ])
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes/1/lifting`, { reason: '该行已作废' })
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/verification`)
    const { body } = await fixture.get(EVALUATOR, fixture.at(round, A))
    // 400,000.00 − 50,000.00 of the second contract are left.
    expect(body.indicators[0].verified).toBe('350000.00')
  })
})
