import type { SheetCell, SheetRow } from '../spreadsheets'
import { type Heading, headingOf, unitBeside } from './heading'
import { SHEETS, type Sheet } from './sheets'
import { unitLine } from './unit-line'
import { isMoney } from './unit-words'

/** What stands above each column, over one line of headings or two. */
export interface TableHead {
  readonly sheet: Sheet
  readonly row: number
  /** Of the lower line, where there are two. */
  readonly lastRow: number
  readonly headings: readonly { readonly cell: SheetCell; readonly heading?: Heading }[]
  readonly matched: number
}
/** Two sheets fit the headings equally well. */
export interface UnclearHead {
  readonly unclear: readonly Sheet[]
  readonly row: number
}

/** Fewer headings that are known do not make a line of headings: with a tab's name two do, without three. */
const [ENOUGH_NAMED, ENOUGH] = [2, 3]

/** The head that begins in a row, if one does; `next` is the row below it. */
export function headAt(
  row: SheetRow,
  next: SheetRow | undefined,
  named: Sheet | undefined,
): TableHead | UnclearHead | undefined {
  const candidates = (named ? [named] : SHEETS).map((sheet) => bestHead(row, next, sheet))
  const most = Math.max(...candidates.map((it) => it.matched))
  if (most < (named ? ENOUGH_NAMED : ENOUGH)) return undefined
  const best = candidates.filter((it) => it.matched === most)
  if (best.length === 1) return best[0]
  const complete = best.filter((it) => missing(it).length === 0)
  return complete.length === 1 ? complete[0] : { unclear: best.map((it) => it.sheet), row: row.row }
}

/** The fields that every row needs and no column gives. */
export function missing({ sheet, headings }: TableHead): Sheet['columns'] {
  const there = new Set(headings.map(({ heading }) => heading?.column?.field))
  return sheet.columns.filter((it) => it.required === true && it.byDefault === undefined && !there.has(it.field))
}

/** Two lines are a head where the upper one says something of it: a title, or a unit for the whole table, does not. */
function bestHead(row: SheetRow, next: SheetRow | undefined, sheet: Sheet): TableHead {
  const one = headOf(row, row.row, sheet, oneLine(row))
  if (next?.row !== row.row + 1) return one
  const two = headOf(row, next.row, sheet, twoLines(row, next))
  if (two.matched <= one.matched) return one
  const lower = headOf(next, next.row, sheet, oneLine(next))
  // Of a column of money: a title that ends in （万元） is no heading.
  const overMoney = (at: number) =>
    two.headings.some(({ cell, heading }) => cell.column === at && heading?.column && isMoney(heading.column))
  const saysSomething =
    one.matched > 0 || row.cells.some((it) => unitBeside(it.text) !== undefined && overMoney(it.column))
  return saysSomething || two.matched > lower.matched ? two : one
}

interface Words {
  readonly cell: SheetCell
  readonly texts: readonly string[]
  /** Of the line above: its unit holds for what stands under it. */
  readonly above?: string
}

function oneLine(row: SheetRow): Words[] {
  return row.cells.map((cell) => ({ cell, texts: [cell.text] }))
}

/** The lower line's words, or both together, or the upper's where it reaches down. */
function twoLines(upper: SheetRow, lower: SheetRow): Words[] {
  const columns = new Set([...upper.cells, ...lower.cells].map((it) => it.column))
  return [...columns]
    .sort((a, b) => a - b)
    .map((column) => {
      const above = upper.cells.find((it) => it.column === column)
      const below = lower.cells.find((it) => it.column === column)
      if (!above || !below || above.text === below.text) {
        const cell = (below ?? above) as SheetCell
        return { cell, texts: [cell.text] }
      }
      return { cell: below, texts: [`${above.text}${below.text}`, below.text], above: above.text }
    })
}

/** 单位：万元/元 over a column of money is no clearer than in a line of its own. */
function unitOver(above: string): ReturnType<typeof unitBeside> {
  const [beside, line] = [unitBeside(above), unitLine(above)]
  return beside !== undefined && line !== undefined && beside !== line ? 'unknown' : (beside ?? line)
}

function headOf(row: SheetRow, lastRow: number, sheet: Sheet, words: readonly Words[]): TableHead {
  const headings = words.map(({ cell, texts, above }) => {
    const heading = texts.map((it) => headingOf(it, sheet)).find((it) => it !== undefined)
    const over = above === undefined ? undefined : unitOver(above)
    const unit = over === 'unknown' ? over : (heading?.unit ?? over)
    const its = heading?.column && { ...(unit && { unit }), ...(over && over !== 'unknown' && { unitAbove: over }) }
    return { cell, ...(heading && { heading: { ...heading, ...its } }) }
  })
  const fields = new Set(headings.flatMap(({ heading }) => heading?.column?.field ?? []))
  return { sheet, row: row.row, lastRow, headings, matched: fields.size }
}
