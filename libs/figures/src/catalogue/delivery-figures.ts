import { FACT } from '../columns/store'
import type { FigureDefinition } from './figure'

const flow = { unit: 'count', basis: 'notApplicable', shape: 'flow', when: 'inWindow', day: 'own', version: 1 } as const
const perProduct = {
  ...flow,
  kinds: [FACT.product, FACT.batchStarted],
  measure: 'distinct',
  counted: 'key',
} as const

export const productFigures: readonly FigureDefinition[] = [
  {
    ...perProduct,
    code: 'products',
    zh: '服务产品数',
    en: 'Service products',
    definition: {
      zh: '统计期内签订的合同所列产品，以及统计期内投料的批次所属产品，按名称去重',
      en: 'Distinct products named by contracts signed in the window or run in batches started in it',
    },
  },
  {
    ...perProduct,
    code: 'products.withCompletedBatch',
    zh: '服务产品数（有完成批次）',
    en: 'Service products with a completed batch',
    definition: {
      zh: '服务产品中，截至统计期末已有完成批次的产品数',
      en: 'Of the service products, those with a batch completed by the end of the window',
    },
    further: (question, row) => question.hasCompletedBatch(question.columns.key[row]),
  },
]

export const batchFigures: readonly FigureDefinition[] = [
  {
    ...flow,
    code: 'batches',
    zh: '完成批次数',
    en: 'Batches completed',
    definition: { zh: '完成日期在统计期内的批次数', en: 'Batches completed in the window' },
    kinds: [FACT.batchCompleted],
    measure: 'rows',
  },
  {
    ...flow,
    code: 'batchesReleased',
    zh: '放行批次数',
    en: 'Batches released',
    definition: { zh: '放行日期在统计期内的批次数', en: 'Batches released in the window' },
    kinds: [FACT.batchReleased],
    measure: 'rows',
  },
]

const perApproval = { ...flow, kinds: [FACT.approval], measure: 'distinct', counted: 'key' } as const

export const approvalFigures: readonly FigureDefinition[] = [
  {
    ...perApproval,
    code: 'approvals',
    zh: '获批品种数',
    en: 'Varieties approved',
    definition: {
      zh: '批准日期在统计期内的药品品种数（同一品种多个规格计一个）',
      en: 'Distinct varieties with an approval dated in the window (two strengths are one variety)',
    },
  },
  {
    ...perApproval,
    code: 'approvals.certificates',
    zh: '获批证书数',
    en: 'Registration certificates',
    definition: {
      zh: '批准日期在统计期内的药品注册证书数；编号不分全半角、大小写、空格，同一编号计一张',
      en: 'Distinct registration certificates dated in the window; a number is one without width, case and spaces',
    },
    version: 2,
    counted: 'detail',
  },
  {
    ...perApproval,
    code: 'approvals.clientIsHolder',
    zh: '获批品种数（客户为持有人）',
    en: 'Varieties approved with the client as holder',
    definition: {
      zh: '获批品种中，上市许可持有人与合同委托单位在批准当日为同一法人的品种数（分支机构与总机构以当日有效的申报为准）',
      en: 'Varieties approved whose marketing authorisation holder is on the day of the approval one legal person with the contract’s client (branch and head office as declared on that day)',
    },
    version: 2,
    further: (question, row) => question.holderIsClient(row),
  },
]
