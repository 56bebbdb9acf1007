import {
  type DataOf,
  type Form,
  field,
  objectForm,
  objectsForm,
  patternForm,
  type Shape,
  type Words,
} from '@pilot-ledger/kernel'

/** Fields as they recur. */
export const platform = field.reference('平台 id', 'Platform')
export const reason = (example: string, more: { readonly note?: string } = {}) =>
  field.text(1000, '理由', 'Reason', { example, ...more })
export const reply = (example: string) => field.text(2000, '内容', 'Text', { example })
/** Neither bound says anything of the ledger: how many entries there are. */
export const sequence = field.whole(0, Number.MAX_SAFE_INTEGER, '截止序号', 'Cut')
export const hash = field.file('SHA-256（canonical JSON）', 'SHA-256 of the canonical form')
export const sealNo = field.whole(1, Number.MAX_SAFE_INTEGER, '封存次序', 'Sealing')
export const bankReference = field.text(64, '银行回单号', 'Bank slip')

/** 二级指标 of a scheme. */
export const CODE = /^[A-Za-z][A-Za-z0-9-]{0,39}$/
export const CODE_EXPECTED: Words = [
  '须为字母开头的字母、数字与连字符，至多 40 个',
  'up to 40 letters, digits and hyphens beginning with a letter are expected',
]
/** A number of a scheme: weights, targets, points, cut-offs. */
export const DECIMAL = /^(0|[1-9]\d{0,14})(\.\d{1,6})?$/
export const indicator = field.formed(patternForm(CODE, CODE_EXPECTED), '二级指标代码', 'Indicator', {
  example: 'income',
})
/** Whole numbers for counts, two decimals for CNY: which of them the unit of the indicator says, and who decides judges by it. */
const NUMBER = patternForm(/^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/, [
  '须为数，小数至多六位，无千分位',
  'a number with at most six decimals and no thousands’ marks is expected',
])
const VALUE: Form<string> = { ...NUMBER, strictFault: () => undefined }
export const value = (zh: string, en: string, more: { readonly note?: string; readonly example?: string } = {}) =>
  field.formed(VALUE, zh, en, more)

/** Put together by the program, and judged by what it is made of: no form of its own. */
export const made = <Value>(zh: string, en: string) => field.shaped({} as Shape<Value>, zh, en)

const EVIDENCE = {
  sha256: field.file('文件 SHA-256', 'SHA-256'),
  fileName: field.text(200, '文件名', 'File name', { example: '机时统计表.pdf' }),
  pages: field.whole(1, 100_000, '页数', 'Pages'),
}
/** Paper behind a number that no entry of the ledger says: the file lies elsewhere. */
export type EvidenceRef = DataOf<typeof EVIDENCE>
export const evidence = field.formed(objectsForm<EvidenceRef>('EvidenceRefDto', EVIDENCE, 1, 20), '佐证', 'Evidence')

const DEADLINE = {
  selfAssessment: field.laterDay('自评截止日（含）', 'Self-assessment', { example: '2026-03-31' }),
  verification: field.laterDay('核定截止日', 'Verification', { example: '2026-05-15' }),
  reply: field.laterDay('平台反馈截止日', 'Reply', { example: '2026-05-31' }),
  appeal: field.laterDay('公布后申诉截止日', 'Appeal', { example: '2026-07-15' }),
}
/** Last days, included. */
export type Deadlines = DataOf<typeof DEADLINE>
export type DeadlineName = keyof Deadlines
export const DEADLINES = Object.keys(DEADLINE) as readonly DeadlineName[]
export const deadlines = field.formed(objectForm<Deadlines>('DeadlinesDto', DEADLINE), '期限', 'Deadlines')
