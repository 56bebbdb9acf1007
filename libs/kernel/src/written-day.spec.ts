import * as fc from 'fast-check'
import { dayNumber, dayOfNumber } from './business-date'
import { writtenDay, writtenDayOrMonth } from './written-day'

const days = fc.integer({ min: dayNumber('1950-01-01'), max: dayNumber('2199-12-31') }).map(dayOfNumber)
const WAYS: readonly ((y: string, m: string, d: string) => string)[] = [
  (y, m, d) => `${y}-${m}-${d}`,
  (y, m, d) => `${y}/${Number(m)}/${Number(d)}`,
  (y, m, d) => ` ${y}.${m}.${d} `,
  (y, m, d) => `${y}年${Number(m)}月${Number(d)}日`,
  (y, m, d) => `${y} 年 ${m} 月 ${d} 日`,
  (y, m, d) => `${y}${m}${d}`,
  (y, m, d) => `${y}/${m}/${d} 0:00:00`,
  (y, m, d) => [...`${y}/${m}/${d}`].map((it) => String.fromCodePoint(it.charCodeAt(0) + 0xfee0)).join(''),
]

describe('a day as people write it', () => {
  it('is the same day in every usual way of writing', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...WAYS), (day, way) => {
        const [y, m, d] = day.split('-')
        expect(writtenDay(way(y, m, d))).toBe(day)
      }),
    )
  })

  it.each([
    '',
    '24/11/2026',
    '26-11-24',
    '2026-11/24',
    '2026-13-01',
    '2026-02-30',
    '20261324',
    '2026-11',
    '2026-11-24x',
    '2026-11-24 12',
    '星期二',
    '-2026-11-24',
  ])('%j is not guessed', (text) => expect(writtenDay(text, '2026')).toBeUndefined())

  it.each(['11-24', '11/24', '11.24', '11月24日', '11月24号'])(
    '%j is a day of the year given, and of none without',
    (text) => {
      expect(writtenDay(text, '2026')).toBe('2026-11-24')
      expect(writtenDay(text)).toBeUndefined()
    },
  )

  it('29 February is a day of a leap year only', () => {
    expect([writtenDay('2-29', '2028'), writtenDay('2-29', '2026')]).toEqual(['2028-02-29', undefined])
  })

  it.each(['2024-11', '2024/11', '2024.11', '2024年11月', '202411', '２０２４年１１月'])('%j may be a month', (text) =>
    expect(writtenDayOrMonth(text)).toBe('2024-11'),
  )

  it.each([
    ['2024/11/5', '2024-11-05'],
    ['2024-13', undefined],
    ['11-24', undefined],
    ['2024', undefined],
  ])('where a month may stand %j is %j', (text, right) => expect(writtenDayOrMonth(text)).toBe(right))
})
