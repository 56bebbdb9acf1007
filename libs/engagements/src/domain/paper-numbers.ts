import { type History, isNoReference, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { EngagementContent, InvoiceKey } from './events'
import type { EngagementState } from './state'

type Lived = Pick<History<EngagementState, EngagementContent>, 'live'>

/**
 * The figures printed on an invoice: of a paper one its code and its number, which stand in lists as 12 + 8 figures in two
 * columns and as 20 in one. Two keys with the same figures are one invoice.
 */
export function invoiceFigures(key: InvoiceKey): string {
  return key.kind === 'digital' ? key.number : `${key.code}${key.number}`
}

/**
 * What is asked of the number of a paper where it is recorded anew. No rule of a history: what was recorded before stands, and
 * other entries beside it may be corrected.
 */
export function paperNumberFault({ live }: Lived, content: EngagementContent): Refusal | undefined {
  switch (content.type) {
    case 'PaymentReceived':
      return isNoReference(content.data.bankReference)
        ? noNumber('/bankReference', content.data.bankReference)
        : undefined
    case 'PaymentRefunded': {
      const { refundReference } = content.data
      return refundReference !== undefined && isNoReference(refundReference)
        ? noNumber('/refundReference', refundReference)
        : undefined
    }
    case 'InvoiceIssued': {
      const { invoice } = content.data
      const other = live.some(
        ({ content: it }) =>
          it.type === 'InvoiceIssued' &&
          it.data.invoice.kind !== invoice.kind &&
          invoiceFigures(it.data.invoice) === invoiceFigures(invoice),
      )
      return other ? writtenOtherwise(invoiceFigures(invoice)) : undefined
    }
    default:
      return undefined
  }
}

function noNumber(pointer: string, value: string): Refusal {
  return refuse('no-slip-number', {
    rule: 'H6',
    pointer,
    zh: `“${value}”不是回单号：请填回单（收据、支票等）自身的号码，否则另一日的同类收款会被当作同一笔`,
    en: `“${value}” is no number of a slip: give that of the slip, receipt or cheque itself, or the next payment of this kind would be taken for the same`,
    facts: { value },
  })
}

function writtenOtherwise(figures: string): Refusal {
  return refuse('invoice-exists', {
    rule: 'H6',
    pointer: '/invoice',
    zh: '发票已登记，只是写法不同（代码加号码，或合写的 20 位）',
    en: 'the invoice is recorded already, written otherwise (code and number, or the 20 figures in one)',
    facts: { value: figures },
  })
}
