import type { BankChangeKind } from '../domain/closing-bank-changes'
import type { QueueKind } from '../domain/queue-item'

export type CheckCode =
  | QueueKind
  | 'figuresHalted'
  | 'statementsCover'
  | 'overShared'
  | 'totalsDiffer'
  | 'slipsDiffer'
  | 'underShared'
  | 'openProposals'
  | 'pendingRestatements'
  | 'pendingBankChanges'

/** What a close looks at, as people call it: on the list, and on the paper that tells what was waived. */
export const CHECK_NAMES: Readonly<Record<CheckCode, readonly [zh: string, en: string]>> = {
  unmatchedLine: ['未匹配流水', 'Lines of the bank that match nothing'],
  unmatchedPayment: ['未匹配到账', 'Receipts and refunds that the bank does not show'],
  unmatchedInvoice: ['未核销发票', 'Invoices for which nothing was received'],
  matchedInvoiceWithoutReceipt: [
    '银行已到账、台账未登记到账',
    'Money at the bank, matched to an invoice, that the ledger has not received',
  ],
  ambiguous: ['多个候选', 'Lines that more than one thing fits'],
  overpaid: ['多付', 'Overpaid'],
  underpaid: ['少付', 'Underpaid'],
  thirdPartyPayer: ['第三方付款', 'Paid by a third party'],
  statementGap: ['对账单断档', 'Days or balances missing between statements'],
  statementOverlap: ['对账单重叠', 'Statements that overlap'],
  repeatedLine: ['重复流水', 'Lines that come twice'],
  returnedPayment: ['退汇', 'Payments that were returned'],
  brokenMatch: ['匹配失效', 'Matches of what was changed since'],
  figuresHalted: ['统计停止', 'Figures are halted'],
  statementsCover: ['对账单未覆盖本期', 'Accounts whose statements do not cover the period'],
  overShared: ['分摊超过单据', 'Shares beyond their document'],
  totalsDiffer: ['单据全额不一致', 'Contracts that differ on a document’s total'],
  slipsDiffer: ['同一回单号各合同登记不一', 'Contracts that differ on a slip of one number'],
  underShared: ['分摊不足单据', 'Shares short of their document'],
  openProposals: ['待复核的变更申请', 'Changes that wait for a second person'],
  pendingRestatements: ['已结期间的追溯记录待复核', 'Restatements of closed periods that wait for approval'],
  pendingBankChanges: ['已结期间的对账变动待复核', 'Bank work of closed periods that waits for approval'],
}

/** What was recorded between bank and ledger after a close. */
export const BANK_CHANGE_NAMES: Readonly<Record<BankChangeKind, readonly [zh: string, en: string]>> = {
  StatementBrought: ['新导入对账单', 'A statement was brought'],
  StatementVoided: ['作废对账单', 'A statement was voided'],
  LinesMatched: ['新匹配', 'Lines were matched'],
  MatchConfirmed: ['确认匹配', 'A match was confirmed'],
  MatchUndone: ['撤销匹配', 'A match was undone'],
  AdjustmentRecorded: ['差异调整', 'A difference was adjusted'],
  LineSetAside: ['列为非合同款', 'A line was set aside'],
  QueueItemsWaived: ['豁免待处理事项', 'Items of the queues were waived'],
  EntryVoided: ['作废调整或豁免', 'An adjustment or a waiver was taken back'],
}
