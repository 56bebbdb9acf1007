import { monthBefore, nextPeriod } from './next-period'

test('the first period proposed is the month before; later ones follow the last, to the end of its month', () => {
  expect(monthBefore('2025-10-14')).toEqual({ from: '2025-09-01', to: '2025-09-30' })
  expect(monthBefore('2025-01-31')).toEqual({ from: '2024-12-01', to: '2024-12-31' })
  expect(nextPeriod('2025-09-30')).toEqual({ from: '2025-10-01', to: '2025-10-31' })
  expect(nextPeriod('2024-02-14')).toEqual({ from: '2024-02-15', to: '2024-02-29' })
  expect(nextPeriod('2024-12-31')).toEqual({ from: '2025-01-01', to: '2025-01-31' })
})
