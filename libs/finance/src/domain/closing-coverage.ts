import { type BusinessDate, dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import type { Period } from './closing-period'

export interface Days {
  readonly from: BusinessDate
  readonly to: BusinessDate
}

/** The first days of a period that no statement of an account tells of; undefined where every day is told of. */
export function firstUncovered(statements: readonly Days[], { from, to }: Omit<Period, 'period'>): Days | undefined {
  let day = from
  for (const it of [...statements].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (it.to < day) continue
    if (it.from > day) return { from: day, to: it.from > to ? to : dayBefore(it.from) }
    day = dayOfNumber(dayNumber(it.to) + 1)
    if (day > to) return undefined
  }
  return { from: day, to }
}

const dayBefore = (day: BusinessDate) => dayOfNumber(dayNumber(day) - 1)
