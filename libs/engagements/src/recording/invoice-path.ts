import { type Checked, refuse } from '@pilot-ledger/kernel'
import type { InvoiceKey } from '../domain/events'

/** The invoice a path names, as `invoiceKeyText` writes it: `D:<20 digits>` or `T:<code>-<number>`. */
export function invoiceOfPath(text: string): Checked<InvoiceKey> {
  const digital = /^D:(\d{20})$/.exec(text)
  if (digital) return { kind: 'digital', number: digital[1] }
  const traditional = /^T:(\d{10}|\d{12})-(\d{8})$/.exec(text)
  if (traditional) return { kind: 'traditional', code: traditional[1], number: traditional[2] }
  return refuse('invoice-number-format', {
    zh: '地址中的发票须写作 D:20位号码 或 T:代码-号码',
    en: 'an invoice in a path is D:<20 digits> or T:<code>-<number>',
  })
}
