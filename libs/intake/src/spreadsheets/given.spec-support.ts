import { crc32, deflateRawSync } from 'node:zlib'
import { isRefusal } from '@pilot-ledger/kernel'
import { type ReadingOptions, readSpreadsheet, type SheetRow, SpreadsheetRefused } from '.'

type Parts = Readonly<Record<string, string | Buffer>>
const XML = '<?xml version="1.0" encoding="UTF-8"?>'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A zip archive from its parts; `claim` says another unpacked size than is true. */
export function zip(parts: Parts, { claim }: { claim?: number } = {}): Uint8Array {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(0x0800, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crcOf(bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(claim ?? bytes.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), fields, rest, Buffer.from(name)]))
    files.push(local)
    at += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...files, central, Buffer.from('PK\u0005\u0006'), end])
}

function crcOf(bytes: Buffer): number {
  return typeof crc32 === 'function' ? crc32(bytes) : 0
}

/** The parts of a workbook whose one sheet holds these rows; any part may be another. */
export function bookParts(
  rows: string,
  { after = '', before = '', more = {} as Parts, workbook = '', types = '' } = {},
): Parts {
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types}</Types>`,
    '_rels/.rels': `${XML}<Relationships><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns:r="${RELATION}">${workbook}<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships><Relationship Id="rId1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${XML}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0!.0,"/><numFmt numFmtId="166" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="4"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="10"/><xf numFmtId="31"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${XML}<worksheet xmlns:r="${RELATION}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
    ...more,
  }
}

export const book = (...given: Parameters<typeof bookParts>) => zip(bookParts(...given))

/** The same as programs write it that are not Microsoft's: parts outside of `xl/`, in capitals, behind backslashes. */
export function elsewhere(rows: string, after = ''): Uint8Array {
  const parts = bookParts(rows, { after })
  return zip({
    '[Content_Types].xml': parts['[Content_Types].xml'],
    '_rels\\.rels': String(parts['_rels/.rels']).replace('xl/workbook.xml', '\\Book\\WORKBOOK.XML'),
    'book\\Workbook.xml': parts['xl/workbook.xml'],
    'book\\_rels\\workbook.xml.rels': String(parts['xl/_rels/workbook.xml.rels']).replace(
      'worksheets/sheet1.xml',
      'Sheets\\Tab.XML',
    ),
    'book\\styles.xml': parts['xl/styles.xml'],
    'BOOK\\sheets\\tab.xml': parts['xl/worksheets/sheet1.xml'],
  })
}

export async function rowsOf(file: Uint8Array, options: ReadingOptions = {}): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const it of readSpreadsheet(file, options)) rows.push(it)
  return rows
}

/** The code of the refusal, and its place. */
export async function refusalOf(
  file: Uint8Array,
  options: ReadingOptions = {},
): Promise<[code: string, place: object]> {
  try {
    await rowsOf(file, options)
  } catch (error) {
    if (error instanceof SpreadsheetRefused && isRefusal(error.refusal)) return [error.refusal.code, error.place]
    throw error
  }
  return ['read', {}]
}
