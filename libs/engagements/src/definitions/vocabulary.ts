import type { Words } from '@pilot-ledger/kernel'

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
  active: ['执行中', 'Active'],
  completed: ['已完成', 'Completed'],
  terminated: ['已终止', 'Terminated'],
  suspended: ['已中止', 'Suspended'],
})
export type ContractState = keyof typeof CONTRACT_STATES
