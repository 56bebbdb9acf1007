import { type IntakeItem, type IntakeOptions, readIntake, readRecords } from '../columns'
import { listHead } from '../invoices/list/list-head'
import { saidByTaxList } from '../invoices/list/tax-list'
import { saidByFiles } from '../invoices/reading/said-by-files'
import type { SaidInvoice } from '../invoices/said-invoice'
import {
  LIMITS,
  readSpreadsheet,
  refuseOversize,
  type SheetRow,
  type SpreadsheetFile,
  tableName,
} from '../spreadsheets'
import { kindOfFile } from './kind-of-file'

/** What a file says: rows to be recorded, or invoices, of which it is still to be found out for which contracts they are. */
export type ReadItem = IntakeItem | { readonly is: 'invoice'; readonly said: SaidInvoice }

/** Rows looked at for the head of the tax service's list. */
const LATEST_HEAD = 40

/** As `readIntake`; and e-invoices (XML, OFD, PDF, a ZIP of them) and the tax service's list of them. */
export async function* readFile(file: SpreadsheetFile, options: IntakeOptions = {}): AsyncGenerator<ReadItem> {
  await refuseOversize(file, { ...LIMITS, ...options.limits })
  const { name = '' } = options
  const kind = await kindOfFile(file, name)
  if (kind === 'invoices') {
    for await (const said of saidByFiles(file, name || tableName())) yield { is: 'invoice', said }
  } else if (kind === 'ndjson') yield* readIntake(file, options)
  else {
    const { first, rows } = await begun(readSpreadsheet(file, { ...options, formulas: 'mark' }))
    if (first.some((it) => listHead(it))) {
      for (const said of await saidByTaxList(rows)) yield { is: 'invoice', said }
    } else yield* readRecords(rows)
  }
}

/** The first rows, and all of them: nothing is read twice. */
async function begun(all: AsyncGenerator<SheetRow>) {
  const first: SheetRow[] = []
  for (let it = await all.next(); !it.done; it = await all.next()) {
    first.push(it.value)
    if (it.value.row > LATEST_HEAD || listHead(it.value)) break
  }
  let at = 0
  const next = () => (at < first.length ? Promise.resolve({ done: false as const, value: first[at++] }) : all.next())
  const rows: AsyncIterable<SheetRow> = {
    [Symbol.asyncIterator]: () => ({ next, return: () => all.return(undefined) }),
  }
  return { first, rows }
}
