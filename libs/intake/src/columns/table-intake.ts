import type { SheetCell, SheetRow } from '../spreadsheets'
import type { Column } from './column'
import { ControlTotals } from './control-totals'
import { readRow } from './read-row'
import type { IntakeItem, IntakeRecord } from './record'
import { type CellFault, cellFault, fault, notice } from './said'
import { isSample, SAMPLE_MARK } from './sample'
import { missing, type TableHead } from './table-head'
import { type MoneyUnit, unitLine, wordKey } from './written'

const TOTAL = /^(本页|本月|本年|本期)?(合计|总计|小计|共计|累计|总和|total|subtotal|sum)(\(.*\))?$/
const FOOT =
  /^(填报人|填表人|填报单位|制表人?|负责人|经办人?|审核人?|审批人?|复核人?|单位负责人|填报日期|填表日期|制表日期|日期|联系人|联系电话|单位[(]?盖章|盖章|注|备注|说明|[(]?以下空白[)]?|[(]?以下无正文[)]?)([:：].*)?$/

/** How numbers of contracts and papers begin, and no word that ends a table does. */
const A_NUMBER = /^[0-9A-RU-Za-ru-z]/

export interface TableColumn {
  readonly column: Column
  readonly at: number
  readonly unit: MoneyUnit
}

/** The rows under a head. A head with a fault gives no records: what would be left out, nobody has agreed to. */
export class TableIntake {
  private readonly columns: readonly TableColumn[]
  private readonly places: Record<string, number> = {}
  private readonly indexColumn: number | undefined
  /** Columns that may hold anything: 序号, 备注, what the ledger works out. */
  private readonly unread = new Set<number>()
  private readonly headTexts: ReadonlyMap<number, string>
  private readonly firstAmount: number
  private readonly totals: ControlTotals
  private blocked = false
  private readonly blank = { count: 0, first: 0, last: 0 }
  private rowBefore: Pick<SheetRow, 'row' | 'cells'>

  constructor(
    private readonly name: string,
    private readonly head: TableHead,
    private readonly declared: MoneyUnit | undefined,
  ) {
    const columns: TableColumn[] = []
    for (const { cell, heading } of head.headings) {
      if (heading?.aside || heading?.workedOut) this.unread.add(cell.column)
      if (!heading?.column || this.places[heading.column.field] !== undefined) continue
      const unit = heading.unit === 'wan' || heading.unit === 'yuan' ? heading.unit : (declared ?? 'yuan')
      columns.push({ column: heading.column, at: cell.column, unit })
      this.places[heading.column.field] = cell.column
    }
    this.columns = columns
    this.totals = new ControlTotals(columns)
    this.rowBefore = { row: head.lastRow, cells: [] }
    this.headTexts = new Map(head.headings.map(({ cell }) => [cell.column, cell.text]))
    const money = columns.filter((it) => it.column.type === 'amount').map((it) => it.at)
    this.firstAmount = Math.min(...money, Number.POSITIVE_INFINITY)
    this.indexColumn = head.headings.find((it) => it.heading?.index)?.cell.column
  }

  block(): void {
    this.blocked = true
  }

  /** What is to be said of the head itself. */
  *begin(): Generator<IntakeItem> {
    const { head, name } = this
    const seen = new Map<string, SheetCell>()
    for (const { cell, heading } of head.headings) {
      const place = { sheet: name, row: head.lastRow, column: cell.column }
      if (heading?.workedOut) {
        yield notice(
          place,
          cellFault('column-worked-out', '此栏由台账计算，不读取', 'the ledger works this out; it is not read'),
          { cell },
        )
      }
      const field = heading?.column?.field
      const wrong =
        this.headingFault(heading, field !== undefined && seen.has(field)) ?? this.unitFault(heading, heading?.unit)
      if (field) seen.set(field, cell)
      if (!wrong && !(cell.hidden && field)) continue
      this.block()
      yield fault(place, wrong ?? hidden('hidden-column', '列'), { cell, ...(field && { field }) })
    }
    for (const column of missing(head)) {
      this.block()
      yield fault(
        { sheet: name, row: head.lastRow },
        cellFault('missing-column', `缺少必填栏「${column.zh}」`, `the column ${column.en} is missing`, {
          column: column.zh,
        }),
        { field: column.field },
      )
    }
  }

  *row(row: SheetRow): Generator<IntakeItem> {
    if (row.row <= this.head.lastRow) return
    this.countBlank(row)
    const place = { sheet: this.name, row: row.row }
    // 序号 is one of what is not read.
    const saying = this.unread.size === 0 ? row.cells : row.cells.filter((it) => !this.unread.has(it.column))
    const index = this.indexColumn === undefined ? undefined : row.cells.find((it) => it.column === this.indexColumn)
    if (row.hidden) {
      this.totals.rowUnread()
      return yield* this.hiddenRow(row)
    }
    const first = row.cells[0]
    const total = this.totalWord(row)
    if (total !== undefined) yield* this.totals.total(row, total, place)
    else if (isFoot(row)) {
      yield* this.footUnit(row)
      yield notice(place, cellFault('foot-line', '表尾，不计入', 'a line under the table, not counted'), {
        cell: first,
      })
    } else if (saying.length === 0 && wordKey(index?.text ?? '') !== SAMPLE_MARK) {
      this.addBlank(row.row, row.row)
    } else if (this.isHeadAgain(row)) {
      yield notice(place, cellFault('heading-again', '重复的表头，不计入', 'the headings once more, not counted'), {
        cell: first,
      })
    } else yield* this.record(row, saying, index)
  }

  *hiddenRow(row: SheetRow): Generator<IntakeItem> {
    yield fault({ sheet: this.name, row: row.row }, hidden('hidden-row', '行'), { cell: row.cells[0] })
  }

  *end(): Generator<IntakeItem> {
    const { count, first, last } = this.blank
    if (count === 0) return
    const [zh, en] =
      first === last ? [`第 ${first} 行`, `row ${first}`] : [`第 ${first}–${last} 行间`, `${first}–${last}`]
    yield notice(
      { sheet: this.name, row: first },
      cellFault('blank-rows', `${count} 个空白行（${zh}），不计入`, `${count} blank rows (${en}), not counted`, {
        count: String(count),
        from: String(first),
        to: String(last),
      }),
    )
  }

  /** Rows between two that say something. A record of a CSV goes on over the line breaks in its cells. */
  private countBlank(row: SheetRow): void {
    const { rowBefore } = this
    this.rowBefore = row
    if (row.row === rowBefore.row + 1) return
    const breaks = rowBefore.cells.reduce((sum, it) => sum + (it.text.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
    const from = rowBefore.row + 1 + breaks
    if (from < row.row) this.addBlank(from, row.row - 1)
  }

  private addBlank(from: number, to: number): void {
    const { blank } = this
    if (blank.count === 0) blank.first = from
    blank.count += to - from + 1
    blank.last = to
  }

  private *record(row: SheetRow, cells: readonly SheetCell[], index: SheetCell | undefined): Generator<IntakeItem> {
    const place = { sheet: this.name, row: row.row }
    const { values, items } = readRow(this.head.sheet, this.columns, cells, place)
    if (wordKey(index?.text ?? '') === SAMPLE_MARK) {
      const same = isSample(this.head.sheet.kind, values)
      yield same
        ? notice(place, cellFault('sample-row', '模板示例行，不计入', 'the template’s sample row, not counted'), {
            cell: index,
          })
        : fault(
            { ...place, column: index?.column },
            cellFault(
              'sample-mark',
              '本行标有「示例」但内容已改：要登记请清除标记，否则请删行',
              'marked 示例 and yet changed: clear the mark to record it, or delete the row',
            ),
            { cell: index },
          )
      return
    }
    this.totals.row(values, cells)
    yield* items
    yield* this.strayCells(row, cells)
    if (this.blocked || items.some((it) => it.is === 'fault') || this.hasStray(cells)) return
    const record: IntakeRecord = { is: 'record', kind: this.head.sheet.kind, place, values, columns: this.places }
    yield record
  }

  /** Words beside the table, in a column without a heading. */
  private *strayCells(row: SheetRow, cells: readonly SheetCell[]): Generator<IntakeItem> {
    for (const cell of cells) {
      if (!this.isStray(cell)) continue
      yield fault(
        { sheet: this.name, row: row.row, column: cell.column },
        cellFault('no-heading-above', '此列没有表头', 'the column has no heading'),
        { cell },
      )
    }
  }

  private hasStray(cells: readonly SheetCell[]): boolean {
    return cells.some((it) => this.isStray(it))
  }

  private isStray(cell: SheetCell): boolean {
    return !cell.merged && !this.headTexts.has(cell.column)
  }

  private headingFault(heading: TableHead['headings'][number]['heading'], again: boolean): CellFault | undefined {
    if (!heading)
      return cellFault(
        'unknown-column',
        '不认识的表头：请改用模板的表头，或删除该列',
        'an unknown heading; use the template’s, or delete the column',
      )
    if (again) return cellFault('column-twice', '两列表头含义相同，请只留一列', 'two columns mean the same; leave one')
    if (heading.unit === 'unknown')
      return cellFault('unit-unknown', '金额单位只能是元或万元', 'amounts are in yuan or 万元')
    return undefined
  }

  /** Two who say in what the amounts are, and not the same: nobody here knows who is right. */
  private unitFault(heading: TableHead['headings'][number]['heading'], unit: unknown): CellFault | undefined {
    if (heading?.column?.type !== 'amount' && heading?.column?.type !== 'signedAmount') return undefined
    const other = heading.unitAbove ?? this.declared
    if (other === undefined || (unit !== 'yuan' && unit !== 'wan') || unit === other) return undefined
    return unitsDisagree(other, unit)
  }

  /** 注：金额单位为元, under a table in 万元: too late for its rows, so that much is said. */
  private *footUnit(row: SheetRow): Generator<IntakeItem> {
    for (const cell of row.cells) {
      const unit = cell.merged ? undefined : unitLine(cell.text)
      const other = this.columns.find((it) => isMoney(it.column) && it.unit !== unit)
      if ((unit !== 'yuan' && unit !== 'wan') || !other) continue
      yield fault({ sheet: this.name, row: row.row, column: cell.column }, unitsDisagree(other.unit, unit), { cell })
    }
  }

  /** The word stands before the first amount, where a row of the list would have its number or name. */
  private totalWord(row: SheetRow): string | undefined {
    return row.cells.find(
      (it) =>
        it.kind === 'text' &&
        it.column < this.firstAmount &&
        it.text.length < 40 &&
        !A_NUMBER.test(it.text) &&
        TOTAL.test(wordKey(it.text)),
    )?.text
  }

  /** Printed on every page of a long list. */
  private isHeadAgain(row: SheetRow): boolean {
    let same = 0
    for (const it of row.cells) if (it.kind === 'text' && this.headTexts.get(it.column) === it.text) same++
    return same >= 2 && same * 2 >= row.cells.length
  }
}

const isMoney = ({ type }: Column) => type === 'amount' || type === 'signedAmount'
const UNIT_WORDS = { yuan: '元', wan: '万元' }
const unitsDisagree = (there: MoneyUnit, here: MoneyUnit) =>
  cellFault(
    'units-disagree',
    `金额单位矛盾：别处注明${UNIT_WORDS[there]}，此处注明${UNIT_WORDS[here]}，请改为一致`,
    `the unit of amounts is ${UNIT_WORDS[there]} elsewhere and ${UNIT_WORDS[here]} here; make them the same`,
    { there: UNIT_WORDS[there], here: UNIT_WORDS[here] },
  )

const isFoot = (row: SheetRow) => row.cells.every((it) => it.merged || (it.kind === 'text' && isFootText(it.text)))
const isFootText = (text: string) => !A_NUMBER.test(text) && FOOT.test(text.normalize('NFKC').replace(/\s+/g, ''))

const hidden = (code: string, zh: string) =>
  cellFault(
    code,
    `此${zh}被隐藏，请取消隐藏或删除`,
    `the ${zh === '行' ? 'row' : 'column'} is hidden; show or delete it`,
  )
