import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import { pngWith } from '../pages/png'

/** Papers as programs write them, made here so that each can be spoiled in its own way. */

/** A PDF of so many pages; `extra` stands in its trailer, `more` are objects that no page has. */
export function pdfOf(pages: number, extra = '', more: readonly string[] = []): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages}/Kids[${Array.from({ length: pages }, (_, i) => `${i + 3} 0 R`).join(' ')}]>>`,
    ...Array.from({ length: pages }, () => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>'),
    ...more,
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((it, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${it}\nendobj\n`
    return at
  })
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R${extra}>>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text + end, 'latin1')
}

const KEY = '0'.repeat(64)
/** It asks for a password that nobody here knows. */
export const lockedPdf = () =>
  pdfOf(2, `/ID[<${'1'.repeat(32)}><${'1'.repeat(32)}>]/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<${KEY}>/U<${KEY}>>>`)

/** A grey picture. */
export function pngOf(width = 8, height = 8, pixels = deflateSync(Buffer.alloc((width + 1) * height))): Buffer {
  return pngWith({ width, height, bits: 8, samples: 1 }, pixels)
}

/** A grey picture of one block, with a small one for the list of a camera inside its APP1. */
export function jpegOf(width = 8, height = 8): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt16BE(height, 0)
  size.writeUInt16BE(width, 2)
  const segment = (marker: number, content: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0])
    head.writeUInt16BE(content.length + 2, 2)
    return Buffer.concat([head, content])
  }
  const frame = segment(0xc0, Buffer.concat([Buffer.from([8]), size, Buffer.from([1, 1, 0x11, 0])]))
  const tables = [
    segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
    frame,
    segment(0xc4, Buffer.concat([Buffer.from([0x00, 1]), Buffer.alloc(15), Buffer.from([0])])),
    segment(0xc4, Buffer.concat([Buffer.from([0x10, 1]), Buffer.alloc(15), Buffer.from([0])])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  ]
  const thumbnail = Buffer.from('ffd8ffd9', 'hex')
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), thumbnail])),
    ...tables,
    Buffer.from('3fff003f', 'hex'),
    Buffer.from('ffd9', 'hex'),
  ])
}

/** Pages of one strip each, one after the other; a smaller copy behind the first where asked for. */
export function tiffOf(pages: number, { copy = false } = {}): Buffer {
  const kinds = Array.from({ length: pages }, () => 0)
  if (copy) kinds.splice(1, 0, 1)
  const fields = 5
  const step = 2 + fields * 12 + 4 + 8
  const bytes = Buffer.alloc(8 + kinds.length * step)
  bytes.write('II*\0', 'latin1')
  bytes.writeUInt32LE(8, 4)
  for (const [i, kind] of kinds.entries()) {
    const at = 8 + i * step
    const strip = at + step - 8
    bytes.writeUInt16LE(fields, at)
    const values = [
      [254, 4, kind],
      [256, 3, 8],
      [257, 3, 8],
      [273, 4, strip],
      [279, 4, 8],
    ]
    for (const [no, [tag, type, value]] of values.entries()) {
      const entry = at + 2 + no * 12
      bytes.writeUInt16LE(tag, entry)
      bytes.writeUInt16LE(type, entry + 2)
      bytes.writeUInt32LE(1, entry + 4)
      bytes.writeUInt32LE(value, entry + 8)
    }
    bytes.writeUInt32LE(i + 1 < kinds.length ? at + step : 0, at + 2 + fields * 12)
  }
  return bytes
}

/** A ZIP of these parts, packed. */
export function zipOf(parts: Readonly<Record<string, string | Buffer>>, { flags = 0x800 } = {}): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content as string)
    const packed = deflateRawSync(bytes)
    const its = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(its.length, 22)
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, its, packed])
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('504b0102', 'hex'), Buffer.from([20, 0]), common, entry, its]))
    locals.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, list, end])
}

export const ofdOf = (pages: number, more: Readonly<Record<string, string>> = {}) =>
  zipOf({
    'OFD.xml':
      '<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
    'Doc_0/Document.xml': `<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>${Array.from(
      { length: pages },
      (_, i) => `<ofd:Page ID="${i + 1}" BaseLoc="Pages/Page_${i}/Content.xml"/>`,
    ).join('')}</ofd:Pages></ofd:Document>`,
    ...more,
  })

export const xlsxOf = (more: Readonly<Record<string, string>> = {}) =>
  zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>', ...more })
export const docxOf = () => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' })
