import { field, patternForm } from '@pilot-ledger/kernel'
import { defineContractEvent } from './contract-event'
import { approvalNumber } from './forms'
import { outOfOrder } from './terms'
import { BATCH_KINDS } from './vocabulary'

const RECORD = 'recordEngagementEntry'
const product = field.text(100, '产品', 'Product', { example: '内窥镜物镜组', maskable: 'name' })
const SIZE = patternForm(/^(0|[1-9]\d{0,11})(\.\d{1,6})?$/, [
  '须为不小于零的数，小数至多六位，如 120',
  'a number of zero or more with at most six decimals is expected, as 120',
])
const YIELD = patternForm(/^-?(0|[1-9]\d{0,5})(\.\d{1,4})?$/, [
  '须为数，小数至多四位，如 96.5',
  'a number with at most four decimals is expected, as 96.5',
])
const batchNo = field.number('批号', 'Batch no.', { example: 'Z250401' })

export const batchRun = defineContractEvent({
  type: 'BatchRun',
  zh: '批次',
  en: 'Batch',
  route: { path: 'batches', action: RECORD },
  allowed: { beforeSigning: true, suspended: false, completed: true, terminated: false },
  group: 'delivery',
  daily: true,
  evidence: '批记录',
  day: 'startedOn',
  summary: ['batchNo', 'product', 'kind', { joined: ['size', 'unit'] }, 'line', { labelled: 'yieldPercent' }],
  fields: {
    batchNo,
    product,
    kind: field.choice(BATCH_KINDS, '类别', 'Kind'),
    size: field.formed(SIZE, '批量', 'Size', { example: '120' }),
    unit: field.text(20, '单位', 'Unit', { example: '套' }),
    line: field.maybe(field.text(100, '生产线', 'Line', { example: '2号线' })),
    startedOn: field.day('开始日期', 'Started on'),
    /** Absent while the batch is running. */
    completedOn: field.maybe(field.day('完成日期', 'Completed on')),
    /** Outside 0–100 is W8. */
    yieldPercent: field.maybe(field.formed(YIELD, '收率 %', 'Yield %', { example: '96.5' })),
  },
  refuse: ({ startedOn, completedOn }) => outOfOrder(startedOn, completedOn, '/completedOn'),
})

const disposition = {
  batchNo,
  product,
  on: field.day('日期', 'Date'),
  by: field.text(100, '经办', 'By', { example: '质量部' }),
}
/** Of the batch in the path; the product only where its number is used for several. */
const ofBatch = (path: string) => ({
  path: `batches/:batchNo/${path}`,
  action: RECORD,
  fromPath: { batchNo: 'batchNo' },
  mayBeLeftOut: ['product'],
})

export const batchReleased = defineContractEvent({
  type: 'BatchReleased',
  zh: '批次放行',
  en: 'Batch released',
  route: ofBatch('release'),
  allowed: { beforeSigning: true, suspended: false, completed: true, terminated: false },
  group: 'delivery',
  evidence: '批记录',
  day: 'on',
  summary: ['batchNo', 'product', 'by'],
  fields: disposition,
})

export const batchRejected = defineContractEvent({
  type: 'BatchRejected',
  zh: '批次不合格',
  en: 'Batch rejected',
  route: ofBatch('rejection'),
  allowed: { beforeSigning: true, suspended: false, completed: true, terminated: false },
  group: 'delivery',
  day: 'on',
  summary: ['batchNo', 'product', 'by', 'reason'],
  fields: {
    ...disposition,
    reason: field.maybe(field.text(500, '理由', 'Reason', { example: '像质不达标', long: true, maskable: true })),
  },
})

export const deliverableAccepted = defineContractEvent({
  type: 'DeliverableAccepted',
  zh: '验收',
  en: 'Deliverable accepted',
  route: { path: 'deliverables', action: RECORD },
  allowed: { beforeSigning: true, suspended: false, completed: true, terminated: false },
  group: 'delivery',
  evidence: '验收单',
  day: 'acceptedOn',
  summary: ['deliverableNo', 'title', 'acceptedBy'],
  fields: {
    deliverableNo: field.number('成果编号', 'Deliverable no.', { example: 'CG-01' }),
    title: field.maybe(field.text(300, '名称', 'Title', { example: '中试报告', maskable: true })),
    acceptedOn: field.day('验收日期', 'Accepted on'),
    acceptedBy: field.text(100, '验收人', 'Accepted by', { example: '委托方项目部', maskable: true }),
  },
})

export const drugApprovalObtained = defineContractEvent({
  type: 'DrugApprovalObtained',
  zh: '取得药品注册证书',
  en: 'Drug approval',
  route: { path: 'approvals', action: RECORD },
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: false },
  group: 'delivery',
  outcome: 'achieved',
  evidence: '批件',
  day: 'approvedOn',
  summary: ['variety', 'product', 'approvalNo', 'certificateNo', 'holder'],
  fields: {
    product: field.text(100, '产品', 'Product', { example: '盐酸示例片 10mg', maskable: 'name' }),
    /** Two strengths are one variety. */
    variety: field.text(100, '品种', 'Variety', { example: '盐酸示例片', maskable: 'name' }),
    /** Both numbers lead to product and holder in the public register. */
    approvalNo: approvalNumber,
    certificateNo: field.number('证书编号', 'Certificate no.', { example: '2025S00001', maskable: 'number' }),
    holder: field.party('上市许可持有人', 'Holder (MAH)', { maskable: true }),
    approvedOn: field.day('批准日期', 'Approved on'),
  },
})

export const DELIVERY_EVENTS = [batchRun, batchReleased, batchRejected, deliverableAccepted] as const
