import { refused } from '../refused'
import { columnLetters } from '../sheet'
import { cellReference, type Range, rangeReference } from './cell-reference'
import type { XmlReader } from './xml'
import { openTag, xmlText } from './xml-writing'

/** What a sheet may hold that is given to a library which keeps every cell, and makes a cell of everything. */
export interface PlainLimits {
  readonly cells: number
  readonly columns: number
  readonly mergedRanges: number
  readonly mergedCells: number
  readonly validations: number
}

/** Of what stands in a sheet; the rest (pictures in other ways, forms, extensions) stays behind. */
const KEPT =
  'sheetPr sheetViews sheetFormatPr cols sheetData sheetProtection autoFilter mergeCells conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks drawing legacyDrawing'.split(
    ' ',
  )
const NAMESPACES = {
  xmlns: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
}

/**
 * Writes a sheet again with what is bounded: merged ranges no further than its rows reach, and drop-downs each at one cell, to
 * be put where they belong (`validated`) by who has read the rest.
 */
export class PlainSheet implements XmlReader {
  /** The ranges of each validation; the n-th stands at `A{n}`. */
  readonly validated: (readonly string[])[] = []
  private readonly pieces: string[] = []
  private depth = 0
  private skippedFrom = Number.POSITIVE_INFINITY
  private cells = 0
  private lastRow = 0
  private merged = { ranges: 0, cells: new Set<number>() }
  private ranges = 0

  constructor(
    private readonly sheet: string,
    private readonly limits: PlainLimits,
  ) {}

  get xml(): Buffer {
    return Buffer.from(this.pieces.join(''))
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth++
    if (this.depth >= this.skippedFrom) return
    const tag = this.depth === 1 ? openTag('worksheet', NAMESPACES) : this.tagOf(name, attributes)
    if (tag === undefined) this.skippedFrom = this.depth
    else this.pieces.push(tag)
  }

  text(text: string): void {
    if (this.depth > 1 && this.depth < this.skippedFrom) this.pieces.push(xmlText(text))
  }

  close(name: string): void {
    if (this.depth < this.skippedFrom) this.pieces.push(`</${this.depth === 1 ? 'worksheet' : name}>`)
    if (this.depth === this.skippedFrom) this.skippedFrom = Number.POSITIVE_INFINITY
    this.depth--
  }

  /** Undefined for what is left out with all that is in it. */
  private tagOf(name: string, given: Readonly<Record<string, string>>): string | undefined {
    if (name === 'extLst' || name === 'AlternateContent') return undefined
    if (this.depth === 2 && !KEPT.includes(name)) return undefined
    const attributes = Object.fromEntries(Object.entries(given).filter(([key]) => !/^(?!r:|xml:).*:|^xmlns$/.test(key)))
    switch (name) {
      case 'c':
        this.count()
        this.lastRow = Math.max(this.lastRow, cellRow(attributes.r))
        break
      case 'col':
        return Number(attributes.min) > this.limits.columns
          ? undefined
          : openTag(name, { ...attributes, max: String(Math.min(Number(attributes.max), this.limits.columns)) })
      case 'mergeCell':
        return this.mergeTag(attributes.ref)
      case 'dataValidation':
        return this.validationTag(attributes)
    }
    return openTag(name, attributes)
  }

  private count(): void {
    if (++this.cells <= this.limits.cells) return
    const [zh, en] = ['单元格过多，不在原文件上标注', 'too many cells to be marked in the workbook itself']
    throw refused('too-many-cells', zh, en, { sheet: this.sheet })
  }

  private mergeTag(ref = ''): string | undefined {
    const range = clipped(rangeReference(ref), this.lastRow, this.limits.columns)
    const { merged } = this
    if (!range || merged.ranges >= this.limits.mergedRanges) return undefined
    const size = (range.bottom - range.top + 1) * (range.right - range.left + 1)
    if (size === 1 || merged.cells.size + size > this.limits.mergedCells) return undefined
    const places = [...placesIn(range)]
    // Ranges over each other are none; the library would not read the workbook at all.
    if (places.some((it) => merged.cells.has(it))) return undefined
    for (const it of places) merged.cells.add(it)
    merged.ranges++
    return openTag('mergeCell', { ref: rangeText(range) })
  }

  private validationTag(attributes: Readonly<Record<string, string>>): string | undefined {
    const ranges = (attributes.sqref ?? '').split(/\s+/).filter((it) => it !== '')
    this.ranges += ranges.length
    if (ranges.length === 0 || this.ranges > this.limits.validations) return undefined
    this.validated.push(ranges.map((it) => rangeText(rangeReference(it))))
    return openTag('dataValidation', { ...attributes, sqref: `A${this.validated.length}` })
  }
}

const cellRow = (reference: string | undefined) => (reference === undefined ? 0 : cellReference(reference).row)

function clipped(range: Range, lastRow: number, lastColumn: number): Range | undefined {
  const [bottom, right] = [Math.min(range.bottom, lastRow), Math.min(range.right, lastColumn)]
  return range.top > bottom || range.left > right ? undefined : { ...range, bottom, right }
}

const COLUMNS = 16_384
function* placesIn({ top, left, bottom, right }: Range): Generator<number> {
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) yield row * COLUMNS + column
}

const rangeText = ({ top, left, bottom, right }: Range) =>
  `${columnLetters(left)}${top}:${columnLetters(right)}${bottom}`
