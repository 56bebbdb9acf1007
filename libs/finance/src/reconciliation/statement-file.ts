import { readFile } from 'node:fs/promises'
import type { ReceivedFile } from '@pilot-ledger/http'
import { fileKind, readSpreadsheet } from '@pilot-ledger/intake/spreadsheets'
import { type Checked, fenOf, formatAmount, isRefusal, type Refusal, refuse, shortened } from '@pilot-ledger/kernel'
import type { BankAccount } from '../definitions/reconciliation'
import type { ColumnMap } from '../domain/bank-account'
import { checkStatement, type StatementDraft, type StatementFormat, type StatementLine } from '../domain/statement'
import { readCamt } from './camt'
import { chosenOf, contradiction, type InFile, inFile, ofOtherAccount } from './camt-choice'
import type { CamtStatement } from './camt-statement'
import { type ReadLines, type ReportedBalance, readLines } from './column-map-reading'
import type { ReadLine } from './line-in-row'
import { isEitherWay, oldestFirst, openingOf } from './oldest-first'
import { damagedNotice, leftOutNotices } from './reading-notices'
import { fitsAccount } from './statement-head'
import { beginningOf, isCamt, xmlText } from './xml-text'

/** What the request says of the file: what a list of movements may not say itself. */
export interface StatedOfFile {
  readonly fileName: string
  readonly opening?: string
  readonly closing?: string
  readonly from?: string
  readonly to?: string
  /** Of several statements in a camt.053 the bank’s number of one, or `all`. */
  readonly statement?: string
}
export interface ReadStatement {
  readonly draft?: StatementDraft
  /** Of a file with several statements, where all were asked for, those after the first. */
  readonly further: readonly StatementDraft[]
  /** The statements that a camt.053 holds, to choose one by. */
  readonly inFile: readonly InFile[]
  readonly faults: readonly Refusal[]
  readonly totals: readonly number[]
  /** What is to be known of it, and keeps nobody from recording it. */
  readonly notices: readonly Refusal[]
}
const OF_ONE = { further: [], inFile: [] }
const unread = (faults: readonly Refusal[], totals: readonly number[] = []): ReadStatement => ({
  ...OF_ONE,
  faults,
  totals,
  notices: [],
})
interface Parts extends StatedOfFile {
  readonly format: StatementFormat
  readonly bankStatementId?: string
  readonly lines: readonly ReadLine[]
  readonly rows: readonly number[]
  /** Where the movements alone do not tell which of them was the first. */
  readonly openingPrinted?: string
}

/** Reads a bank's file for an account: preview and real run are this one function. */
export async function readStatement(
  file: ReceivedFile,
  stated: StatedOfFile,
  account: BankAccount,
  columnMap = account.columnMap,
): Promise<ReadStatement> {
  if (isCamt(await beginningOf(file.path))) return readXml(file, stated, account)
  // Says of what is neither what it is, whatever it is called.
  const kind = await fileKind(file)
  if (columnMap === undefined) return unread([NO_MAP])
  return readTable(file, stated, account, columnMap, kind === 'xlsx' ? 'xlsx' : 'csv')
}

async function readTable(
  file: ReceivedFile,
  stated: StatedOfFile,
  account: BankAccount,
  columnMap: ColumnMap,
  format: StatementFormat,
): Promise<ReadStatement> {
  const rows = readSpreadsheet({ path: file.path }, { name: stated.fileName, textsOfOthers: true })
  const read = await readLines(rows, columnMap, account)
  const { totals, faults } = read
  const other = otherAccount(read.accounts, account)
  if (other || faults.length > 0) return unread(other ? [other, ...faults] : faults, totals)
  const beyond = beyondSpan(read, stated)
  if (beyond) return unread([beyond], totals)
  const reported = {
    opening: stated.opening ?? openingReported(read),
    closing: stated.closing ?? closingReported(read),
    ...daysReported(read, stated),
  }
  const openingPrinted = reportedBalance(read.balances.find((it) => it.is === 'opening'))
  const parts = { ...stated, ...reported, openingPrinted, format, lines: read.lines, rows: read.rows }
  const made = drafted(file, account, parts)
  const differs = made.draft && balanceDiffers(read.balances, made.draft)
  if (differs) return unread([differs], totals)
  return { ...OF_ONE, ...made, totals, notices: [...leftOutNotices(read), ...damagedNotice(read)] }
}

