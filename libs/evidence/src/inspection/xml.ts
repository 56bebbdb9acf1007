import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { cutOff, EvidenceRefused, notTaken, unreadable } from './refused'

/** Pages of a site, and pictures that are programs: whatever they are called, they are none of the papers taken. */
const ACTIVE = /^(?:html|svg|script|xsl:stylesheet|stylesheet)$/i
const HEAD = 200

/** An XML document read to its end, its elements told as they come. Its own entities are none here, so nothing unfolds. */
export function readXml(
  bytes: Uint8Array,
  onElement: (tag: SaxesTagPlain, depth: number) => void,
  onText?: (text: string) => void,
): void {
  const parser = new SaxesParser({ xmlns: false })
  let depth = 0
  let ended = false
  parser.on('opentag', (tag) => onElement(tag, depth++))
  parser.on('closetag', () => {
    depth--
    if (depth === 0) ended = true
  })
  if (onText) parser.on('text', onText)
  parser.on('error', (error) => {
    throw error
  })
  try {
    parser.write(decoded(bytes)).close()
  } catch (error) {
    if (error instanceof EvidenceRefused) throw error
    if (!ended && /unclosed|document must contain a root|unexpected end/.test((error as Error).message)) throw cutOff()
    throw unreadable({ reason: (error as Error).message.slice(0, 160) })
  }
}

export function checkXml(bytes: Uint8Array): void {
  readXml(bytes, ({ name }, depth) => {
    if (depth === 0 && ACTIVE.test(name)) throw notTaken(name.toLowerCase())
  })
}

/** As its mark or its declaration says; strictly, so that what is another encoding is found out. */
function decoded(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, HEAD))
  const encoding = encodingOf(head)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw unreadable({ encoding: encoding.slice(0, 40) })
  }
}

function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const declared = /^<\?xml[^>]{0,100}\bencoding\s{0,5}=\s{0,5}["']([A-Za-z0-9._-]{1,40})["']/.exec(
    head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''),
  )
  return declared?.[1] ?? 'utf-8'
}
