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
    default: {
      const own = ownInvoice(content)
      const other = live.some(({ content: it }) => {
        const key = ownInvoice(it)
        return own && key && key.kind !== own.kind && invoiceFigures(key) === invoiceFigures(own)
      })
      return own && other ? writtenOtherwise(pointerOf(content), invoiceFigures(own)) : undefined
    }
  }
}

/**
 * The same where an entry is corrected: asked of a number that it did not bear before. What it bears from earlier days stands,
 * and hinders no correction of the rest.
 */
export function correctedNumberFault(
  { live }: Lived,
  corrects: string,
  content: EngagementContent,
): Refusal | undefined {
  const others = { live: live.filter((it) => it.id !== corrects) }
  const fault = paperNumberFault(others, content)
  const old = live.find((it) => it.id === corrects)
  if (!fault || !old || paperNumberFault(others, old.content)?.facts?.value === fault.facts?.value) return undefined
  return { ...fault, pointer: `/content/data${fault.pointer}` }
}

/** The number of the paper that an entry records: of a reversal its red letter's. */
function ownInvoice({ type, data }: EngagementContent): InvoiceKey | undefined {
  return type === 'InvoiceIssued' ? data.invoice : type === 'InvoiceReversed' ? data.redInvoice : undefined
}
const pointerOf = ({ type }: EngagementContent) => (type === 'InvoiceIssued' ? '/invoice' : '/redInvoice')

function noNumber(pointer: string, value: string): Refusal {
  return refuse('no-slip-number', {
    rule: 'H6',
    pointer,
    zh: `“${value}”不是回单号：请填回单（收据、支票等）自身的号码，否则另一日的同类收款会被当作同一笔`,
    en: `“${value}” is no number of a slip: give that of the slip, receipt or cheque itself, or the next payment of this kind would be taken for the same`,
    facts: { value },
  })
}

function writtenOtherwise(pointer: string, figures: string): Refusal {
  return refuse('invoice-exists', {
    rule: 'H6',
    pointer,
    zh: '发票已登记，只是写法不同（代码加号码，或合写的 20 位）',
    en: 'the invoice is recorded already, written otherwise (code and number, or the 20 figures in one)',
    facts: { value: figures },
  })
}
