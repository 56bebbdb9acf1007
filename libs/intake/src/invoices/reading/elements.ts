import { replaceUnfit } from '@pilot-ledger/kernel'
import { SaxesParser } from 'saxes'
import type { Finding } from './invoice-read'

/** An element under its name without prefix, strokes and case: `TotalTax-includedAmount` is `totaltaxincludedamount`. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

/** Far above what the longest invoice with its list of goods holds. */
const MOST_DEPTH = 40
const MOST_ELEMENTS = 100_000
const MOST_TEXT = 4_000

export const plainName = (name: string): string =>
  name
    .slice(name.indexOf(':') + 1)
    .replace(/[-_./（）()\s]/g, '')
    .toLowerCase()

/**
 * The tree of one XML document, bounded. A document type declaration is refused before anything in it is believed: nothing in an
 * invoice needs entities of its own, and they read other files or explode.
 */
export function elementsOf(text: string): Element | Finding {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const stack: Element[] = [root]
  let elements = 0
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('doctype', () => {
    throw new NotRead(DOCTYPE)
  })
  parser.on('error', (error) => {
    throw new NotRead(broken(error.message))
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (stack.length > MOST_DEPTH || ++elements > MOST_ELEMENTS) throw new NotRead(TOO_MUCH)
    const element: Element = {
      name: plainName(name),
      attributes: attributes as Element['attributes'],
      children: [],
      text: '',
    }
    stack[stack.length - 1].children.push(element)
    stack.push(element)
  })
  const write = (it: string) => {
    const top = stack[stack.length - 1]
    if (top.text.length < MOST_TEXT) top.text += it.slice(0, MOST_TEXT)
  }
  parser.on('text', write)
  parser.on('cdata', write)
  parser.on('closetag', () => void stack.pop())
  try {
    parser.write(text.replace(/^\ufeff/, '')).close()
  } catch (error) {
    if (error instanceof NotRead) return error.finding
    throw error
  }
  return root
}

export const isFinding = (it: object): it is Finding => 'is' in it && 'code' in it

/** What it says, on one line; undefined for nothing. */
export function textOf(element: Element | undefined): string | undefined {
  return plainText(element?.text ?? '')
}

export function plainText(text: string): string | undefined {
  return (
    replaceUnfit(text)
      .normalize('NFC')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim() || undefined
  )
}

class NotRead extends Error {
  constructor(readonly finding: Finding) {
    super(finding.code)
  }
}

const DOCTYPE: Finding = {
  is: 'fault',
  code: 'xml-doctype',
  zh: 'XML 含 DTD 或实体声明，不予读取',
  en: 'the XML declares a document type or entities; it is not read',
}
const TOO_MUCH: Finding = {
  is: 'fault',
  code: 'xml-too-deep-or-long',
  zh: 'XML 层级过深或元素过多，不是发票',
  en: 'the XML is nested deeper, or has more elements, than an invoice',
}
const broken = (reason: string): Finding => ({
  is: 'fault',
  code: 'xml-broken',
  zh: 'XML 不完整或已损坏，请重新下载',
  en: 'the XML is cut off or broken; download it again',
  facts: { reason: reason.slice(0, 120) },
})
