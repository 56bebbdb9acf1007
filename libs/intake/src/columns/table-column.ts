import type { Column } from './column'
import type { MoneyUnit } from './written'

/** A column where a table has it, and in what its amounts are. */
export interface TableColumn {
  readonly column: Column
  readonly at: number
  readonly unit: MoneyUnit
  /** Its heading names the unit. */
  readonly own?: boolean
}
