/** Texts numbered 0, 1, 2 … in the order in which the log first names them: every replica gives the same numbers. */
export class Dictionary {
  private readonly numbers = new Map<string, number>()
  private readonly texts: string[] = []
  private stored = 0

  constructor(
    readonly name: string,
    readonly textsPerPage = 256,
  ) {}

  get length(): number {
    return this.texts.length
  }

  /** The text's number, a new one if it was not known. */
  numberOf(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    const number = this.texts.length
    this.numbers.set(text, number)
    this.texts.push(text)
    return number
  }

  find(text: string): number | undefined {
    return this.numbers.get(text)
  }

  text(number: number): string {
    return this.texts[number]
  }

  get pageCount(): number {
    return Math.ceil(this.texts.length / this.textsPerPage)
  }

  takeDirtyPages(): number[] {
    const first = Math.floor(this.stored / this.textsPerPage)
    const count = this.stored === this.texts.length ? 0 : this.pageCount - first
    this.stored = this.texts.length
    return Array.from({ length: count }, (_, i) => first + i)
  }

  encodePage(page: number): Buffer {
    const first = page * this.textsPerPage
    return Buffer.from(JSON.stringify(this.texts.slice(first, first + this.textsPerPage)), 'utf8')
  }

  /** Appends the texts of a stored page; pages must come in order. */
  decodePage(bytes: Uint8Array): void {
    for (const text of JSON.parse(Buffer.from(bytes).toString('utf8')) as string[]) this.numberOf(text)
    this.stored = this.texts.length
  }
}
