import type { stream } from 'exceljs'
import type { SheetWriter } from './sheet-lines'

/** A square picture over a sheet's first cells. */
export interface Picture {
  /** GIF. */
  readonly image: Buffer
  /** From 0. */
  readonly row: number
  /** In points. */
  readonly size: number
}

const EMU_OF_POINT = 12_700
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006'
const CONTENT_TYPES = '[Content_Types].xml'
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.drawing+xml'

interface InnerBook {
  readonly zip: { append(content: unknown, entry: { name: string }): void }
}
interface InnerSheet {
  readonly id: number
  readonly stream: { write(text: string): void }
  readonly _sheetRelsWriter: { addMedia(relationship: { Target: string; Type: string }): string }
  _writeLegacyData(): void
}

/**
 * Pictures in a workbook that is written as a stream: exceljs 4.4 knows none there, so the parts of the file that tell of them are
 * written here, and its list of contents is completed as it passes.
 */
export class Pictures {
  private readonly zip: InnerBook['zip']
  private readonly names: string[] = []

  constructor(private readonly book: stream.xlsx.WorkbookWriter) {
    const { zip } = book as unknown as InnerBook
    this.zip = zip
    const append = zip.append.bind(zip)
    zip.append = (content, entry) =>
      append(entry.name === CONTENT_TYPES ? this.completed(String(content)) : content, entry)
  }

  /** Before the sheet is ended. */
  add(writer: SheetWriter, { image, row, size }: Picture): void {
    const sheet = writer as unknown as InnerSheet
    const name = `drawing${sheet.id}`
    const file = `image${this.book.addImage({ buffer: image as never, extension: 'gif' })}.gif`
    const extent = Math.round(size * EMU_OF_POINT)
    this.names.push(name)
    this.zip.append(
      `${HEAD}<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main"><xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col>` +
        `<xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="${extent}" cy="${extent}"/>` +
        `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="检查点"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="${OFFICE}" ` +
        `r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${extent}" ` +
        `cy="${extent}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>`,
      { name: `xl/drawings/${name}.xml` },
    )
    this.zip.append(
      `${HEAD}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/image" Target="../media/${file}"/></Relationships>`,
      { name: `xl/drawings/_rels/${name}.xml.rels` },
    )
    // Written where the format wants it: behind the page's set-up.
    sheet._writeLegacyData = () => {
      const id = sheet._sheetRelsWriter.addMedia({ Target: `../drawings/${name}.xml`, Type: `${OFFICE}/drawing` })
      sheet.stream.write(`<drawing r:id="${id}"/>`)
    }
  }

  private completed(types: string): string {
    const own = this.names.map((it) => `<Override PartName="/xl/drawings/${it}.xml" ContentType="${CONTENT_TYPE}"/>`)
    return types.replace('</Types>', `${own.join('')}</Types>`)
  }
}
