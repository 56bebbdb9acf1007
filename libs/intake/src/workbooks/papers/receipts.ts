import type { EngagementContent, InvoiceKey } from '@pilot-ledger/engagements'
import { linesBehind } from '../entries'
import { amount, day, index, type Paper, type Row, text } from '../paper'
import { fen, figuresOf } from '../totals'

/** 收入到账明细: every invoice and reversal, every receipt and refund of the window, in the order of their days. */
export const receipts: Paper = {
  code: 'receipts',
  zh: '收入到账明细',
  columns: [
    index,
    text('invoice', '发票号码', 24),
    day('issuedOn', '开票日期'),
    amount('invoiced', '价税合计', 16),
    text('bankReference', '回单号', 22),
    day('receivedOn', '到账日期'),
    text('payer', '付款单位', 28),
    amount('received', '金额', 16),
    text('contractNo', '对应合同', 18),
    text('remark', '备注', 24),
  ],
  notes: ['价税合计、金额均为对应合同的份额；一张票据由几份合同分摊的，全额见备注。红冲、退款以负数列示。'],
  rows: linesBehind(['invoicedAmount', 'receivedAmount'], ({ content, contractNo, value }) => ({
    ...lineOf(content, BigInt(value)),
    contractNo,
  })),
  async totals({ whole }) {
    const [invoiced, received] = await figuresOf(whole, ['invoicedAmount', 'receivedAmount'])
    const cells = { invoiced: fen(invoiced.value as string), received: fen(received.value as string) }
    return [{ label: '合计', cells, adds: true }]
  },
}

function lineOf(content: EngagementContent, amount: bigint): Row {
  switch (content.type) {
    case 'InvoiceIssued': {
      const { invoice, issuedOn, share, total } = content.data
      return {
        invoice: numberOf(invoice),
        issuedOn,
        invoiced: amount,
        remark: share === total ? '' : `发票全额 ${total} 元`,
      }
    }
    case 'InvoiceReversed': {
      const { invoice, redInvoice, on } = content.data
      const remark = redInvoice ? `红冲 ${numberOf(invoice)}` : '红冲'
      return { invoice: numberOf(redInvoice ?? invoice), issuedOn: on, invoiced: amount, remark }
    }
    case 'PaymentReceived': {
      const { bankReference, receivedOn, payer, share, total } = content.data
      const remark = share === total ? '' : `回单全额 ${total} 元`
      return { bankReference, receivedOn, payer: payer.name, received: amount, remark }
    }
    case 'PaymentRefunded': {
      const { bankReference, refundReference, on } = content.data
      const remark = refundReference ? `退款 ${bankReference}` : '退款'
      return { bankReference: refundReference ?? bankReference, receivedOn: on, received: amount, remark }
    }
    default:
      throw new Error(`${content.type} stands behind an amount`)
  }
}

const numberOf = (key: InvoiceKey) => (key.kind === 'digital' ? key.number : `${key.code}-${key.number}`)
