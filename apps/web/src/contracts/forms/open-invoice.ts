import type { Contract } from '../../api/ask'
import { amountOf, fenOf } from '../../money/amount'

type Money = Pick<Contract, 'invoices' | 'payments'>

/** What of an invoice nobody has paid yet. */
export interface OpenInvoice {
  /** `D:<20 digits>` or `T:<code>-<number>`. */
  readonly key: string
  readonly issuedOn: string
  /** Decimal string of yuan. */
  readonly open: string
}

/**
 * The oldest invoice of a contract that is not paid: what came in, less refunds, pays invoices, less reversals, from the oldest
 * on, as the ageing of receivables counts. Undefined where all are paid, or none is there.
 */
export function oldestOpen({ invoices = [], payments = [] }: Money): OpenInvoice | undefined {
  let paid = payments.reduce((sum, it) => sum + fenOf(it.left), 0n)
  for (const { key, issuedOn, left } of [...invoices].sort(byDay)) {
    const its = fenOf(left)
    if (its > paid) return { key, issuedOn, open: amountOf(its - paid) }
    paid -= its
  }
  return undefined
}

const byDay = (a: { issuedOn: string }, b: { issuedOn: string }) =>
  a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : 0
