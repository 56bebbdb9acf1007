import type { SheetCell, SheetRow } from '../spreadsheets'
import { type CellFault, cellFault, fault, notice } from './cell-fault'
import { ControlTotals } from './control-totals'
import { headingFault } from './heading'
import { NetShare } from './net-share'
import { isFoot, isPartOfTotal, totalWord } from './not-rows'
import { isOwnList, ownSheet, ownValues } from './own-list'
import { readRow } from './read-row'
import type { IntakeItem, IntakeRecord } from './record'
import { isSample, SAMPLE_MARK } from './sample'
import { SecondHead } from './second-head'
import type { Sheet } from './sheets'
import type { TableColumn } from './table-column'
import { missing, type TableHead } from './table-head'
import { unitsIn } from './unit-line'
import { type Declared, isMoney, unitsDisagree, unitsRead, unitUnknown } from './unit-words'
import { wordKey } from './written'

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
  /** Another table has begun, which is not read. */
  private ended = false
  private readonly second: SecondHead
  private readonly netShare: NetShare
  /** What is read of the list: of the ledger's own some columns less. */
  private readonly sheet: Sheet
  private readonly own: boolean
  /** A heading of money says 含税. */
  private readonly taxed: boolean
  private readonly blank = { count: 0, first: 0, last: 0 }
  private rowBefore: Pick<SheetRow, 'row' | 'cells'>

  constructor(
    private readonly name: string,
    private readonly head: TableHead,
    private readonly declared: Declared | undefined,
  ) {
    const columns: TableColumn[] = []
    for (const { cell, heading } of head.headings) {
      if (heading?.aside || heading?.workedOut) this.unread.add(cell.column)
      if (!heading?.column || this.places[heading.column.field] !== undefined) continue
      const own = heading.unit === 'wan' || heading.unit === 'yuan' ? heading.unit : undefined
      const unit = own ?? declared?.unit ?? 'yuan'
      columns.push({ column: heading.column, at: cell.column, unit, own: own !== undefined })
      this.places[heading.column.field] = cell.column
    }
    this.own = isOwnList(head)
    const rounded = columns.some(({ column, unit }) => isMoney(column) && unit === 'wan')
    this.sheet = this.own ? ownSheet(head.sheet, rounded) : head.sheet
    this.columns = this.own ? this.ownColumns(columns) : columns
    this.totals = new ControlTotals(columns)
    this.rowBefore = { row: head.lastRow, cells: [] }
    this.headTexts = new Map(head.headings.map(({ cell }) => [cell.column, cell.text]))
    const money = columns.filter((it) => it.column.type === 'amount').map((it) => it.at)
    this.firstAmount = Math.min(...money, Number.POSITIVE_INFINITY)
    this.taxed = head.headings.some((it) => it.heading?.taxed)
    this.netShare = new NetShare(head)
    this.second = new SecondHead(head.sheet, this.headTexts, columns)
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
        headingFault(heading, field !== undefined && seen.has(field)) ?? this.unitFault(heading, heading?.unit)
      if (field) seen.set(field, cell)
      if (!wrong && !(cell.hidden && field)) continue
      this.block()
      yield fault(place, wrong ?? hidden('hidden-column', '列'), { cell, ...(field && { field }) })
    }
    if (this.own) yield* this.saysItIsOwn()
    else yield* this.missingColumns()
    // Where nothing is read, nothing is read in a unit.
    if (this.blocked) return
    const money = this.columns.filter((it) => isMoney(it.column)).map((it) => ({ ...it, own: it.own ?? false }))
    yield* unitsRead(name, { row: head.lastRow, kind: head.sheet.kind }, money, this.declared)
  }

  /** Of the columns that are there those that are compared; the others are read over. */
  private ownColumns(columns: readonly TableColumn[]): TableColumn[] {
    const read = new Map(this.sheet.columns.map((it) => [it.field, it]))
    return columns.flatMap((it) => {
      const column = read.get(it.column.field)
      if (column) return [{ ...it, column }]
      this.unread.add(it.at)
      return []
    })
  }

  private *saysItIsOwn(): Generator<IntakeItem> {
    const { headings, lastRow } = this.head
    const left = headings.filter(({ heading, cell }) => heading?.column && this.unread.has(cell.column))
    const names = left.map(({ heading }) => heading?.column?.zh).join('、')
    yield notice(
      { sheet: this.name, row: lastRow },
      cellFault(
        'own-list',
        `台账自身输出的合同清单：按合同编号与台账核对，不登记新内容${names && `；「${names}」不读取`}`,
        `a list that the ledger printed: compared with the ledger by contract number${names && `; not read: ${names}`}`,
        { ...(names && { left: names }) },
      ),
    )
  }

  private *missingColumns(): Generator<IntakeItem> {
    const { head, name } = this
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
    if (row.row <= this.head.lastRow || this.ended) return
    this.countBlank(row)
    const place = { sheet: this.name, row: row.row }
    // 序号 is one of what is not read.
    const saying = this.unread.size === 0 ? row.cells : row.cells.filter((it) => !this.unread.has(it.column))
    const index = this.indexColumn === undefined ? undefined : row.cells.find((it) => it.column === this.indexColumn)
    if (row.hidden) {
      this.totals.rowUnread()
      return yield* this.hiddenRow(row)
    }
    const total = totalWord(row, this.firstAmount)
    if (total !== undefined) {
      yield* this.lateUnit(row)
      yield* this.totals.total(row, total, place)
    } else if (isFoot(row) || isPartOfTotal(row, this.firstAmount) || this.isUnitLine(row))
      yield* this.besideTheTable(row)
    else if (saying.length === 0 && wordKey(index?.text ?? '') !== SAMPLE_MARK) {
      if (row.cells.some((it) => it.kind === 'text' && !/^\d*$/.test(it.text))) yield* this.besideTheTable(row)
      else this.addBlank(row.row, row.row)
    } else if (this.second.isIt(row)) yield* this.headAgain(row)
    else yield* this.record(row, saying, index)
  }

  private *besideTheTable(row: SheetRow): Generator<IntakeItem> {
    yield* this.lateUnit(row)
    yield notice(
      { sheet: this.name, row: row.row },
      cellFault('foot-line', '表外文字，不计入', 'a line beside the table, not counted'),
      { cell: row.cells[0] },
    )
  }

  private *headAgain(row: SheetRow): Generator<IntakeItem> {
    const place = { sheet: this.name, row: row.row }
    const other = this.second.differsAt(row)
    if (!other) {
      yield notice(place, cellFault('heading-again', '重复的表头，不计入', 'the headings once more, not counted'), {
        cell: row.cells[0],
      })
      return
    }
    this.ended = true
    yield fault(
      { ...place, column: other.column },
      cellFault(
        'heading-differs',
        `此处另起表头，与第 ${this.head.lastRow} 行的不同（栏序或单位），其下各行未读取：请改为一致，或分成两张工作表`,
        `another head, unlike that of row ${this.head.lastRow} (order or unit); the rows under it are not read: make it the same, or two sheets of it`,
        { head: String(this.head.lastRow) },
      ),
      { cell: other },
    )
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
    const { values, items } = readRow(this.sheet, this.columns, cells, place)
    if (items.length > 0 && items.some((it) => it.is === 'fault') && this.second.isAnother(row))
      return yield* this.headAgain(row)
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
    if (this.taxed && values.taxBasis !== undefined && values.taxBasis !== 'inclusive') {
      yield fault({ ...place, column: this.places.taxBasis }, taxBasisDisagrees(), { field: 'taxBasis' })
      return
    }
    yield* this.strayCells(row, cells)
    if (this.blocked || items.some((it) => it.is === 'fault') || this.hasStray(cells)) return
    const share = this.netShare.read(values, place)
    if (share.said) yield share.said
    if (share.said?.is === 'fault') return
    const record: IntakeRecord = {
      is: 'record',
      kind: this.head.sheet.kind,
      place,
      values: this.own ? ownValues(share.values) : share.values,
      columns: this.places,
      ...(this.own && { own: true }),
    }
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

  /** Two who say in what the amounts are, and not the same: nobody here knows who is right. */
  private unitFault(heading: TableHead['headings'][number]['heading'], unit: unknown): CellFault | undefined {
    if (heading?.column?.type !== 'amount' && heading?.column?.type !== 'signedAmount') return undefined
    const other = heading.unitAbove ?? this.declared?.unit
    if (other === undefined || (unit !== 'yuan' && unit !== 'wan') || unit === other) return undefined
    return unitsDisagree(other, unit)
  }

  /** 注：金额单位为元, under a table in 万元 or among its rows: too late for those before it, so nothing is certain. */
  private *lateUnit(row: SheetRow): Generator<IntakeItem> {
    const money = this.columns.filter((it) => isMoney(it.column))
    if (money.length === 0) return
    for (const { cell, unit } of unitsIn(row)) {
      const other = money.find((it) => it.unit !== unit)
      if (!other) continue
      this.block()
      const what = unit === 'unknown' ? unitUnknown(true) : unitsDisagree(other.unit, unit, true)
      yield fault({ sheet: this.name, row: row.row, column: cell.column }, what, { cell })
    }
  }

  /** 单位：万元 alone, wherever it stands. */
  private isUnitLine({ cells }: SheetRow): boolean {
    let own = 0
    for (const it of cells) if (!it.merged && ++own > 2) return false
    return own > 0 && this.firstAmount !== Number.POSITIVE_INFINITY && unitsIn({ cells }).length > 0
  }
}

const taxBasisDisagrees = () =>
  cellFault(
    'tax-basis-disagrees',
    '表头注明金额含税，此处为不含税，请改为一致',
    'the heading says that amounts include tax, the row says not; make them the same',
  )

const hidden = (code: string, zh: string) =>
  cellFault(
    code,
    `此${zh}被隐藏，请取消隐藏或删除`,
    `the ${zh === '行' ? 'row' : 'column'} is hidden; show or delete it`,
  )
