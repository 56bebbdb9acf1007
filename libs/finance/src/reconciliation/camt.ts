import { formatAmount, isBusinessDate, isRefusal, parseAmount, type Refusal, refuse } from '@pilot-ledger/kernel'
import { SaxesParser } from 'saxes'
import { MOST_LINES, type ReadLine } from './column-map-reading'

/** A camt.053 as far as it concerns us (ISO 20022 `BkToCstmrStmt/Stmt`). */
export interface CamtStatement {
  readonly bankStatementId?: string
  readonly account?: string
  readonly opening?: string
  readonly closing?: string
  readonly from?: string
  readonly to?: string
  readonly lines: readonly ReadLine[]
  readonly rows: readonly number[]
  readonly faults: readonly Refusal[]
}
/** Deeper than any camt.053 goes, and longer than any of its texts. */
const MOST_DEPTH = 40
const MOST_TEXT = 2_000

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
  readonly children: Element[]
}

/**
 * Reads one statement. Whole elements `Acct`, `Bal` and `Ntry` are built and let go, the rest is passed over. A file with a
 * document type or entities of its own is refused: nothing in a statement needs them, and they read other files or explode.
 */
export function readCamt(text: string): CamtStatement {
  const faults: Refusal[] = []
  const entries: { element: Element; row: number }[] = []
  const balances: Element[] = []
  const heads = new Map<string, Element>()
  const stack: Element[] = []
  let statements = 0
  const parser = new SaxesParser({ xmlns: false, position: true })
  parser.on('doctype', () => {
    throw new CamtRefused(
      refuse('xml-doctype', { zh: 'XML 不得含 DOCTYPE 或实体', en: 'no document type, no entities' }),
    )
  })
  parser.on('error', (error) => {
    throw new CamtRefused(
      refuse('statement-xml-broken', {
        zh: 'XML 无法解析',
        en: 'the XML cannot be read',
        facts: { said: error.message.slice(0, 120) },
      }),
    )
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name: local(name),
      attributes: attributes as Record<string, string>,
      text: '',
      children: [],
    }
    if (stack.length >= MOST_DEPTH)
      throw new CamtRefused(refuse('statement-xml-broken', { zh: 'XML 层级过深', en: 'the XML is nested too deeply' }))
    const parent = stack[stack.length - 1]
    if (element.name === 'Stmt') statements++
    // Children of the frame are not kept with it: a year of entries stays no longer than one.
    if (parent && !['Document', 'BkToCstmrStmt', 'Stmt'].includes(parent.name)) parent.children.push(element)
    stack.push(element)
  })
  parser.on('text', (it) => {
    const top = stack[stack.length - 1]
    if (top && top.text.length < MOST_TEXT) top.text += it
  })
  parser.on('closetag', () => {
    const element = stack.pop() as Element
    if (stack[stack.length - 1]?.name !== 'Stmt') return
    if (element.name === 'Ntry') entries.push({ element, row: parser.line })
    else if (element.name === 'Bal') balances.push(element)
    else if (!heads.has(element.name)) heads.set(element.name, element)
    if (entries.length > MOST_LINES)
      throw new CamtRefused(refuse('statement-too-long', { zh: '流水过多', en: 'too many entries' }))
  })
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof CamtRefused)) throw error
    return { lines: [], rows: [], faults: [error.refusal] }
  }
  if (statements !== 1) {
    const facts = { statements: String(statements) }
    faults.push(
      refuse('statement-not-one', { zh: '文件须恰含一份对账单（Stmt）', en: 'the file holds exactly one Stmt', facts }),
    )
  }
  const lines: ReadLine[] = []
  const rows: number[] = []
  for (const { element, row } of entries) {
    const status = said(element, 'Sts', 'Cd') ?? said(element, 'Sts')
    // Pending and informational entries have not moved the balance.
    if (status !== undefined && status !== 'BOOK') continue
    const line = lineOf(element, row, faults)
    if (!line) continue
    if (isTooLong(line.reference, line.counterpartyAccount)) faults.push(tooLong(row))
    lines.push(line)
    rows.push(row)
  }
  const head = (...path: string[]) => {
    const element = heads.get(path[0])
    return element && (path.length === 1 ? element.text.trim() || undefined : said(element, ...path.slice(1)))
  }
  const balance = (codes: readonly string[]) => {
    const it = codes.flatMap((code) => balances.find((b) => said(b, 'Tp', 'CdOrPrtry', 'Cd') === code) ?? [])[0]
    return it && signed(it, faults)
  }
  const account = head('Acct', 'Id', 'Othr', 'Id') ?? head('Acct', 'Id', 'IBAN')
  const currency = head('Acct', 'Ccy')
  if (currency !== undefined && currency !== 'CNY') faults.push(otherCurrency(currency))
  if (isTooLong(account, head('Id'))) faults.push(tooLong(1))
  return {
    ...defined({
      bankStatementId: head('Id'),
      account,
      opening: balance(['OPBD', 'PRCD']),
      closing: balance(['CLBD']),
      from: dayOf(head('FrToDt', 'FrDtTm')),
      to: dayOf(head('FrToDt', 'ToDtTm')),
    }),
    lines,
    rows,
    faults: faults.slice(0, 100),
  }
}

