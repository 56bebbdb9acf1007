import { ENTRY_FIELDS, EVIDENCE_OF_ROW, HEADER_FIELDS } from '@pilot-ledger/figures/reporting'
import {
  CUT,
  day,
  instant,
  keyOf,
  listOf,
  maybe,
  money,
  named,
  oneOf,
  shape,
  text,
  WINDOW,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import { CHECKED_ITEMS, SEEN_SINCE_FIELDS } from '../definitions/closing'
import { COLUMN, COLUMN_TAX_BASIS, COLUMN_VIEWS } from '../domain/bridge'
import { BANK_CHANGES as BANK_CHANGE_KINDS } from '../domain/closing-bank-changes'
import { BRIDGE_GROUPINGS } from './bridge-queries'
import { SHARED_FAULTS } from './shared-documents'

/** What the routes of bridge and closes answer, field by field. */
const window = WINDOW
const cut = CUT
const header = HEADER_FIELDS
const [column, taxBasis, columns] = [COLUMN, COLUMN_TAX_BASIS, COLUMN_VIEWS]
const ageing = listOf(shape({ bucket: text, value: money }))
const entry = ENTRY_FIELDS

export const BRIDGE = named('Bridge', {
  platform: text,
  by: oneOf(...BRIDGE_GROUPINGS),
  ...header,
  total: shape({ columns, ageing }),
  rows: listOf(shape({ key: text, contractNo: maybe(text), name: maybe(text), window, columns, ageing })),
  next: maybe(text),
})
export const BRIDGE_OF_ALL = named('BridgeOfAll', {
  ...header,
  platforms: listOf(shape({ platform: text, columns, ageing })),
  total: shape({ columns, ageing }),
})
export const BRIDGE_ENTRIES = named('BridgeEntries', {
  platform: text,
  cell: text,
  ...header,
  value: money,
  total: text,
  entries: listOf(shape({ ...entry, date: day, kind: text, value: money })),
  next: maybe(text),
})

/** Of what is found; `entry` is the one to go to, of the contract `engagement`. */
const point = { zh: text, en: text, entry: maybe(text), engagement: maybe(text) }
const checklist = listOf(
  shape({
    item: text,
    zh: text,
    en: text,
    open: whole,
    waivable: yesNo,
    /** The first of what is open, with what proves the entries that each rests on. */
    examples: listOf(shape({ ...point, evidence: listOf(EVIDENCE_OF_ROW) })),
    /** What stands open with a reason until it is settled: why, since the close of which period, until when. The first 500. */
    waived: shape({
      count: whole,
      findings: listOf(
        shape({
          ...{ ...point, amount: maybe(money) },
          ...{ reason: text, since: maybe(text), until: maybe(day) },
        }),
      ),
    }),
  }),
)
export const CHECKLIST = named('ClosingChecklist', {
  platform: text,
  period: text,
  window,
  asOf: cut,
  items: checklist,
  totals: columns,
  contractCount: whole,
  totalsHash: text,
})
const recording = named('CloseRecording', { entry: text, recordedAt: instant })
const close = {
  period: text,
  from: day,
  to: day,
  status: oneOf('proposed', 'rejected', 'closed', 'reopeningProposed', 'reopened'),
  sequence: whole,
  totalsHash: text,
  contractCount: whole,
  proposedBy: text,
  proposed: maybe(recording),
  approvedBy: maybe(text),
  closed: maybe(recording),
  /** What had come since the proposal, seen by the second person. */
  since: maybe(shape(SEEN_SINCE_FIELDS)),
  rejection: maybe(shape({ reason: text, by: text })),
  reopening: maybe(shape({ reason: text, proposedBy: text, approvedBy: maybe(text) })),
}
export const CLOSES = named('Closes', {
  platform: text,
  asOf: cut,
  closes: listOf(shape({ ...close, restatements: maybe(shape({ pending: whole, approved: whole })) })),
})
/** What is dated in one of these, or before the first, is a restatement when it is recorded. */
export const CLOSED_PERIODS = named('ClosedPeriods', {
  platform: text,
  asOf: cut,
  periods: listOf(shape({ period: text, from: day, to: day })),
  /** What is dated in one of these waits for a second person; none where there is only one. */
  sealed: listOf(shape({ round: text, from: day, to: day })),
  /** What is dated before this day waits for a second person; absent where there is only one. */
  waitsBefore: maybe(day),
})
export const CLOSE = named('Close', {
  platform: text,
  asOf: cut,
  ...close,
  totals: columns,
  checklist: CHECKED_ITEMS,
  /** What the ledger says today of the close's own cut. */
  recomputed: shape({ sequence: whole, totals: columns, totalsHash: text, equal: yesNo }),
  /** The last close's closing + what was restated of it since = this one's opening. */
  carriedOver: maybe(
    shape({
      period: text,
      sequence: whole,
      closedAt: whole,
      lines: listOf(shape({ column, taxBasis, closedBefore: money, restated: money, opening: money })),
    }),
  ),
  /** While it waits: what has come for the period; who approves says up to where it was seen. */
  sinceProposal: maybe(shape({ ...SEEN_SINCE_FIELDS, last: whole, totalsMoved: yesNo })),
  /** How many entries of the bank's came for the period after it was closed. */
  bankChanges: maybe(whole),
  /** Earlier closes of the same period, rejected or opened again. */
  earlier: listOf(shape(close)),
})
const approval = maybe(shape({ approvedBy: text, recordedAt: maybe(instant), note: maybe(text) }))
export const BANK_CHANGES = named('BankChanges', {
  platform: text,
  period: text,
  window,
  closedAt: whole,
  asOf: cut,
  changes: listOf(
    shape({
      sequence: whole,
      entryId: text,
      kind: keyOf(BANK_CHANGE_KINDS),
      zh: text,
      en: text,
      recordedAt: instant,
      actor: text,
      from: day,
      to: day,
      reason: maybe(text),
      fileName: maybe(text),
      /** Whether somebody else than who recorded it is to look at it. */
      second: yesNo,
      approval,
      pending: yesNo,
    }),
  ),
})
const effects = listOf(shape({ column, taxBasis, part: text, value: money }))
const touched = named('TouchedEntry', {
  ...entry,
  contracts: listOf(text),
  effects,
  restatement: yesNo,
  /** A correction of names or reasons alone: it moves no amount, and is no restatement. */
  wordsOnly: yesNo,
  approval,
  pending: yesNo,
})
export const VARIANCE = named('Variance', {
  platform: text,
  period: text,
  window,
  closedAt: whole,
  asOf: cut,
  cells: listOf(
    shape({ column, taxBasis, part: text, asClosed: money, now: money, difference: money, explained: money }),
  ),
  ties: yesNo,
  entries: listOf(touched),
  next: maybe(text),
})
export const RESTATEMENTS = named('Restatements', {
  platform: text,
  period: text,
  window,
  closedAt: whole,
  asOf: cut,
  pending: whole,
  approved: whole,
  entries: listOf(touched),
  next: maybe(text),
})
export const SHARED_DOCUMENTS = named('SharedDocuments', {
  platform: text,
  asOf: cut,
  documents: listOf(
    shape({
      fault: oneOf(...SHARED_FAULTS),
      kind: oneOf('invoice', 'receipt'),
      document: text,
      shares: money,
      totals: listOf(money),
      days: listOf(day),
      /** Of a slip: who paid, as the contracts have it. */
      payers: listOf(text),
      entries: listOf(shape(entry)),
    }),
  ),
})
