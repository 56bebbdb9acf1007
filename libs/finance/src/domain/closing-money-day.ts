import type { EngagementContent } from '@pilot-ledger/engagements'
import type { BusinessDate } from '@pilot-ledger/kernel'

/** The day on which a content moves an amount of the bridge; undefined for what moves none. */
export function dayOfMoney(content: EngagementContent): BusinessDate | undefined {
  switch (content.type) {
    case 'ContractSigned':
      return content.data.signedOn
    case 'ContractAmended':
      return content.data.amendedOn
    case 'InvoiceIssued':
      return content.data.issuedOn
    case 'PaymentReceived':
      return content.data.receivedOn
    case 'InvoiceReversed':
    case 'PaymentRefunded':
      return content.data.on
    default:
      return undefined
  }
}
