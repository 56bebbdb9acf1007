import { type BusinessDate, type Fen, type Steps, sortedInSteps } from '@pilot-ledger/kernel'
import type { Book } from './book'
import type { Target } from './targets'

/**
 * How much of each invoice has been received: what of the bank is matched to it, then what the ledger received on its
 * contract less refunds, the oldest invoice first. A receipt that no line of the bank bears out is taken for the very money that
 * was matched to an invoice directly, as far as that goes: told at both places, one transfer would pay two invoices. A receipt
 * is not told which invoice it pays; this is the order in which ageing takes it too. What was refunded beyond what the pool holds
 * was money matched to invoices directly: the youngest of these lacks it, as it would had the line met the receipt.
 */
export function* coverInvoices(
  book: Book,
  targets: readonly Target[],
  upTo: BusinessDate | undefined,
): Steps<ReadonlyMap<string, Fen>> {
  const [pools, unborne, direct] = [new Map<string, Fen>(), new Map<string, Fen>(), new Map<string, Fen>()]
  const dated = targets.filter((it) => upTo === undefined || it.day <= upTo)
  for (const it of dated) {
    yield
    if (it.kind === 'invoice') continue
    const signed = it.kind === 'payment' ? it.amount : -it.amount
    add(pools, it.contract, signed)
    const unseen = it.amount - (book.allocated.get(it.id) ?? 0n)
    if (it.kind === 'payment' && unseen > 0n) add(unborne, it.contract, unseen)
  }
  const covered = new Map<string, Fen>()
  const invoices = yield* sortedInSteps(
    dated.filter((it) => it.kind === 'invoice'),
    byDay,
  )
  for (const it of invoices) {
    yield
    add(direct, it.contract, least(book.allocated.get(it.id) ?? 0n, it.amount))
  }
  for (const [contract, fen] of direct) {
    yield
    add(pools, contract, -least(fen, unborne.get(contract) ?? 0n))
  }
  for (const it of invoices.toReversed()) {
    yield
    const allocated = book.allocated.get(it.id) ?? 0n
    const pool = pools.get(it.contract) ?? 0n
    const back = pool < 0n ? least(-pool, allocated) : 0n
    pools.set(it.contract, pool + back)
    covered.set(it.id, least(allocated - back, it.amount))
  }
  for (const it of invoices) {
    yield
    const matched = covered.get(it.id) ?? 0n
    const pool = pools.get(it.contract) ?? 0n
    const more = pool > 0n ? least(pool, it.amount - matched) : 0n
    pools.set(it.contract, pool - more)
    covered.set(it.id, matched + more)
  }
  return covered
}

const add = (to: Map<string, Fen>, key: string, fen: Fen) => to.set(key, (to.get(key) ?? 0n) + fen)
const least = (a: Fen, b: Fen) => (a < b ? a : b)
const byDay = (a: Target, b: Target) => (a.day === b.day ? a.sequence - b.sequence : a.day < b.day ? -1 : 1)
