import type { Answers } from '../../api/ask'
import { amountOf, fenOf } from '../../money/amount'
import type { Line } from './candidates'

export type Proposed = Answers['GET /api/platforms/{id}/reconciliation/lines/{line}/receipt']
type Invoice = Proposed['invoices'][number]

/** The chosen invoices with what of the line each takes: in their order, as far as the line goes. */
export function paidOf({ open, invoices }: Pick<Proposed, 'open' | 'invoices'>, without: readonly string[]) {
  let left = fenOf(open)
  const paid: { readonly invoice: Invoice; readonly share: string }[] = []
  for (const invoice of invoices) {
    if (without.includes(invoice.target)) continue
    const its = fenOf(invoice.open)
    const share = its < left ? its : left
    if (share > 0n) paid.push({ invoice, share: amountOf(share) })
    left -= share
  }
  return { paid, rest: amountOf(left) }
}

/** What is recorded: one receipt of each contract. */
export function sharesOf(paid: ReturnType<typeof paidOf>['paid']) {
  const sums = new Map<string, bigint>()
  for (const { invoice, share } of paid) sums.set(invoice.contract, (sums.get(invoice.contract) ?? 0n) + fenOf(share))
  return [...sums].map(([contract, sum]) => ({ contract, amount: amountOf(sum) }))
}

export type Share = ReturnType<typeof sharesOf>[number]

/** What is recorded of a line about which nothing is left to choose. */
export const shareThatIsSure = ({ receipt }: Pick<Line, 'receipt'>): readonly Share[] | undefined =>
  receipt && [{ contract: receipt.contract, amount: receipt.amount }]
