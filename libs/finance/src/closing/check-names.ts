import { GLOSSARY } from '@pilot-ledger/kernel'

/**
 * What a close looks at, in the order of its list, as people call it: there, and on the paper that tells what was waived. What
 * must be settled cannot be left open with a reason.
 */
export const CHECKS = {
  figuresHalted: [GLOSSARY.halted.zh, 'Figures are halted', 'settle'],
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
  statementsCover: ['对账单未覆盖本期', 'Accounts whose statements do not cover the period'],
  overShared: ['分摊超过单据', 'Shares beyond their document', 'settle'],
  totalsDiffer: ['单据全额不一致', 'Contracts that differ on a document’s total', 'settle'],
  slipsDiffer: ['同一回单号各合同登记不一', 'Contracts that differ on a slip of one number'],
  underShared: ['分摊不足单据', 'Shares short of their document'],
  openProposals: ['待复核的变更申请', 'Changes that wait for a second person', 'settle'],
  pendingRestatements: ['已结期间的追溯记录待复核', 'Restatements of closed periods that wait for approval'],
  pendingBankChanges: ['已结期间的对账变动待复核', 'Bank work of closed periods that waits for approval'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string, must?: 'settle']>>
export type CheckCode = keyof typeof CHECKS

/** An item kept with an old close may be one that there is no more. */
export const checkOf = (item: string): readonly [zh: string, en: string, must?: 'settle'] | undefined =>
  Object.hasOwn(CHECKS, item) ? CHECKS[item as CheckCode] : undefined
export const mayBeWaived = (item: string) => checkOf(item)?.[2] === undefined
