/**
 * Texts in one page of bytes: a table of where each begins (and the last ends), four bytes each, whose lowest bit says how it is
 * written (0: one byte a character, all below U+0100; 1: two), then the texts. Any string comes back as it was, half of a
 * surrogate pair too, and a text is compared without making a string of it.
 */
export function packed(texts: readonly string[]): Buffer {
  const wide = texts.map(isWide)
  const head = (texts.length + 1) * 4
  const page = Buffer.allocUnsafeSlow(texts.reduce((sum, it, i) => sum + (wide[i] ? 2 : 1) * it.length, head))
  let at = head
  for (const [i, text] of texts.entries()) {
    page.writeUInt32LE(at * 2 + (wide[i] ? 1 : 0), i * 4)
    at += page.write(text, at, wide[i] ? 'utf16le' : 'latin1')
  }
  page.writeUInt32LE(at * 2, head - 4)
  return page
}

export function unpacked(page: Buffer): string[] {
  return Array.from({ length: (page.readUInt32LE(0) >>> 1) / 4 - 1 }, (_, i) => textAt(page, i))
}

export function textAt(page: Buffer, i: number): string {
  const [begin, end] = [page.readUInt32LE(i * 4), page.readUInt32LE(i * 4 + 4) >>> 1]
  return page.toString(begin & 1 ? 'utf16le' : 'latin1', begin >>> 1, end)
}

/** Whether the page's text is this one. */
export function isTextAt(page: Buffer, i: number, text: string): boolean {
  const mark = page.readUInt32LE(i * 4)
  const [begin, end] = [mark >>> 1, page.readUInt32LE(i * 4 + 4) >>> 1]
  const width = mark & 1 ? 2 : 1
  if (end - begin !== text.length * width) return false
  for (let at = begin, of = 0; at < end; at += width, of++) {
    if ((width === 1 ? page[at] : page[at] | (page[at + 1] << 8)) !== text.charCodeAt(of)) return false
  }
  return true
}

/** The bytes that a text may have in a page as a part of another, which may be wider than it is itself. */
export function spellingsOf(part: string): readonly Buffer[] {
  const wide = Buffer.from(part, 'utf16le')
  return isWide(part) ? [wide] : [wide, Buffer.from(part, 'latin1')]
}

function isWide(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return true
  return false
}
