import type { BusinessDate } from '@pilot-ledger/kernel'

/** W1–W18: what is accepted and flagged. */
export const WARNINGS = {
  1: { zh: '先做后签：工作日期早于签订日期', en: 'work dated before signing' },
  2: { zh: '统一社会信用代码校验位不符', en: 'a credit code fails its check digit' },
  3: { zh: '到账大于开票或大于合同金额', en: 'received more than invoiced, or than the contract' },
  4: { zh: '付款方不是委托方', en: 'the payer is not the client' },
  5: { zh: '疑似重复：同一客户、同一金额、日期相近', en: 'same client, amount and nearby date under two numbers' },
  6: { zh: '委托方与平台有关联或共建关系', en: 'the client is related to, or co-building with, the platform' },
  7: { zh: '获批产品在账上没有批次', en: 'an approval for a product with no batch on the ledger' },
  8: { zh: '收率超出 0–100%', en: 'a yield outside 0–100 %' },
  9: { zh: '获批前工艺验证批不足', en: 'too few PPQ batches before an approval' },
  10: { zh: '补录：登记晚于发生日期过久', en: 'recorded long after it happened' },
  11: { zh: '统计期末签订且其后无活动', en: 'signed in the last days of the window, with no later activity' },
  12: { zh: '补充协议变动幅度过大', en: 'a large amendment' },
  13: { zh: '批准年份与批准文号年份不符', en: 'the year of approval is not the year in the number' },
  14: { zh: '无佐证材料', en: 'no evidence' },
  15: { zh: '技术合同登记金额与合同金额不符', en: 'the registered amount is not the contract’s' },
  16: { zh: '完成已久仍无到账', en: 'completed long ago, nothing received' },
  17: { zh: '税额高于当时最高法定税率', en: 'more tax than the highest lawful rate of its day makes' },
  18: {
    zh: '不含税开票超出合同金额，差额仅为尾差',
    en: 'invoiced without tax above the contract, by no more than rounding',
  },
} as const
export type WarningNo = keyof typeof WARNINGS

/** The highest rate of value-added tax from a day on, and where that stands. */
export interface HighestTaxRate {
  readonly from: BusinessDate
  readonly percent: number
  readonly source: string
}

/** When a warning is raised: configuration (general practice, and rates that change), not law of this ledger. */
export interface WarningThresholds {
  /** W10. */
  readonly lateEntryDays: number
  /** W12. */
  readonly largeAmendmentPercent: number
  /** W5: days between two contracts of one client and amount. */
  readonly duplicateDays: number
  /** W9. */
  readonly ppqBatches: number
  /** W11. */
  readonly lastDaysOfWindow: number
  /** W16. */
  readonly unpaidDays: number
  /** W17, the newest first. */
  readonly highestTaxRates: readonly HighestTaxRate[]
}

export const DEFAULT_THRESHOLDS: WarningThresholds = {
  lateEntryDays: 30,
  largeAmendmentPercent: 50,
  duplicateDays: 30,
  ppqBatches: 3,
  lastDaysOfWindow: 7,
  unpaidDays: 180,
  highestTaxRates: [
    { from: '2019-04-01', percent: 13, source: '财政部 税务总局 海关总署公告2019年第39号；增值税法第十条' },
    { from: '2018-05-01', percent: 16, source: '财税〔2018〕32号' },
    { from: '0001-01-01', percent: 17, source: '增值税暂行条例（国务院令第538号）第二条' },
  ],
}

/** `{ code: 'W1', zh, en }` of each. */
export function warningWords(numbers: Iterable<WarningNo>) {
  return [...numbers].map((it) => ({ code: `W${it}`, ...WARNINGS[it] }))
}
