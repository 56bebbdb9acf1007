import { type BusinessDate, dayNumber, dayOfNumber, isBusinessDate } from '@pilot-ledger/kernel'
import { dayOf, isMidnight } from './camt-elements'

/** How a bank's moments are days: in Shanghai, or as they are written where its own books end their days in another zone. */
export type Calendar = (text: string | undefined) => BusinessDate | undefined

const asWritten: Calendar = (text) => {
  const day = text?.slice(0, 10)
  return isBusinessDate(day) ? day : undefined
}

/** What a statement says of its days, as it is written. */
export interface StatedDays {
  readonly spanFrom?: string
  readonly spanTo?: string
  /** Of the balances, and what they are: the closing of the days before, or the opening of the first. */
  readonly opening?: string
  readonly isPrior: boolean
  readonly closing?: string
  readonly booked: readonly (string | undefined)[]
}

/**
 * The calendar by which a statement agrees with itself: the day of its closing balance is the day its span ends on, and no entry is
 * booked after it. Shanghai’s, unless only the days as they are written do.
 */
export function calendarOf(stated: StatedDays): Calendar {
  const closing = dayOf(stated.closing)
  if (closing === undefined || agrees(stated, dayOf, closing)) return dayOf
  return agrees(stated, asWritten, closing) ? asWritten : dayOf
}

function agrees({ spanTo, booked }: StatedDays, calendar: Calendar, closing: BusinessDate): boolean {
  const end = calendar(spanTo)
  const fits = end === undefined || end === closing || (isMidnight(spanTo) && dayBefore(end) === closing)
  return fits && booked.every((it) => (calendar(it) ?? closing) <= closing)
}

const dayBefore = (day: BusinessDate) => dayOfNumber(dayNumber(day) - 1)
const dayAfter = (day: BusinessDate) => dayOfNumber(dayNumber(day) + 1)

export function daysOf(stated: StatedDays, calendar: Calendar): { from?: BusinessDate; to?: BusinessDate } {
  const booked = stated.booked.flatMap((it) => calendar(it) ?? []).sort()
  return { from: firstDay(stated, calendar, booked[0]), to: lastDay(stated, calendar, booked[booked.length - 1]) }
}

/** An opening balance is that of its own day, or of the end of the day before: an entry booked on its day says it is the first. */
function firstDay(stated: StatedDays, calendar: Calendar, first: BusinessDate | undefined): BusinessDate | undefined {
  const [from, opening] = [calendar(stated.spanFrom), calendar(stated.opening)]
  if (from !== undefined) return first !== undefined && first < from && first === opening ? first : from
  if (opening === undefined || first === undefined || first <= opening) return first ?? opening
  const isEndOfMonth = dayAfter(opening).endsWith('-01')
  return stated.isPrior || isEndOfMonth ? dayAfter(opening) : opening
}

/** A span that ends at midnight may mean the day that ends then: the closing balance tells. It tells the end where no span does. */
function lastDay(stated: StatedDays, calendar: Calendar, last: BusinessDate | undefined): BusinessDate | undefined {
  const [end, closing] = [calendar(stated.spanTo), calendar(stated.closing)]
  if (end === undefined) return closing !== undefined && (last === undefined || last <= closing) ? closing : undefined
  return isMidnight(stated.spanTo) && closing === dayBefore(end) ? closing : end
}
