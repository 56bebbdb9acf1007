import {
  type BusinessDate,
  type Checked,
  type DayOrMonth,
  earliestDay,
  isRefusal,
  parseBusinessDate,
  parseDayOrMonth,
  type Refusal,
  refuse,
  refuseText,
} from '@pilot-ledger/kernel'

/** Longest texts of the register, in characters: a key or number, a name, a reason or wording. */
export const LONGEST = { key: 64, title: 200, wording: 1000 } as const

export function refuseOptionalText(text: unknown, longest: number, pointer: string): Refusal | undefined {
  return text === undefined ? undefined : refuseText(text, longest, pointer)
}

/** A day that exists and is not after today (H9). Refusals `not-a-calendar-day`, `dated-in-the-future`. */
export function refuseDay(date: unknown, today: BusinessDate, pointer: string): Refusal | undefined {
  return refusalOf(parseBusinessDate(date, pointer)) ?? refuseFuture(date as BusinessDate, today, pointer)
}

/** A day or month that exists; a month must have begun (H9). Refusals `not-a-day-or-month`, `dated-in-the-future`. */
export function refuseDayOrMonth(date: unknown, today: BusinessDate, pointer: string): Refusal | undefined {
  return refusalOf(parseDayOrMonth(date, pointer)) ?? refuseFuture(date as DayOrMonth, today, pointer)
}

/** The refusal in a check's outcome, where only the refusal matters. */
export function refusalOf(checked: Checked<unknown>): Refusal | undefined {
  return isRefusal(checked) ? checked : undefined
}

function refuseFuture(date: DayOrMonth, today: BusinessDate, pointer: string): Refusal | undefined {
  if (earliestDay(date) <= today) return undefined
  return refuse('dated-in-the-future', {
    rule: 'H9',
    pointer,
    zh: '日期晚于登记当日（北京时间）',
    en: 'the date is after the day of recording (Asia/Shanghai)',
    facts: { given: date, today },
  })
}
