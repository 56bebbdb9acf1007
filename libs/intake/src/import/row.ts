import type { EngagementContent } from '@pilot-ledger/engagements'
import type { SheetPlace } from '../spreadsheets'

/** A row of the file, read: what it says of one contract. Recorded whole or not at all. */
export interface Row {
  /** 1, 2, 3 … in the order of the file. */
  readonly n: number
  readonly place: SheetPlace
  readonly contents: readonly EngagementContent[]
}
