import { type BusinessDate, defineEvent, field } from '@pilot-ledger/kernel'
import { bankReference, DEADLINES, deadlines, hash, made, platform, reason, sealNo, value } from './forms'

const { maybe } = field

const OPENING = {
  roundNo: field.text(64, '轮次编号，全局唯一', 'Round no.', { example: 'PJ-2025' }),
  title: field.text(200, '名称', 'Title', { example: '2025年度中试平台绩效评价' }),
  year: maybe(field.whole(1990, 2199, '评价年度', 'Year', { note: '方案按自然年统计时必填', example: 2025 })),
  platforms: field.texts(36, '参评平台 id', 'Platforms that take part'),
  deadlines,
  synthetic: maybe(field.flag('演示数据', 'Demonstration data')),
  repeats: maybe(
    field.text(1000, '再次评价的理由', 'Why evaluated again', {
      note: '同一方案、同一年度已有轮次含其中平台的，须说明',
      example: '补充评价：首轮漏列一家平台的合同',
    }),
  ),
}
/** What is sent to open a round. */
export const ROUND_OPENING = {
  ...OPENING,
  scheme: field.reference('方案 id', 'Scheme'),
  version: field.whole(1, 9999, '方案版本', 'Version'),
  supersededVersion: maybe(field.flag('明知该版本已被取代，仍按其评价', 'By a superseded version all the same')),
}
/** 截止: for `opening` the sequence is fixed here; the other rules name a day whose end is the cut. */
type CutOfRound =
  | { readonly rule: 'opening'; readonly sequence: number }
  | { readonly rule: 'day'; readonly day: BusinessDate }
  | { readonly rule: 'selfAssessmentDeadline' }
interface SchemeOfRound {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly contentHash: string
}
export const roundOpened = defineEvent({
  type: 'RoundOpened',
  zh: '开启轮次',
  en: 'Round opened',
  fields: {
    ...OPENING,
    scheme: made<SchemeOfRound>('方案', 'Scheme'),
    cut: made<CutOfRound>('截止', 'Cut'),
    /** The scheme ranks participants or grades the first: one re-opening takes back every grade. */
    relative: field.flag('等级取决于名次', 'Graded by rank'),
  },
  summary: ['roundNo', 'title'],
})
export const deadlineMoved = defineEvent({
  type: 'DeadlineMoved',
  zh: '调整期限',
  en: 'Deadline moved',
  fields: {
    deadline: field.choice(DEADLINES, '期限', 'Deadline'),
    to: field.laterDay('调整至', 'Moved to'),
    reason: reason('暴雨停工，顺延一周'),
  },
  summary: ['deadline', 'to'],
})

/** Rows of a result too long for one entry; they belong to the `ResultSealed` of the same platform and hash. */
export const resultRowsSealed = defineEvent({
  type: 'ResultRowsSealed',
  zh: '封存明细',
  en: 'Rows sealed',
  fields: {
    platform,
    hash,
    /** From 0. */
    part: field.whole(0, Number.MAX_SAFE_INTEGER, '分段', 'Part'),
    /** By indicator; the items of the subsidy under `/subsidy/items`. */
    rows: made<readonly { readonly indicator: string; readonly rows: readonly object[] }[]>('明细', 'Rows'),
  },
  summary: ['hash', 'part'],
})
/** 封存 of one platform's result. `hash`: SHA-256 (hex) over the canonical form of the whole snapshot, rows included. */
export const resultSealed = defineEvent({
  type: 'ResultSealed',
  zh: '封存结果',
  en: 'Result sealed',
  fields: {
    sealNo,
    platform,
    /** The snapshot; its indicators' rows are empty where `rowParts` says how many `ResultRowsSealed` hold them. */
    snapshot: made<object>('结果', 'Result'),
    hash,
    rowParts: maybe(field.whole(1, Number.MAX_SAFE_INTEGER, '明细分段数', 'Parts of rows')),
    /** Up to which entry other rounds and the register were read. Absent in the first results: up to the entry before this. */
    readTo: maybe(field.whole(0, Number.MAX_SAFE_INTEGER, '其他轮次读至', 'Others read to')),
    /** How what was granted already was counted. Absent: every scheme's grants, and F22 for each round alone. */
    grants: maybe(field.choice(['byScheme'] as const, '已补助的计法', 'How grants were counted')),
  },
  summary: ['sealNo', 'hash'],
  attested: 'sealed',
})
/**
 * A sealing that counted too little: other rounds were sealed after what it had read and before its own entries. What was
 * sealed stays and verifies as it did; the next sealing takes its place. `platforms`: whose body's grants had moved.
 */
export const sealOvertaken = defineEvent({
  type: 'SealOvertaken',
  zh: '补助上限有变，重新封存',
  en: 'Caps had moved: sealed anew',
  fields: { sealNo, platforms: field.texts(36, '平台 id', 'Platforms') },
  summary: ['sealNo'],
})

/** 公布 of every sealed result of the round. */
export const resultPublished = defineEvent({
  type: 'ResultPublished',
  zh: '公布',
  en: 'Published',
  fields: {
    sealNo,
    on: field.day('公布日期', 'Published on'),
    document: maybe(field.text(200, '公布文件', 'Document', { example: '示例〔2026〕1号' })),
  },
  day: 'on',
  summary: ['document'],
  attested: 'published',
})

export const subsidyDetermined = defineEvent({
  type: 'SubsidyDetermined',
  zh: '核定补助',
  en: 'Subsidy determined',
  fields: {
    platform,
    sealNo,
    year: field.whole(1990, 2199, '年度', 'Year'),
    hash,
    amount: value('补助金额', 'Amount'),
  },
  summary: ['amount'],
})
export const subsidyPaid = defineEvent({
  type: 'SubsidyPaid',
  component: 'SubsidyPaymentDto',
  zh: '拨付补助',
  en: 'Subsidy paid',
  fields: {
    platform,
    bankReference,
    amount: field.amount('金额', 'Amount'),
    paidOn: field.day('拨付日期', 'Paid on'),
  },
  day: 'paidOn',
  summary: ['bankReference', 'amount'],
})
export const subsidyPaymentVoided = defineEvent({
  type: 'SubsidyPaymentVoided',
  component: 'SubsidyPaymentVoidDto',
  zh: '作废拨付',
  en: 'Payment voided',
  fields: { platform, bankReference, reason: reason('回单登记错误') },
  summary: ['bankReference'],
})
