import { dayNumber, formatAmount, grouped, numberKey } from '@pilot-ledger/kernel'
import { type Book, type BookLine, openOf } from './book'
import type { QueueItem } from './queue-item'

/** 退汇: a line by which a payment comes back, or goes back, and the line that it undoes. */
export interface ReturnedPayment {
  readonly line: BookLine
  readonly original: BookLine
}

/** A payment is returned within so many days. */
const MOST_DAYS = 31

/** A book never changes: rules and queues look at the same pairs. */
const known = new WeakMap<Book, readonly ReturnedPayment[]>()

/**
 * Lines that say so, open still, each with the last one before it that it undoes: of the same account and amount, the other way.
 * One of the same party or number comes before any other, and none is undone twice.
 */
export function returnedPayments(book: Book): readonly ReturnedPayment[] {
  const pairs = known.get(book) ?? pairsIn([...book.lines.values()].filter((it) => it.repeats === undefined))
  known.set(book, pairs)
  return pairs
}

function pairsIn(lines: readonly BookLine[]): ReturnedPayment[] {
  const returned = lines.filter((it) => it.compared.returned)
  if (returned.length === 0) return []
  const others = grouped(
    lines.filter((it) => !it.compared.returned),
    (it) => `${numberKey(it.account)}\n${it.direction}\n${it.amount}`,
  )
  const taken = new Set<string>()
  return [...returned].sort(byDay).flatMap((line) => {
    const other = line.direction === 'credit' ? 'debit' : 'credit'
    const before = (others.get(`${numberKey(line.account)}\n${other}\n${line.amount}`) ?? []).filter(
      (it) => !taken.has(it.id) && it.day <= line.day && dayNumber(line.day) - dayNumber(it.day) <= MOST_DAYS,
    )
    const original = last(before.filter((it) => isLike(it, line))) ?? last(before)
    if (original === undefined) return []
    taken.add(original.id)
    return openOf(line) > 0n ? [{ line, original }] : []
  })
}

const isLike = ({ compared }: BookLine, line: BookLine) =>
  (compared.payer !== undefined && compared.payer === line.compared.payer) ||
  (compared.reference !== undefined && compared.reference === line.compared.reference)
const byDay = (a: BookLine, b: BookLine) => (a.day === b.day ? a.ordinal - b.ordinal : a.day < b.day ? -1 : 1)
const last = (lines: readonly BookLine[]) => [...lines].sort(byDay).at(-1)

/** Each pair once, and what is to be done with it. */
export function returnedItems(book: Book): QueueItem[] {
  const matchOf = new Map(
    [...book.matches.values()].flatMap((it) =>
      it.state === 'undone' ? [] : it.lines.map((one): [string, string] => [one.line, it.match]),
    ),
  )
  return returnedPayments(book).map(({ line, original }): QueueItem => {
    const match = matchOf.get(original.id)
    const amount = formatAmount(openOf(line))
    const who = original.counterparty ?? line.counterparty ?? line.reference ?? ''
    const [went, back] = original.direction === 'debit' ? ['付出', '退回'] : ['收到', '退出']
    const zh = `${who}：${original.day} ${went}的 ${formatAmount(original.amount)} 于 ${line.day} ${back}`
    const en = `${formatAmount(original.amount)} of ${original.day} was returned on ${line.day}`
    return {
      id: `returnedPayment:${line.id}:${original.id}`,
      kind: 'returnedPayment',
      day: line.day,
      amount,
      zh: match === undefined ? `${zh}，两笔均列为非合同款即可` : `${zh}；原流水已匹配，请先撤销该匹配`,
      en: match === undefined ? `${en}: set both aside` : `${en}: undo the match of the first, then set both aside`,
      lines: [line.id, original.id],
      entries: [],
      ...(match === undefined ? {} : { match }),
    }
  })
}
