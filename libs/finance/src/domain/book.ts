import {
  type Fen,
  fenOf,
  flatInSteps,
  isNoReference,
  type LiveEntry,
  nameKey,
  numberKey,
  type Rules,
  type Steps,
} from '@pilot-ledger/kernel'
import {
  type BankAccount,
  type ContentOf,
  RECONCILIATION_EVENTS,
  type ReconciliationContent,
} from '../definitions/reconciliation'
import { bankChargeOf } from './bank-charges'
import type { BankCharge } from './matching-terms'
import { LinesSeen } from './repeated-lines'
import type { StatementLine } from './statement'
import type { WaiverTerms } from './waiver-terms'

export type LiveReconciliation = Pick<LiveEntry<ReconciliationContent>, 'id' | 'recordedAt' | 'content'>

/**
 * The stream's rules for the kernel's history: which entries live. What they add up to is made once of those (`bookOf`):
 * a state copied at every entry would make a year of statements quadratic.
 */
export const reconciliationRules: Rules<undefined, ReconciliationContent> = {
  events: RECONCILIATION_EVENTS,
  initial: undefined,
  evolve: () => undefined,
  refuse: () => undefined,
}

export interface BookStatement extends Omit<ContentOf<'StatementBrought'>, 'lines' | 'parts'> {
  readonly entry: string
  readonly recordedAt: number
  readonly lines: readonly StatementLine[]
  readonly parts: number
  readonly partsBrought: number
  readonly voided?: { readonly entry: string; readonly reason: string }
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
  readonly matched: Fen
  readonly adjusted: Fen
  readonly setAside: Fen
}
export interface Compared {
  readonly reference?: string
  readonly payersOwn?: string
  readonly payer?: string
  /** 结息 or 手续费, by what the bank says of it. */
  readonly charge?: BankCharge
  /** It says that a payment is returned. */
  readonly returned: boolean
  /** References and purpose as one text, to look for invoice numbers in; empty where there is no number as long as one. */
  readonly text: string
}
export interface BookMatch extends Omit<ContentOf<'LinesMatched'>, 'state' | 'difference'> {
  readonly entry: string
  readonly recordedAt: number
  readonly difference: Fen
  readonly state: 'suggested' | 'confirmed' | 'undone'
  readonly undone?: string
}
export interface BookAdjustment extends ContentOf<'AdjustmentRecorded'> {
  readonly entry: string
}
export interface BookSetAside extends ContentOf<'LineSetAside'> {
  readonly entry: string
}
export interface BookWaiver extends WaiverTerms {
  readonly entry: string
  readonly reason: string
}
/** What a platform's reconciliation stands at, made of the live entries. */
export interface Book {
  /** By number key. */
  readonly accounts: ReadonlyMap<string, BankAccount>
  readonly statements: ReadonlyMap<string, BookStatement>
  /** Of complete statements that are not voided. */
  readonly lines: ReadonlyMap<string, BookLine>
  readonly matches: ReadonlyMap<string, BookMatch>
  /** Fen of confirmed matches by target. */
  readonly allocated: ReadonlyMap<string, Fen>
  /** Of lines, and of matches that stand: of others they adjust nothing. */
  readonly adjustments: readonly BookAdjustment[]
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

/** Lines that are kept outside their entries, by hash. */
export type KeptLines = ReadonlyMap<string, readonly StatementLine[]>
type Lines = ReadonlyMap<string, BookLine>
type Statements = ReadonlyMap<string, BookStatement>

/**
 * The fold of a platform's entries: for queries and for decisions, at any cut. `kept` holds the lines of every statement that names
 * a hash. `plainLines`: the lines as nothing explains them yet; whoever folds the same statements often hands in what he has kept.
 */
export function* bookOf(
  live: readonly LiveReconciliation[],
  kept: KeptLines = new Map(),
  plainLines: (statements: Statements) => Steps<Lines> = linesOf,
): Steps<Book> {
  const accounts = new Map<string, BankAccount>()
  const statements = new Map<string, BookStatement>()
  const matches = new Map<string, BookMatch>()
  const adjustments: BookAdjustment[] = []
  const setAside: BookSetAside[] = []
  const waivers = new Map<string, BookWaiver>()
  for (const { id: entry, recordedAt, content } of live) {
    yield
    switch (content.type) {
      case 'BankAccountOpened':
        accounts.set(numberKey(content.data.account), content.data)
        break
      case 'ColumnMapSet': {
        const { account, columnMap } = content.data
        change(accounts, numberKey(account), () => ({ columnMap }))
        break
      }
      case 'AccountDaysSet': {
        const { account, openedOn, closedOn } = content.data
        change(accounts, numberKey(account), () => ({ openedOn, closedOn }))
        break
      }
      case 'StatementBrought': {
        const { parts = 1, lines = [], linesHash, ...data } = content.data
        const all = linesHash === undefined ? lines : linesIn(kept, linesHash)
        statements.set(data.statement, { ...data, linesHash, entry, recordedAt, parts, partsBrought: 1, lines: all })
        break
      }
      case 'StatementLinesBrought': {
        const { statement, lines } = content.data
        change(statements, statement, (it) => ({ lines: [...it.lines, ...lines], partsBrought: it.partsBrought + 1 }))
        break
      }
      case 'StatementVoided': {
        const { statement, reason } = content.data
        change(statements, statement, () => ({ voided: { entry, reason } }))
        break
      }
      case 'LinesMatched':
        matches.set(content.data.match, {
          ...content.data,
          difference: fenOf(content.data.difference),
          entry,
          recordedAt,
        })
        break
      case 'MatchConfirmed':
        change(matches, content.data.match, () => ({ state: 'confirmed' as const }))
        break
      case 'MatchUndone': {
        const { match, reason } = content.data
        change(matches, match, () => ({ state: 'undone' as const, undone: reason }))
        break
      }
      case 'AdjustmentRecorded':
        adjustments.push({ ...content.data, entry })
        break
      case 'LineSetAside':
        setAside.push({ ...content.data, entry })
        break
      case 'QueueItemsWaived':
        for (const [name, waiver] of waiversOf(entry, content.data)) waivers.set(name, waiver)
    }
  }
  const stands = (it: BookAdjustment) => it.match === undefined || matches.get(it.match)?.state === 'confirmed'
  const standing = adjustments.filter(stands)
  const confirmed = [...matches.values()].filter((it) => it.state === 'confirmed')
  const allocated = new Map<string, Fen>()
  for (const { target, amount } of confirmed.flatMap((it) => it.targets))
    allocated.set(target, (allocated.get(target) ?? 0n) + fenOf(amount))
  const lines = yield* explained(yield* plainLines(statements), { confirmed, standing, setAside })
  return { accounts, statements, lines, matches, allocated, adjustments: standing, setAside, waivers }
}

/** What is not there is not changed: what decides refuses that, and an older ledger may hold it. */
function change<T extends object>(all: Map<string, T>, key: string, to: (it: T) => Partial<T>): void {
  const known = all.get(key)
  if (known) all.set(key, { ...known, ...to(known) })
}

function linesIn(kept: KeptLines, hash: string): readonly StatementLine[] {
  const lines = kept.get(hash)
  if (!lines) throw new Error(`the lines ${hash} have not been read`)
  return lines
}

/** The lines with what is matched, adjusted and set aside of them; those of which nothing is are the very same. */
function* explained(
  plain: Lines,
  {
    confirmed,
    standing,
    setAside,
  }: {
    readonly confirmed: readonly BookMatch[]
    readonly standing: readonly BookAdjustment[]
    readonly setAside: readonly BookSetAside[]
  },
): Steps<Lines> {
  const lines = new Map(plain)
  yield
  const add = (part: 'matched' | 'adjusted' | 'setAside', id: string | undefined, amount: string) => {
    const line = id === undefined ? undefined : lines.get(id)
    if (line) lines.set(line.id, { ...line, [part]: line[part] + fenOf(amount) })
  }
  for (const match of confirmed) {
    yield
    for (const it of match.lines) add('matched', it.line, it.amount)
  }
  for (const it of standing) {
    yield
    add('adjusted', it.line, it.amount)
  }
  for (const it of setAside) {
    yield
    add('setAside', it.line, it.amount)
  }
  return lines
}

/** Of complete statements that are not voided: each line, and which of an earlier statement it repeats. */
export function* linesOf(statements: Statements): Steps<Map<string, BookLine>> {
  const lines = new Map<string, BookLine>()
  const seen = new LinesSeen()
  const payers = new Map<string, string>()
  for (const statement of statements.values()) {
    if (!isWhole(statement)) continue
    const own = yield* flatInSteps(statement.lines, (line) => [bookLine(statement, line, payers)])
    // Two lines of one statement are two, whatever they say: its balance counts both.
    const repeated = yield* seen.repeatedBy(own)
    for (const it of own) {
      it.repeats = repeated.get(it.id)
      lines.set(it.id, it)
    }
    yield
    yield* seen.remember(own.filter((it) => it.repeats === undefined))
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
    compared: comparedOf(line, fen < 0n ? 'debit' : 'credit', payers),
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
  direction: 'credit' | 'debit',
  payers: Map<string, string>,
): Compared {
  const text = `${reference ?? ''} ${purpose ?? ''} ${endToEndId ?? ''}`.normalize('NFKC')
  const payer = counterparty === undefined ? undefined : (payers.get(counterparty) ?? nameKey(counterparty))
  if (counterparty !== undefined && payer !== undefined) payers.set(counterparty, payer)
  return {
    reference: keyOfReference(reference),
    payersOwn: keyOfReference(endToEndId),
    payer,
    charge: bankChargeOf(direction, purpose, counterparty),
    returned: RETURNED.test(`${purpose ?? ''} ${counterparty ?? ''}`),
    text: A_NUMBER.test(text) ? text : '',
  }
}

const keyOfReference = (text: string | undefined) =>
  text === undefined || isNoReference(text) ? undefined : numberKey(text)

function waiversOf(entry: string, { items, findings, reason, until }: ContentOf<'QueueItemsWaived'>) {
  const given = { entry, reason, ...(until === undefined ? {} : { until }) }
  if (findings === undefined) return items.map((it): [string, BookWaiver] => [it, given])
  return findings.map(({ finding, amount }): [string, BookWaiver] => [
    finding,
    { ...given, ...(amount === undefined ? {} : { amount }) },
  ])
}