function lineOf(entry: Element, row: number, faults: Refusal[]): ReadLine | undefined {
  const amount = signed(entry, faults)
  const day = dayOf(said(entry, 'BookgDt', 'Dt') ?? said(entry, 'BookgDt', 'DtTm'))
  if (amount === undefined || day === undefined) {
    if (day === undefined) {
      const facts = { row: String(row) }
      faults.push(
        refuse('statement-day-unread', { zh: `第 ${row} 行：缺记账日期`, en: `line ${row}: no booking date`, facts }),
      )
    }
    return undefined
  }
  const details = child(child(entry, 'NtryDtls'), 'TxDtls')
  const end = said(details, 'Refs', 'EndToEndId')
  const other = amount.startsWith('-') ? 'Cdtr' : 'Dbtr'
  const name = said(details, 'RltdPties', other, 'Nm') ?? said(details, 'RltdPties', other, 'Pty', 'Nm')
  return {
    day,
    amount,
    ...defined({
      reference:
        said(entry, 'AcctSvcrRef') ?? said(details, 'Refs', 'AcctSvcrRef') ?? (end === 'NOTPROVIDED' ? undefined : end),
      counterparty: name?.slice(0, 200),
      counterpartyAccount: said(details, 'RltdPties', `${other}Acct`, 'Id', 'Othr', 'Id'),
      purpose: (said(details, 'RmtInf', 'Ustrd') ?? said(entry, 'AddtlNtryInf'))?.slice(0, 500),
    }),
  }
}

/** `Amt` under `CdtDbtInd`; a reversal (`RvslInd`) carries the indicator of the way the money really goes. */
function signed(element: Element, faults: Refusal[]): string | undefined {
  const amount = child(element, 'Amt')
  const currency = amount?.attributes.Ccy
  if (currency !== 'CNY') {
    faults.push(otherCurrency(currency ?? ''))
    return undefined
  }
  const text = amount?.text.trim() ?? ''
  const [whole, decimals = ''] = text.split('.')
  const fen = parseAmount(`${whole}.${decimals.padEnd(2, '0').replace(/^(\d\d)0+$/, '$1')}`)
  const way = said(element, 'CdtDbtInd')
  if (isRefusal(fen) || (way !== 'CRDT' && way !== 'DBIT')) {
    faults.push(
      refuse('statement-amount-unread', {
        zh: '金额或收付方向无法识别',
        en: 'no amount, or no CRDT/DBIT',
        facts: { given: text.slice(0, 40) },
      }),
    )
    return undefined
  }
  return formatAmount(way === 'CRDT' ? fen : -fen)
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
const child = (element: Element | undefined, name: string) => element?.children.find((it) => it.name === name)
function said(element: Element | undefined, ...path: readonly string[]): string | undefined {
  const at = path.reduce<Element | undefined>(child, element)
  return (
    at?.text
      .normalize('NFKC')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim() || undefined
  )
}
function dayOf(text: string | undefined): string | undefined {
  const day = text?.slice(0, 10)
  return isBusinessDate(day) ? day : undefined
}
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, it]) => it !== undefined)) as never
}
const otherCurrency = (currency: string) =>
  refuse('statement-currency', {
    zh: '只接受人民币（CNY）对账单',
    en: 'statements in CNY only',
    facts: { currency: currency.slice(0, 10) },
  })

/** Many times what the standard allows a number; what is cut off might be all in which two numbers differ. */
const MOST_OF_A_NUMBER = 200
const isTooLong = (...numbers: readonly (string | undefined)[]) =>
  numbers.some((it) => it !== undefined && it.length > MOST_OF_A_NUMBER)
const tooLong = (row: number) =>
  refuse('statement-text-too-long', {
    zh: `第 ${row} 行：编号过长（至多 ${MOST_OF_A_NUMBER} 字符）`,
    en: `line ${row}: a number is longer than ${MOST_OF_A_NUMBER} characters`,
    facts: { row: String(row) },
  })

class CamtRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }
}
