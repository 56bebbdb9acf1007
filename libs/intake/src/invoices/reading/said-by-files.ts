import { shortened } from '@pilot-ledger/kernel'
import { refused } from '../../spreadsheets'
import type { SpreadsheetFile } from '../../spreadsheets/spreadsheet-file'
import type { SaidInvoice } from '../said-invoice'
import { invoiceFiles } from './invoice-files'

/** Of one XML, of all files of an archive. */
const MOST_INVOICES = 5_000

/** Every invoice of the file, or of the files in it; of a file without one what is to be said of it. */
export async function* saidByFiles(file: SpreadsheetFile, name: string): AsyncGenerator<SaidInvoice> {
  let invoices = 0
  for await (const { readings, ...about } of invoiceFiles(file, name)) {
    for (const [i, { read, findings }] of readings.entries()) {
      if (++invoices > MOST_INVOICES)
        throw refused('too-many-rows', `发票超过上限 ${MOST_INVOICES} 张`, `more than ${MOST_INVOICES} invoices`)
      const place = { sheet: shortened(about.name, 100), row: i + 1 }
      yield { place, file: about, findings, ...(read && { read }) }
    }
  }
}
