import { DOUBT_RANGE } from '@pilot-ledger/engagements'

/** The audit questions, in the order in which an auditor asks them. */
export const AUDIT_QUESTIONS = {
  countedTwice: { zh: '是否重复计算？', en: 'counted twice?' },
  window: { zh: '是否在统计期内，按哪个日期？', en: 'inside the window, and by which date?' },
  related: { zh: '签订当日是否关联方？', en: 'related on that day?' },
  receivedBehind: { zh: '到账是否落后于签订？', en: 'received behind signed?' },
  recorded: { zh: '何时、由谁、凭什么材料登记？', en: 'recorded when, by whom, on what paper?' },
  warnings: { zh: `有何疑点（${DOUBT_RANGE}）？`, en: `which warnings (${DOUBT_RANGE})?` },
  changed: { zh: '与较早的答复为何不同？', en: 'why does it differ from an earlier answer?' },
} as const
export type AuditQuestion = keyof typeof AUDIT_QUESTIONS
export const QUESTION_CODES = Object.keys(AUDIT_QUESTIONS) as readonly AuditQuestion[]

/** In what ways a row may be counted twice. */
export const DOUBLE_KINDS = {
  overlappingIndicators: {
    zh: '同一记录计入两个不应重叠的指标',
    en: 'one entry in two indicators that must not overlap',
  },
  sameDeal: {
    zh: '疑为同一合同两个编号（同一客户、同一金额、日期相近）',
    en: 'perhaps one contract under two numbers: same client, amount and nearby date',
  },
  sameRegistration: {
    zh: '同一技术合同登记编号登记于两份合同',
    en: 'one technology-contract registration number on two contracts',
  },
  overSharedDocument: {
    zh: '同一发票或回单在各合同的份额合计大于票面',
    en: 'one invoice or bank slip shared over contracts for more than it says',
  },
  otherPlatform: { zh: '疑为另一平台也计入的同一业务', en: 'perhaps the same business claimed by another platform' },
  otherRound: {
    zh: '同一方案、统计期重叠的另一轮次也计入',
    en: 'counted in another round of the scheme whose window overlaps',
  },
} as const
export type DoubleKind = keyof typeof DOUBLE_KINDS
export const DOUBLE_KIND_CODES = Object.keys(DOUBLE_KINDS) as readonly DoubleKind[]

/** How a day of a contract may speak against the window although the figure's own day lies inside. */
export const WINDOW_NOTES = {
  ownDayOutside: {
    zh: '按合同签订日计入，业务日期在期外',
    en: 'counts by the day of signing; its own day lies outside',
  },
  signedOutside: { zh: '合同签订日在期外', en: 'the contract was signed outside' },
  notCompleted: { zh: '合同未完成', en: 'the contract is not completed' },
  completedOutside: { zh: '合同完成日在期外', en: 'the contract was completed outside' },
} as const
export type WindowNote = keyof typeof WINDOW_NOTES
