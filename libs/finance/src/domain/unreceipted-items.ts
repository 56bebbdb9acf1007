import { formatAmount } from '@pilot-ledger/kernel'
import type { Book } from './book'
import type { OneMoney } from './open-targets'
import type { QueueItem } from './queue-item'
import type { Target } from './targets'

/**
 * 银行已到账、台账未登记到账: what lines matched to invoices brought and no receipt tells of. Where the contract has a receipt that
 * no line bears out, it may be the same money under another number: the item says how to bring the two together.
 */
export function unreceiptedItems(
  book: Book,
  targets: readonly Target[],
  { borne, unreceipted }: OneMoney,
): QueueItem[] {
  return unreceipted.map(({ match, invoice, amount }): QueueItem => {
    const lines = match.lines.flatMap(({ line }) => book.lines.get(line) ?? [])
    const unseen = targets.filter(
      (it) =>
        it.kind === 'payment' &&
        it.contract === invoice.contract &&
        it.amount > (book.allocated.get(it.id) ?? 0n) + (borne.get(it.id) ?? 0n),
    )
    const slips = unseen.slice(0, 3).map((it) => it.document.replace(/^\w+:/, ''))
    const from = lines.map((it) => `${it.reference ?? it.counterparty ?? ''} ${it.day}`.trim()).join('、')
    const yuan = formatAmount(amount)
    const number = invoice.document.replace(/^\w+:/, '')
    const zh = `${invoice.contractNo}：流水 ${from} 的 ${yuan} 已匹配发票 ${number}，台账未登记到账`
    const en = `${yuan} of ${from} is matched to an invoice of ${invoice.contractNo}; the ledger has no receipt`
    const same = slips.join('、')
    return {
      id: `matchedInvoiceWithoutReceipt:${match.match}:${invoice.id}:${yuan}`,
      finding: `matchedInvoiceWithoutReceipt:${match.match}:${invoice.id}`,
      kind: 'matchedInvoiceWithoutReceipt',
      day: lines.map((it) => it.day).sort()[0] ?? invoice.day,
      amount: yuan,
      zh: same === '' ? `${zh}，请按此回单号登记` : `${zh}；若即到账 ${same}，请撤销此匹配后匹配到账`,
      en:
        same === ''
          ? `${en} under its number`
          : `${en}; if it is receipt ${same}, undo the match and match the receipt`,
      lines: lines.map((it) => it.id),
      entries: [invoice.entry],
      match: match.match,
    }
  })
}
