import type { SpreadsheetLimits } from '../limits'
import { refused } from '../refused'
import type { SheetCell } from '../sheet'
import { type Archive, broken, brokenBy } from './archive'
import type { BookSheet } from './book'
import { type Range, rangeReference } from './cell-reference'
import { XmlStream } from './xml'

const END_OF_ROWS = 'sheetData>'
const LONGEST_TAG = 100
const MOST_AFTER_ROWS = 32 * 1024 * 1024

/**
 * The merged ranges of a sheet. They stand behind its rows, so the part is unpacked once before it is read, and no more of it
 * kept than what follows the rows. Words that look like the end of the rows only make the rest unreadable: then the workbook
 * is broken, never its ranges unseen.
 */
export async function mergedRanges(archive: Archive, sheet: BookSheet, limits: SpreadsheetLimits): Promise<Range[]> {
  const ranges: Range[] = []
  const after = await afterRows(archive, sheet)
  if (after === '') return ranges
  const open = (name: string, { ref }: Readonly<Record<string, string>>) => {
    if (name !== 'mergeCell' || ref === undefined) return
    if (ranges.length >= limits.mergedRanges) {
      throw refused('too-many-merged-cells', '合并单元格过多', 'too many merged cells', { sheet: sheet.name })
    }
    ranges.push(rangeReference(ref))
  }
  const root = /<\/((?:[\w.-]+:)?worksheet)\s*>\s*$/.exec(after)?.[1]
  if (root === undefined) throw broken('the sheet does not end as a sheet')
  const xml = new XmlStream({ open })
  try {
    xml.write(Buffer.from(`<${root}>${after}`, 'latin1'))
    xml.end()
  } catch (error) {
    throw brokenBy(error)
  }
  return ranges.sort((a, b) => a.top - b.top)
}

/** Byte for byte, one character each. */
async function afterRows(archive: Archive, sheet: BookSheet): Promise<string> {
  let kept = ''
  let found = false
  for await (const piece of archive.unpacked(sheet.part)) {
    const from = Math.max(0, kept.length - LONGEST_TAG)
    kept += piece.toString('latin1')
    const at = endOfRows(kept, from)
    if (at !== -1) {
      found = true
      kept = kept.slice(at)
    } else if (!found) kept = kept.slice(-LONGEST_TAG)
    if (kept.length > MOST_AFTER_ROWS) throw broken('far too much follows the rows of a sheet')
  }
  return found ? kept : ''
}

/** Where the last closing tag of the rows ends, looking from a place on; -1 for none. */
function endOfRows(text: string, from: number): number {
  for (let at = text.lastIndexOf(END_OF_ROWS); at >= from; at = text.lastIndexOf(END_OF_ROWS, at - 1)) {
    const tag = text.slice(Math.max(0, at - LONGEST_TAG), at)
    if (/<\/(?:[\w.-]+:)?$/.test(tag)) return at + END_OF_ROWS.length
    if (at === 0) break
  }
  return -1
}

/** Says in every row of a merged range what its first cell says. */
export class Merges {
  private next = 0
  private open: { range: Range; first?: SheetCell }[] = []

  constructor(
    private readonly ranges: readonly Range[],
    private readonly mostColumns: number,
  ) {}

  /** The row's cells with those that merged ranges give them; rows must come in order. */
  spread(row: number, cells: readonly SheetCell[]): readonly SheetCell[] {
    while (this.next < this.ranges.length && this.ranges[this.next].top <= row) {
      const range = this.ranges[this.next++]
      this.open.push({ range, first: range.top === row ? cells.find((it) => it.column === range.left) : undefined })
    }
    if (this.open.length === 0) return cells
    this.open = this.open.filter(({ range }) => range.bottom >= row)
    if (this.open.length === 0) return cells
    const byColumn = new Map(cells.map((it) => [it.column, it]))
    for (const { range, first } of this.open) {
      const isFirstRow = range.top === row
      const right = Math.min(range.right, this.mostColumns)
      for (let column = isFirstRow ? range.left + 1 : range.left; column <= right; column++) {
        if (first) byColumn.set(column, { ...first, column, merged: true })
        else byColumn.delete(column)
      }
    }
    return [...byColumn.values()].sort((a, b) => a.column - b.column)
  }
}
