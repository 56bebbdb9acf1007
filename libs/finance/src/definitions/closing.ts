import {
  day,
  defineEvent,
  EventDefinitions,
  type EventOf,
  field,
  listOf,
  mapOf,
  maybe,
  money,
  type ShapeOf,
  shape,
  text,
  whole,
} from '@pilot-ledger/kernel'
import { COLUMN_VIEWS } from '../domain/bridge'

/** One contract's cells that are not zero, by cell id. */
const CONTRACT_TOTALS = shape({ engagement: text, cells: mapOf(money) })
export type ContractTotals = ShapeOf<typeof CONTRACT_TOTALS>

/** 暂缓的事项: it stands in every checklist until it is settled. */
const WAIVED_FINDING = shape({
  finding: text,
  /** What was open then, yuan. */
  amount: maybe(money),
  reason: text,
  /** The period whose close left it open. */
  since: text,
  /** The last day for which the reason holds; absent: until it is settled. */
  until: maybe(day),
})
export type WaivedFinding = ShapeOf<typeof WAIVED_FINDING>

/** 检查单, an item as it stood when the close was proposed. */
const CHECKED_ITEM = shape({
  item: text,
  open: whole,
  /** Why it is closed all the same. */
  waived: maybe(text),
  /** What stands open with a reason, this close's and what earlier ones left; absent in closes of before, and of very many. */
  findings: maybe(listOf(WAIVED_FINDING)),
})
export type CheckedItem = ShapeOf<typeof CHECKED_ITEM>
export const CHECKED_ITEMS = listOf(CHECKED_ITEM)

/** What the second person said to have seen of entries recorded for the period after the proposal. */
export const SEEN_SINCE_FIELDS = {
  /** Up to and with this one. */
  sequence: whole,
  entries: whole,
  /** Of these those dated inside or before: they wait as restatements. */
  restatements: whole,
  bankChanges: whole,
}
const SEEN_SINCE = shape(SEEN_SINCE_FIELDS)
export type SeenSince = ShapeOf<typeof SEEN_SINCE>

const person = (zh: string, en: string) => field.text(200, zh, en)
const period = field.text(30, '期间', 'Period')
const reason = field.text(500, '理由', 'Reason', { maskable: true })
const sequence = field.whole(1, Number.MAX_SAFE_INTEGER, '截止序号', 'Cut')
const proposedBy = person('申请人', 'Proposed by')
const approvedBy = person('复核人', 'Approved by')

/** What a close is about: the period by its one name (see `parsePeriod`), the cut, and what the bridge said there. */
const terms = {
  period,
  from: field.day('起', 'From'),
  to: field.day('止', 'To'),
  /** Entries up to and with this one count. */
  sequence,
  /** How the columns are defined; a close of an older definition is recomputed by its own. */
  definition: field.whole(1, 1, '口径', 'Definition'),
  totals: field.shaped(COLUMN_VIEWS, '合计', 'Totals'),
  contractCount: field.whole(0, Number.MAX_SAFE_INTEGER, '合同数', 'Contracts'),
  /** SHA-256 (hex) of the canonical JSON (RFC 8785) of period, totals and every contract's cells. */
  totalsHash: field.matching(/^[0-9a-f]{64}$/, '合计摘要', 'Hash of the totals'),
}

/** The contracts' totals are kept too, unless there are very many: the hash covers them in any case. */
const closeProposed = defineEvent({
  type: 'CloseProposed',
  zh: '申请结账',
  en: 'Close proposed',
  summary: ['period'],
  fields: {
    ...terms,
    contracts: field.maybe(field.shaped(listOf(CONTRACT_TOTALS), '各合同合计', 'Totals of contracts')),
    /** Findings are named by payers and papers, and left open for reasons in free words. */
    checklist: field.shaped(CHECKED_ITEMS, '检查单', 'Checklist', { maskable: true }),
    proposedBy,
  },
})

/** With both names; `since` where anything had come since the proposal. */
const periodClosed = defineEvent({
  type: 'PeriodClosed',
  zh: '结账',
  en: 'Period closed',
  summary: ['period'],
  attested: 'sealed',
  fields: {
    ...terms,
    proposedBy,
    approvedBy,
    since: field.maybe(field.shaped(SEEN_SINCE, '申请之后', 'Since the proposal')),
  },
})

const closeRejected = defineEvent({
  type: 'CloseRejected',
  zh: '退回结账申请',
  en: 'Close rejected',
  summary: ['period', 'reason'],
  fields: { period, reason, rejectedBy: person('退回人', 'Rejected by') },
})

const reopeningProposed = defineEvent({
  type: 'ReopeningProposed',
  zh: '申请反结账',
  en: 'Re-opening proposed',
  summary: ['period', 'reason'],
  fields: { period, reason, proposedBy },
})

/** With both names. */
const periodReopened = defineEvent({
  type: 'PeriodReopened',
  zh: '反结账',
  en: 'Period re-opened',
  summary: ['period', 'reason'],
  fields: { period, reason, proposedBy, approvedBy },
})

const reopeningRejected = defineEvent({
  type: 'ReopeningRejected',
  zh: '退回反结账申请',
  en: 'Re-opening rejected',
  summary: ['period', 'reason'],
  fields: { period, reason, rejectedBy: person('退回人', 'Rejected by') },
})

/** Somebody else than who recorded it stands for an entry dated inside a closed period. */
const restatementApproved = defineEvent({
  type: 'RestatementApproved',
  zh: '追溯复核',
  en: 'Restatement approved',
  summary: ['note'],
  fields: {
    entry: field.reference('记录', 'Entry'),
    sequence,
    recordedBy: person('登记人', 'Recorded by'),
    approvedBy,
    note: field.maybe(field.text(500, '复核意见', 'Note', { maskable: true })),
  },
})

const ALL = [
  closeProposed,
  periodClosed,
  closeRejected,
  reopeningProposed,
  periodReopened,
  reopeningRejected,
  restatementApproved,
] as const

/** Of the stream of a platform's closes: contents alone, for what was closed is opened again, never corrected. */
export const CLOSING_EVENTS = new EventDefinitions<(typeof ALL)[number]>(ALL)
export type ClosingContent = EventOf<(typeof ALL)[number]>
export type CloseProposed = EventOf<typeof closeProposed>
export type RestatementApproved = EventOf<typeof restatementApproved>
