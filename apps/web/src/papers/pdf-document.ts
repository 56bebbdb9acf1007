import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { Refused, reach } from '../api/ask'
import { textOver } from './pdf-text'

pdfjs.GlobalWorkerOptions.workerSrc = worker

/** What is asked for at once; pieces that lie together are asked for together. */
const PIECE_BYTES = 128 * 1024
/** Pixels that a page is drawn in: an enlarged page of a plan must not take the memory of the machine. */
const MOST_PIXELS = 16_000_000
/** What fonts and pictures of some files need and do not bring along (vite.config.ts puts it there). */
const parts = (folder: string) => new URL(`./assets/pdfjs-${pdfjs.version}/${folder}/`, document.baseURI).href

/** A file that is brought piece by piece, as pages need it. */
class Pieces extends pdfjs.PDFDataRangeTransport {
  private readonly ending = new AbortController()

  constructor(
    private readonly address: string,
    size: number,
    private readonly onFault: (fault: Refused) => void,
  ) {
    super(size, null)
  }

  override requestDataRange(from: number, end: number): void {
    void this.bring(from, end)
  }

  override abort(): void {
    this.ending.abort()
  }

  private async bring(from: number, end: number): Promise<void> {
    const { signal } = this.ending
    try {
      const response = await reach(this.address, { headers: { range: `bytes=${from}-${end - 1}` }, signal })
      if (!response.ok) throw new Refused(await response.json())
      this.onDataRange(from, new Uint8Array(await response.arrayBuffer()))
    } catch (fault) {
      if (!signal.aborted) this.onFault(fault as Refused)
    }
  }
}

export interface OpenPdf {
  readonly document: Promise<pdfjs.PDFDocumentProxy>
  close(): void
}

/**
 * Opens a PDF in a worker. It is only ever drawn on a canvas, its letters over it: no script of it runs, no form of it sends, no link of it opens, and
 * its fonts and functions are interpreted, never compiled.
 */
export function openPdf(address: string, size: number, onFault: (fault: Refused) => void): OpenPdf {
  const pieces = new Pieces(address, size, onFault)
  const task = pdfjs.getDocument({
    range: pieces,
    rangeChunkSize: PIECE_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    enableXfa: false,
    verbosity: 0,
    cMapUrl: parts('cmaps'),
    standardFontDataUrl: parts('standard_fonts'),
    wasmUrl: parts('wasm'),
  })
  return {
    document: task.promise,
    close: () => {
      pieces.abort()
      void task.destroy()
    },
  }
}

/** A page as it is drawn, `width` CSS pixels wide at zoom 1, with its text over it. Rejects where drawing it is given up or fails. */
export async function drawn(
  document: pdfjs.PDFDocumentProxy,
  no: number,
  { width, zoom, turned }: { readonly width: number; readonly zoom: number; readonly turned: number },
  label: string,
  given: AbortSignal,
): Promise<HTMLElement> {
  const page = await document.getPage(no)
  given.throwIfAborted()
  const rotation = (page.rotate + turned) % 360
  const natural = page.getViewport({ scale: 1, rotation })
  const scale = (width * zoom) / natural.width
  const seen = page.getViewport({ scale, rotation })
  const sharp = Math.min(devicePixelRatio, Math.sqrt(MOST_PIXELS / (seen.width * seen.height)))
  const viewport = page.getViewport({ scale: scale * sharp, rotation })
  const canvas = window.document.createElement('canvas')
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', label)
  canvas.width = Math.max(1, Math.floor(viewport.width))
  canvas.height = Math.max(1, Math.floor(viewport.height))
  const sheet = window.document.createElement('div')
  sheet.className = 'paper-sheet'
  for (const { style } of [canvas, sheet]) {
    style.width = `${Math.floor(seen.width)}px`
    style.height = `${Math.floor(seen.height)}px`
  }
  sheet.append(canvas)
  const task = page.render({ canvas, viewport })
  const stop = () => task.cancel()
  given.addEventListener('abort', stop)
  try {
    await task.promise
    const text = await textOver(page, seen, given)
    if (text) sheet.append(text)
    return sheet
  } finally {
    given.removeEventListener('abort', stop)
    page.cleanup()
  }
}
