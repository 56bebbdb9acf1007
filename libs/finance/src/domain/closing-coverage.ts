import { type BusinessDate, dayNumber, dayOfNumber, fenOf } from '@pilot-ledger/kernel'
import type { BankAccount } from '../definitions/reconciliation'
import type { BookStatement } from './book'

export interface Days {
  readonly from: BusinessDate
  readonly to: BusinessDate
}
/** The first days of a period that no statement of an account tells of; undefined where every day is told of. */
export function firstUncovered(statements: readonly Days[], { from, to }: Days): Days | undefined {
  let day = from
  for (const it of [...statements].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (it.to < day) continue
    if (it.from > day) return { from: day, to: it.from > to ? to : dayBefore(it.from) }
    day = dayOfNumber(dayNumber(it.to) + 1)
    if (day > to) return undefined
  }
  return { from: day, to }
}

/**
 * Those of the days on which there was an account: from the day it was opened, which nobody needs to give where its first statement
 * opens with nothing, to the day it was closed.
 */
export function mustCover(
  { openedOn, closedOn }: BankAccount,
  statements: readonly Pick<BookStatement, 'from' | 'opening'>[],
  { from, to }: Days,
): Days | undefined {
  const first = statements.reduce<(typeof statements)[number] | undefined>(
    (earliest, it) => (earliest && earliest.from <= it.from ? earliest : it),
    undefined,
  )
  const opened = openedOn ?? (first && fenOf(first.opening) === 0n ? first.from : undefined)
  const days = {
    from: opened !== undefined && opened > from ? opened : from,
    to: closedOn !== undefined && closedOn < to ? closedOn : to,
  }
  return days.from <= days.to ? days : undefined
}

const dayBefore = (day: BusinessDate) => dayOfNumber(dayNumber(day) - 1)
