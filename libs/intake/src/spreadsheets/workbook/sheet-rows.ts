import { shortened } from '@pilot-ledger/kernel'
import type { SpreadsheetLimits } from '../limits'
import { refused } from '../refused'
import type { SheetCell, SheetRow } from '../sheet'
import { type Archive, broken } from './archive'
import type { Book, BookSheet } from './book'
import { cellReference } from './cell-reference'
import { cellOf } from './cells'
import { Merges, mergedRanges } from './merges'
import { RichText, tooMuchText } from './texts'
import { isTrue, type XmlReader, XmlStream } from './xml'

/** A sheet has that many columns. */
const MOST_COLUMN_ELEMENTS = 16_384

/** How many rows of the file have been given already, over all its sheets. */
export interface Counted {
  rows: number
}

/** The rows of one sheet as its part is unpacked: what has been given is forgotten. */
export async function* sheetRows(
  archive: Archive,
  book: Book,
  sheet: BookSheet,
  limits: SpreadsheetLimits,
  formulas: 'refuse' | 'mark',
  counted: Counted,
): AsyncGenerator<SheetRow> {
  const merges = new Merges(await mergedRanges(archive, sheet, limits), limits.columns)
  const reader = new SheetReader(book, sheet, limits, formulas)
  const xml = new XmlStream(reader)
  const given = function* (): Generator<SheetRow> {
    for (const it of reader.taken()) {
      if (++counted.rows > limits.rows) {
        throw refused(
          'too-many-rows',
          `行数超过上限 ${limits.rows}，请分成几个文件`,
          `more than ${limits.rows} rows; make several files of it`,
          { sheet: sheet.name, row: it.row },
        )
      }
      yield { ...it, cells: merges.spread(it.row, it.cells) }
    }
  }
  for await (const piece of archive.unpacked(sheet.part)) {
    xml.write(piece)
    yield* given()
  }
  xml.end()
  yield* given()
}

class SheetReader implements XmlReader {
  private rows: SheetRow[] = []
  private cells: SheetCell[] = []
  private row = 0
  private rowHidden = false
  private column = 0
  private type: string | undefined
  private style = 0
  private value = ''
  private inValue = false
  private formula = false
  private readonly inline: RichText
  private readonly hiddenColumns = new Set<number>()
  private columnElements = 0

  constructor(
    private readonly book: Book,
    private readonly sheet: BookSheet,
    private readonly limits: SpreadsheetLimits,
    private readonly formulas: 'refuse' | 'mark',
  ) {
    this.inline = new RichText(limits.cellCharacters)
  }

  taken(): SheetRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'c':
        this.openCell(attributes)
        break
      case 'v':
        this.inValue = true
        break
      case 't':
      case 'rPh':
        this.inline.open(name)
        break
      case 'f':
        this.formula = true
        break
      case 'row':
        this.openRow(attributes)
        break
      case 'col':
        this.openColumns(attributes)
    }
  }

  text(text: string): void {
    if (!this.inValue) {
      this.inline.text(text)
      return
    }
    this.value += text
    if (this.value.length > this.limits.cellCharacters) throw tooMuchText(this.limits.cellCharacters)
  }

  close(name: string): void {
    switch (name) {
      case 'c':
        this.closeCell()
        break
      case 'v':
        this.inValue = false
        break
      case 't':
      case 'rPh':
        this.inline.close(name)
        break
      case 'row':
        if (this.cells.length === 0) return
        this.rows.push({
          sheet: this.sheet.name,
          row: this.row,
          hidden: this.rowHidden || this.sheet.hidden,
          ...(this.sheet.hidden && { sheetHidden: true }),
          cells: this.cells,
        })
        this.cells = []
    }
  }

  private openColumns({ min, max, hidden, width }: Readonly<Record<string, string>>): void {
    if (++this.columnElements > MOST_COLUMN_ELEMENTS) throw broken('more columns are described than a sheet has')
    if (!isTrue(hidden) && width !== '0') return
    // One more is looked at: what stands further right is refused anyway.
    const to = Math.min(Number(max), this.limits.columns + 1)
    for (let column = Math.max(1, Number(min)); column <= to; column++) this.hiddenColumns.add(column)
  }

  private openRow({ r, hidden, ht, customHeight }: Readonly<Record<string, string>>): void {
    const row = r === undefined ? this.row + 1 : Number(r)
    if (!Number.isInteger(row) || row <= this.row) throw broken(`row ${shortened(String(r), 20)} is out of order`)
    this.row = row
    this.rowHidden = isTrue(hidden) || (isTrue(customHeight) && Number(ht) === 0)
    this.column = 0
  }

  private openCell({ r, s, t }: Readonly<Record<string, string>>): void {
    const at = r === undefined ? { row: this.row, column: this.column + 1 } : cellReference(r)
    if (at.row !== this.row || at.column <= this.column)
      throw broken(`cell ${shortened(String(r), 20)} is out of order`)
    this.column = at.column
    this.type = t
    this.style = s === undefined ? 0 : Number(s)
    this.value = ''
    this.formula = false
  }

  private closeCell(): void {
    const { column, type, style, value, formula } = this
    const hidden = this.hiddenColumns.has(column)
    const cell = cellOf({ column, type, style, value, inline: this.inline.take(), formula, hidden }, this.book)
    if (!cell) return
    const place = { sheet: this.sheet.name, row: this.row, column }
    if (column > this.limits.columns) {
      throw refused('too-many-columns', '列数超过上限', 'too many columns', place, {
        most: String(this.limits.columns),
      })
    }
    if (formula && this.formulas === 'refuse') {
      throw refused('formula', '单元格为公式，请粘贴为数值', 'the cell is a formula; paste its value', place)
    }
    this.cells.push(cell)
  }
}
