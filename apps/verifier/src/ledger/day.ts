const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const lengthOf = (year: number, month: number) => MONTHS[month - 1] + (isLeap(year) && month === 2 ? 1 : 0)

/** Every day that a date means: of a month all of them. */
export function daysOf(date: string): readonly string[] {
  if (date.length > 7) return [date]
  const [year, month] = date.split('-').map(Number)
  return Array.from({ length: lengthOf(year, month) }, (_, i) => `${date}-${String(i + 1).padStart(2, '0')}`)
}

/** A day of the calendar, as `2024-02-29`: a window that ended on 31 February would end on no day at all. */
export function isDay(text: string): boolean {
  const [year, month, day] = (DAY.exec(text) ?? []).slice(1).map(Number)
  return day >= 1 && day <= lengthOf(year, month)
}
