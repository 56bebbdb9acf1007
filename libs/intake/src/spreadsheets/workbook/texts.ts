import type { SpreadsheetLimits } from '../limits'
import { refused } from '../refused'
import type { XmlReader } from './xml'

/** The text of one cell in its runs, without the readings that stand above it (ruby). */
export class RichText {
  private parts = ''
  private inText = false
  private inReading = false

  constructor(private readonly most: number) {}

  open(name: string): void {
    if (name === 't') this.inText = true
    else if (name === 'rPh') this.inReading = true
  }

  text(text: string): void {
    if (!this.inText || this.inReading) return
    this.parts += text
    if (this.parts.length > this.most) throw tooMuchText(this.most)
  }

  close(name: string): void {
    if (name === 't') this.inText = false
    else if (name === 'rPh') this.inReading = false
  }

  take(): string {
    const text = unescaped(this.parts)
    this.parts = ''
    return text
  }
}

/** sharedStrings.xml: the texts that cells name by number. All of them are held, so all together have a limit. */
export class SharedTexts implements XmlReader {
  readonly all: string[] = []
  private characters = 0
  private readonly current: RichText

  constructor(private readonly limits: SpreadsheetLimits) {
    this.current = new RichText(limits.cellCharacters)
  }

  open(name: string): void {
    this.current.open(name)
  }

  text(text: string): void {
    this.current.text(text)
  }

  close(name: string): void {
    this.current.close(name)
    if (name !== 'si') return
    const text = this.current.take()
    this.characters += text.length + 8
    if (this.characters > this.limits.sharedCharacters) throw tooMuchText(this.limits.sharedCharacters)
    this.all.push(text)
  }
}

/** Spreadsheet programs write characters that XML cannot hold as `_x000D_`, and an underscore before such as `_x005F_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

export function tooMuchText(most: number) {
  return refused('too-much-text', '文字过长，超过上限', 'more text than is read', {}, { mostCharacters: String(most) })
}
