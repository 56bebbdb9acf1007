import { createHash } from 'node:crypto'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { canonicalJson, type JsonObject } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { type Expected, verify } from '../../apps/verifier/src/certificate/verify'
import { A, B, C, EVALUATOR, RoundFixture } from '../../libs/evaluation/src/rounds/round-fixture.spec-support'
import { QUANZHOU } from '../../libs/evaluation/src/schemes/quanzhou'
import { Chance } from '../figures/histories.spec-support'
import { type Loose, Operator } from '../verifier/certificate-maker.spec-support'
import { alter, codeOf, everyByte, foundIn } from '../verifier/forging.spec-support'
import { randomRounds } from './random-round.spec-support'

const FORMAT = 'pilot-ledger/seal-certificate@1'

/** The newest sealing in a log. */
function sayingOf(log: readonly RecordedEvent[], cut = log.length, only?: readonly string[]) {
  const before = log.slice(0, cut)
  const last = before.findLast((it) => it.type === 'ResultSealed') as Loose
  const { sealNo } = last.data
  const round = last.stream.slice('round-'.length)
  const own = before.filter((it) => it.stream === last.stream)
  const results = own.filter((it) => it.type === 'ResultSealed' && it.data.sealNo === sealNo) as Loose[]
  const scheme = (own[0].data.scheme as JsonObject).id as string
  const platforms = (only ?? results.map((it) => it.data.platform)).toSorted()
  return {
    format: FORMAT,
    cut,
    needed: ['round/', `scheme/${scheme}`, 'platform/', ...platforms.map((it: string) => `contracts/${it}`)],
    members: {
      of: { round, seal: sealNo, scheme, platforms },
      entry: before.indexOf(results[0]) + 1,
      results: platforms.map((platform: string) => {
        const { total, grade, subsidy } = results.find((it) => it.data.platform === platform).data.snapshot
        return { platform, total, grade: grade.code, ...(subsidy && { subsidy: subsidy.amount }) }
      }),
    },
  }
}

const RUNS = Number(process.env.HISTORIES ?? 4)

describe('given random rounds, under random schemes, with rows struck', () => {
  test('when any of their seals is certified, then it verifies; with anything of it changed, it does not', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const chance = new Chance(seed)
        const log = await randomRounds(chance)
        const operator = new Operator(log)
        const check = (it: Loose) => verify(operator.file(it), { key: operator.signer.vkey })
        for (const cut of [log.length, log.findIndex((it) => it.data.roundNo === 'TWO')])
          for (const only of [undefined, [A], [B, C]]) {
            const verdict = check(operator.certified(sayingOf(log, cut, only)))
            expect([seed, cut, verdict.verdict === 'invalid' ? verdict.fault : 'valid']).toEqual([seed, cut, 'valid'])
          }
        for (const it of sayingOf(log).members.results) seen.add(it.grade)
        for (let i = 0; i < 10; i++) {
          const certificate = operator.certified(sayingOf(log))
          const before = JSON.stringify(certificate)
          alter(certificate, chance, ['cut', 'map', 'proof', 'streams', 'of', 'entry', 'results'])
          if (JSON.stringify(certificate) === before) continue
          expect(codeOf(check(certificate))).not.toMatch(/^(valid|verifier-fault)$/)
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(seen.size).toBeGreaterThan(1)
  }, 300_000)
})

/** What stands in the ledger is a lie from the beginning: every proof of it holds, and the arithmetic does not. */
const FORGED: Readonly<Record<string, readonly [faults: RegExp, type: string, forge: (it: Loose) => void]>> = {
  'a better total': [/result-differs/, 'ResultSealed', (it) => (it.snapshot.total = '99.00')],
  'another subsidy': [/result-differs/, 'ResultSealed', (it) => (it.snapshot.subsidy.amount = '9.00')],
  'another name of a client': [
    /rows-differ/,
    'ResultSealed',
    (it) => Object.assign(rowsIn(it)[0] ?? {}, { client: '别的公司' }),
  ],
  'a row too many': [/rows-differ/, 'ResultSealed', (it) => rowsIn(it).push(...rowsIn(it))],
  'a row left out': [/rows-differ/, 'ResultSealed', (it) => rowsIn(it).pop()],
  'another hash': [/result-differs/, 'ResultSealed', (it) => (it.hash = '0'.repeat(64))],
  'another cut': [/cut-differs/, 'ResultSealed', (it) => (it.snapshot.cut.sequence -= 1)],
  'other grants read': [/result-differs/, 'ResultSealed', (it) => (it.readTo += 1000)],
  'other values verified': [
    /result-differs|grade-differs/,
    'AssessmentVerified',
    (it) => (it.values[0].verified = '1.00'),
  ],
  'one person for a grade': [/one-person/, 'GradeConfirmed', (it) => (it.by = '评价员甲')],
  'another grade proposed': [/grade-differs/, 'GradeProposed', (it) => (it.grade = 'passed')],
  'another payment': [/rows-differ/, 'PaymentReceived', (it) => (it.share = '4000000.00')],
  'a client that is related': [
    /rows-differ/,
    'JointCentreEstablished',
    (it) => (it.party = { ...it.party, id: { scheme: 'uscc', value: CLIENT } }),
  ],
  'another rule of the cut': [
    /cut-differs/,
    'RoundOpened',
    (it) => (it.cut = { rule: 'day', day: it.deadlines.selfAssessment }),
  ],
  'another scheme': [/scheme-unknown/, 'SchemePublished', (it) => (it.content.decimals = 1)],
}
const CLIENT = '91440101MA5CJQ4N59'
const rowsIn = (it: Loose): Loose[] => it.snapshot.indicators[0]?.rows ?? []

