import type { Assessment, Line } from '../assessment/assessment'
import { claimsOf, lastDay, openPoints, sameNumber } from './open-points'

const DEADLINES = {
  selfAssessment: '2026-01-31',
  verification: '2026-02-28',
  reply: '2026-03-10',
  appeal: '2026-04-10',
}
const EVIDENCE = [{ sha256: 'a'.repeat(64), fileName: '社保名单.pdf', pages: 3 }]

function line(indicator: string, more: Partial<Line>): Line {
  const base = { group: 'services', zh: indicator, en: indicator, weight: '20', unit: 'count', scoring: {}, strikes: 0 }
  const self = { indicator, method: 'share', weight: '20', points: '0.00' }
  return { ...base, indicator, source: { from: 'ledger' }, self, ...more } as unknown as Line
}
const hand = (more: Partial<Line>) => line('staff', { source: { from: 'hand', unit: 'count' }, ...more })
const of = (indicators: readonly Line[], until?: string) =>
  ({ indicators, deadlines: DEADLINES, ...(until && { until }) }) as unknown as Assessment
const kinds = (assessment: Assessment, today = '2026-01-20') =>
  openPoints(assessment, today).map(({ kind, stops }) => [kind, stops])

describe('what is open before a self-assessment goes in', () => {
  test('a ledger value that nobody touched is not open', () =>
    expect(kinds(of([line('projects', { ledger: '26' }), line('received', { ledger: '5.00', claimed: '5' })]))).toEqual(
      [],
    ))
  test('a number by hand is open until it is stated, and until it has its paper', () => {
    expect(kinds(of([hand({})]))).toEqual([['handMissing', true]])
    expect(kinds(of([hand({ claimed: '14' })]))).toEqual([['evidenceMissing', true]])
    expect(kinds(of([hand({ claimed: '14', evidence: EVIDENCE })]))).toEqual([])
  })
  test('a ratio is worked out from others and never open itself', () =>
    expect(kinds(of([line('shared', { source: { from: 'ratio' } })]))).toEqual([]))
  test('what differs from the ledger is told, with a reason or without, and stops nothing', () => {
    expect(kinds(of([line('clients', { ledger: '20', claimed: '22' })]))).toEqual([['reasonMissing', false]])
    expect(kinds(of([line('clients', { ledger: '20', claimed: '22', reason: '补录中' })]))).toEqual([
      ['differs', false],
    ])
  })
  test('what stops the submission stands first, the deadline before all', () =>
    expect(
      kinds(of([line('clients', { ledger: '20', claimed: '22', reason: '补录中' }), hand({})]), '2026-02-01'),
    ).toEqual([
      ['deadlinePassed', true],
      ['handMissing', true],
      ['differs', false],
    ]))
  test('a platform that was given more time has until its own last day', () => {
    expect(lastDay(of([], '2026-02-10'))).toBe('2026-02-10')
    expect(lastDay(of([], '2026-01-10'))).toBe('2026-01-31')
    expect(kinds(of([], '2026-02-10'), '2026-02-10')).toEqual([])
    expect(kinds(of([], '2026-02-10'), '2026-02-11')).toEqual([['deadlinePassed', true]])
  })
})

test.each([
  ['5', '5.00', true],
  ['5.50', '5.5', true],
  ['50', '5', false],
  ['100', '1', false],
  [undefined, '5', false],
] as const)('%s and %s are one number: %s', (a, b, same) => expect(sameNumber(a, b)).toBe(same))

describe('what of the form is sent', () => {
  const clients = line('clients', { ledger: '20' })
  test('nothing that was not touched, nothing that is empty', () => {
    expect(claimsOf([clients], {})).toEqual([])
    expect(claimsOf([clients], { clients: { value: ' ', reason: '', evidence: [] } })).toEqual([])
  })
  test('another value with its reason; back at the ledger’s value the reason goes', () => {
    const stated = { value: '22', reason: ' 补录中 ', evidence: [] }
    expect(claimsOf([clients], { clients: stated })).toEqual([{ indicator: 'clients', value: '22', reason: '补录中' }])
    const back = { value: '20', reason: '补录中', evidence: [] }
    expect(claimsOf([{ ...clients, claimed: '22', reason: '补录中' }], { clients: back })).toEqual([
      { indicator: 'clients', value: '20' },
    ])
  })
  test('an amount as people type it becomes the service’s', () => {
    const received = line('received', { unit: 'CNY', ledger: '5.00' })
    const typed = { value: '1,263,400', reason: '待补录', evidence: [] }
    expect(claimsOf([received], { received: typed })[0].value).toBe('1263400.00')
  })
})
