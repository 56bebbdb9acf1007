import { readSpreadsheet, SpreadsheetRefused } from '@pilot-ledger/intake/spreadsheets'
import { shortened } from '@pilot-ledger/kernel'
import { plain } from './statement-cells'

const SHOWN_ROWS = 15

export interface SampleRow {
  readonly sheet: string
  readonly row: number
  readonly cells: readonly string[]
}

/** Of a file that is no table: nothing, its fault says so already. */
export async function firstRows(path: string, name: string): Promise<readonly SampleRow[]> {
  const sample: SampleRow[] = []
  try {
    for await (const { sheet, row, cells } of readSpreadsheet({ path }, { name, textsOfOthers: true })) {
      const texts: string[] = []
      for (const it of cells) texts[it.column - 1] = shortened(plain(it), 60)
      sample.push({ sheet, row, cells: Array.from(texts, (it) => it ?? '') })
      if (sample.length === SHOWN_ROWS) break
    }
  } catch (error) {
    if (!(error instanceof SpreadsheetRefused)) throw error
    return []
  }
  return sample
}
