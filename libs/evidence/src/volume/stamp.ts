import { PDFArray, PDFName, type PDFPage } from '@cantoo/pdf-lib'

/** Not of any page that comes: names of fonts are the page's own. */
const FONT = 'VolumePageNumber'
/** Widths of Helvetica for digits, a hyphen and a space, in thousandths of its size: it is one of the fonts every reader has. */
const WIDTHS: Readonly<Record<string, number>> = { ' ': 278, '-': 333 }
const DIGIT = 556

/** A page of this height (points) bears its number in this size: A4. Scans may be far larger. */
const A4_HEIGHT = 842
const SIZE = 10
const ABOVE_EDGE = 14

/** Puts the number on a page, in the middle of its lower edge as it is seen, on white: whatever is below stays legible around it. */
export function stampPageNumber(page: PDFPage, number: number): void {
  const { context } = page.doc
  const text = `- ${number} -`
  const { width, height, at } = asSeen(page)
  const scale = Math.max(0.5, Math.min(width, height * 0.8) / (A4_HEIGHT * 0.66))
  const size = SIZE * scale
  const length = [...text].reduce((sum, it) => sum + (WIDTHS[it] ?? DIGIT), 0) * (size / 1_000)
  const matrix = at((width - length) / 2, ABOVE_EDGE * scale)
  const box = [-size * 0.4, -size * 0.35, length + size * 0.8, size * 1.3].map(short).join(' ')
  const content = `q ${matrix} cm 1 1 1 rg ${box} re f 0 0 0 rg BT /${FONT} ${short(size)} Tf (${text}) Tj ET Q\n`

  const { node } = page
  node.normalize()
  // Pages may share one list of what is drawn, and one page may stand in a file twice: what is added is this page's alone.
  const drawn = node.Contents()
  if (drawn instanceof PDFArray) node.set(PDFName.of('Contents'), context.obj(drawn.asArray()))
  const wrapped = context.register(context.stream('q\n'))
  const closed = context.register(context.stream('\nQ\n'))
  node.wrapContentStreams(wrapped, closed)
  node.addContentStream(context.register(context.stream(content)))
  node
    .normalizedEntries()
    .Font.set(
      PDFName.of(FONT),
      context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica', Encoding: 'WinAnsiEncoding' }),
    )
}

/** What a reader shows of a page, and the matrix that draws upright at a point of it, seen from its lower left corner. */
function asSeen(page: PDFPage) {
  const { x, y, width: w, height: h } = boxSeen(page)
  const turn = ((Math.round(page.getRotation().angle / 90) % 4) + 4) % 4
  const [width, height] = turn % 2 === 0 ? [w, h] : [h, w]
  const at = (u: number, v: number) =>
    [
      [1, 0, 0, 1, x + u, y + v],
      [0, 1, -1, 0, x + w - v, y + u],
      [-1, 0, 0, -1, x + w - u, y + h - v],
      [0, -1, 1, 0, x + v, y + h - u],
    ][turn]
      .map(short)
      .join(' ')
  return { width, height, at }
}

/** What of the crop box lies on the page (ISO 32000-1, 14.11.2), from whichever of its corners either is given. */
function boxSeen(page: PDFPage) {
  const [crop, media] = [page.getCropBox(), page.getMediaBox()]
  const along = (at: 'x' | 'y', long: 'width' | 'height') => {
    const ends = [crop, media].map((it) => [it[at], it[at] + it[long]].sort((a, b) => a - b))
    const [from, to] = [Math.max(ends[0][0], ends[1][0]), Math.min(ends[0][1], ends[1][1])]
    return from < to ? [from, to - from] : [ends[1][0], ends[1][1] - ends[1][0]]
  }
  const [[x, width], [y, height]] = [along('x', 'width'), along('y', 'height')]
  return { x, y, width, height }
}

/** As PDF writes numbers: never with an exponent. */
const short = (it: number) => it.toFixed(2)
