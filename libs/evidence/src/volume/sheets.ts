import { PDFDocument, type PDFPage, PDFRef, rgb } from '@cantoo/pdf-lib'
import type { NotBound, PrintedContents } from './bound-paper'
import { HEIGHT, Lettering, MARGIN, WIDTH } from './lettering'
import type { VolumePart } from './output'
import { writePart } from './part'
import type { PlannedPaper, VolumePlan } from './plan'
import { stampPageNumber } from './stamp'

/** What the cover says, from top to bottom. */
export interface VolumeHead {
  readonly title: string
  readonly lines: readonly string[]
  /** A code below them, row by row: `#` where it is dark. */
  readonly code?: readonly string[]
}

/** A file of which the volume has no pages of its own, and why. */
export interface Standing extends NotBound {
  readonly paper: PlannedPaper
}

export interface SheetsToMake {
  readonly head: VolumeHead
  readonly plan: VolumePlan
  readonly standing: readonly Standing[]
  /** The number of the object that each bound page is, by page number; what `standing` takes is missing. */
  readonly boundPages: ReadonlyMap<number, number>
  readonly firstObject: number
  readonly target: string
}

/** Sheets of our own: first the front (cover, 目录), then those that stand for files. */
export interface Sheets {
  readonly part: VolumePart
  readonly front: number
}

const [SIZE, LINE, CONTENT_LINE] = [10.5, 20, 17]
/** 28 mm: what a camera needs of a printed code. */
const CODE = 80
const BLACK = rgb(0, 0, 0)
const FULL_WIDTH = WIDTH - 2 * MARGIN

export async function volumeSheets(asked: SheetsToMake): Promise<Sheets> {
  const { head, plan, standing, boundPages, firstObject, target } = asked
  const document = await PDFDocument.create({ updateMetadata: false })
  document.context.largestObjectNumber = Math.max(document.context.largestObjectNumber, firstObject - 1)
  const letters = await Lettering.in(document)
  // Made first: the table of contents leads to them.
  const sheets = standing.flatMap((it) => sheetsFor(letters, it))
  const objectOf = new Map([
    ...boundPages,
    ...sheets.map(({ number, page }) => [number, page.ref.objectNumber] as const),
  ])
  const front = [cover(letters, head), ...contents(letters, plan, objectOf)]
  await document.flush()
  const pages = [...front, ...sheets.map(({ page }) => page)]
  return { part: writePart(document, pages, target), front: front.length }
}

function cover(letters: Lettering, { title, lines, code = [] }: VolumeHead): PDFPage {
  const page = letters.sheet()
  let y = HEIGHT * 0.68
  for (const it of title.split(' ').flatMap((part) => letters.lines(part, 28, FULL_WIDTH))) {
    letters.centred(page, it, y, 28)
    y -= 42
  }
  y -= 40
  for (const it of lines.flatMap((line) => letters.lines(line, 14, FULL_WIDTH))) {
    letters.centred(page, it, y, 14)
    y -= 28
  }
  const side = CODE / code.length
  for (const [row, modules] of code.entries())
    for (const { 0: run, index } of modules.matchAll(/#+/g)) {
      const [width, height] = [run.length * side, side]
      const [x, top] = [(WIDTH - CODE) / 2 + index * side, y - CODE + (code.length - 1 - row) * side]
      page.drawRectangle({ x, y: top, width, height, color: BLACK, borderWidth: 0 })
    }
  return page
}

/** 目录: each row with its papers below it, each a link to its first page. */
function contents(letters: Lettering, { rows }: VolumePlan, objectOf: ReadonlyMap<number, number>): PDFPage[] {
  const pages: PDFPage[] = []
  let y = 0
  const line = (text: string, indent: number, paper?: PlannedPaper) => {
    const numbers = paper === undefined ? '' : paper.from === paper.to ? `${paper.from}` : `${paper.from}-${paper.to}`
    const wrapped = letters.lines(text, SIZE, FULL_WIDTH - indent - 70)
    for (const [i, it] of wrapped.entries()) {
      if (y < MARGIN + LINE) {
        const page = letters.sheet()
        pages.push(page)
        y = HEIGHT - MARGIN
        if (pages.length === 1) {
          letters.centred(page, '目录', y - 10, 18)
          y -= 44
        }
      }
      const page = pages[pages.length - 1]
      letters.write(page, it, MARGIN + indent, y, SIZE)
      if (paper && i === wrapped.length - 1) {
        letters.write(page, numbers, WIDTH - MARGIN - letters.width(numbers, SIZE), y, SIZE)
        const object = objectOf.get(paper.from)
        if (object !== undefined) linkTo(page, object, [MARGIN, y - 5, WIDTH - MARGIN, y + 14])
      }
      y -= LINE
    }
  }
  for (const { heading, papers } of rows) {
    line(heading, 0)
    if (papers.length === 0) line('（无佐证材料）', 18)
    for (const it of papers) line(`${it.kind} ${it.fileName}`, 18, it)
    y -= 4
  }
  return pages
}

function linkTo(page: PDFPage, object: number, rectangle: readonly number[]): void {
  const { context } = page.doc
  const link = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [...rectangle], Border: [0, 0, 0] })
  link.set(context.obj('Dest'), context.obj([PDFRef.of(object), 'Fit']))
  page.node.addAnnot(context.register(link))
}

/** As many sheets as pages were planned: the numbers of all others stand on the printed list. */
function sheetsFor(letters: Lettering, standing: Standing): { readonly number: number; readonly page: PDFPage }[] {
  const { from, to } = standing.paper
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const page = letters.sheet()
    stand(letters, page, standing)
    stampPageNumber(page, from + i)
    return { number: from + i, page }
  })
}

const NOTHING: PrintedContents = { lines: [] }

/** What the file is, why it has no pages here, and what it says as far as the sheet takes it. */
function stand(
  letters: Lettering,
  page: PDFPage,
  { paper, why, contents: { lines, more } = NOTHING, gone }: Standing,
): void {
  const { kind, fileName, sha256 } = paper
  const kept = gone ? [] : ['原文件以电子件为准 · the file itself is kept in the ledger']
  const head = [`${kind} ${fileName}`, `${why.zh} · ${why.en}`, `SHA-256 ${sha256}`, ...kept]
  let y = lines.length === 0 ? HEIGHT * 0.7 : HEIGHT - MARGIN
  const write = (line: string, size: number, step: number) => {
    letters.write(page, line, MARGIN, y, size)
    y -= step
  }
  for (const it of head.flatMap((line) => letters.lines(line, 12, FULL_WIDTH)))
    write(it, 12, lines.length > 0 ? 20 : 26)
  y -= 12
  const said = lines.flatMap((it) => letters.lines(it, SIZE, FULL_WIDTH))
  const fit = Math.floor((y - MARGIN - LINE) / CONTENT_LINE)
  for (const it of said.filter((_, i) => i < fit)) write(it, SIZE, CONTENT_LINE)
  if (more || said.length > fit) write('（其余内容见电子件 · the rest is in the file itself）', SIZE, CONTENT_LINE)
}
