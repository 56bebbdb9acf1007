import { listOf, maybe, oneOf, type ShapeOf, shape, text, whole } from '@pilot-ledger/kernel'

/**
 * How a bank writes its list of movements, kept with the account so that next month's file is read the same way. A column is
 * named by its heading as printed, or by its letter (`C`).
 */
export const COLUMN_MAP = shape({
  /** The sheet of a workbook; absent: the first. */
  sheet: maybe(text),
  /** The row with the headings, 1 for the first; absent: found as the first row that has all headings named here. */
  headingRow: maybe(whole),
  day: text,
  /** One column with signs, and whose sign is plus: money that came (`credit`) or that went (`debit`). */
  amount: maybe(text),
  plusMeans: maybe(oneOf('credit', 'debit')),
  /** Of an amount without signs: the column that says which way, and the words by which it says that money came. */
  direction: maybe(text),
  creditWords: maybe(listOf(text)),
  /** Two columns instead: 收入/贷方 and 支出/借方. */
  credit: maybe(text),
  debit: maybe(text),
  balance: maybe(text),
  counterparty: maybe(text),
  counterpartyAccount: maybe(text),
  /** The bank's own number of the movement: 交易流水号, 回单号. */
  reference: maybe(text),
  purpose: maybe(text),
})
export type ColumnMap = ShapeOf<typeof COLUMN_MAP>
