import { dayLater } from '../../kit/moment'

const text = (date: Date) => date.toISOString().slice(0, 10)
/** Calendar days as UTC midnights: no time zone moves them. */
const monthOf = (year: number, month: number) => ({
  from: text(new Date(Date.UTC(year, month, 1))),
  to: text(new Date(Date.UTC(year, month + 1, 0))),
})

/** The whole month before a day's. */
export function monthBefore(day: string) {
  return monthOf(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 2)
}

/** From the day after a closed period to the end of that day's month. */
export function nextPeriod(closedTo: string) {
  const from = dayLater(closedTo, 1)
  return { ...monthOf(Number(from.slice(0, 4)), Number(from.slice(5, 7)) - 1), from }
}
