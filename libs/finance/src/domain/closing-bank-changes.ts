import { type BusinessDate, type EntryVoided, isBusinessDate } from '@pilot-ledger/kernel'
import type { ReconciliationContent } from '../definitions/reconciliation'
import type { Book } from './book'

/**
 * What is recorded between bank and ledger after a close, as people call it. What takes back what stood when the days were closed,
 * or brings what nobody had seen, a second person looks at. The others settle what was left open then, which is what was left for
 * the next month to do.
 */
export const BANK_CHANGES = {
  StatementBrought: ['新导入对账单', 'A statement was brought', 'second'],
  StatementVoided: ['作废对账单', 'A statement was voided', 'second'],
  LinesMatched: ['新匹配', 'Lines were matched'],
  MatchConfirmed: ['确认匹配', 'A match was confirmed'],
  MatchUndone: ['撤销匹配', 'A match was undone', 'second'],
  AdjustmentRecorded: ['差异调整', 'A difference was adjusted'],
  LineSetAside: ['列为非合同款', 'A line was set aside'],
  QueueItemsWaived: ['暂缓待处理事项', 'Items of the queues were waived'],
  EntryVoided: ['作废调整或暂缓', 'An adjustment or a waiver was taken back', 'second'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string, who?: 'second']>>
export type BankChangeKind = keyof typeof BANK_CHANGES
export const needsSecond = ({ kind }: BankChange) => BANK_CHANGES[kind][2] === 'second'

/** What was recorded between bank and ledger, in its order; a void names the entry that it takes back. */
export interface BankEntry {
  readonly id: string
  readonly sequence: number
  readonly content: ReconciliationContent | EntryVoided
}

/** 对账变动: an entry after a close that changes what its checklist counted. */
export interface BankChange {
  readonly sequence: number
  readonly kind: BankChangeKind
  /** Of the lines, receipts or statement concerned: the first and the last. */
  readonly from: BusinessDate
  readonly to: BusinessDate
  readonly reason?: string
  readonly fileName?: string
}

/** Where the days of things are found: the book as it stands (what was undone or voided is in it still) and the ledger's targets. */
export interface BankDays {
  readonly book: Book
  /** By entry, the one that opened a chain and the live one. */
  readonly targets: ReadonlyMap<string, BusinessDate>
  /** Entries that were taken back are in no book: their contents, by id. */
  readonly contents: ReadonlyMap<string, ReconciliationContent>
}

/**
 * Those of the entries that concern days up to a period's last, and not only days before its first where an earlier close
 * tells of them. A match counts by its lines and by its receipts and refunds: an invoice paid a month later is next month's business.
 */
export function bankChanges(
  entries: readonly BankEntry[],
  days: BankDays,
  { from, to }: { readonly from: BusinessDate | ''; readonly to: BusinessDate },
): BankChange[] {
  const brought = new Set(
    entries.flatMap(({ content }) => (content.type === 'StatementBrought' ? [content.data.statement] : [])),
  )
  return entries.flatMap(({ sequence, content }): BankChange[] => {
    // Its own entry tells of it already.
    if (content.type === 'StatementLinesBrought' && brought.has(content.data.statement)) return []
    const concerned = daysOf(content, days).sort((a, b) => (a.first < b.first ? -1 : 1))
    if (!concerned.some(({ first, last }) => first <= to && last >= from)) return []
    return [
      {
        sequence,
        kind: content.type === 'StatementLinesBrought' ? 'StatementBrought' : (content.type as BankChangeKind),
        from: concerned[0].first,
        to: concerned.reduce((latest, { last }) => (last > latest ? last : latest), concerned[0].last),
        ...('reason' in content.data && content.data.reason !== undefined ? { reason: content.data.reason } : {}),
        ...('fileName' in content.data ? { fileName: content.data.fileName } : {}),
      },
    ]
  })
}

interface Days {
  readonly first: BusinessDate
  readonly last: BusinessDate
}
const one = (day: BusinessDate | undefined): Days[] => (day === undefined ? [] : [{ first: day, last: day }])

function daysOf(content: ReconciliationContent | EntryVoided, at: BankDays): Days[] {
  switch (content.type) {
    case 'StatementBrought':
      return [{ first: content.data.from, last: content.data.to }]
    case 'StatementLinesBrought': {
      // A long statement that was begun before the close counts from its last part on.
      const statement = at.book.statements.get(content.data.statement)
      return statement && content.data.part === statement.parts ? [{ first: statement.from, last: statement.to }] : []
    }
    case 'StatementVoided': {
      const statement = at.book.statements.get(content.data.statement)
      return statement ? [{ first: statement.from, last: statement.to }] : []
    }
    case 'LinesMatched':
      // What is only suggested settles nothing.
      return content.data.state === 'suggested' ? [] : ofMatch(content.data.match, at)
    case 'MatchConfirmed':
    case 'MatchUndone':
      return ofMatch(content.data.match, at)
    case 'AdjustmentRecorded':
      return content.data.match === undefined ? one(ofLine(content.data.line, at)) : ofMatch(content.data.match, at)
    case 'LineSetAside':
      return one(ofLine(content.data.line, at))
    case 'QueueItemsWaived':
      return content.data.items.flatMap((item) => item.split(':').flatMap((part) => ofPart(part, at)))
    case 'EntryVoided': {
      const taken = at.contents.get(content.data.voids)
      return taken ? daysOf(taken, at) : []
    }
    case 'BankAccountOpened':
    case 'ColumnMapSet':
    case 'AccountDaysSet':
      return []
  }
}

/** A queue item is called by what it is about: `unmatchedLine:<line>`, `underpaid:<entry>:<entry>:<amount>`, a gap by its days. */
function ofPart(part: string, at: BankDays): Days[] {
  const day = ofLine(part, at) ?? at.targets.get(part)
  if (day !== undefined) return one(day)
  if (isBusinessDate(part)) return one(part)
  const statement = at.book.statements.get(part)
  return statement ? [{ first: statement.from, last: statement.to }] : ofMatch(part, at)
}

function ofMatch(match: string, at: BankDays): Days[] {
  const found = at.book.matches.get(match)
  if (!found) return []
  const money = found.targets.filter(({ kind }) => kind !== 'invoice')
  return [
    ...found.lines.flatMap(({ line }) => one(ofLine(line, at))),
    ...money.flatMap(({ target, entry }) => one(at.targets.get(target) ?? at.targets.get(entry))),
  ]
}

function ofLine(line: string | undefined, { book }: BankDays): BusinessDate | undefined {
  const known = line === undefined ? undefined : book.lines.get(line)
  if (known || line === undefined) return known?.day
  // Of a statement that was voided there are no lines left to ask.
  const at = line.lastIndexOf('.')
  const ordinal = Number(line.slice(at + 1))
  return book.statements.get(line.slice(0, at))?.lines.find((it) => it.ordinal === ordinal)?.day
}
