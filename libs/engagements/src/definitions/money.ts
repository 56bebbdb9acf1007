import { field, patternForm } from '@pilot-ledger/kernel'
import { defineContractEvent } from './contract-event'
import { invoice } from './forms'
import { INVOICE_KINDS } from './vocabulary'

const RECORD = 'recordEngagementEntry'
const share = field.amount('本合同份额', 'This contract’s share', { note: '价税合计' })
const amount = field.amount('金额', 'Amount')
const on = field.day('日期', 'Date')
const TAX_RATE = patternForm(/^(0|[1-9]\d?)(\.\d{1,2})?$/, [
  '须为 0 至 99.99 的数，小数至多两位',
  'a number from 0 to 99.99 with at most two decimals is expected',
])

export const invoiceIssued = defineContractEvent({
  type: 'InvoiceIssued',
  zh: '开票',
  en: 'Invoice',
  route: { path: 'invoices', action: RECORD },
  movesMoney: true,
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: true },
  group: 'money',
  daily: true,
  evidence: '发票',
  day: 'issuedOn',
  summary: ['invoice', 'share', { share: 'share', of: 'total' }, 'invoiceKind', { labelled: 'taxRate' }],
  fields: {
    invoice: invoice('发票', 'Invoice'),
    share,
    /** The whole document. */
    total: field.amount('价税合计', 'Document total'),
    tax: field.amountOrZero('税额', 'Tax', { example: '21509.43' }),
    issuedOn: field.day('开票日期', 'Issued on'),
    invoiceKind: field.maybe(field.choice(INVOICE_KINDS, '票种', 'Type of invoice')),
    taxRate: field.maybe(field.formed(TAX_RATE, '税率 %', 'Tax rate %', { example: '6' })),
  },
  // 1 → 2: the kind of invoice and the rate of tax. Older entries state neither.
  lifts: [(data) => data],
})

export const paymentReceived = defineContractEvent({
  type: 'PaymentReceived',
  zh: '到账',
  en: 'Payment received',
  route: { path: 'payments', action: RECORD },
  movesMoney: true,
  allowed: { beforeSigning: true, suspended: true, completed: true, terminated: true },
  group: 'money',
  daily: true,
  outcome: 'achieved',
  evidence: '回单',
  day: 'receivedOn',
  summary: ['bankReference', 'payer', 'share', { share: 'share', of: 'total' }],
  fields: {
    bankReference: field.number('银行回单号', 'Bank reference', { example: 'HD20250506-0007', maskable: true }),
    payer: field.party('付款单位', 'Payer', { maskable: true }),
    share: field.amount('本合同份额', 'This contract’s share'),
    total: field.amount('回单金额', 'Slip total'),
    receivedOn: field.day('到账日期', 'Received on'),
  },
})

export const invoiceReversed = defineContractEvent({
  type: 'InvoiceReversed',
  zh: '红冲',
  en: 'Invoice reversed',
  route: { path: 'invoices/:key/reversals', action: RECORD, fromPath: { invoice: 'key' } },
  movesMoney: true,
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: true },
  group: 'money',
  evidence: '发票',
  day: 'on',
  summary: ['invoice', { sign: '−' }, 'amount'],
  fields: {
    /** The blue invoice it reduces. */
    invoice: invoice('发票', 'Invoice'),
    /** The red-letter invoice's own key. */
    redInvoice: field.maybe(invoice('红字发票', 'Red-letter invoice')),
    amount,
    on,
  },
})

export const paymentRefunded = defineContractEvent({
  type: 'PaymentRefunded',
  zh: '退款',
  en: 'Payment refunded',
  route: { path: 'refunds', action: RECORD },
  movesMoney: true,
  allowed: { beforeSigning: true, suspended: true, completed: true, terminated: true },
  group: 'money',
  evidence: '回单',
  day: 'on',
  summary: ['bankReference', { sign: '−' }, 'amount'],
  fields: {
    /** The payment it gives back. */
    bankReference: field.number('原到账回单号', 'Bank reference', { example: 'HD20250506-0007', maskable: true }),
    /** The refund's own. */
    refundReference: field.maybe(field.number('退款回单号', 'Refund reference', { maskable: true })),
    amount,
    on,
  },
})

export const MONEY_EVENTS = [invoiceIssued, invoiceReversed, paymentReceived, paymentRefunded] as const
