import { SaxesParser } from 'saxes'
import { refused } from '../refused'
import { broken, brokenBy } from './archive'

type Attributes = Readonly<Record<string, string>>
export interface XmlReader {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/**
 * Reads XML as it comes, names without their prefix. A document type declaration is refused before anything in it is
 * believed, so that no entity but the five of XML itself is ever known.
 */
export class XmlStream {
  private readonly parser = new SaxesParser({ xmlns: false, position: false })
  private readonly decoder = new TextDecoder('utf-8', { fatal: true })

  constructor(reader: XmlReader) {
    this.parser.on('doctype', () => {
      throw refused('xml-doctype', '工作簿含 DTD 或实体声明，不予读取', 'the workbook declares a DTD or entities')
    })
    const { open, text, close } = reader
    this.parser.on('opentag', (tag) => open?.call(reader, local(tag.name), tag.attributes as Attributes))
    if (text) {
      this.parser.on('text', (it) => text.call(reader, it))
      this.parser.on('cdata', (it) => text.call(reader, it))
    }
    if (close) this.parser.on('closetag', (tag) => close.call(reader, local(tag.name)))
  }

  write(piece: Uint8Array): void {
    try {
      this.parser.write(this.decoder.decode(piece, { stream: true }))
    } catch (error) {
      throw brokenBy(error)
    }
  }

  end(): void {
    try {
      const rest = this.decoder.decode()
      if (rest !== '') this.parser.write(rest)
      this.parser.close()
    } catch (error) {
      throw brokenBy(error)
    }
  }
}

/** Reads a part that is small by nature, through to its end. */
export async function readXml(pieces: AsyncIterable<Uint8Array>, reader: XmlReader, mostBytes: number): Promise<void> {
  const xml = new XmlStream(reader)
  let bytes = 0
  for await (const piece of pieces) {
    bytes += piece.byteLength
    if (bytes > mostBytes) throw broken('a part that describes the workbook is far too large')
    xml.write(piece)
  }
  xml.end()
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

/** XSD booleans. */
export const isTrue = (value: string | undefined) => value === '1' || value === 'true' || value === 'on'
