import { businessDayOf, ENGAGEMENT_EVENTS, type EngagementContent } from '@pilot-ledger/engagements'

/**
 * The order a clerk means within a contract: first its signing, then day by day, and on one day first what others may lean
 * on. Evidence, which has no day, last. A file is sorted by sheets, not by what happened when.
 */
export function orderKey(content: EngagementContent): string {
  return `${dayOf(content) ?? '9999'} ${String(RANK.get(content.type)).padStart(2, '0')}`
}

const RANK = new Map<string, number>(ENGAGEMENT_EVENTS.all.map(({ type }, i) => [type, i]))

/** The day the entry happened, as the paper says. A signing stands before all else, whatever its day. */
function dayOf(content: EngagementContent): string | undefined {
  if (content.type === 'ContractSigned') return '0000'
  return businessDayOf(content)
}

/** What an entry moves, in yuan; undefined for what is not about money. */
export function amountOf(content: EngagementContent): string | undefined {
  switch (content.type) {
    case 'ContractSigned':
      return content.data.amount
    case 'ContractAmended':
      return content.data.delta
    case 'InvoiceIssued':
    case 'PaymentReceived':
      return content.data.share
    case 'InvoiceReversed':
    case 'PaymentRefunded':
      return content.data.amount
    default:
      return undefined
  }
}
