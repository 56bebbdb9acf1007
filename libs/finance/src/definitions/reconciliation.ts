import {
  defineEvent,
  EventDefinitions,
  type EventOf,
  field,
  listOf,
  maybe,
  money,
  oneOf,
  type Recorded,
  type ShapeOf,
  shape,
  text,
} from '@pilot-ledger/kernel'
import { COLUMN_MAP } from '../domain/bank-account'
import { STATEMENT_FORMATS, STATEMENT_LINE } from '../domain/statement'

/** In the order in which they are tried; `manual` is a person's. */
export const MATCHING_RULES = ['reference', 'invoiceKey', 'bankCharge', 'amountAndPayer', 'amountAndDay'] as const
export type MatchingRule = (typeof MATCHING_RULES)[number]
export const TARGET_KINDS = ['payment', 'refund', 'invoice'] as const
export type TargetKind = (typeof TARGET_KINDS)[number]
export const ADJUSTMENT_KINDS = ['手续费', '利息', '汇兑', '尾差', '代扣', '其他'] as const
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number]

const LINE_ALLOCATION = shape({ line: text, amount: money })
export type LineAllocation = ShapeOf<typeof LINE_ALLOCATION>
const TARGET_ALLOCATION = shape({
  /** The entry that opened the chain of corrections of what is matched. */
  target: text,
  /** Its live entry when it was matched: another one since means that it was corrected. */
  entry: text,
  kind: oneOf(...TARGET_KINDS),
  contract: text,
  amount: money,
})
export type TargetAllocation = ShapeOf<typeof TARGET_ALLOCATION>

const account = field.number('账号', 'Account', { example: '4400-1234-0001' })
const columnMap = field.shaped(COLUMN_MAP, '列映射', 'Column map')
const reason = field.text(500, '原因', 'Reason')
const statement = field.reference('对账单', 'Statement')
const match = field.reference('匹配', 'Match')
const line = field.text(50, '流水', 'Line')
const lines = field.shaped(listOf(STATEMENT_LINE), '流水', 'Lines')
const part = field.whole(1, 1000, '第几部分', 'Part')
const amount = field.signedAmount('金额', 'Amount')
const openedOn = field.maybe(field.day('开户日', 'Opened on'))
const closedOn = field.maybe(field.day('销户日', 'Closed on'))

const bankAccountOpened = defineEvent({
  type: 'BankAccountOpened',
  zh: '登记银行账户',
  en: 'A bank account was opened',
  summary: ['account', 'bank'],
  fields: {
    account,
    bank: field.text(200, '开户银行', 'Bank'),
    holder: field.text(200, '户名', 'Holder'),
    currency: field.choice(['CNY'] as const, '币种', 'Currency'),
    columnMap: field.maybe(columnMap),
    openedOn,
    closedOn,
  },
})

const columnMapSet = defineEvent({
  type: 'ColumnMapSet',
  zh: '设定列映射',
  en: 'A column map was set',
  summary: ['account', 'reason'],
  fields: { account, columnMap, reason: field.maybe(reason) },
})

/** 开户日与销户日, as far as they are known; what is not told again is not known any more. */
const accountDaysSet = defineEvent({
  type: 'AccountDaysSet',
  zh: '设定开户日、销户日',
  en: 'The days of an account were set',
  summary: ['account', 'openedOn', 'closedOn'],
  fields: { account, openedOn, closedOn, reason: field.maybe(reason) },
})

const statementBrought = defineEvent({
  type: 'StatementBrought',
  zh: '新导入对账单',
  en: 'A statement was brought',
  summary: ['account', 'from', 'to', 'fileName'],
  fields: {
    statement,
    account,
    sha256: field.file('文件', 'File'),
    fileName: field.text(200, '文件名', 'File name'),
    format: field.choice(STATEMENT_FORMATS, '格式', 'Format'),
    bankStatementId: field.maybe(field.text(200, '银行对账单号', 'The bank’s number')),
    from: field.day('起', 'From'),
    to: field.day('止', 'To'),
    opening: field.signedAmount('期初余额', 'Opening balance'),
    closing: field.signedAmount('期末余额', 'Closing balance'),
    credits: field.amountOrZero('收入合计', 'Credits'),
    debits: field.amountOrZero('支出合计', 'Debits'),
    lineCount: field.whole(0, 1_000_000, '笔数', 'Lines'),
    /** SHA-256 of the canonical JSON of its lines, which stand in a stream of their own. */
    linesHash: field.maybe(field.file('流水摘要', 'Hash of the lines')),
    /** Until version 2 the lines rode along; of a long one the rest followed in `StatementLinesBrought`. */
    parts: field.maybe(part),
    lines: field.maybe(lines),
  },
  // 1 → 2: lines are kept outside of it. Older entries hold theirs.
  lifts: [(data) => data],
})

