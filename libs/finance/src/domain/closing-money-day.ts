import { businessDayOf, type EngagementContent } from '@pilot-ledger/engagements'
import type { BusinessDate } from '@pilot-ledger/kernel'

/** Entries that move an amount of the bridge. */
const MONEY: ReadonlySet<EngagementContent['type']> = new Set([
  'ContractSigned',
  'ContractAmended',
  'InvoiceIssued',
  'PaymentReceived',
  'InvoiceReversed',
  'PaymentRefunded',
])

/** The day on which a content moves an amount of the bridge; undefined for what moves none. */
export function dayOfMoney(content: EngagementContent): BusinessDate | undefined {
  return MONEY.has(content.type) ? businessDayOf(content) : undefined
}
