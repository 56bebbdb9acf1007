import { readRow } from './read-row'
import { SHEETS, type Sheet, type SheetKind } from './sheets'

/** Stands in 序号 of the template's sample row. */
export const SAMPLE_MARK = '示例'

const SAMPLES = new Map(SHEETS.map((sheet) => [sheet.kind, JSON.stringify(sorted(sampleValues(sheet)))]))

/** The sample row as it is read. */
export function sampleValues(sheet: Sheet): Readonly<Record<string, string | readonly string[]>> {
  const columns = sheet.columns.map((column, i) => ({ column, at: i + 1, unit: 'yuan' as const }))
  const cells = columns
    .filter(({ column }) => column.sample !== '')
    .map(({ column, at }) => ({ column: at, kind: 'text' as const, text: column.sample }))
  return readRow(sheet, columns, cells, { sheet: sheet.zh, row: 1 }).values
}

export function isSample(kind: SheetKind, values: Readonly<Record<string, unknown>>): boolean {
  return SAMPLES.get(kind) === JSON.stringify(sorted(values))
}

function sorted(values: Readonly<Record<string, unknown>>) {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))
}
