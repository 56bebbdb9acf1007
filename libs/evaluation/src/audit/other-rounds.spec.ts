import { B, C, DEADLINES, EVALUATOR, RoundFixture } from '../rounds/round-fixture.spec-support'
import { GANZHOU } from '../schemes/ganzhou'
import { YINGTAN } from '../schemes/published-rules.spec-support'
import { audit } from './audit.module'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
}, 60_000)
afterEach(() => fixture.close())

const passed = { levels: [{ code: 'passed', zh: '合格', en: 'Passed', from: '0' }], noShow: 'passed' }
const received = {
  ...{ code: 'received', zh: '到账', en: 'received', weight: '100', target: '1.00' },
  source: { from: 'ledger' as const, figure: 'receivedAmount' },
  scoring: { method: 'share' as const },
}
const overYears = (years: number) => ({
  ...GANZHOU,
  content: {
    ...{ fullScore: '100', decimals: 2, filters: [], grades: passed, asOf: { kind: 'opening' as const } },
    window: { kind: 'calendarYear' as const, years },
    groups: [{ code: 'g', zh: '组', en: 'g', weight: '100', indicators: [received] }],
  },
})
const open = async (roundNo: string, scheme: string, more: object = {}) => {
  const body = { roundNo, title: '示例', scheme, version: 1, year: 2025, platforms: [B], deadlines: DEADLINES, ...more }
  return (await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', body)).id as string
}
const doublesIn = async (round: string) => {
  const { rows } = (await fixture.get(EVALUATOR, `/api/rounds/${round}/platforms/${B}/audit`)).body
  return rows.flatMap((it: { value: string; countedTwice: { kind: string; round?: string }[] }) =>
    it.countedTwice.filter(({ kind }) => kind === 'otherRound').map(({ round }) => [it.value, round]),
  )
}

describe('given rounds of two years each, under one scheme', () => {
  it('then of one contract only the receipts of the year in both are counted twice', async () => {
    const scheme = await fixture.publishScheme(overYears(2))
    const contract = await fixture.on('2026-01-06').sign(B, 'B-23', 1, '200.00', { signedOn: '2023-12-10' })
    await fixture.pay(contract, 'HD-23', '100.00', '2023-12-20')
    await fixture.pay(contract, 'HD-24', '10.00', '2024-12-20')
    await fixture.pay(contract, 'HD-25', '50.00', '2025-03-20')
    const round = await open('Y25', scheme)
    await open('Y24', scheme, { year: 2024 })
    expect(await doublesIn(round)).toEqual([['10.00', 'Y24']])
  }, 30_000)

  it('then what a demonstration counts is no double of a real one', async () => {
    const scheme = await fixture.publishScheme(overYears(1))
    const round = await open('REAL', scheme)
    await open('DEMO', scheme, { synthetic: true })
    expect(await doublesIn(round)).toEqual([])
  }, 30_000)
})

it('given a year that is evaluated again, then two failures in it are one failure', async () => {
  const scheme = await fixture.publishScheme(YINGTAN)
  const last: unknown[] = []
  for (const [no, more] of [
    ['KH', {}],
    ['KH-BU', { repeats: '补充评价' }],
  ] as const) {
    const round = await open(no, scheme, { platforms: [C], ...more })
    await fixture.grade(round, C)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
    last.push((await fixture.get(EVALUATOR, fixture.at(round, C))).body.consequences ?? [])
  }
  // Nothing was submitted, which this scheme punishes at once; “twice in a row” it would be of two years only.
  expect(last.map((all) => (all as { rounds: string[] }[]).map((it) => it.rounds))).toEqual([[['KH']], [['KH-BU']]])
}, 30_000)
