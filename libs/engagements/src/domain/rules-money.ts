import { type Fen, fenOf, formatAmount, numberKey, type Refusal, refuse, together } from '@pilot-ledger/kernel'
import {
  type InvoiceIssued,
  type InvoiceReversed,
  invoiceKeyText,
  type PaymentReceived,
  type PaymentRefunded,
} from './events'
import { evolve } from './evolve'
import { invoicedOnBasis } from './invoiced'
import type { Rule } from './rule'
import type { EngagementState } from './state'

/**
 * H5 an invoice's share within the document, H4 a fixed price not over-invoiced, H8 settlement after termination:
 * both on the basis the contract is signed on, with no room but that of rounding (told by a warning where it is used).
 */
export const invoicesFit: Rule<InvoiceIssued> = (state, { data }) => {
  const shared = fenOf(data.share) > fenOf(data.total) ? shareOverTotal(data.share, data.total) : undefined
  const taxed = fenOf(data.tax) > fenOf(data.total) ? taxOverTotal : undefined
  return together(shared, taxed, overContract(state, data))
}

const taxOverTotal = refuse('tax-over-total', {
  rule: 'H5',
  pointer: '/tax',
  zh: '税额大于价税合计',
  en: 'the tax is more than the document',
})

function overContract(state: EngagementState, data: InvoiceIssued['data']): Refusal | undefined {
  const { net, rounding } = invoicedOnBasis(
    state.terms?.taxBasis === 'exclusive'
      ? evolve(state, { type: 'InvoiceIssued', data })
      : { ...state, netInvoiced: state.netInvoiced + fenOf(data.share) },
  )
  if (state.terminated && net > state.terminated.settlement + rounding) {
    return overSettlement(net, state.terminated.settlement)
  }
  if (state.terms?.pricing !== 'fixed' || net <= state.amount + rounding) return undefined
  return refuse('invoiced-over-contract', {
    rule: 'H4',
    pointer: '/share',
    zh: '固定总价合同的累计净开票不得超过现行合同金额',
    en: 'a fixed-price contract is not invoiced above its current amount',
    facts: { netInvoiced: formatAmount(net), amount: formatAmount(state.amount) },
  })
}

/** H7: a red-letter invoice takes back no more than is left of the blue one it names. */
export const reversalsFit: Rule<InvoiceReversed> = (state, { data }) => {
  const key = invoiceKeyText(data.invoice)
  const invoice = state.invoices.get(key)
  if (!invoice)
    return unknown('unknown-invoice', '/invoice', '该合同没有此发票', 'the contract has no such invoice', key)
  if (data.on < invoice.issuedOn) return beforeOriginal(invoice.issuedOn)
  return overLeft(
    'reversal-over-invoice',
    '红冲金额超过发票余额',
    'the reversal is more than what is left of the invoice',
    fenOf(data.amount),
    invoice.share - invoice.reversed,
  )
}

/**
 * H5 a payment's share within the receipt, H8 settlement after termination. More than invoiced is W3. Money comes in with tax:
 * how much of it is tax on a settlement without only the invoices say, which need not be there yet.
 */
export const paymentsFit: Rule<PaymentReceived> = (state, { data }) => {
  const share = fenOf(data.share)
  const shared = share > fenOf(data.total) ? shareOverTotal(data.share, data.total) : undefined
  if (!state.terminated || state.terms?.taxBasis === 'exclusive') return shared
  const { settlement } = state.terminated
  const limit = settlement > state.netInvoiced ? settlement : state.netInvoiced
  const settled = state.netReceived + share > limit ? overSettlement(state.netReceived + share, limit) : undefined
  return together(shared, settled)
}

/** H7: a refund gives back no more than is left of the payment it names. */
export const refundsFit: Rule<PaymentRefunded> = (state, { data }) => {
  const payment = state.payments.get(numberKey(data.bankReference))
  if (!payment)
    return unknown(
      'unknown-payment',
      '/bankReference',
      '该合同没有此笔到账',
      'the contract has no such payment',
      data.bankReference,
    )
  if (data.on < payment.receivedOn) return beforeOriginal(payment.receivedOn)
  return overLeft(
    'refund-over-payment',
    '退款金额超过该笔到账余额',
    'the refund is more than what is left of the payment',
    fenOf(data.amount),
    payment.share - payment.refunded,
  )
}

function unknown(code: string, pointer: string, zh: string, en: string, value: string): Refusal {
  return refuse(code, { rule: 'H7', pointer, zh, en, facts: { value } })
}

function overLeft(code: string, zh: string, en: string, amount: Fen, left: Fen): Refusal | undefined {
  if (amount <= left) return undefined
  return refuse(code, {
    rule: 'H7',
    pointer: '/amount',
    zh,
    en,
    facts: { amount: formatAmount(amount), left: formatAmount(left) },
  })
}

function beforeOriginal(day: string): Refusal {
  return refuse('dates-out-of-order', {
    rule: 'H7',
    pointer: '/on',
    zh: '日期早于原票据日期',
    en: 'the date lies before that of the document it reduces',
    facts: { original: day },
  })
}

function shareOverTotal(share: string, total: string): Refusal {
  return refuse('share-over-total', {
    rule: 'H5',
    pointer: '/share',
    zh: '本合同份额大于票据总额',
    en: 'the share is more than the document’s total',
    facts: { share, total },
  })
}

function overSettlement(amount: Fen, settlement: Fen): Refusal {
  return refuse('over-settlement', {
    rule: 'H8',
    pointer: '/share',
    zh: '合同已终止，累计金额不得超过终止结算额',
    en: 'the contract is terminated: no more than the settlement',
    facts: { amount: formatAmount(amount), settlement: formatAmount(settlement) },
  })
}
