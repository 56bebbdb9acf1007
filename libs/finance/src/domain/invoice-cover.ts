import type { BusinessDate, Fen } from '@pilot-ledger/kernel'
import type { Book } from './book'
import type { Target } from './targets'

/**
 * How much of each invoice has been received: what of the bank is matched to it, then what the ledger received on its
 * contract less refunds, the oldest invoice first. A receipt is not told which invoice it pays; this is the order in which
 * ageing takes it too.
 */
export function coverInvoices(
  book: Book,
  targets: readonly Target[],
  upTo: BusinessDate | undefined,
): ReadonlyMap<string, Fen> {
  const pools = new Map<string, Fen>()
  const dated = targets.filter((it) => upTo === undefined || it.day <= upTo)
  for (const it of dated) {
    if (it.kind === 'invoice') continue
    const signed = it.kind === 'payment' ? it.amount : -it.amount
    pools.set(it.contract, (pools.get(it.contract) ?? 0n) + signed)
  }
  const covered = new Map<string, Fen>()
  const invoices = dated.filter((it) => it.kind === 'invoice').sort(byDay)
  for (const it of invoices) {
    const matched = least(book.allocated.get(it.id) ?? 0n, it.amount)
    const pool = pools.get(it.contract) ?? 0n
    const more = pool > 0n ? least(pool, it.amount - matched) : 0n
    pools.set(it.contract, pool - more)
    covered.set(it.id, matched + more)
  }
  return covered
}

const least = (a: Fen, b: Fen) => (a < b ? a : b)
const byDay = (a: Target, b: Target) => (a.day === b.day ? a.sequence - b.sequence : a.day < b.day ? -1 : 1)
