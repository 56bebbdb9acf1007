import { called, type Words } from '@pilot-ledger/kernel'

/** The codes and words that entries of a contract choose from. A code is stored; its words are shown. */
const coded = <const Values extends Readonly<Record<string, Words>>>(values: Values) => values

export const CONTRACT_KINDS = coded({
  single: ['单项', 'Single'],
  framework: ['框架', 'Framework'],
  callOff: ['订单', 'Call-off'],
})
export type ContractKind = keyof typeof CONTRACT_KINDS
/** Totals never mix them (H12). */
export const TAX_BASES = coded({ inclusive: ['含税', 'with tax'], exclusive: ['不含税', 'without tax'] })
export type TaxBasis = keyof typeof TAX_BASES
/** H4 binds only a fixed price. */
export const PRICINGS = coded({ fixed: ['固定总价', 'Fixed price'], byActual: ['按实结算', 'By actual'] })
export type Pricing = keyof typeof PRICINGS
/** 技术合同五类. */
export const TECHNOLOGY_CONTRACT_TYPES = coded({
  development: ['技术开发', 'Development'],
  transfer: ['技术转让', 'Transfer'],
  licence: ['技术许可', 'Licence'],
  consulting: ['技术咨询', 'Consulting'],
  service: ['技术服务', 'Service'],
})
export type TechnologyContractType = keyof typeof TECHNOLOGY_CONTRACT_TYPES
/** The chain of services in the city's letter. */
export const SERVICE_CATEGORIES = [
  '技术挖掘',
  '技术熟化',
  '产品试制',
  '工业创新',
  '试验验证',
  '检验检测',
  '计量测试',
  '市场对接',
] as const
export type ServiceCategory = (typeof SERVICE_CATEGORIES)[number]
export const BATCH_KINDS = ['小试', '中试', '工程', '注册', '工艺验证', '临床', '商业'] as const
export type BatchKind = (typeof BATCH_KINDS)[number]
export const EVIDENCE_KINDS = [
  '合同',
  '补充协议',
  '登记证明',
  '批记录',
  '验收单',
  '发票',
  '回单',
  '批件',
  '其他',
] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]
/** 发票种类, as the tax service names them; a paper of before the question was asked states none. */
export const INVOICE_KINDS = coded({
  digitalSpecial: ['数电专票', 'Electronic, special'],
  digitalOrdinary: ['数电普票', 'Electronic, ordinary'],
  paperSpecial: ['纸质专票', 'Paper, special'],
  paperOrdinary: ['纸质普票', 'Paper, ordinary'],
  other: ['其他', 'Other'],
})
/** Where a contract stands; without one it is not signed, or was voided. */
export const CONTRACT_STATES = coded({
  active: called('active'),
  completed: ['已完成', 'Completed'],
  terminated: ['已终止', 'Terminated'],
  suspended: ['已中止', 'Suspended'],
})
export type ContractState = keyof typeof CONTRACT_STATES

/** What is accepted and flagged: what a list calls it, and what it is in a sentence. */
export const WARNINGS = {
  1: {
    short: ['先做后签', 'work before signing'],
    zh: '先做后签：工作日期早于签订日期',
    en: 'work dated before signing',
  },
  2: {
    short: ['信用代码存疑', 'credit code'],
    zh: '统一社会信用代码校验位不符',
    en: 'a credit code fails its check digit',
  },
  3: {
    short: ['到账超额', 'over-received'],
    zh: '到账大于开票或大于合同金额',
    en: 'received more than invoiced, or than the contract',
  },
  4: { short: ['第三方付款', 'third-party payer'], zh: '付款方不是委托方', en: 'the payer is not the client' },
  5: {
    short: ['疑似重复', 'possible duplicate'],
    zh: '疑似重复：同一客户、同一金额、日期相近',
    en: 'same client, amount and nearby date under two numbers',
  },
  6: {
    short: ['关联方', 'related client'],
    zh: '委托方与平台有关联或共建关系',
    en: 'the client is related to, or co-building with, the platform',
  },
  7: {
    short: ['获批无批次', 'approval without batch'],
    zh: '获批产品在账上没有批次',
    en: 'an approval for a product with no batch on the ledger',
  },
  8: { short: ['收率异常', 'yield'], zh: '收率超出 0–100%', en: 'a yield outside 0–100 %' },
  9: {
    short: ['工艺验证批不足', 'too few PPQ batches'],
    zh: '获批前工艺验证批不足',
    en: 'too few PPQ batches before an approval',
  },
  10: { short: ['补录', 'late entry'], zh: '补录：登记晚于发生日期过久', en: 'recorded long after it happened' },
  11: {
    short: ['期末签订', 'signed at the end'],
    zh: '统计期末签订且其后无活动',
    en: 'signed in the last days of the window, with no later activity',
  },
  12: { short: ['大额变更', 'large amendment'], zh: '补充协议变动幅度过大', en: 'a large amendment' },
  13: {
    short: ['批准年份不符', 'year of approval'],
    zh: '批准年份与批准文号年份不符',
    en: 'the year of approval is not the year in the number',
  },
  14: { short: ['无佐证', 'no evidence'], zh: '无佐证材料', en: 'no evidence' },
  15: {
    short: ['登记金额不符', 'registered amount'],
    zh: '技术合同登记金额与合同金额不符',
    en: 'the registered amount is not the contract’s',
  },
  16: {
    short: ['完成后无到账', 'nothing received'],
    zh: '完成已久仍无到账',
    en: 'completed long ago, nothing received',
  },
  17: {
    short: ['税额过高', 'too much tax'],
    zh: '税额高于当时最高法定税率',
    en: 'more tax than the highest lawful rate of its day makes',
  },
  18: {
    short: ['不含税超额', 'untaxed above contract'],
    zh: '不含税开票超出合同金额，差额仅为尾差',
    en: 'invoiced without tax above the contract, by no more than rounding',
  },
  19: {
    short: ['佐证未上传', 'evidence not uploaded'],
    zh: '佐证材料未上传',
    en: 'evidence whose file was not uploaded',
  },
} as const
