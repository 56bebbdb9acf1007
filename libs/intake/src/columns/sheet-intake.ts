import type { SheetRow } from '../spreadsheets'
import { cellFault, fault, notice } from './cell-fault'
import { isAsideSheet, sheetNamed, unitBeside } from './heading'
import { isOwnList, isOwnPaper } from './own-list'
import type { IntakeItem } from './record'
import { headAt, type TableHead } from './table-head'
import { TableIntake } from './table-intake'
import { unitLine, unitsIn } from './unit-line'
import { type Declared, isMoney, unitUnknown } from './unit-words'

/** A table begins within so many rows, or a sheet has none. */
const LATEST_HEAD = 30

/** One tab of a file: finds its table, and hands it the rows. */
export class SheetIntake {
  private readonly named
  private readonly aside: boolean
  private table: TableIntake | undefined
  /** What stands above the table; the last of it may be its heading. */
  private readonly above: SheetRow[] = []
  private gaveUp = false

  constructor(private readonly name: string) {
    this.named = sheetNamed(name)
    this.aside = isAsideSheet(name)
  }

  *row(row: SheetRow): Generator<IntakeItem> {
    if (this.table) yield* this.table.row(row)
    else if (!this.aside && !this.gaveUp) {
      if (this.above.length === 0 && row.sheetHidden) {
        this.gaveUp = true
        yield fault({ sheet: this.name }, hiddenSheet())
        return
      }
      this.above.push(row)
      if (this.above.length > 1) yield* this.look(this.above[this.above.length - 2], row)
      if (!this.table && this.above.length > LATEST_HEAD) yield* this.giveUp()
    }
  }

  *end(): Generator<IntakeItem> {
    if (this.aside) {
      yield notice(
        { sheet: this.name },
        cellFault('sheet-skipped', '说明页不读取', 'a sheet of explanations is not read'),
      )
    } else if (!this.table && !this.gaveUp && this.above.length > 0) {
      yield* this.look(this.above[this.above.length - 1], undefined)
      if (!this.table) yield* this.giveUp()
    }
    if (this.table) yield* this.table.end()
  }

  private *look(row: SheetRow, next: SheetRow | undefined): Generator<IntakeItem> {
    const head = headAt(row, next, this.named)
    if (!head) return
    if (isOwnPaper(this.above) && ('unclear' in head || !isOwnList(head))) return yield* this.ownPaper()
    if ('unclear' in head) {
      this.gaveUp = true
      const kinds = head.unclear.map((it) => it.zh).join('、')
      yield fault(
        { sheet: this.name, row: head.row },
        cellFault(
          'sheet-unclear',
          `无法判断为哪一种清单（${kinds}），请以清单名称命名工作表`,
          'the headings fit several lists; name the sheet after its list',
          { kinds: head.unclear.map((it) => it.kind).join(', ') },
        ),
      )
      return
    }
    yield* this.begin(head, next)
  }

  private *begin(head: TableHead, next: SheetRow | undefined): Generator<IntakeItem> {
    const stated = linesAbove(head, this.above).flatMap((it) =>
      unitsIn(it, true).map((one) => ({ ...one, row: it.row })),
    )
    const declared = stated.find((it) => it.unit !== 'unknown') as Declared | undefined
    this.table = new TableIntake(this.name, head, declared)
    for (const { cell, row, unit } of stated) {
      if (unit !== 'unknown' && unit === stated[0].unit) continue
      yield fault({ sheet: this.name, row, column: cell.column }, unitUnknown(), { cell })
      this.table.block()
    }
    const ofName = unitBeside(this.name) ?? unitLine(this.name)
    const money = head.headings.flatMap(({ heading }) => (heading?.column && isMoney(heading.column) ? [heading] : []))
    if (
      (ofName === 'wan' || unitBeside(this.name) === 'unknown') &&
      money.some((it) => (it.unit ?? declared?.unit) !== ofName)
    ) {
      yield fault({ sheet: this.name }, unitUnknown())
      this.table.block()
    }
    yield* this.table.begin()
    // What is hidden above a table may be its unit: nobody has seen it.
    for (const it of this.above) {
      if (!it.hidden || it.row > head.lastRow) continue
      this.table.block()
      yield* this.table.hiddenRow(it)
    }
    if (next && next.row > head.lastRow) yield* this.table.row(next)
  }

  /** Another list of the ledger's workbook than that of contracts: what it says it has from the ledger. */
  private *ownPaper(): Generator<IntakeItem> {
    this.gaveUp = true
    yield notice(
      { sheet: this.name },
      cellFault('own-paper', '台账自身输出的报表，不读取', 'a list that the ledger printed; it is not read'),
    )
  }

  private *giveUp(): Generator<IntakeItem> {
    if (isOwnPaper(this.above)) return yield* this.ownPaper()
    this.gaveUp = true
    const place = { sheet: this.name, row: this.above[0].row }
    const separator = separatorOf(this.above)
    if (separator !== undefined) {
      yield fault(
        place,
        cellFault(
          'separator-unknown',
          `整行落在一格，似以「${separator}」分隔：CSV 的分隔符须为半角逗号、分号或制表符，请另存后再导入`,
          `whole rows stand in one cell, separated by “${separator}”: a CSV is separated by commas, semicolons or tabs`,
          { separator },
        ),
        { cell: this.above[0].cells[0] },
      )
      return
    }
    yield fault(
      place,
      this.named
        ? cellFault(
            'no-heading',
            '找不到表头，请使用模板的表头',
            'no line of headings is found; use those of the template',
          )
        : cellFault(
            'sheet-not-known',
            '不是可导入的清单：表头不可识别；请使用模板，或删除该工作表',
            'none of the lists: its headings are unknown; use the template, or delete the sheet',
          ),
    )
  }
}

/** What may say the unit of the table; of the upper line of two that is a heading what does not stand over money. */
function linesAbove({ row, lastRow, headings }: TableHead, rows: readonly SheetRow[]): readonly SheetRow[] {
  const money = new Set(
    headings.flatMap(({ cell, heading }) => (heading?.column && isMoney(heading.column) ? [cell.column] : [])),
  )
  if (money.size === 0) return []
  return rows
    .filter((it) => it.row < lastRow)
    .map((it) => (it.row < row ? it : { ...it, cells: it.cells.filter(({ column }) => !money.has(column)) }))
}

/** What no CSV is separated by and people type all the same. */
const SEPARATORS = ['；', '，', '｜', '|', '、']
function separatorOf(rows: readonly SheetRow[]): string | undefined {
  const lines = rows.slice(0, 5)
  if (lines.some(({ cells }) => cells.length > 1)) return undefined
  return SEPARATORS.find((it) => lines.some(({ cells }) => (cells[0]?.text.split(it).length ?? 0) > 4))
}

const hiddenSheet = () =>
  cellFault('hidden-sheet', '工作表被隐藏，请取消隐藏或删除', 'the sheet is hidden; show or delete it')
