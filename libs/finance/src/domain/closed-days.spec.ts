import { closedPeriods, periodRestated } from './closed-days'
import { parsePeriod } from './closing-period'
import type { Close, CloseStatus, ClosingState } from './closing-state'

const state = (...closes: [period: string, status: CloseStatus][]): ClosingState => ({
  closes: closes.map(([name, status]) => ({ status, terms: parsePeriod(name) }) as unknown as Close),
  approvals: new Map(),
})

it('given closes, then those that stand are closed, one whose re-opening waits among them', () => {
  const given = state(
    ['2025-06', 'closed'],
    ['2025-05', 'closed'],
    ['2025-07', 'reopened'],
    ['2025-07', 'reopeningProposed'],
  )
  expect(closedPeriods(given).map((it) => it.period)).toEqual(['2025-05', '2025-06', '2025-07'])
  expect(closedPeriods(state(['2025-05', 'proposed'], ['2025-05', 'rejected'], ['2025-05', 'reopened']))).toEqual([])
})

it('given May and June closed, then a day restates its own period, an older one the first, a later one none', () => {
  const closed = closedPeriods(state(['2025-05', 'closed'], ['2025-06', 'closed']))
  const restated = (day: string) => periodRestated(closed, day)?.period
  expect(['2025-05-01', '2025-05-31', '2025-06-01', '2025-06-30'].map(restated)).toEqual([
    '2025-05',
    '2025-05',
    '2025-06',
    '2025-06',
  ])
  expect([restated('2024-12-31'), restated('2025-07-01'), periodRestated([], '2025-05-01')]).toEqual([
    '2025-05',
    undefined,
    undefined,
  ])
})