/** The days typed, else those printed above the table, else those of what moved, or of what is printed as nothing. */
function daysReported({ lines, nothings, span }: ReadLines, stated: StatedOfFile) {
  const days = [...(lines.length > 0 ? lines : nothings)].map((it) => it.day).sort()
  const [first, last] = [days[0], days[days.length - 1]]
  // A list that tells of more days than it was asked for is of those days too.
  const earlier = span.from !== undefined && first !== undefined && first < span.from ? first : span.from
  const later = span.to !== undefined && last !== undefined && last > span.to ? last : span.to
  return { from: stated.from ?? earlier ?? first, to: stated.to ?? later ?? last }
}

/** A file says nothing of days it was not asked for. */
function beyondSpan({ span }: ReadLines, { from, to }: StatedOfFile): Refusal | undefined {
  const isBefore = from !== undefined && span.from !== undefined && from < span.from
  const isAfter = to !== undefined && span.to !== undefined && to > span.to
  if (!isBefore && !isAfter) return undefined
  return refuse('statement-days-differ', {
    pointer: isBefore ? '/from' : '/to',
    zh: '所填起止日超出文件所载的查询区间',
    en: 'the days given go beyond those that the file was asked for',
    facts: { printed: `${span.from ?? ''}–${span.to ?? ''}`, given: `${from ?? ''}–${to ?? ''}` },
  })
}

/** Where no running balance tells it. */
const openingReported = ({ lines, balances, nothings }: ReadLines) =>
  lines[0]?.balance === undefined
    ? (reportedBalance(balances.find((it) => it.is === 'opening')) ??
      (lines.length === 0 ? nothings[0]?.balance : undefined))
    : undefined
const closingReported = ({ lines, balances, nothings }: ReadLines) =>
  lines[0]?.balance === undefined
    ? (reportedBalance(balances.findLast((it) => it.is === 'closing')) ??
      (lines.length === 0 ? nothings[0]?.balance : undefined))
    : undefined
const reportedBalance = (it: ReportedBalance | undefined) => it && formatAmount(it.fen)

/** What the file calls its opening and closing balance against what the movements, or a person, say. */
function balanceDiffers(balances: readonly ReportedBalance[], draft: StatementDraft): Refusal | undefined {
  const other = balances.find((it) => it.fen !== fenOf(draft[it.is]))
  if (!other) return undefined
  const [zh, en] = other.is === 'opening' ? ['期初余额', 'opening balance'] : ['期末余额', 'closing balance']
  return refuse('statement-balance-row-differs', {
    zh: `第 ${other.row} 行：文件所载${zh}与按流水所得不符`,
    en: `row ${other.row}: the ${en} printed is not the one that the movements give`,
    facts: { row: String(other.row), stated: formatAmount(other.fen), computed: draft[other.is] },
  })
}

/** Above the table a bank names the account: one of those named is the chosen one. */
function otherAccount(named: readonly string[], account: BankAccount): Refusal | undefined {
  if (named.length === 0 || named.some((it) => fitsAccount(it, account.account))) return undefined
  return ofOtherAccount(shortened(named[0], 64), account)
}

