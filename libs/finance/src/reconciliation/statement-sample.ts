import { readSpreadsheet, type SheetRow, SpreadsheetRefused } from '@pilot-ledger/intake/spreadsheets'
import { shortened } from '@pilot-ledger/kernel'
import { type ReadyMap, readyMapsFor } from './ready-maps'
import { plain } from './statement-cells'

const SHOWN_ROWS = 15
/** How far down the headings of a list have been seen. */
const MOST_ROWS_ABOVE = 60

export interface SampleRow {
  readonly sheet: string
  readonly row: number
  readonly cells: readonly string[]
}

export interface Sample {
  readonly rows: readonly SampleRow[]
  readonly readyMaps: readonly ReadyMap[]
}

/** The first rows, and the ready maps whose headings are among them. Of a file that is no table: nothing, its fault says so already. */
export async function sampleOf(path: string, name: string, bank: string): Promise<Sample> {
  const rows: SheetRow[] = []
  try {
    for await (const row of readSpreadsheet({ path }, { name, textsOfOthers: true })) {
      rows.push(row)
      if (rows.length === MOST_ROWS_ABOVE) break
    }
  } catch (error) {
    if (!(error instanceof SpreadsheetRefused)) throw error
    return { rows: [], readyMaps: [] }
  }
  return { rows: rows.slice(0, SHOWN_ROWS).map(shownRow), readyMaps: readyMapsFor(rows, bank) }
}

function shownRow({ sheet, row, cells }: SheetRow): SampleRow {
  const texts: string[] = []
  for (const it of cells) texts[it.column - 1] = shortened(plain(it), 60)
  return { sheet, row, cells: Array.from(texts, (it) => it ?? '') }
}
