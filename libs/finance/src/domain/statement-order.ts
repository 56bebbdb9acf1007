import {
  type BusinessDate,
  dayNumber,
  dayOfNumber,
  daysBetween,
  fenOf,
  formatAmount,
  numberKey,
} from '@pilot-ledger/kernel'
import { type Book, type BookStatement, isWhole } from './book'
import type { QueueItem } from './queue-item'
import { goesOn } from './statement-commands'

const next = (day: BusinessDate, by = 1) => dayOfNumber(dayNumber(day) + by)

/**
 * Statements of each account in their order: days that none tells of, days that two tell of, and balances that do not carry
 * over. With `upTo` also that the last one ends before it.
 */
export function statementItems(book: Book, upTo?: BusinessDate): QueueItem[] {
  const whole = [...book.statements.values()].filter(isWhole)
  return [...book.accounts].flatMap(([key, { closedOn }]) => {
    const own = whole.filter((it) => numberKey(it.account) === key).sort(byDays)
    const reached = furthest(own)
    const between = own.slice(1).flatMap((it, i) => betweenTwo(reached[i], it))
    const last = own.reduce<BusinessDate | undefined>((day, it) => (day && day > it.to ? day : it.to), undefined)
    const end = upTo !== undefined && closedOn !== undefined && closedOn < upTo ? closedOn : upTo
    const open = end !== undefined && last !== undefined && last < end ? [notYetBrought(key, last, end)] : []
    return [...between, ...open]
  })
}

/**
 * Where an account stands: the statement of its last day. Of several that end on it, one that opens with the balance the days
 * before ended with; a later file of the same days that does not carry over says nothing of the balance.
 */
export function lastStatement(own: readonly BookStatement[]): BookStatement | undefined {
  const to = own.reduce<BusinessDate>((day, it) => (day > it.to ? day : it.to), '')
  const ending = own.filter((it) => it.to === to)
  return ending.findLast((it) => carriesOver(it, own)) ?? ending[0]
}

function carriesOver(it: BookStatement, own: readonly BookStatement[]): boolean {
  const before = own.filter((other) => other.to < it.from)
  const last = before.reduce<BusinessDate>((day, other) => (day > other.to ? day : other.to), '')
  return before.some((other) => other.to === last && fenOf(other.closing) === fenOf(it.opening))
}

/** Up to each, the one that tells furthest: a statement inside another one ends nothing. */
function furthest(own: readonly BookStatement[]): BookStatement[] {
  const reached: BookStatement[] = []
  for (const [i, it] of own.entries()) reached.push(i > 0 && reached[i - 1].to > it.to ? reached[i - 1] : it)
  return reached
}

function byDays(a: BookStatement, b: BookStatement): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1
  if (a.to !== b.to) return a.to < b.to ? -1 : 1
  return a.statement < b.statement ? -1 : 1
}

function betweenTwo(before: BookStatement, after: BookStatement): QueueItem[] {
  const pair = `${before.statement}:${after.statement}`
  const entries = [before.entry, after.entry]
  if (goesOn(before, after)) return []
  if (after.from <= before.to) {
    const to = after.to < before.to ? after.to : before.to
    return [
      {
        id: `statementOverlap:${pair}`,
        kind: 'statementOverlap',
        day: after.from,
        zh: `账号 ${after.account}：${after.from} 至 ${to} 有两份对账单`,
        en: `account ${after.account}: two statements tell of ${after.from} to ${to}`,
        lines: [],
        entries,
      },
    ]
  }
  const items: QueueItem[] = []
  const missing = daysBetween(before.to, after.from) - 1
  if (missing > 0) {
    items.push({
      id: `statementGap:${pair}`,
      kind: 'statementGap',
      day: next(before.to),
      zh: `账号 ${after.account}：缺 ${next(before.to)} 至 ${next(after.from, -1)} 的对账单`,
      en: `account ${after.account}: no statement for ${next(before.to)} to ${next(after.from, -1)}`,
      lines: [],
      entries,
    })
  }
  const step = fenOf(after.opening) - fenOf(before.closing)
  if (step !== 0n) {
    items.push({
      id: `statementGap:${pair}:balance`,
      kind: 'statementGap',
      day: after.from,
      amount: formatAmount(step < 0n ? -step : step),
      zh: `账号 ${after.account}：上期期末 ${before.closing} 与本期期初 ${after.opening} 不符`,
      en: `account ${after.account}: closing ${before.closing} is not the next opening ${after.opening}`,
      lines: [],
      entries,
    })
  }
  return items
}

function notYetBrought(account: string, last: BusinessDate, upTo: BusinessDate): QueueItem {
  return {
    id: `statementGap:${account}:${next(last)}:${upTo}`,
    kind: 'statementGap',
    day: next(last),
    zh: `账号 ${account}：${next(last)} 至 ${upTo} 的对账单尚未导入`,
    en: `account ${account}: no statement yet for ${next(last)} to ${upTo}`,
    lines: [],
    entries: [],
  }
}
