import type { InvoiceKey } from '@pilot-ledger/engagements'
import type { IntakeRecord } from '../columns'
import type { KnownContract } from './matching/known-contracts'

/** What a contract has of an invoice, or of a red letter, as the row of a list that says just that. */
export function recordedValues(contract: KnownContract, figures: string): IntakeRecord['values'] {
  const { contractNo, issued, reversed } = contract
  const red = reversed.get(figures)
  if (red) {
    const own = red.redInvoice ? keyed(red.redInvoice, 'invoiceNo', 'invoiceCode') : {}
    const original = keyed(red.invoice, 'originalNo', 'originalCode')
    return { contractNo, movement: 'reversed', ...own, ...original, share: red.amount, on: red.on }
  }
  const blue = issued.get(figures)?.data
  if (!blue) throw new Error(`${contractNo} has no invoice ${figures}`)
  const { invoice, share, total, tax, issuedOn, invoiceKind, taxRate } = blue
  return {
    ...{ contractNo, movement: 'issued', ...keyed(invoice, 'invoiceNo', 'invoiceCode') },
    ...{ share, total, on: issuedOn },
    ...(tax !== undefined && { tax }),
    ...(invoiceKind !== undefined && { invoiceKind }),
    ...(taxRate !== undefined && { taxRate }),
  }
}

const keyed = (key: InvoiceKey, number: string, code: string) => ({
  [number]: key.number,
  ...(key.kind === 'traditional' && { [code]: key.code }),
})
