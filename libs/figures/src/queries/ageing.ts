import { formatAmount, money, named, oneOf, type ShapeOf } from '@pilot-ledger/kernel'
import { FACT } from '../columns/store'
import type { Question } from './question'

export const AGEING_BUCKET = named('AgeingBucket', {
  bucket: oneOf('0-30', '31-90', '91-180', '181-365', '365+', 'advance'),
  value: money,
})
export type AgeingBucket = ShapeOf<typeof AGEING_BUCKET>

const BUCKETS = [
  ['0-30', 30],
  ['31-90', 90],
  ['91-180', 180],
  ['181-365', 365],
  ['365+', Number.POSITIVE_INFINITY],
] as const

interface Account {
  readonly invoices: { readonly key: number; readonly day: number; readonly entry: number; left: number }[]
  received: number
}

/**
 * 账龄 of what is outstanding on the window's last day: per contract, money received pays the oldest invoice first; what is
 * left of each stands in the bucket of its age in days; money beyond all invoices is an advance (预收), negative. The
 * buckets add up to `outstanding`.
 */
export const ageing = (question: Question): AgeingBucket[] => agesTold([agesOf(question)])

/** Fen of each bucket. */
export type Ages = ReadonlyMap<AgeingBucket['bucket'], bigint>

export function agesOf(question: Question): Ages {
  const sums = new Map<AgeingBucket['bucket'], bigint>()
  const add: Add = (bucket, fen) => sums.set(bucket, (sums.get(bucket) ?? 0n) + BigInt(fen))
  for (const account of accounts(question).values()) settle(account, question.to, add)
  return sums
}

/** Those of several platforms are added. */
export function agesTold(parts: readonly Ages[]): AgeingBucket[] {
  return [...BUCKETS.map(([bucket]) => bucket), 'advance' as const].map((bucket) => ({
    bucket,
    value: formatAmount(parts.reduce((sum, it) => sum + (it.get(bucket) ?? 0n), 0n)),
  }))
}

type Add = (bucket: AgeingBucket['bucket'], fen: number) => void

function settle(account: Account, to: number, add: Add): void {
  let money = account.received
  for (const invoice of account.invoices.sort((a, b) => a.day - b.day || a.entry - b.entry)) {
    const paid = Math.min(money, invoice.left)
    money -= paid
    add(bucketOf(to - invoice.day), invoice.left - paid)
  }
  add('advance', -money)
}

function accounts(question: Question): Map<number, Account> {
  const { kind, date, amount, contract, detail } = question.columns
  const entry = (row: number) => question.detail(row, 'entry')
  const found = new Map<number, Account>()
  const reversals: number[] = []
  const of = (row: number) => {
    const known = found.get(contract[row])
    if (known) return known
    const fresh: Account = { invoices: [], received: 0 }
    found.set(contract[row], fresh)
    return fresh
  }
  question.eachRow((row) => {
    if (date[row] > question.to) return
    if (kind[row] === FACT.invoiced)
      of(row).invoices.push({ key: detail[row], day: date[row], entry: entry(row), left: amount[row] })
    else if (kind[row] === FACT.reversed) reversals.push(row)
    else if (kind[row] === FACT.received || kind[row] === FACT.refunded) of(row).received += amount[row]
  })
  for (const row of reversals) {
    const invoice = of(row).invoices.find((it) => it.key === detail[row])
    // A reversal is never dated before its invoice (H7), so the invoice is there.
    if (invoice) invoice.left += amount[row]
  }
  return found
}

function bucketOf(days: number): AgeingBucket['bucket'] {
  return (BUCKETS.find(([, most]) => days <= most) as (typeof BUCKETS)[number])[0]
}