/** Until version 2 of `StatementBrought`: what did not fit its entry. A statement counts when its last part is there. */
const statementLinesBrought = defineEvent({
  type: 'StatementLinesBrought',
  zh: '对账单后续流水',
  en: 'More lines of a statement',
  summary: ['part'],
  fields: { statement, part, lines },
})

const statementVoided = defineEvent({
  type: 'StatementVoided',
  zh: '作废对账单',
  en: 'A statement was voided',
  summary: ['reason'],
  fields: { statement, reason },
})

/** 匹配. Amounts are without sign; `difference` is what the lines give more than the targets take, and may be negative. */
const linesMatched = defineEvent({
  type: 'LinesMatched',
  zh: '新匹配',
  en: 'Lines were matched',
  summary: ['rule', 'note'],
  fields: {
    match,
    lines: field.shaped(listOf(LINE_ALLOCATION), '流水', 'Lines'),
    targets: field.shaped(listOf(TARGET_ALLOCATION), '到账、退款与发票', 'Receipts, refunds and invoices'),
    rule: field.choice([...MATCHING_RULES, 'manual'] as const, '规则', 'Rule'),
    difference: field.signedAmount('差异', 'Difference'),
    tolerance: field.amountOrZero('容差', 'Tolerance'),
    state: field.choice(['suggested', 'confirmed'] as const, '状态', 'State'),
    note: field.maybe(field.text(500, '说明', 'Note')),
  },
  // 1 → 2: a rule may find that a line is the bank's own (`bankCharge`): a match without targets, wholly adjusted.
  lifts: [(data) => data],
})

const matchConfirmed = defineEvent({
  type: 'MatchConfirmed',
  zh: '确认匹配',
  en: 'A match was confirmed',
  summary: [],
  fields: { match },
})

const matchUndone = defineEvent({
  type: 'MatchUndone',
  zh: '撤销匹配',
  en: 'A match was undone',
  summary: ['reason'],
  fields: { match, reason },
})

/** 差异调整: the difference of a match, signed, or a part of a line that is no contract's (a fee inside it). No fen vanishes. */
const adjustmentRecorded = defineEvent({
  type: 'AdjustmentRecorded',
  zh: '差异调整',
  en: 'A difference was adjusted',
  summary: ['kind', 'amount', 'reason'],
  fields: {
    match: field.maybe(match),
    line: field.maybe(line),
    amount,
    kind: field.choice(ADJUSTMENT_KINDS, '类别', 'Kind'),
    reason,
  },
})

/** 非合同款: what is left of a line belongs to no contract (wages, interest, a transfer between own accounts). */
const lineSetAside = defineEvent({
  type: 'LineSetAside',
  zh: '列为非合同款',
  en: 'A line was set aside',
  summary: ['amount', 'reason'],
  fields: { line, amount, reason },
})

/** 暂缓: items of the queues that may stay open, and why. */
const queueItemsWaived = defineEvent({
  type: 'QueueItemsWaived',
  zh: '暂缓待处理事项',
  en: 'Items of the queues were waived',
  summary: ['reason', 'until'],
  fields: {
    items: field.shaped(listOf(text), '事项', 'Items'),
    reason,
    /** The last day for which the reason holds; absent: until they are settled. */
    until: field.maybe(field.laterDay('截止日', 'Until')),
    /** By what each is known again after a correction, and what was open of it; without it a waiver is for the items as they were. */
    findings: field.maybe(field.shaped(listOf(shape({ finding: text, amount: maybe(money) })), '所指', 'Findings')),
  },
})

export const RECONCILIATION_EVENTS = new EventDefinitions([
  bankAccountOpened,
  columnMapSet,
  accountDaysSet,
  statementBrought,
  statementLinesBrought,
  statementVoided,
  linesMatched,
  matchConfirmed,
  matchUndone,
  adjustmentRecorded,
  lineSetAside,
  queueItemsWaived,
])
export type ReconciliationContent = EventOf<(typeof RECONCILIATION_EVENTS.all)[number]>
export type ReconciliationEvent = Recorded<ReconciliationContent>
/** What an entry of this type says. */
export type ContentOf<T extends ReconciliationContent['type']> = Extract<ReconciliationContent, { type: T }>['data']

/**
 * 银行账户 of a platform, as printed by the bank; compared by its number key. Yuan only: a total never mixes currencies (H1). Of
 * days before it was opened and after it was closed no statement is asked for.
 */
export type BankAccount = ContentOf<'BankAccountOpened'>

/** 对账单流水: the lines of statements, in streams named by their hash; each entry holds as many as fit one append. */
export const LINES_KEPT = defineEvent({
  type: 'StatementLinesKept',
  zh: '对账单流水',
  en: 'Lines of a statement',
  summary: ['part'],
  fields: { part, lines },
})
export type StatementLinesKept = EventOf<typeof LINES_KEPT>
