import { type Refusal, refuse, shortened } from '@pilot-ledger/kernel'
import { SaxesParser } from 'saxes'
import type { Element } from './camt-elements'
import { MOST_LINES } from './column-map-reading'

/** One `Stmt` with what stands in it, and which page of a message it came in. */
export interface RawStatement {
  /** The first of each name that is neither a balance nor an entry. */
  readonly heads: ReadonlyMap<string, Element>
  readonly balances: readonly Element[]
  readonly entries: readonly { readonly element: Element; readonly row: number }[]
  readonly messagePage?: Element
}
type Filling = { heads: Map<string, Element>; balances: Element[]; entries: { element: Element; row: number }[] }

/** Deeper than any camt.053 goes, and longer than any of its texts. */
const MOST_DEPTH = 40
const MOST_TEXT = 2_000
const MOST_STATEMENTS = 1_000
const FRAME = ['Document', 'BkToCstmrStmt', 'Stmt']

/**
 * Takes a file apart: whole elements `Acct`, `Bal` and `Ntry` are built and let go, the rest is passed over. Pages of one statement may
 * follow each other in one file, each a document of its own. A document type or entities of its own are refused: nothing in a
 * statement needs them, and they read other files or explode.
 */
export function rawStatements(text: string): {
  readonly statements: readonly RawStatement[]
  readonly fault?: Refusal
} {
  const statements: RawStatement[] = []
  let before = 0
  try {
    for (const document of text.replaceAll('\ufeff', '').split(/(?=<\?xml\s)/)) {
      if (document.trim() !== '') takeApart(document, before, statements)
      before += document.split('\n').length - 1
    }
  } catch (error) {
    if (!(error instanceof CamtRefused)) throw error
    return { statements: [], fault: error.refusal }
  }
  return { statements }
}

function takeApart(document: string, linesBefore: number, statements: RawStatement[]): void {
  const stack: Element[] = []
  let filling: Filling = { heads: new Map(), balances: [], entries: [] }
  let messagePage: Element | undefined
  let entries = statements.reduce((sum, it) => sum + it.entries.length, 0)
  const parser = new SaxesParser({ xmlns: false, position: true })
  parser.on('doctype', () => {
    throw new CamtRefused(
      refuse('xml-doctype', { zh: 'XML 不得含 DOCTYPE 或实体', en: 'no document type, no entities' }),
    )
  })
  parser.on('error', (error) => {
    throw new CamtRefused(broken('XML 无法解析', 'the XML cannot be read', { said: shortened(error.message, 120) }))
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name: name.slice(name.indexOf(':') + 1),
      attributes: attributes as Record<string, string>,
      text: '',
      children: [],
    }
    if (stack.length >= MOST_DEPTH) throw new CamtRefused(broken('XML 层级过深', 'the XML is nested too deeply'))
    const parent = stack[stack.length - 1]
    // Children of the frame are not kept with it: a year of entries stays no longer than one.
    if (parent && !FRAME.includes(parent.name)) parent.children.push(element)
    stack.push(element)
  })
  const write = (it: string) => {
    const top = stack[stack.length - 1]
    if (top && top.text.length < MOST_TEXT) top.text += it
  }
  parser.on('text', write)
  parser.on('cdata', write)
  parser.on('closetag', () => {
    const element = stack.pop() as Element
    if (element.name === 'GrpHdr') messagePage = element.children.find((it) => it.name === 'MsgPgntn')
    if (element.name === 'Stmt') {
      statements.push({ ...filling, ...(messagePage ? { messagePage } : {}) })
      filling = { heads: new Map(), balances: [], entries: [] }
      if (statements.length > MOST_STATEMENTS) throw new CamtRefused(TOO_MANY)
    }
    if (stack[stack.length - 1]?.name !== 'Stmt') return
    if (element.name === 'Ntry') filling.entries.push({ element, row: linesBefore + parser.line })
    else if (element.name === 'Bal') filling.balances.push(element)
    else if (!filling.heads.has(element.name)) filling.heads.set(element.name, element)
    if (element.name === 'Ntry' && ++entries > MOST_LINES) throw new CamtRefused(TOO_MANY)
  })
  parser.write(document).close()
}

export const TOO_MANY = refuse('statement-too-long', { zh: '流水过多', en: 'too many entries' })

const broken = (zh: string, en: string, facts: Record<string, string> = {}) =>
  refuse('statement-xml-broken', { zh, en, facts })

class CamtRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }
}
