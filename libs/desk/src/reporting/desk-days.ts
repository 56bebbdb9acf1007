import { type BusinessDate, latestDay, type Window } from '@pilot-ledger/kernel'

/** The first day that a paper of the ledger can carry: of all that ever happened. */
export const BEGINNING: BusinessDate = '1950-01-01'

/** The same day a year earlier; 29 February: the 28th. */
export function yearBefore(day: BusinessDate): BusinessDate {
  const month = `${Number(day.slice(0, 4)) - 1}${day.slice(4, 7)}`
  const [last, same] = [latestDay(month), `${month}${day.slice(7)}`]
  return same < last ? same : last
}

/** The year of a day, up to it. */
export const yearTo = (day: BusinessDate): Window => ({ from: `${day.slice(0, 4)}-01-01`, to: day })

/** Twelve calendar months in order, the last the one of the day, up to it. */
export function twelveMonthsTo(day: BusinessDate): readonly { readonly month: string; readonly window: Window }[] {
  const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  return Array.from({ length: 12 }, (_, i) => {
    const at = last - 11 + i
    const month = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
    const to = i === 11 ? day : latestDay(month)
    return { month, window: { from: `${month}-01`, to } }
  })
}
