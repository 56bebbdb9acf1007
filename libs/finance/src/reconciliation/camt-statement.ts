import type { BusinessDate, Refusal } from '@pilot-ledger/kernel'
import type { EntryTotals } from './camt-totals'
import type { ReadLine } from './line-in-row'

/** A camt.053 as far as it concerns us (ISO 20022 `BkToCstmrStmt/Stmt`). */
export interface CamtStatement {
  readonly bankStatementId?: string
  readonly account?: string
  readonly opening?: string
  readonly closing?: string
  readonly from?: BusinessDate
  readonly to?: BusinessDate
  /** A page of a longer statement, by what it lacks: it begins or ends with a balance of the middle. */
  readonly page?: Page
  /** Whether the first day stands in the file; else it is worked out from the opening balance and the entries. */
  readonly saysFrom: boolean
  readonly lines: readonly ReadLine[]
  readonly rows: readonly number[]
  /** What the bank says that the entries come to; of each page, where several were put together. */
  readonly totals: readonly EntryTotals[]
  readonly faults: readonly Refusal[]
  readonly notices: readonly Refusal[]
}
export interface Page {
  readonly number?: number
  readonly isFirst: boolean
  readonly isLast: boolean
}
