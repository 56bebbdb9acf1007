import {
  type BusinessDate,
  type Checked,
  type Fen,
  formatAmount,
  numberKey,
  type Refusal,
  refuse,
  shortened,
} from '@pilot-ledger/kernel'
import type { BankAccount, ReconciliationContent } from '../definitions/reconciliation'
import type { ColumnMap } from './bank-account'
import { type Book, type BookStatement, isWhole, openOf } from './book'
import { findingOf, type QueueItem } from './queue-item'
import { type StatementDraft, totalsOf } from './statement'

type Decided = Checked<readonly ReconciliationContent[]>

/** Refusals: `bank-account-exists`, `column-map-amounts`. */
export function decideAccount(book: Book, account: BankAccount): Decided {
  if ([...book.accounts.values()].some((it) => bareAccount(it.account) === bareAccount(account.account))) {
    return refuse('bank-account-exists', {
      pointer: '/account',
      zh: '该账号已登记',
      en: 'the account is on the ledger already',
    })
  }
  const fault = account.columnMap && columnMapFault(account.columnMap)
  return fault ?? [{ type: 'BankAccountOpened', data: account }]
}

/** Dashes are how an account is printed, not what it is. */
export const bareAccount = (account: string): string => numberKey(account).replaceAll('-', '')

export function decideColumnMap(book: Book, account: string, columnMap: ColumnMap, reason?: string): Decided {
  if (!book.accounts.has(numberKey(account))) return unknownAccount(account)
  const because = reason === undefined ? {} : { reason }
  return columnMapFault(columnMap) ?? [{ type: 'ColumnMapSet', data: { account, columnMap, ...because } }]
}

/** A map says in one way, and one only, what came and what went. */
export function columnMapFault(map: ColumnMap) {
  const oneColumn = map.amount !== undefined
  const signed =
    oneColumn && map.plusMeans !== undefined && map.direction === undefined && map.creditWords === undefined
  const worded =
    oneColumn && map.direction !== undefined && map.creditWords !== undefined && map.plusMeans === undefined
  const twoColumns = !oneColumn && map.credit !== undefined && map.debit !== undefined
  const stray = oneColumn && (map.credit !== undefined || map.debit !== undefined)
  if ((signed || worded || twoColumns) && !stray) return undefined
  return refuse('column-map-amounts', {
    pointer: '/columnMap',
    zh: '金额列须为三者之一：带正负号的一列（amount + plusMeans）；一列加收付方向（amount + direction + creditWords）；收、付两列（credit + debit）',
    en: 'amounts are one of: a signed column (amount + plusMeans), a column and a direction (amount + direction + creditWords), two columns (credit + debit)',
  })
}

/**
 * What stands against a statement whose form has been checked. Refusals: `unknown-bank-account`, `statement-not-over`,
 * `statement-file-exists`, `statement-exists` (the same statement under another file), `statement-begun-otherwise`.
 */
export function refuseStatement(book: Book, draft: StatementDraft, today: BusinessDate): Refusal | undefined {
  const key = numberKey(draft.account)
  if (!book.accounts.has(key)) return unknownAccount(draft.account)
  if (draft.to > today) return notOver(draft, today)
  const standing = [...book.statements.values()].filter((it) => !it.voided)
  const seen = standing.find((it) => isOfFile(it, draft))
  if (seen && (isWhole(seen) || numberKey(seen.account) !== key)) return fileSeen(seen)
  if (seen) return sameFrame(seen, draft) ? undefined : begunOtherwise(seen)
  const same = standing.find((it) => numberKey(it.account) === key && sameStatement(it, draft))
  return same && statementSeen(same)
}

/**
 * A statement, whose lines are kept under their hash. What a program of before began in parts and broke off is brought whole under
 * its own name. Refusals: those of `refuseStatement`.
 */
