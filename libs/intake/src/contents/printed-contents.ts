import type { MediaType } from '@pilot-ledger/evidence/definitions'
import type { PrintedContents } from '@pilot-ledger/evidence/volume'
import type { Contents, InvoiceTold } from './contents'
import { readContents } from './read-contents'

/**
 * What a paper holds that has no pages to print, as lines of a sheet: of an e-invoice its fields in the words of the form, else its
 * text, the rows of its sheets, the names of its files. For strangers' files, in a process of its own.
 */
export async function printedContents(path: string, mediaType: MediaType): Promise<PrintedContents> {
  const contents = await readContents(path, mediaType)
  return { lines: linesOf(contents), ...(contents.more && { more: true }) }
}

function linesOf({ invoices = [], text = '', sheets = [], files = [], unread }: Contents): string[] {
  if (unread) return [unread.zh, unread.en]
  return [
    ...invoices.flatMap(invoiceLines),
    // An invoice's text says the same once more, without its order.
    ...(invoices.length > 0 ? [] : text.split(/\r?\n/)),
    ...sheets.flatMap(({ name, rows }) => [`【${name}】`, ...rows.map((it) => it.join('  '))]),
    ...files,
  ].filter((it) => it.trim() !== '')
}

const invoiceLines = (it: InvoiceTold): string[] => [
  `发票号码 ${it.number}`,
  `开票日期 ${it.issuedOn}`,
  ...(it.seller ? [`销售方 ${it.seller}`] : []),
  ...(it.buyer ? [`购买方 ${it.buyer}`] : []),
  ...it.lines.map(({ name, amount, tax }) => `${name}  金额 ${amount}  税额 ${tax}`),
  `合计金额 ${it.withoutTax}  合计税额 ${it.tax}`,
  `价税合计 ${it.total}`,
  ...(it.remark ? [`备注 ${it.remark}`] : []),
]
