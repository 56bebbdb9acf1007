import { cutOff, encrypted, tooManyPages, unreadable } from './refused'

/** What follows the last mark of the end: line breaks, and what mail programs append. */
const TAIL = 4096

/** Pages that are opened one by one; the last one is by pdf.js itself. To find a page takes the longer the more there are. */
const MOST_OPENED = 200

/**
 * The pages of a PDF, and that they are there. pdf.js mends what it can, so a file that lost its end would open with the pages
 * that are left: the mark of the end is asked for first.
 */
export async function pagesOfPdf(bytes: Buffer, most: number): Promise<number> {
  if (bytes.subarray(-TAIL).lastIndexOf('%%EOF') === -1) throw cutOff()
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({
    data: new Uint8Array(bytes),
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
    return pages
  } catch (error) {
    if ((error as Error).name === 'PasswordException') throw encrypted()
    if ((error as { refusals?: unknown }).refusals !== undefined) throw error
    throw unreadable({ reason: String((error as Error).message ?? error).slice(0, 160) })
  } finally {
    await task.destroy()
  }
}
