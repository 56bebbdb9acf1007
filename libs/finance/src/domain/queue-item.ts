import type { BusinessDate } from '@pilot-ledger/kernel'
import type { MatchingRule } from '../definitions/reconciliation'

/** 待处理队列: what stands open between the bank and the ledger, by its kind. */
export const QUEUE_KINDS = [
  /** 未匹配流水: at the bank, not on the ledger. */
  'unmatchedLine',
  /** 未匹配到账: a receipt or refund on the ledger, not at the bank. */
  'unmatchedPayment',
  /** 未核销发票: nothing received for it, neither at the bank nor on the ledger. */
  'unmatchedInvoice',
  /** 银行已到账、台账未登记到账: a line matched to an invoice for which the ledger has no receipt. */
  'matchedInvoiceWithoutReceipt',
  /** 多个候选: more than one candidate fits; a person chooses. */
  'ambiguous',
  /** 多付: more came than what the line was matched to. */
  'overpaid',
  /** 少付: a receipt, refund or invoice of which only a part is covered. */
  'underpaid',
  /** 第三方付款: who paid is not who signed. */
  'thirdPartyPayer',
  /** 对账单断档: days or a balance between two statements of one account are missing. */
  'statementGap',
  /** 对账单重叠: two statements of one account tell of the same days. */
  'statementOverlap',
  /** 重复流水: the same line in two statements. */
  'repeatedLine',
  /** 退汇: a payment and the line by which it came back. */
  'returnedPayment',
  /** 匹配失效: what was matched has been corrected or voided since. */
  'brokenMatch',
] as const
export type QueueKind = (typeof QUEUE_KINDS)[number]

/** One thing to settle, by an id that stays the same as long as it is the same thing. */
export interface QueueItem {
  readonly id: string
  readonly kind: QueueKind
  /** The day it belongs to: of the line, the entry, or the first day that is missing. */
  readonly day: BusinessDate
  /** What is open, yuan with two decimals, never negative; absent where it is no amount. */
  readonly amount?: string
  readonly zh: string
  readonly en: string
  /** Lines of statements concerned. */
  readonly lines: readonly string[]
  /** Entries of the ledger concerned, the live ones. */
  readonly entries: readonly string[]
  readonly match?: string
  /** ambiguous: what fits, each a set of entries. */
  readonly candidates?: readonly { readonly entries: readonly string[]; readonly rule: MatchingRule }[]
  /** By what a reason to leave it knows it again when its entry is corrected or another part of it is settled; absent: its id. */
  readonly finding?: string
  /** 暂缓: somebody gave a reason to leave it; absent while it is open. */
  readonly waived?: { readonly entry: string; readonly reason: string; readonly until?: BusinessDate }
}
export const findingOf = ({ finding, id }: QueueItem) => finding ?? id
