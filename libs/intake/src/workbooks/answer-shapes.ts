import { CUT, listOf, mapOf, maybe, named, oneOf, orNull, shape, text, WINDOW, whole } from '@pilot-ledger/kernel'

/** A paper as JSON: rows by the columns’ keys, every value as text; amounts in the unit named. */
export const PAPER = named('Paper', {
  paper: text,
  title: text,
  platform: orNull(text),
  window: WINDOW,
  asOf: CUT,
  ledger: orNull(text),
  lastEntry: orNull(text),
  /** Where the ledger is signed. */
  checkpoint: maybe(shape({ origin: text, size: whole, root: text, note: text, cut: whole })),
  unit: oneOf('yuan', 'wan'),
  notes: listOf(text),
  columns: listOf(shape({ key: text, zh: text, kind: oneOf('index', 'text', 'day', 'amount', 'count') })),
  rows: listOf(mapOf(text)),
  totals: listOf(shape({ kind: oneOf('total', 'remainder'), cells: mapOf(text) })),
})

const schema = (it: unknown) => ({ schema: it as never })
export const CSV_OR_JSON = {
  description: 'The paper: `….csv` or `….json`',
  content: { 'application/json': schema(PAPER), 'text/csv': schema({ type: 'string' }) },
}
export const XLSX = {
  description: 'The workbook',
  content: {
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': schema({ type: 'string', format: 'binary' }),
  },
}
