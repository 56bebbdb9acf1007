import { formatAmount, type Refusal, refuse } from '@pilot-ledger/kernel'
import { type Calendar, calendarOf, daysOf } from './camt-days'
import { dayOf, defined, type Element, statedText } from './camt-elements'
import { linesOfEntry, notBooked, otherCurrency, signed } from './camt-entries'
import { type RawStatement, rawStatements, TOO_MANY } from './camt-file'
import { joinedPages } from './camt-pages'
import type { CamtStatement, Page } from './camt-statement'
import { differingTotals, entryTotals } from './camt-totals'
import { MOST_LINES } from './column-map-reading'
import type { ReadLine } from './line-in-row'
import { nothingMoved } from './reading-notices'

const MOST_FAULTS = 100

/** The statements of a file, pages of one put together. */
export function readCamt(text: string): {
  readonly statements: readonly CamtStatement[]
  readonly faults: readonly Refusal[]
} {
  const { statements, fault } = rawStatements(text)
  if (fault) return { statements: [], faults: [fault] }
  const read = statements.map(statementOf)
  if (read.reduce((sum, it) => sum + it.lines.length, 0) > MOST_LINES) return { statements: [], faults: [TOO_MANY] }
  return { statements: joinedPages(read).map(withTotalsCompared), faults: [] }
}

/** What the bank adds up against what was read; of a page without the others nobody knows what its totals are of. */
function withTotalsCompared(statement: CamtStatement): CamtStatement {
  if (statement.page !== undefined || statement.faults.length > 0) return statement
  return { ...statement, faults: [...differingTotals(statement.totals)] }
}

function statementOf(raw: RawStatement): CamtStatement {
  const faults: Refusal[] = []
  const notices: Refusal[] = []
  const { opening, closing, page, isPrior } = balancesOf(raw)
  const booked = raw.entries.filter(({ element }) => isBooked(element))
  const days = {
    spanFrom: head(raw, 'FrToDt', 'FrDtTm'),
    spanTo: head(raw, 'FrToDt', 'ToDtTm'),
    opening: momentOf(opening),
    isPrior,
    closing: momentOf(closing),
    booked: booked.map(({ element }) => statedText(element, 'BookgDt', 'Dt') ?? statedText(element, 'BookgDt', 'DtTm')),
  }
  const calendar = calendarOf(days)
  const reported = daysOf(days, calendar)
  // Where a page breaks off it says nothing of the day: movements of it may stand on the next.
  const from = page?.isFirst === false && days.spanFrom === undefined ? undefined : reported.from
  const to = page?.isLast === false && days.spanTo === undefined ? undefined : reported.to
  const { lines, rows } = linesOf(booked, calendar, faults, notices)
  const yuan = (balance: Element | undefined) => {
    const fen = balance && signed(balance, faults)
    return fen === undefined ? undefined : formatAmount(fen)
  }
  const account = head(raw, 'Acct', 'Id', 'Othr', 'Id') ?? head(raw, 'Acct', 'Id', 'IBAN')
  const currency = head(raw, 'Acct', 'Ccy')
  if (currency !== undefined && currency !== 'CNY') faults.push(otherCurrency(currency))
  if (isTooLong(account, head(raw, 'Id'))) faults.push(tooLong(1))
  const moved = booked.map(({ element }) => element)
  const pending = raw.entries.filter(({ element }) => !isBooked(element)).map(({ element }) => element)
  return {
    ...defined({ bankStatementId: head(raw, 'Id'), account, opening: yuan(opening), closing: yuan(closing), page }),
    ...defined({ from, to }),
    saysFrom: calendar(days.spanFrom) !== undefined,
    lines,
    rows,
    totals: [entryTotals(raw.heads.get('TxsSummry'), moved, [...moved, ...pending])],
    faults: faults.slice(0, MOST_FAULTS),
    notices: [...notBooked(pending), ...notices.slice(0, MOST_FAULTS)],
  }
}

function linesOf(booked: RawStatement['entries'], calendar: Calendar, faults: Refusal[], notices: Refusal[]) {
  const lines: ReadLine[] = []
  const rows: number[] = []
  const nothings: number[] = []
  for (const { element, row } of booked) {
    const of = linesOfEntry(element, row, calendar, faults, notices)
    if (of === 'nothing') nothings.push(row)
    else
      for (const line of of) {
        if (isTooLong(line.reference, line.counterpartyAccount, line.endToEndId)) faults.push(tooLong(row))
        lines.push(line)
        rows.push(row)
      }
  }
  notices.push(...nothingMoved(nothings))
  return { lines, rows }
}

/** Pending and informational entries have not moved the balance. */
function isBooked(entry: Element): boolean {
  const status = statedText(entry, 'Sts', 'Cd') ?? statedText(entry, 'Sts')
  return status === undefined || status === 'BOOK'
}

/**
 * What a statement opens and closes with. Of several days some banks tell each day's: it is from the first to the last. A page of a
 * longer one has a balance of the middle (`ITBD`, or any with `INTM`) at the side where another page goes on.
 */
function balancesOf(raw: RawStatement) {
  const balances = raw.balances.map((it) => ({
    it,
    code: statedText(it, 'Tp', 'SubTp', 'Cd') === 'INTM' ? 'ITBD' : statedText(it, 'Tp', 'CdOrPrtry', 'Cd'),
    day: dayOf(momentOf(it)) ?? '',
  }))
  const of = (code: string) =>
    balances.filter((it) => it.code === code).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const between = of('ITBD')
  const booked = of('OPBD')[0]
  const whole = booked ?? of('PRCD')[0]
  const end = of('CLBD').at(-1)
  const pagination = raw.heads.get('StmtPgntn') ?? raw.messagePage
  const number = Number(statedText(pagination, 'PgNb') ?? Number.NaN)
  const goesOn = statedText(pagination, 'LastPgInd') === 'false' || statedText(pagination, 'LastPgInd') === '0'
  const isFirst = whole !== undefined || !(between.length > 0 || number > 1)
  const isLast = end !== undefined || !(between.length > 0 || goesOn)
  const page: Page = { isFirst, isLast, ...(Number.isNaN(number) ? {} : { number }) }
  return {
    opening: (whole ?? (isFirst ? undefined : between[0]))?.it,
    closing: (end ?? (isLast ? undefined : between.at(-1)))?.it,
    isPrior: booked === undefined && whole !== undefined,
    page: isFirst && isLast ? undefined : page,
  }
}

const momentOf = (balance: Element | undefined) => statedText(balance, 'Dt', 'Dt') ?? statedText(balance, 'Dt', 'DtTm')

function head({ heads }: RawStatement, first: string, ...path: string[]): string | undefined {
  return statedText(heads.get(first), ...path)
}

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
