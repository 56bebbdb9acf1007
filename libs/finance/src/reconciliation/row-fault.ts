import { columnLetters, type SheetCell, type SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { type Refusal, refuse, shortened } from '@pilot-ledger/kernel'

/** What is to be said of a row of a bank's list. */
export function rowFault(
  code: string,
  { sheet, row }: Pick<SheetRow, 'sheet' | 'row'>,
  zh: string,
  en: string,
  facts: Record<string, string> = {},
): Refusal {
  return refuse(code, {
    zh: `第 ${row} 行：${zh}`,
    en: `row ${row}: ${en}`,
    facts: { sheet, row: String(row), ...facts },
  })
}

/** What is to be said of one of its cells. */
export function cellFault(
  code: string,
  row: SheetRow,
  column: number | undefined,
  zh: string,
  en: string,
  given?: SheetCell | string,
): Refusal {
  const where: Record<string, string> = column === undefined ? {} : { column: columnLetters(column) }
  const text = typeof given === 'string' ? given : (given?.text ?? '')
  return rowFault(code, row, zh, en, { ...where, given: shortened(text, 40) })
}
