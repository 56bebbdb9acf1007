import { type BusinessDate, parseBusinessDate } from './business-date'
import { type Checked, isRefusal, refuse } from './refusal'

/** 统计期: a closed span of business days, both ends included (含当日). */
export interface Window {
  readonly from: BusinessDate
  readonly to: BusinessDate
}

/** Refusals: `not-a-calendar-day` at /from or /to, `window-ends-before-it-starts`. */
export function parseWindow(from: unknown, to: unknown): Checked<Window> {
  const first = parseBusinessDate(from, '/from')
  if (isRefusal(first)) return first
  const last = parseBusinessDate(to, '/to')
  if (isRefusal(last)) return last
  if (first <= last) return { from: first, to: last }
  return refuse('window-ends-before-it-starts', {
    pointer: '/to',
    zh: '统计期的截止日早于起始日',
    en: 'the window ends before it starts',
    facts: { from: first, to: last },
  })
}

export function contains(window: Window, date: BusinessDate): boolean {
  return window.from <= date && date <= window.to
}
