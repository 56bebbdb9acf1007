import { day, listOf, maybe, money, named, type ShapeOf, shape, text, yesNo } from '@pilot-ledger/kernel'

const INVOICE = named('PaperInvoice', {
  number: text,
  issuedOn: day,
  /** Name and number, as far as the file says them. */
  seller: maybe(text),
  buyer: maybe(text),
  withoutTax: money,
  tax: money,
  total: money,
  remark: maybe(text),
  lines: listOf(named('PaperInvoiceLine', { name: text, amount: money, tax: money })),
})
export type InvoiceTold = ShapeOf<typeof INVOICE>

/** What a paper holds, as far as its kind has it; nothing of pictures and PDF, which are seen as they are. */
export const CONTENTS = named('EvidenceContents', {
  invoices: maybe(listOf(INVOICE)),
  text: maybe(text),
  sheets: maybe(listOf(named('PaperSheet', { name: text, rows: listOf(listOf(text)) }))),
  files: maybe(listOf(text)),
  /** The file has more than is told here. */
  more: maybe(yesNo),
  unread: maybe(shape({ zh: text, en: text })),
})
export type Contents = ShapeOf<typeof CONTENTS>
