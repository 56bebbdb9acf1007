import { dayNumber, dayOfNumber, formatAmount, type Refusal, refuse, shortened } from '@pilot-ledger/kernel'
import { SaxesParser } from 'saxes'
import { dayOf, defined, type Element, isMidnight, said } from './camt-elements'
import { linesOfEntry, notBooked, otherCurrency, signed } from './camt-entries'
import { MOST_LINES } from './column-map-reading'
import type { ReadLine } from './line-in-row'

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
  readonly notices: readonly Refusal[]
}
/** Deeper than any camt.053 goes, and longer than any of its texts. */
const MOST_DEPTH = 40
const MOST_TEXT = 2_000

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
        facts: { said: shortened(error.message, 120) },
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
  const write = (it: string) => {
    const top = stack[stack.length - 1]
    if (top && top.text.length < MOST_TEXT) top.text += it
  }
  parser.on('text', write)
  parser.on('cdata', write)
  parser.on('closetag', () => {
    const element = stack.pop() as Element
    if (stack[stack.length - 1]?.name !== 'Stmt') return
    if (element.name === 'Ntry') entries.push({ element, row: parser.line })
    else if (element.name === 'Bal') balances.push(element)
    else if (!heads.has(element.name)) heads.set(element.name, element)
    if (entries.length > MOST_LINES) throw new CamtRefused(TOO_MANY)
  })
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof CamtRefused)) throw error
    return { lines: [], rows: [], faults: [error.refusal], notices: [] }
  }
  if (statements !== 1) {
    const facts = { statements: String(statements) }
    faults.push(
      refuse('statement-not-one', { zh: '文件须恰含一份对账单（Stmt）', en: 'the file holds exactly one Stmt', facts }),
    )
  }
  const lines: ReadLine[] = []
  const rows: number[] = []
  const notices: Refusal[] = []
  const pending: Element[] = []
  for (const { element, row } of entries) {
    const status = said(element, 'Sts', 'Cd') ?? said(element, 'Sts')
    // Pending and informational entries have not moved the balance.
    if (status !== undefined && status !== 'BOOK') {
      pending.push(element)
      continue
    }
    for (const line of linesOfEntry(element, row, faults, notices)) {
      if (isTooLong(line.reference, line.counterpartyAccount, line.endToEndId)) faults.push(tooLong(row))
      lines.push(line)
      rows.push(row)
    }
    if (lines.length > MOST_LINES) return { lines: [], rows: [], faults: [TOO_MANY], notices: [] }
  }
  const head = (...path: string[]) => {
    const element = heads.get(path[0])
    return element && (path.length === 1 ? element.text.trim() || undefined : said(element, ...path.slice(1)))
  }
  const balancesOf = (code: string) =>
    balances
      .filter((it) => said(it, 'Tp', 'CdOrPrtry', 'Cd') === code)
      .map((it) => ({ it, day: dayOf(said(it, 'Dt', 'Dt') ?? said(it, 'Dt', 'DtTm')) ?? '' }))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const yuan = (balance: Element | undefined) => {
    const fen = balance && signed(balance, faults)
    return fen === undefined ? undefined : formatAmount(fen)
  }
  // Of several days some banks tell each day's: the statement is from the first to the last.
  const opening = balancesOf('OPBD')[0] ?? balancesOf('PRCD')[0]
  const closing = balancesOf('CLBD').at(-1)
  const account = head('Acct', 'Id', 'Othr', 'Id') ?? head('Acct', 'Id', 'IBAN')
  const currency = head('Acct', 'Ccy')
  if (currency !== undefined && currency !== 'CNY') faults.push(otherCurrency(currency))
  if (isTooLong(account, head('Id'))) faults.push(tooLong(1))
  return {
    ...defined({
      bankStatementId: head('Id'),
      account,
      opening: yuan(opening?.it),
      closing: yuan(closing?.it),
      from: dayOf(head('FrToDt', 'FrDtTm')),
      to: lastDay(head('FrToDt', 'ToDtTm'), closing?.day, lines),
    }),
    lines,
    rows,
    faults: faults.slice(0, 100),
    notices: [...notBooked(pending), ...notices.slice(0, 100)],
  }
}

/** A span that ends at midnight may mean the day that ends then: the closing balance tells. It tells the end where no span does. */
function lastDay(
  span: string | undefined,
  closing: string | undefined,
  lines: readonly ReadLine[],
): string | undefined {
  const day = dayOf(span)
  if (day === undefined) return closing && lines.every((it) => it.day <= closing) ? closing : undefined
  const before = dayOfNumber(dayNumber(day) - 1)
  return isMidnight(span) && closing === before ? before : day
}

const TOO_MANY = refuse('statement-too-long', { zh: '流水过多', en: 'too many entries' })

const local = (name: string) => name.slice(name.indexOf(':') + 1)

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
