import { COMMON_ANNUAL } from '../schemes/common-annual'
import { QUANZHOU } from '../schemes/quanzhou'
import { type ParticipantNow, resultsNow } from './result-now'
import { indicatorsOf } from './scheme'

/** Received by share of 3,000,000.00 (40), no tier of clients below 5, the library 10, contracts by rank 30, 24, 18. */
const { content } = QUANZHOU
const values = (received: string, contracts: string, mixed: readonly string[] = []): ParticipantNow => ({
  values: new Map(
    [
      ['received', received],
      ['clients', '20'],
      ['library', '2'],
      ['contracts', contracts],
    ].filter(([code]) => !mixed.includes(code)) as [string, string][],
  ),
  mixed,
})
const reported = (participants: Record<string, ParticipantNow>, scheme = content) =>
  Object.fromEntries(
    [...resultsNow(scheme, new Map(Object.entries(participants)))].map(([id, it]) => [
      id,
      [it.total, it.place, it.grade?.zh, it.cannotSay.map(({ field, code }) => `${field} ${code}`)],
    ]),
  )

it('Everybody is scored and ranked anew; who did not show up stays where the rule put it', () => {
  expect(
    reported({
      a: values('1500000.00', '300.00'),
      b: values('2400000.00', '200.00'),
      c: values('0.00', '1.00'),
      d: 'noShow',
    }),
  ).toEqual({
    // 20 + 20 + 10 + 30; 32 + 20 + 10 + 24; 0 + 20 + 10 + 18.
    a: ['80.00', 2, '良好', []],
    b: ['86.00', 1, '良好', []],
    c: ['48.00', 3, '不合格', []],
    d: ['0', undefined, '不合格', []],
  })
})

it('Amounts with and without tax make no total, and leave the others without their rank', () => {
  expect(reported({ a: values('3000000.00', '', ['contracts']), b: values('2400000.00', '200.00') })).toEqual({
    a: [undefined, undefined, undefined, ['total mixed-tax-bases', 'place mixed-tax-bases', 'grade mixed-tax-bases']],
    b: [
      undefined,
      undefined,
      undefined,
      ['total others-not-settled', 'place others-not-settled', 'grade others-not-settled'],
    ],
  })
})

it('Where only the best grade asks for the place, the total is said, and a grade below it', () => {
  const contracts = indicatorsOf(content).find((it) => it.code === 'contracts')
  if (!contracts) throw new Error('the sample scheme has lost its rank')
  const groups = content.groups.map((group) => ({
    ...group,
    indicators: group.indicators.map((it) =>
      it === contracts ? { ...it, target: '300.00', scoring: { method: 'share' as const } } : it,
    ),
  }))
  const open = values('3000000.00', '', ['contracts'])
  // 40 + 20 + 10 + 30 = 100; 20 + 20 + 10 + 30 = 80.
  const first = { ...content, groups }
  expect(reported({ a: values('3000000.00', '300.00'), open }, first).a).toEqual([
    '100.00',
    undefined,
    undefined,
    ['place others-not-settled', 'grade place-not-known'],
  ])
  expect(reported({ a: values('1500000.00', '300.00'), open }, first).a).toEqual([
    '80.00',
    undefined,
    '良好',
    ['place others-not-settled'],
  ])
})

it('Where nothing ranks, nobody’s result waits for another’s', () => {
  const { content: plain } = COMMON_ANNUAL
  const all = new Map(indicatorsOf(plain).map((it) => [it.code, it.target ?? '100']))
  const answer = resultsNow(
    plain,
    new Map([
      ['a', { values: all, mixed: [] }],
      ['b', { values: new Map(), mixed: indicatorsOf(plain).map((it) => it.code) }],
    ]),
  )
  expect(answer.get('a')?.cannotSay).toEqual([])
  expect(answer.get('a')?.total).toBeDefined()
  expect(answer.get('b')?.cannotSay.map((it) => it.field)).toEqual(['total', 'grade'])
})
