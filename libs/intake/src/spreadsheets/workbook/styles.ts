import { broken } from './archive'
import { type NumberFormat, numberFormat } from './number-format'
import type { XmlReader } from './xml'

const MOST_STYLES = 70_000
/** Spreadsheet programs write no more than 255 characters, and some hundreds of formats. */
const LONGEST_FORMAT = 1_024
const MOST_FORMATS = 10_000

/** styles.xml: what each cell style makes of a number, by the style's place in the list of cell formats. */
export class Styles implements XmlReader {
  private readonly codes = new Map<number, string>()
  private readonly ids: number[] = []
  private readonly formats = new Map<number, NumberFormat>()
  private inCellFormats = false

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'cellXfs') this.inCellFormats = true
    else if (name === 'numFmt') this.addCode(attributes)
    else if (name === 'xf' && this.inCellFormats && this.ids.length < MOST_STYLES) {
      this.ids.push(Number(attributes.numFmtId ?? 0))
    }
  }

  private addCode({ numFmtId, formatCode = '' }: Readonly<Record<string, string>>): void {
    if (formatCode.length > LONGEST_FORMAT || this.codes.size >= MOST_FORMATS)
      throw broken('number formats are longer, or more, than a spreadsheet program writes')
    this.codes.set(Number(numFmtId), formatCode)
  }

  close(name: string): void {
    if (name === 'cellXfs') this.inCellFormats = false
  }

  format(style: number): NumberFormat {
    const id = this.ids[style] ?? 0
    let format = this.formats.get(id)
    if (!format) {
      format = numberFormat(id, this.codes.get(id))
      this.formats.set(id, format)
    }
    return format
  }
}
