import { type Checked, refuse } from './refusal'
import { shortened } from './shortened'

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`: a day on paper, not an instant. Compare as text. */
export type BusinessDate = string
/** `YYYY-MM-DD`, or `YYYY-MM` where the source knows only the month. */
export type DayOrMonth = string

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/
/** The first and last year a paper of this ledger can carry; outside it is a typing error. */
const FIRST_YEAR = 1950
const LAST_YEAR = 2199
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

export function isBusinessDate(text: unknown): text is BusinessDate {
  const match = typeof text === 'string' ? DAY.exec(text) : null
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

export function isMonth(text: unknown): text is string {
  const match = typeof text === 'string' ? MONTH.exec(text) : null
  return match !== null && Number(match[1]) >= FIRST_YEAR && Number(match[1]) <= LAST_YEAR
}

/** Refusal `not-a-calendar-day` for anything but an existing day between 1950 and 2199. */
export function parseBusinessDate(text: unknown, pointer = ''): Checked<BusinessDate> {
  if (isBusinessDate(text)) return text
  return refuse('not-a-calendar-day', {
    pointer,
    zh: '日期须为真实存在的日历日，格式 YYYY-MM-DD',
    en: 'a date is an existing calendar day, YYYY-MM-DD',
    facts: { given: shortened(String(text), 40) },
  })
}

/** Refusal `not-a-day-or-month` for anything but `YYYY-MM-DD` or `YYYY-MM`. */
export function parseDayOrMonth(text: unknown, pointer = ''): Checked<DayOrMonth> {
  if (isBusinessDate(text) || isMonth(text)) return text
  return refuse('not-a-day-or-month', {
    pointer,
    zh: '日期须为 YYYY-MM-DD，或仅知月份时为 YYYY-MM',
    en: 'a date is YYYY-MM-DD, or YYYY-MM where only the month is known',
    facts: { given: shortened(String(text), 40) },
  })
}

/** The first day a date can mean: `2024-11` → `2024-11-01`. */
export function earliestDay(date: DayOrMonth): BusinessDate {
  return date.length === 7 ? `${date}-01` : date
}

/** The last day a date can mean: `2024-11` → `2024-11-30`. */
export function latestDay(date: DayOrMonth): BusinessDate {
  if (date.length !== 7) return date
  const [year, month] = date.split('-').map(Number)
  return `${date}-${String(daysIn(year, month)).padStart(2, '0')}`
}

/** The business day of an instant: Asia/Shanghai is UTC+8 without daylight saving time since 1992. */
export function shanghaiDay(instantMs: number): BusinessDate {
  const day = shanghaiDayNumber(instantMs)
  // The same few days again and again: of every entry that stands, where one is corrected.
  if (day !== lastDay.number) lastDay = { number: day, text: dayOfNumber(day) }
  return lastDay.text
}
let lastDay = { number: 0, text: '1970-01-01' }

/** The number of an instant's business day, as `dayNumber(shanghaiDay(instantMs))` without the text between. */
export function shanghaiDayNumber(instantMs: number): number {
  return Math.floor((instantMs + SHANGHAI_OFFSET_MS) / DAY_MS)
}

/** Whole days since 1970-01-01; days before are negative. Counted: each entry says several days, and `Date` would take ten times as long. */
export function dayNumber(date: BusinessDate): number {
  // Where an entry says no day, or less than one, it stays what it was always taken for.
  if (date.length !== 10) return dayByDate(date)
  const month = figure(date, 5) * 10 + figure(date, 6)
  // The year begins in March here, so that the day that not every year has is its last.
  const afterFebruary = month > 2
  const year =
    figure(date, 0) * 1000 + figure(date, 1) * 100 + figure(date, 2) * 10 + figure(date, 3) - (afterFebruary ? 0 : 1)
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  const before = Math.floor((153 * (afterFebruary ? month - 3 : month + 9) + 2) / 5)
  return year * 365 + leapDays + before + figure(date, 8) * 10 + figure(date, 9) - DAYS_TO_1970
}

const dayByDate = (date: BusinessDate) =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS
/** From the last day of February of the year 0. */
const DAYS_TO_1970 = 719_469
const figure = (date: BusinessDate, at: number) => date.charCodeAt(at) - 48

export function dayOfNumber(day: number): BusinessDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** Days from one date to another: positive when `to` is later. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return dayNumber(to) - dayNumber(from)
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
