import { type Fen, fenOf, isNoReference, type LiveEntry, nameKey, numberKey } from '@pilot-ledger/kernel'
import type { BankAccount } from './bank-account'
import type { LinesMatched, ReconciliationContent, StatementBrought } from './reconciliation-events'
import { LinesSeen } from './repeated-lines'
import type { StatementLine } from './statement'
import type { WaiverTerms } from './waiver-terms'

type Of<T extends ReconciliationContent['type']> = Extract<ReconciliationContent, { type: T }>['data']
export type LiveReconciliation = Pick<LiveEntry<ReconciliationContent>, 'id' | 'recordedAt' | 'content'>

export interface BookStatement extends Omit<StatementBrought['data'], 'lines'> {
  readonly entry: string
  readonly recordedAt: number
  readonly lines: StatementLine[]
  partsBrought: number
  voided?: { readonly entry: string; readonly reason: string }
}
export interface BookLine extends Omit<StatementLine, 'amount' | 'balance'> {
  readonly id: string
  readonly statement: string
  readonly account: string
  readonly direction: 'credit' | 'debit'
  /** Without sign. */
  readonly amount: Fen
  readonly balance?: Fen
  /** The same line in a statement brought earlier. */
  readonly repeats?: string
  /** How the rules compare it: worked out once, not at every question. */
  readonly compared: Compared
  matched: Fen
  adjusted: Fen
  setAside: Fen
}
export interface Compared {
  readonly reference?: string
  readonly payersOwn?: string
  readonly payer?: string
  /** It says that a payment is returned. */
  readonly returned: boolean
  /** References and purpose as one text, to look for invoice numbers in; empty where there is no number as long as one. */
  readonly text: string
}
export interface BookMatch extends Omit<LinesMatched['data'], 'state' | 'difference'> {
  readonly entry: string
  readonly recordedAt: number
  readonly difference: Fen
  state: 'suggested' | 'confirmed' | 'undone'
  undone?: string
}
export interface BookAdjustment extends Of<'AdjustmentRecorded'> {
  readonly entry: string
}
export interface BookSetAside extends Of<'LineSetAside'> {
  readonly entry: string
}
export interface BookWaiver extends WaiverTerms {
  readonly entry: string
  readonly reason: string
}
/** What a platform's reconciliation stands at: made of the live entries (`bookOf`), or of an earlier book and those since. */
export interface Book {
  /** By number key. */
  readonly accounts: ReadonlyMap<string, BankAccount>
  readonly statements: ReadonlyMap<string, BookStatement>
  /** Of complete statements that are not voided. */
  readonly lines: ReadonlyMap<string, BookLine>
  readonly matches: ReadonlyMap<string, BookMatch>
  /** Fen of confirmed matches by target. */
  readonly allocated: ReadonlyMap<string, Fen>
  readonly adjustments: readonly BookAdjustment[]
  /** Of matches that do not stand: they adjust nothing. */
  readonly idleAdjustments: readonly BookAdjustment[]
  readonly setAside: readonly BookSetAside[]
  /** By finding, or by item where that is all that was kept. */
  readonly waivers: ReadonlyMap<string, BookWaiver>
}

/** A line's name: its statement and its place in it; never its amount and day, which two lines may share. */
export const lineId = (statement: string, ordinal: number) => `${statement}.${ordinal}`
/** What of a line is explained by nothing yet. */
export const openOf = (line: BookLine): Fen =>
  // Of most nothing is explained: a subtraction of large numbers for each of them makes three new ones.
  line.matched === 0n && line.adjusted === 0n && line.setAside === 0n
    ? line.amount
    : line.amount - line.matched - line.adjusted - line.setAside
export const isWhole = (it: BookStatement) => it.voided === undefined && it.partsBrought === it.parts

export function bookOf(live: readonly LiveReconciliation[]): Book {
  const accounts = new Map<string, BankAccount>()
  const statements = new Map<string, BookStatement>()
  for (const { id, recordedAt, content } of live) {
    switch (content.type) {
      case 'BankAccountOpened':
        accounts.set(numberKey(content.data.account), content.data)
        break
      case 'ColumnMapSet': {
        const account = accounts.get(numberKey(content.data.account))
        if (account) accounts.set(numberKey(account.account), { ...account, columnMap: content.data.columnMap })
        break
      }
      case 'AccountDaysSet': {
        const account = accounts.get(numberKey(content.data.account))
        if (account) accounts.set(numberKey(account.account), withDays(account, content.data))
        break
      }
      case 'StatementBrought':
        statements.set(content.data.statement, {
          ...content.data,
          entry: id,
          recordedAt,
          lines: [...content.data.lines],
          partsBrought: 1,
        })
        break
      case 'StatementLinesBrought': {
        const statement = statements.get(content.data.statement)
        if (!statement) break
        statement.lines.push(...content.data.lines)
        statement.partsBrought++
        break
      }
      case 'StatementVoided': {
        const statement = statements.get(content.data.statement)
        if (statement) statement.voided = { entry: id, reason: content.data.reason }
      }
    }
  }
  return { accounts, statements, ...explained(live, linesOf(statements)) }
}

