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
  const root = /<\/((?:[\w.-]+:)?worksheet)\s*>\s*$/.exec(after.slice(-LONGEST_TAG))?.[1]
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
  let kept: string[] = []
  let length = 0
  let found = false
  /** What a closing tag may have begun in. */
  let before = ''
  for await (const piece of archive.unpacked(sheet.part)) {
    const text = piece.toString('latin1')
    const seen = before + text
    const at = endOfRows(seen)
    if (at !== -1) {
      found = true
      kept = [seen.slice(at)]
      length = kept[0].length
    } else if (found) {
      kept.push(text)
      length += text.length
    }
    before = seen.slice(-LONGEST_TAG)
    if (length > MOST_AFTER_ROWS) throw broken('far too much follows the rows of a sheet')
  }
  return kept.join('')
}

/** Where the last closing tag of the rows ends; -1 for none. */
function endOfRows(text: string): number {
  for (let at = text.lastIndexOf(END_OF_ROWS); at > 0; at = text.lastIndexOf(END_OF_ROWS, at - 1)) {
    const tag = text.slice(Math.max(0, at - LONGEST_TAG), at)
    if (/<\/(?:[\w.-]+:)?$/.test(tag)) return at + END_OF_ROWS.length
  }
  return -1
}

/** More than that lie over each other in no workbook that a program wrote. */
const MOST_ON_ONE_CELL = 16

interface Open {
  readonly range: Range
  readonly first?: SheetCell
}

/** Says in every row of a merged range what its first cell says. What a row costs depends on its columns, not on the ranges. */
export class Merges {
  private next = 0
  /** By column the ranges that reach down to this row or further, the one that counts last. */
  private readonly open: Open[][] = []

  constructor(
    private readonly ranges: readonly Range[],
    private readonly mostColumns: number,
  ) {}

  /** The row's cells with those that merged ranges give them; rows must come in order. */
  spread(row: number, cells: readonly SheetCell[]): readonly SheetCell[] {
    while (this.next < this.ranges.length && this.ranges[this.next].top <= row) {
      const range = this.ranges[this.next++]
      if (range.bottom < row) continue
      const first = range.top === row ? cells.find((it) => it.column === range.left) : undefined
      this.begin(first ? { range, first } : { range })
    }
    if (this.open.length === 0) return cells
    const byColumn = new Map(cells.map((it) => [it.column, it]))
    for (let column = 1; column < this.open.length; column++) {
      const it = this.at(column, row)
      if (!it || (it.range.top === row && it.range.left === column)) continue
      if (it.first) byColumn.set(column, { ...it.first, column, merged: true })
      else byColumn.delete(column)
    }
    return [...byColumn.values()].sort((a, b) => a.column - b.column)
  }

  private begin(it: Open): void {
    const right = Math.min(it.range.right, this.mostColumns)
    for (let column = it.range.left; column <= right; column++) {
      this.open[column] ??= []
      const there = this.open[column]
      if (there.length >= MOST_ON_ONE_CELL) throw broken('merged ranges lie over each other')
      there.push(it)
    }
  }

  private at(column: number, row: number): Open | undefined {
    const there = this.open[column] ?? []
    while (there.length > 0 && there[there.length - 1].range.bottom < row) there.pop()
    return there[there.length - 1]
  }
}
