import { invoiceContainer } from '../invoices/reading/invoice-files'
import { fileKind, type SpreadsheetFile, SpreadsheetRefused, startsWithBrace } from '../spreadsheets'

/** `invoices`: e-invoices as XML, OFD or PDF, or a ZIP of many. */
export type FileKind = 'xlsx' | 'csv' | 'ndjson' | 'invoices'

/** What a file is, by what it holds. Throws `SpreadsheetRefused` for what nobody reads here. */
export async function kindOfFile(file: SpreadsheetFile, name = ''): Promise<FileKind> {
  if (await holdsInvoices(file, name)) return 'invoices'
  if ((await fileKind(file)) === 'xlsx') return 'xlsx'
  return (await startsWithBrace(file)) ? 'ndjson' : 'csv'
}

/** What is broken says no more what it was; its name may. */
async function holdsInvoices(file: SpreadsheetFile, name: string): Promise<boolean> {
  try {
    return (await invoiceContainer(file)) !== undefined
  } catch (error) {
    if (!(error instanceof SpreadsheetRefused) || /\.(zip|ofd)$/i.test(name)) throw error
    return false
  }
}
