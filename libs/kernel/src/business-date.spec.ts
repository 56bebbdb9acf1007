import * as fc from 'fast-check'
import {
  dayNumber,
  dayOfNumber,
  daysBetween,
  earliestDay,
  isBusinessDate,
  latestDay,
  parseDayOrMonth,
  shanghaiDay,
} from './business-date'
import { isRefusal } from './refusal'
import { contains, parseWindow } from './window'

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
/** Days since 1970 by counting years and months, nothing of Date. */
function counted(year: number, month: number, day: number): number {
  let days = day - 1
  for (let y = 1970; y < year; y++) days += leap(y) ? 366 : 365
  for (let m = 1; m < month; m++) days += MONTH_DAYS[m - 1] + (m === 2 && leap(year) ? 1 : 0)
  return days
}

describe('given business days', () => {
  test('then a day’s number is what counting gives, and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1970, max: 2199 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        (year, month, day) => {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
          expect(dayNumber(text)).toBe(counted(year, month, day))
          expect(dayOfNumber(dayNumber(text))).toBe(text)
        },
      ),
    )
  })

  test.each([
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '1949-12-31',
    '2200-01-01',
    '2025-1-1',
    '20250101',
    ' 2025-01-01',
  ])('then %s is no calendar day', (text) => expect(isBusinessDate(text)).toBe(false))

  test('then 29 February exists in leap years only', () => {
    expect([2024, 2000, 2100, 2025].map((year) => isBusinessDate(`${year}-02-29`))).toEqual([true, true, false, false])
  })

  test('then a month means from its first to its last day', () => {
    expect([earliestDay('2024-11'), latestDay('2024-11'), latestDay('2024-02')]).toEqual([
      '2024-11-01',
      '2024-11-30',
      '2024-02-29',
    ])
    expect(isRefusal(parseDayOrMonth('2024'))).toBe(true)
  })

  test('then an instant belongs to its day in Shanghai', () => {
    expect(shanghaiDay(Date.parse('2025-08-31T15:59:59.999Z'))).toBe('2025-08-31')
    expect(shanghaiDay(Date.parse('2025-08-31T16:00:00Z'))).toBe('2025-09-01')
  })

  test('then a window includes both its ends, and may not end before it starts', () => {
    const window = { from: '2024-11-01', to: '2025-08-31' }
    expect(['2024-10-31', '2024-11-01', '2025-08-31', '2025-09-01'].map((it) => contains(window, it))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(parseWindow('2025-08-31', '2024-11-01')).toMatchObject({
      code: 'window-ends-before-it-starts',
      pointer: '/to',
    })
    expect(daysBetween('2025-02-27', '2025-03-01')).toBe(2)
  })
})
