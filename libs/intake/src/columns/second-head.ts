import type { SheetCell, SheetRow } from '../spreadsheets'
import { headingOf } from './heading'
import type { Sheet } from './sheets'
import type { TableColumn } from './table-column'

/** So many cells that are headings of the list are a line of headings, wherever they stand. */
const ENOUGH = 3

/** Printed on every page of a long list; or the head of a second table, which may say something else. */
export class SecondHead {
  private readonly byColumn: ReadonlyMap<number, TableColumn>

  constructor(
    private readonly sheet: Sheet,
    /** What stands above each column of the first. */
    private readonly texts: ReadonlyMap<number, string>,
    columns: readonly TableColumn[],
  ) {
    this.byColumn = new Map(columns.map((it) => [it.at, it]))
  }

  /** As much like the first head as a row of the list never is. */
  isIt({ cells }: SheetRow): boolean {
    let same = 0
    for (const it of cells) if (it.kind === 'text' && this.texts.get(it.column) === it.text) same++
    return same >= 2 && same * 2 >= cells.length
  }

  /** A row that could not be read, because it is the head of a table in another order. */
  isAnother({ cells }: SheetRow): boolean {
    const words = cells.filter((it) => it.kind === 'text' && !it.merged)
    // A day or an amount has figures; a heading hardly ever.
    if (words.length < ENOUGH || words.filter((it) => /\d/.test(it.text)).length > words.length / 2) return false
    return words.filter((it) => headingOf(it.text, this.sheet)?.column !== undefined).length >= ENOUGH
  }

  /** The first heading that means something else than the one above it. */
  differsAt({ cells }: SheetRow): SheetCell | undefined {
    return cells.find((it) => !it.merged && this.texts.get(it.column) !== it.text && !this.meansTheSame(it))
  }

  private meansTheSame(cell: SheetCell): boolean {
    const heading = headingOf(cell.text, this.sheet)
    const above = this.byColumn.get(cell.column)
    if (!heading?.column) return above === undefined && (heading?.aside ?? heading?.workedOut ?? false)
    if (heading.column.field !== above?.column.field) return false
    const money = above.column.type === 'amount' || above.column.type === 'signedAmount'
    return !money || heading.unit === above.unit
  }
}