describe('given a sealed round', () => {
  let fixture: RoundFixture
  let log: readonly RecordedEvent[]
  beforeAll(async () => {
    fixture = await (await RoundFixture.open()).settle()
    const round = await fixture.openRound()
    await fixture.submit(round, A, B)
    await fixture.verify(round, A, B)
    await fixture.grade(round, A, B, C)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    const all: RecordedEvent[] = []
    for await (const page of fixture.log.readAll()) all.push(...page)
    log = all
  }, 60_000)
  afterAll(() => fixture.close())

  const certified = (of: readonly RecordedEvent[], only?: readonly string[], expected: Expected = {}) => {
    const operator = new Operator(of)
    const file = operator.file(operator.certified(sayingOf(of, of.length, only)))
    return { file, verdict: verify(file, { key: operator.signer.vkey, ...expected }), key: operator.signer.vkey }
  }

  test('when it is certified, then it says score, grade and subsidy as the evaluator’s pencil makes them', () => {
    const { verdict } = certified(log)
    // 甲: 40 × 1,250,000 ÷ 3,000,000 = 16.67, no tier of clients, 10 for the library, rank 2 of 30: 24. 乙: 40 + 30.
    // 3 % of 900,000.00 and of 350,000.00 is 37,500.00, but 甲 has failed; 3 % of 3,500,000.00 is cut at 100,000.00 an item.
    expect(foundIn(verdict).told.facts.results).toEqual(
      expect.arrayContaining([
        { platform: A, total: '50.67', grade: 'failed', subsidy: '0.00' },
        { platform: B, total: '70.00', grade: 'good', subsidy: '100000.00' },
        { platform: C, total: '0', grade: 'failed', subsidy: '0.00' },
      ]),
    )
  })

  test('when any byte of the file is changed, dropped or added, then it does not verify', () => {
    const { file, key } = certified(log, [B])
    everyByte(file, (it) => [verify(it, { key })])
  })

  test('when another seal is asked for than the file is of, then it says so', () => {
    const round = sayingOf(log).members.of.round
    const asked: [Expected, string][] = [
      [{ of: { round, seal: 1 } }, 'valid'],
      [{ of: { seal: 2 } }, 'other-scope'],
      [{ of: { platform: A } }, 'other-scope'],
      [{ from: '2025-01-01' }, 'other-window'],
    ]
    for (const [expected, code] of asked)
      expect([expected, codeOf(certified(log, undefined, expected).verdict)]).toEqual([expected, code])
  })

  test.each(Object.entries(FORGED))('when the ledger holds %s, then it is named', (_, [faults, type, forge]) => {
    const lied = log.map((event) => {
      const data = structuredClone(event.data) as Loose
      if (event.type === type) forge(data)
      return { ...event, data } as RecordedEvent
    })
    expect(codeOf(certified(lied).verdict)).toMatch(faults)
  })

  test('when a round looks at what had been recorded when it was opened, then no other cut is taken for it', async () => {
    const other = await (await RoundFixture.open()).settle()
    const content = { ...QUANZHOU.content, asOf: { kind: 'opening' as const } }
    const scheme = await other.publishScheme({ ...QUANZHOU, code: 'sample-opening', content })
    const round = await other.openRound({ scheme })
    await other.submit(round, A)
    await other.verify(round, A)
    await other.grade(round, A, B, C)
    await other.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    const opening: RecordedEvent[] = []
    for await (const page of other.log.readAll()) opening.push(...page)
    await other.close()
    expect(codeOf(certified(opening).verdict)).toBe('valid')
    const moved = (by: number) =>
      opening.map((event) => {
        const data = structuredClone(event.data) as Loose
        if (event.type === 'RoundOpened') data.cut.sequence += by
        return { ...event, data } as RecordedEvent
      })
    for (const by of [-1, 1]) expect(codeOf(certified(moved(by)).verdict)).toBe('cut-differs')
  })

  test('when its scheme says what only a newer ledger knows, then nothing is guessed', () => {
    const content = { ...QUANZHOU.content, bonus: '5' } as unknown as JsonObject
    const contentHash = createHash('sha256').update(canonicalJson(content)).digest('hex')
    const newer = log.map((event) => {
      if (event.type === 'SchemePublished') return { ...event, data: { ...event.data, content, contentHash } }
      if (event.type !== 'RoundOpened') return event
      return { ...event, data: { ...event.data, scheme: { ...(event.data.scheme as JsonObject), contentHash } } }
    })
    expect(codeOf(certified(newer).verdict)).toBe('entry-newer')
  })
})
