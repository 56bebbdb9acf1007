import { twelveMonthsTo, yearBefore, yearTo } from './desk-days'

describe('the days a desk looks at', () => {
  test('the year up to today stands beside the same days of the year before', () => {
    expect(yearTo('2026-11-30')).toEqual({ from: '2026-01-01', to: '2026-11-30' })
    expect(yearBefore('2026-11-30')).toBe('2025-11-30')
  })
  test('a day that the year before does not have is its month’s last', () => {
    expect(yearBefore('2028-02-29')).toBe('2027-02-28')
    expect(yearBefore('2027-02-28')).toBe('2026-02-28')
  })
  test('twelve months without a gap, over the turn of a year, the last one up to today', () => {
    const months = twelveMonthsTo('2026-02-10')
    expect(months.map((it) => it.month).join(' ')).toBe(
      '2025-03 2025-04 2025-05 2025-06 2025-07 2025-08 2025-09 2025-10 2025-11 2025-12 2026-01 2026-02',
    )
    expect(months[9].window).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(months[11].window).toEqual({ from: '2026-02-01', to: '2026-02-10' })
  })
})
