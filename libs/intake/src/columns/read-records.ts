import type { SheetRow } from '../spreadsheets'
import type { IntakeItem } from './record'
import { SheetIntake } from './sheet-intake'

/** What the rows of a clerk's file say: records, faults and notices in the order of the rows, all of them. */
export async function* readRecords(rows: AsyncIterable<SheetRow> | Iterable<SheetRow>): AsyncGenerator<IntakeItem> {
  let sheet: { readonly name: string; readonly intake: SheetIntake } | undefined
  for await (const row of rows) {
    if (sheet?.name !== row.sheet) {
      if (sheet) yield* sheet.intake.end()
      sheet = { name: row.sheet, intake: new SheetIntake(row.sheet) }
    }
    // One by one: handing the whole over costs an asynchronous generator a turn more for each.
    for (const item of sheet.intake.row(row)) yield item
  }
  if (sheet) yield* sheet.intake.end()
}