export function decideStatement(
  book: Book,
  draft: StatementDraft,
  { statement, linesHash }: { readonly statement: string; readonly linesHash: string },
  today: BusinessDate,
): Decided {
  const refusal = refuseStatement(book, draft, today)
  if (refusal) return refusal
  const begun = [...book.statements.values()].find((it) => !it.voided && isOfFile(it, draft))
  const { credits, debits } = totalsOf(draft.lines)
  const { rows: _rows, lines, ...header } = draft
  const data = {
    statement: begun?.statement ?? statement,
    ...header,
    credits: formatAmount(credits),
    debits: formatAmount(debits),
    lineCount: lines.length,
    linesHash,
  }
  return [{ type: 'StatementBrought', data }]
}

/**
 * Whether a statement came in this very file. A list without a movement is the same bytes for every month and account that had none: it
 * is the same only for the same days of the same account. Of a file with several statements each is known by the bank’s number.
 */
export function isOfFile(it: BookStatement, draft: StatementDraft): boolean {
  if (it.sha256 !== draft.sha256 || it.bankStatementId !== draft.bankStatementId) return false
  const sameAccount = numberKey(it.account) === numberKey(draft.account)
  // A camt.053 names its account itself; a list brought for another one is a mistake.
  if (draft.format === 'camt.053') return sameAccount
  return draft.lines.length > 0 || (sameAccount && it.from === draft.from && it.to === draft.to)
}

/** One statement in two files: the bank's number of it for days that meet (some number anew each year), or the same span, balances and lines. */
function sameStatement(it: BookStatement, draft: StatementDraft): boolean {
  const meet = it.from <= draft.to && draft.from <= it.to
  const sameNumber = it.bankStatementId !== undefined && it.bankStatementId === draft.bankStatementId
  if (meet && sameNumber && !goesOn(it, draft) && !goesOn(draft, it)) return true
  return (
    sameFrame(it, draft) &&
    it.lines.every((line, i) => line.day === draft.lines[i].day && line.amount === draft.lines[i].amount)
  )
}

type Frame = Pick<StatementDraft, 'bankStatementId' | 'from' | 'to' | 'opening' | 'closing'>

/** The next page of a statement that was broken off on a day: it opens on that day with the balance of the middle. */
export const goesOn = (before: Frame, after: Frame): boolean =>
  before.bankStatementId !== undefined &&
  before.bankStatementId === after.bankStatementId &&
  after.from === before.to &&
  after.opening === before.closing

function sameFrame(it: BookStatement, draft: StatementDraft): boolean {
  return (
    it.from === draft.from &&
    it.to === draft.to &&
    it.opening === draft.opening &&
    it.closing === draft.closing &&
    it.lineCount === draft.lines.length
  )
}

/** Refusals: `unknown-statement`, `statement-in-use` while anything of it is matched, adjusted or set aside. */
export function decideStatementVoid(book: Book, statement: string, reason: string): Decided {
  const known = book.statements.get(statement)
  if (!known || known.voided) return unknownStatement(statement)
  const held = new Set(
    [...book.matches.values()].filter((it) => it.state !== 'undone').flatMap((it) => it.lines.map(({ line }) => line)),
  )
  const used = [...book.lines.values()].find(
    (it) => it.statement === statement && (openOf(it) !== it.amount || held.has(it.id)),
  )
  if (!used) return [{ type: 'StatementVoided', data: { statement, reason } }]
  return refuse('statement-in-use', {
    pointer: '/statement',
    zh: '对账单中有已匹配、调整或另列的流水，请先撤销',
    en: 'lines of this statement are matched, adjusted or set aside; undo that first',
    facts: { line: used.id },
  })
}

/** Refusals: `unknown-line`, `line-nothing-open`. */
export function decideSetAside(book: Book, line: string, reason: string): Decided {
  const open = openLine(book, line)
  if (typeof open !== 'bigint') return open
  return [{ type: 'LineSetAside', data: { line, amount: formatAmount(open), reason } }]
}

