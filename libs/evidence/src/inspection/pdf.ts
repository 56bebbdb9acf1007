import { cutOff, encrypted, tooManyPages, unreadable } from './refused'

/** What follows the last mark of the end: line breaks, and what mail programs append. */
const TAIL = 4096

/** Pages that are opened one by one; the last one is by pdf.js itself. To find a page takes the longer the more there are. */
const MOST_OPENED = 200

/** A file of which parts are read; `to` not with them. */
export interface Parts {
  readonly size: number
  read(from: number, to: number): Promise<Uint8Array>
}

/**
 * The pages of a PDF, and that they are there. Nearly all of a scan is pictures, which say nothing of that: only the parts that
 * pdf.js asks for are read. It mends what it can, so a file that lost its end would open with the pages that are left: the mark of
 * the end is asked for first.
 */
export async function pagesOfPdf(file: Parts, most: number): Promise<number> {
  const tail = await file.read(Math.max(0, file.size - TAIL), file.size)
  if (Buffer.from(tail).lastIndexOf('%%EOF') === -1) throw cutOff()
  const { getDocument, PDFDataRangeTransport } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  let fault: unknown
  class Range extends PDFDataRangeTransport {
    override requestDataRange(from: number, to: number): void {
      void file
        .read(from, to)
        .catch((error) => {
          fault = error
          return new Uint8Array(to - from)
        })
        .then((part) => this.onDataRange(from, part))
    }
  }
  const task = getDocument({
    range: new Range(file.size, null),
    disableAutoFetch: true,
    disableStream: true,
    verbosity: 0,
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: true,
  })
  try {
    const document = await task.promise
    const pages = document.numPages
    if (pages > most) throw tooManyPages(pages, most)
    if (pages < 1) throw unreadable({ pages: String(pages) })
    for (let no = 1; no <= Math.min(pages, MOST_OPENED); no++) {
      const page = await document.getPage(no)
      page.cleanup()
    }
    if (fault !== undefined) throw fault
    return pages
  } catch (error) {
    // The disk's, not the file's: it was told nothing instead, so that it ends.
    if (fault !== undefined) throw fault
    if ((error as Error).name === 'PasswordException') throw encrypted()
    if ((error as { refusals?: unknown }).refusals !== undefined) throw error
    throw unreadable({ reason: String((error as Error).message ?? error).slice(0, 160) })
  } finally {
    await task.destroy()
  }
}
