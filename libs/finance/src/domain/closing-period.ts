import {
  type BusinessDate,
  type Checked,
  isBusinessDate,
  isMonth,
  latestDay,
  refuse,
  shortened,
} from '@pilot-ledger/kernel'

/** 会计期间: whole days, both ends included; `period` is its one name, as it stands in URLs. */
export interface Period {
  readonly period: string
  readonly from: BusinessDate
  readonly to: BusinessDate
}

const QUARTER = /^(\d{4})-Q([1-4])$/
const RANGE = /^(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})$/

/**
 * Reads `2025-08`, `2025-Q3` or `2025-07-01_2025-09-15`. A span that is just a month or a quarter has the shorter name, so
 * that one period has one name. Refusal: `period-format`.
 */
export function parsePeriod(text: string, pointer = ''): Checked<Period> {
  if (isMonth(text as unknown)) return named(`${text}-01`, latestDay(text))
  const quarter = QUARTER.exec(text)
  if (quarter) {
    const [year, first] = [quarter[1], (Number(quarter[2]) - 1) * 3 + 1]
    const [from, to] = [monthOf(year, first), monthOf(year, first + 2)]
    if (isMonth(from as unknown)) return named(`${from}-01`, latestDay(to))
  }
  const range = RANGE.exec(text)
  if (range && isBusinessDate(range[1]) && isBusinessDate(range[2]) && range[1] <= range[2])
    return named(range[1], range[2])
  return refuse('period-format', {
    pointer,
    zh: '期间写作 2025-08、2025-Q3 或 2025-07-01_2025-09-15',
    en: 'a period is written 2025-08, 2025-Q3 or 2025-07-01_2025-09-15',
    facts: { given: shortened(text, 40) },
  })
}

/** The name of a span. */
export function named(from: BusinessDate, to: BusinessDate): Period {
  const [year, month] = [from.slice(0, 4), Number(from.slice(5, 7))]
  if (from.endsWith('-01')) {
    if (to === latestDay(from.slice(0, 7))) return { period: from.slice(0, 7), from, to }
    if (month % 3 === 1 && to === latestDay(monthOf(year, month + 2)))
      return { period: `${year}-Q${(month + 2) / 3}`, from, to }
  }
  return { period: `${from}_${to}`, from, to }
}

const monthOf = (year: string, month: number) => `${year}-${String(month).padStart(2, '0')}`