/** What of a line is open, or why it cannot be used. */
export function openLine(book: Book, id: string, pointer = '/line'): Checked<Fen> {
  const line = book.lines.get(id)
  if (!line) {
    return refuse('unknown-line', {
      pointer,
      zh: '没有此流水',
      en: 'there is no such line',
      facts: { line: shortened(id, 80) },
    })
  }
  const open = openOf(line)
  if (open > 0n) return open
  return refuse('line-nothing-open', {
    pointer,
    zh: '该流水已全部处理',
    en: 'nothing of this line is open',
    facts: { line: id },
  })
}

export interface RequestedWaiver {
  readonly items: readonly string[]
  readonly reason: string
  readonly until?: BusinessDate
  /** The day up to which the queues are looked at. */
  readonly upTo?: BusinessDate
}
/**
 * Refusals: `queue-item-waived`, `waiver-ends-before`, and `unknown-queue-item` for what is in no queue now. `queued`: what is, by id; on
 * a day after its last one a reason waives nothing, and may be given anew for that day.
 */
export function decideWaiver(requested: RequestedWaiver, queued: ReadonlyMap<string, QueueItem>): Decided {
  const { items, reason, until, upTo } = requested
  for (const [i, item] of items.entries()) {
    const known = queued.get(item)
    const from = upTo ?? known?.day
    if (until !== undefined && from !== undefined && until < from) {
      return refuse('waiver-ends-before', {
        pointer: '/until',
        zh: '暂缓的截止日早于该项的日期或所看的截止日',
        en: 'the reason would hold on no day of the item, or not to the day looked at',
        facts: { until, to: from, item: shortened(item, 200) },
      })
    }
    if (known?.waived) {
      const stands = known.waived.until
      return refuse('queue-item-waived', {
        pointer: `/items/${i}`,
        zh: '该项已暂缓',
        en: 'the item has been waived already',
        facts: { item, ...(stands === undefined ? {} : { until: stands }) },
      })
    }
    if (known) continue
    return refuse('unknown-queue-item', {
      pointer: `/items/${i}`,
      zh: '队列中没有此项',
      en: 'no queue holds this item',
      facts: { item: shortened(item, 200) },
    })
  }
  const once = [...new Set(items)]
  const findings = once.flatMap((id) => {
    const known = queued.get(id)
    if (known === undefined) return []
    return [{ finding: findingOf(known), ...(known.amount === undefined ? {} : { amount: known.amount }) }]
  })
  return [
    { type: 'QueueItemsWaived', data: { items: once, reason, ...(until === undefined ? {} : { until }), findings } },
  ]
}

function unknownAccount(account: string) {
  return refuse('unknown-bank-account', {
    pointer: '/account',
    zh: '该银行账号未登记',
    en: 'the bank account is not on the ledger',
    facts: { account: shortened(account, 64) },
  })
}

function unknownStatement(statement: string) {
  return refuse('unknown-statement', {
    pointer: '/statement',
    zh: '没有此对账单，或已作废',
    en: 'there is no such statement, or it is void',
    facts: { statement: shortened(statement, 64) },
  })
}

/** The rest of a file read in another way would be lines of another statement. */
const begunOtherwise = (it: BookStatement) =>
  refuse('statement-begun-otherwise', {
    zh: '该文件的导入未完成，且此次读法（列映射、起止日或余额）不同；请先作废未完成的对账单',
    en: 'this file was begun and is read otherwise now (columns, days or balances); void what was begun first',
    facts: { statement: it.statement },
  })

const notOver = ({ to }: StatementDraft, today: BusinessDate) =>
  refuse('statement-not-over', {
    rule: 'H9',
    pointer: '/to',
    zh: '对账单截止日晚于今日',
    en: 'the statement ends after today',
    facts: { to, today },
  })

const fileSeen = (it: BookStatement) =>
  refuse('statement-file-exists', {
    zh: '该文件已导入过',
    en: 'this file has been brought before',
    facts: { statement: it.statement, fileName: it.fileName, account: it.account },
  })

const statementSeen = (it: BookStatement) =>
  refuse('statement-exists', {
    zh: '该对账单已由另一文件导入',
    en: 'this statement has been brought in another file',
    facts: { statement: it.statement, fileName: it.fileName, from: it.from, to: it.to },
  })
