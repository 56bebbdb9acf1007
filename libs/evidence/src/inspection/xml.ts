import { textIn, xmlEncodingOf } from '@pilot-ledger/kernel'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { cutOff, EvidenceRefused, notTaken, unreadable } from './refused'

/** Pages of a site, and pictures that are programs: whatever they are called, they are none of the papers taken. */
const ACTIVE = /^(?:html|svg|script|stylesheet|transform)$/i

/** Of an element, whatever prefix stands for where it is of. */
export const localName = (name: string) => name.slice(name.indexOf(':') + 1)

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
    const its = localName(name)
    if (depth === 0 && ACTIVE.test(its)) throw notTaken(its.toLowerCase())
  })
}

/** As its mark or its declaration says; strictly, so that what is another encoding is found out. */
function decoded(bytes: Uint8Array): string {
  const encoding = xmlEncodingOf(bytes)
  const text = encoding && textIn(encoding, bytes)
  if (text === undefined) throw unreadable({ encoding: encoding ?? 'unknown' })
  return text
}
