import { readFileSync } from 'node:fs'
import type { PrintedContents } from './bound-paper'

/** Run by processes that read files, in the stead of what the house gives them. */

/** The text of a page (from 0), as a reader of PDF finds it; a line begins where its height differs. */
export async function textOfPage(path: string, page: number): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0, useSystemFonts: false })
  const { items } = await (await (await task.promise).getPage(page + 1)).getTextContent()
  const text = items.map((it) => ('str' in it ? it.str + (it.hasEOL ? '\n' : '') : '')).join('')
  await task.destroy()
  return text
}

/** What an XML says: its own bytes, line by line; of others nothing. */
export async function linesIn(path: string, mediaType: string): Promise<PrintedContents> {
  return { lines: mediaType === 'application/xml' ? readFileSync(path, 'utf8').split('\n') : [] }
}