export function linesOf(statements: ReadonlyMap<string, BookStatement>): Map<string, BookLine> {
  const lines = new Map<string, BookLine>()
  const seen = new LinesSeen()
  const payers = new Map<string, string>()
  for (const statement of statements.values()) {
    if (!isWhole(statement)) continue
    const own = statement.lines.map((line) => bookLine(statement, line, payers))
    // Two lines of one statement are two, whatever they say: its balance counts both.
    const repeated = seen.repeatedBy(own)
    for (const it of own) {
      it.repeats = repeated.get(it.id)
      lines.set(it.id, it)
    }
    seen.remember(own.filter((it) => it.repeats === undefined))
  }
  return lines
}

function bookLine(
  { statement, account }: BookStatement,
  line: StatementLine,
  payers: Map<string, string>,
): { -readonly [Field in keyof BookLine]: BookLine[Field] } {
  const fen = fenOf(line.amount)
  return {
    ...line,
    id: lineId(statement, line.ordinal),
    statement,
    account,
    direction: fen < 0n ? 'debit' : 'credit',
    amount: fen < 0n ? -fen : fen,
    balance: line.balance === undefined ? undefined : fenOf(line.balance),
    repeats: undefined,
    compared: comparedOf(line, payers),
    matched: 0n,
    adjusted: 0n,
    setAside: 0n,
  }
}

/** 退款 is no such word: a refund is business of its own. */
const RETURNED = /退汇|退票|退回|冲正|冲销|抹账|returned|reversal|reversed/i

/** As long as an invoice's number, or longer. */
const A_NUMBER = /\d{8}/

/** `payers`: what has been read already, for a bank's list has few names many times. */
function comparedOf(
  { reference, purpose, counterparty, endToEndId }: StatementLine,
  payers: Map<string, string>,
): Compared {
  const text = `${reference ?? ''} ${purpose ?? ''} ${endToEndId ?? ''}`.normalize('NFKC')
  const payer = counterparty === undefined ? undefined : (payers.get(counterparty) ?? nameKey(counterparty))
  if (counterparty !== undefined && payer !== undefined) payers.set(counterparty, payer)
  return {
    reference: keyOfReference(reference),
    payersOwn: keyOfReference(endToEndId),
    payer,
    returned: RETURNED.test(`${purpose ?? ''} ${counterparty ?? ''}`),
    text: A_NUMBER.test(text) ? text : '',
  }
}

const keyOfReference = (text: string | undefined) =>
  text === undefined || isNoReference(text) ? undefined : numberKey(text)

function explained(
  live: readonly LiveReconciliation[],
  lines: Map<string, BookLine>,
): Omit<Book, 'accounts' | 'statements'> {
  const matches = new Map<string, BookMatch>()
  const adjustments: BookAdjustment[] = []
  const setAside: BookSetAside[] = []
  const waivers = new Map<string, BookWaiver>()
  for (const { id, recordedAt, content } of live) {
    switch (content.type) {
      case 'LinesMatched': {
        const { difference, ...data } = content.data
        matches.set(data.match, { ...data, difference: fenOf(difference), entry: id, recordedAt })
        break
      }
      case 'MatchConfirmed': {
        const match = matches.get(content.data.match)
        if (match) match.state = 'confirmed'
        break
      }
      case 'MatchUndone': {
        const match = matches.get(content.data.match)
        if (!match) break
        match.state = 'undone'
        match.undone = content.data.reason
        break
      }
      case 'AdjustmentRecorded':
        adjustments.push({ ...content.data, entry: id })
        break
      case 'LineSetAside':
        setAside.push({ ...content.data, entry: id })
        break
      case 'QueueItemsWaived':
        for (const [name, waiver] of waiversOf(id, content.data)) waivers.set(name, waiver)
    }
  }
  const allocated = allocate(matches, lines)
  const stands = (it: BookAdjustment) => it.match === undefined || matches.get(it.match)?.state === 'confirmed'
  const standing = adjustments.filter(stands)
  for (const it of standing) {
    const line = it.line === undefined ? undefined : lines.get(it.line)
    if (line) line.adjusted += fenOf(it.amount)
  }
  for (const it of setAside) {
    const line = lines.get(it.line)
    if (line) line.setAside += fenOf(it.amount)
  }
  const idleAdjustments = adjustments.filter((it) => !stands(it))
  return { lines, matches, allocated, adjustments: standing, idleAdjustments, setAside, waivers }
}

export const withDays = (account: BankAccount, { openedOn, closedOn }: Of<'AccountDaysSet'>): BankAccount => ({
  ...account,
  openedOn,
  closedOn,
})

export function waiversOf(entry: string, { items, findings, reason, until }: Of<'QueueItemsWaived'>) {
  const given = { entry, reason, ...(until === undefined ? {} : { until }) }
  if (findings === undefined) return items.map((it): [string, BookWaiver] => [it, given])
  return findings.map(({ finding, amount }): [string, BookWaiver] => [
    finding,
    { ...given, ...(amount === undefined ? {} : { amount }) },
  ])
}

function allocate(matches: ReadonlyMap<string, BookMatch>, lines: ReadonlyMap<string, BookLine>): Map<string, Fen> {
  const allocated = new Map<string, Fen>()
  for (const match of matches.values()) {
    if (match.state !== 'confirmed') continue
    for (const it of match.lines) {
      const line = lines.get(it.line)
      if (line) line.matched += fenOf(it.amount)
    }
    for (const it of match.targets) allocated.set(it.target, (allocated.get(it.target) ?? 0n) + fenOf(it.amount))
  }
  return allocated
}
