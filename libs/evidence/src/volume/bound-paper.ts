import { readFileSync } from 'node:fs'
import { PDFDocument, type PDFPage } from '@cantoo/pdf-lib'
import { keepWhatIsSeen } from './harmless'
import { orientationOf } from './orientation'
import type { VolumePart } from './output'
import { writePart } from './part'
import { stampPageNumber } from './stamp'
import { type Drawable, tiffPictures } from './tiff-pictures'

export interface PaperToBind {
  readonly source: string
  readonly mediaType: string
  /** So many pages the plan has for it, the first of this number. */
  readonly pages: number
  readonly firstPage: number
  readonly firstObject: number
  /** Where its part is written. */
  readonly target: string
}

/** What a file says that has no pages of its own, line by line; `more`: it says more than that. */
export interface PrintedContents {
  readonly lines: readonly string[]
  readonly more?: boolean
}

/** Its pages cannot be had from the file, or are not as many as planned; what can be read of it stands on its sheet instead. */
export interface NotBound {
  readonly why: { readonly zh: string; readonly en: string }
  readonly contents?: PrintedContents
  /** The ledger does not have the file. */
  readonly gone?: true
}

/**
 * One paper as pages of the volume, each with its number. Runs in a process for strangers' files: what a file does there costs its
 * own pages alone.
 */
export async function boundPaper(paper: PaperToBind): Promise<VolumePart | NotBound> {
  const { source, mediaType, pages, firstPage, firstObject, target } = paper
  const document = await PDFDocument.create({ updateMetadata: false })
  document.context.largestObjectNumber = Math.max(document.context.largestObjectNumber, firstObject - 1)
  let drawn: PDFPage[]
  try {
    const bytes = readFileSync(source)
    drawn = await drawnIn(document, bytes, mediaType)
    if (drawn.length === pages) {
      for (const [i, it] of drawn.entries()) stampPageNumber(it, firstPage + i)
      await document.flush()
    }
  } catch (error) {
    // Whatever a library meets in a stranger's file; it is said on the sheet that stands for it.
    const what = (error as Error).message.slice(0, 200)
    return { why: { zh: `文件无法装订：${what}`, en: `the file cannot be bound: ${what}` } }
  }
  if (drawn.length !== pages) {
    const counts = `${drawn.length} ≠ ${pages}`
    return { why: { zh: `页数与登记不符：${counts}`, en: `not as many pages as recorded: ${counts}` } }
  }
  return writePart(document, drawn, target)
}

async function drawnIn(document: PDFDocument, bytes: Buffer, mediaType: string): Promise<PDFPage[]> {
  if (mediaType === 'application/pdf') return copied(document, bytes)
  if (mediaType === 'image/tiff')
    return (await tiffPictures(document, bytes)).map((it) => drawnUpright(document, it, 1))
  return [await pictured(document, bytes, mediaType)]
}

async function copied(document: PDFDocument, bytes: Uint8Array): Promise<PDFPage[]> {
  // Many banks' receipts are encrypted without a password: everybody may read them.
  const source = await PDFDocument.load(bytes, { password: '', updateMetadata: false, throwOnInvalidObject: false })
  for (const it of source.getPages()) keepWhatIsSeen(it)
  const pages = await document.copyPages(source, source.getPageIndices())
  for (const it of pages) document.addPage(it)
  return pages
}

/** Points: A4 and the white around a picture on it. */
const [SHORT, LONG, MARGIN] = [595.28, 841.89, 36]

async function pictured(document: PDFDocument, bytes: Uint8Array, mediaType: string): Promise<PDFPage> {
  const isJpeg = mediaType === 'image/jpeg'
  const picture = isJpeg ? await document.embedJpg(bytes) : await document.embedPng(bytes)
  return drawnUpright(document, picture, isJpeg ? orientationOf(bytes) : 1)
}

/** On a sheet of A4, upright or across as the picture is, turned as its camera says. */
function drawnUpright(document: PDFDocument, picture: Drawable, orientation: number): PDFPage {
  const lies = orientation >= 5
  const [w, h] = lies ? [picture.height, picture.width] : [picture.width, picture.height]
  const page = document.addPage(w > h ? [LONG, SHORT] : [SHORT, LONG])
  const { width, height } = page.getSize()
  const scale = Math.min((width - 2 * MARGIN) / w, (height - 2 * MARGIN) / h, 4)
  const [seenW, seenH] = [w * scale, h * scale]
  const [x, y] = [(width - seenW) / 2, (height - seenH) / 2]
  // The unit square in which PDF draws a picture, onto where it is seen.
  const [a, b, c, d, e, f] = TURNED[orientation - 1]
  const matrix = [a * seenW, b * seenH, c * seenW, d * seenH, x + e * seenW, y + f * seenH].map((it) => it.toFixed(3))
  const name = page.node.newXObject('Picture', picture.ref)
  const content = `q ${matrix.join(' ')} cm ${name} Do Q\n`
  page.node.addContentStream(document.context.register(document.context.stream(content)))
  return page
}

/** Exif's eight ways, as what becomes of the unit square. */
const TURNED = [
  [1, 0, 0, 1, 0, 0],
  [-1, 0, 0, 1, 1, 0],
  [-1, 0, 0, -1, 1, 1],
  [1, 0, 0, -1, 0, 1],
  [0, -1, -1, 0, 1, 1],
  [0, -1, 1, 0, 0, 1],
  [0, 1, 1, 0, 0, 0],
  [0, 1, -1, 0, 1, 0],
] as const
