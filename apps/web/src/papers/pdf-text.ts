import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Pieces of text of one page that are laid over it; a page of more is a drawing. */
const MOST_PIECES = 20_000

/**
 * The text of a page, unseen over where it is drawn, so that it can be marked, copied and found: letters alone, no link, no field, no
 * name of the file's own. `viewport` is in CSS pixels. Rejects as the page does; a file whose text cannot be had has none.
 */
export async function textOver(
  page: pdfjs.PDFPageProxy,
  viewport: pdfjs.PageViewport,
  given: AbortSignal,
): Promise<HTMLElement | undefined> {
  const container = document.createElement('div')
  container.className = 'paper-text'
  container.style.setProperty('--total-scale-factor', String(viewport.scale))
  try {
    const { items, styles } = await page.getTextContent({ includeMarkedContent: false })
    given.throwIfAborted()
    const pieces = items.filter((_, i) => i < MOST_PIECES)
    // Each language would have a canvas of its own, for ever.
    const layer = new pdfjs.TextLayer({
      textContentSource: { items: pieces, styles, lang: null },
      container,
      viewport,
    })
    await layer.render()
    return container
  } catch {
    given.throwIfAborted()
    return undefined
  }
}
