import { rowsBehind, told } from '../entries'
import { amount, day, index, inPages, type Paper, type Row, text } from '../paper'
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
  async *rows(asked, platform) {
    yield* inPages(
      rowsBehind(platform, 'invoicedAmount', 'receivedAmount'),
      async ({ row, value: fenOfRow }): Promise<Row> => {
        const { contractNo, content } = await told(asked, row)
        const value = BigInt(fenOfRow)
        switch (content.type) {
          case 'InvoiceIssued': {
            const { invoice, issuedOn, share, total } = content.data
            return {
              invoice: numberOf(invoice),
              issuedOn,
              invoiced: value,
              contractNo,
              remark: share === total ? '' : `发票全额 ${total} 元`,
            }
          }
          case 'InvoiceReversed': {
            const { invoice, redInvoice, on } = content.data
            return {
              invoice: numberOf(redInvoice ?? invoice),
              issuedOn: on,
              invoiced: value,
              contractNo,
              remark: redInvoice ? `红冲 ${numberOf(invoice)}` : '红冲',
            }
          }
          case 'PaymentReceived': {
            const { bankReference, receivedOn, payer, share, total } = content.data
            const remark = share === total ? '' : `回单全额 ${total} 元`
            return { bankReference, receivedOn, payer: payer.name, received: value, contractNo, remark }
          }
          case 'PaymentRefunded': {
            const { bankReference, refundReference, on } = content.data
            const remark = refundReference ? `退款 ${bankReference}` : '退款'
            return {
              bankReference: refundReference ?? bankReference,
              receivedOn: on,
              received: value,
              contractNo,
              remark,
            }
          }
          default:
            throw new Error(`${content.type} stands behind an amount`)
        }
      },
    )
  },
  totals({ whole }) {
    const [invoiced, received] = figuresOf(whole, ['invoicedAmount', 'receivedAmount'])
    const cells = { invoiced: fen(invoiced.value as string), received: fen(received.value as string) }
    return [{ label: '合计', cells, adds: true }]
  },
}

type InvoiceKey = { readonly kind: string; readonly number: string; readonly code?: string }
const numberOf = ({ code, number }: InvoiceKey) => (code === undefined ? number : `${code}-${number}`)
