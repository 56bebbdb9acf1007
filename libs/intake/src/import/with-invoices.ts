import type { IntakeItem } from '../columns'
import { proposalsOf } from '../invoices/proposals'
import type { SaidInvoice } from '../invoices/said-invoice'
import { InvoiceContracts, type InvoiceSurroundings } from './invoice-contracts'
import type { ReadItem } from './read-file'

/**
 * What a file says, its invoices as rows of the contracts that they are for. They are laid out all together, once the last one has
 * been read: a red letter may stand before the invoice it names.
 */
export async function* withInvoices(
  source: AsyncIterable<ReadItem>,
  surroundings: InvoiceSurroundings,
): AsyncGenerator<IntakeItem> {
  const said: SaidInvoice[] = []
  for await (const it of source) {
    if (it.is === 'invoice') said.push(it.said)
    else yield it
  }
  if (said.length > 0) yield* proposalsOf(said, await InvoiceContracts.of(said, surroundings))
}