async function readXml(file: ReceivedFile, stated: StatedOfFile, account: BankAccount): Promise<ReadStatement> {
  const text = xmlText(await readFile(file.path))
  if (isRefusal(text)) return unread([text])
  const { statements, faults } = readCamt(text)
  if (faults.length > 0) return unread(faults)
  const held = statements.map(inFile)
  const chosen = chosenOf(statements, account, stated.statement)
  if (chosen.fault) return { ...unread([chosen.fault]), inFile: held }
  const typed = chosen.statements.length > 1 ? { fileName: stated.fileName } : stated
  const made = chosen.statements.map((it) => {
    const wrong = it.faults.length > 0 ? it.faults : [contradiction(it, typed) ?? []].flat()
    return wrong.length > 0 ? { faults: wrong } : draftedCamt(file, account, it, typed)
  })
  const wrong = made.flatMap((it) => it.faults)
  const drafts = made.flatMap(({ draft }) => draft ?? [])
  if (wrong.length > 0) return { ...unread(wrong), inFile: held }
  const notices = [...chosen.notices, ...chosen.statements.flatMap((it) => it.notices)]
  return { draft: drafts[0], further: drafts.slice(1), inFile: held, faults: [], totals: [], notices }
}

function draftedCamt(file: ReceivedFile, account: BankAccount, printed: CamtStatement, typed: StatedOfFile) {
  const { bankStatementId, lines, rows } = printed
  const [opening, closing] = [printed.opening ?? typed.opening, printed.closing ?? typed.closing]
  const days = { from: typed.from ?? printed.from, to: typed.to ?? printed.to }
  const number = bankStatementId === undefined ? {} : { bankStatementId }
  const parts = {
    fileName: typed.fileName,
    format: 'camt.053' as const,
    ...number,
    opening,
    closing,
    ...days,
    lines,
    rows,
  }
  return drafted(file, account, parts)
}

function drafted(file: ReceivedFile, account: BankAccount, parts: Parts): Pick<ReadStatement, 'draft' | 'faults'> {
  const draft = draftOf(file, account, parts)
  const checked = isRefusal(draft) ? draft : checkStatement(draft)
  return isRefusal(checked) ? { faults: [checked] } : { draft: checked, faults: [] }
}

function draftOf(file: ReceivedFile, account: BankAccount, parts: Parts): Checked<StatementDraft> {
  const reported = parts.opening ?? (isEitherWay(parts.lines) ? parts.openingPrinted : undefined)
  if (reported === undefined && isEitherWay(parts.lines)) return ORDER_UNKNOWN
  const { lines, rows } = oldestFirst(parts.lines, parts.rows, reported)
  const opening = parts.opening ?? openingOf(lines[0])
  const closing = parts.closing ?? lines[lines.length - 1]?.balance
  const days = lines.map((it) => it.day).sort()
  const [from, to] = [parts.from ?? days[0], parts.to ?? days[days.length - 1]]
  if (opening === undefined || closing === undefined) {
    return refuse('statement-balance-missing', {
      pointer: opening === undefined ? '/opening' : '/closing',
      zh: '文件没有余额列，请填写期初与期末余额',
      en: 'the file tells no balance; give opening and closing',
    })
  }
  if (from === undefined || to === undefined) {
    const zh = '没有流水，请填写对账单起止日期'
    return refuse('statement-days-missing', {
      pointer: '/from',
      zh,
      en: 'no movements; give the days of the statement',
    })
  }
  const numbered: StatementLine[] = lines.map((it, i) => ({ ordinal: i + 1, ...it }))
  const { format, fileName, bankStatementId } = parts
  const number = bankStatementId === undefined ? {} : { bankStatementId }
  const { account: no } = account
  return {
    account: no,
    sha256: file.sha256,
    fileName,
    format,
    ...number,
    from,
    to,
    opening,
    closing,
    lines: numbered,
    rows,
  }
}

const ORDER_UNKNOWN = refuse('statement-order-unknown', {
  pointer: '/opening',
  zh: '当日各笔互相抵销，正序、倒序都成立：请填写期初余额',
  en: 'the movements of the day cancel out and fit in either order; give the opening balance',
})
const NO_MAP = refuse('column-map-missing', {
  pointer: '/account',
  zh: '该账号尚无列映射，请先设置',
  en: 'the account has no column map yet; set it first',
})
