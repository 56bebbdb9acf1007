import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PDFDocument, PDFFont, PDFPage } from '@cantoo/pdf-lib'
import { create } from 'fontkit'

/** A4, in points. */
export const [WIDTH, HEIGHT, MARGIN] = [595.28, 841.89, 64]

/**
 * Chinese on sheets of our own: Noto Sans (SIL Open Font License 1.1, may be embedded and shipped), of which the volume carries
 * the characters that it uses.
 */
export class Lettering {
  private constructor(
    private readonly document: PDFDocument,
    private readonly font: PDFFont,
  ) {}

  static async in(document: PDFDocument): Promise<Lettering> {
    document.registerFontkit({ create } as never)
    const file = join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts/NotoSansHans-Regular.otf')
    return new Lettering(document, await document.embedFont(readFileSync(file), { subset: true }))
  }

  sheet(): PDFPage {
    return this.document.addPage([WIDTH, HEIGHT])
  }

  width(text: string, size: number): number {
    return this.font.widthOfTextAtSize(text, size)
  }

  /** @param y of the line the characters stand on, from the lower edge */
  write(page: PDFPage, text: string, x: number, y: number, size: number): void {
    if (text !== '') page.drawText(text, { x, y, size, font: this.font })
  }

  centred(page: PDFPage, text: string, y: number, size: number): void {
    this.write(page, text, (WIDTH - this.width(text, size)) / 2, y, size)
  }

  /** In lines that are no wider; Chinese may be broken anywhere, a number or a name in Latin letters only where it fills a line. */
  lines(text: string, size: number, width: number): string[] {
    const lines: string[] = []
    let line = ''
    let taken = 0
    const next = () => {
      lines.push(line.trimEnd())
      line = ''
      taken = 0
    }
    for (const [word] of text
      .replace(/\s+/g, ' ')
      .trim()
      .matchAll(/[\w.:,-]+|./gsu)) {
      const whole = this.width(word, size)
      if (taken + whole > width && taken > 0) next()
      for (const it of whole > width ? word : [word]) {
        const its = this.width(it, size)
        if (taken + its > width) next()
        if (line === '' && it === ' ') continue
        line += it
        taken += its
      }
    }
    return [...lines, line]
  }
}
