import { type DataOf, defineEvent, field, objectsForm, type Window } from '@pilot-ledger/kernel'
import { evidence, indicator, made, platform, reason, reply, sequence, value } from './forms'

const { maybe } = field

const CLAIM = {
  indicator,
  value: value('填报数', 'Claimed', { note: '计数为整数，金额两位小数', example: '1263400.00' }),
  reason: maybe(reason('另有一份合同正在补录', { note: '与账本不同时必填' })),
  evidence: maybe({ ...evidence, note: '人工填报的指标必附' }),
}
/** What is sent of one indicator. */
export type ClaimSent = DataOf<typeof CLAIM>
export const CLAIMS = {
  claims: field.formed(objectsForm<ClaimSent>('ClaimDto', CLAIM, 1, 200), '填报', 'Claims'),
}
/** 填报数 of one indicator: what the ledger said when it was stated, and what the platform states. */
export interface Claim extends Omit<ClaimSent, 'value'> {
  /** Absent for values entered by hand, and where the ledger refuses to add (H12). */
  readonly ledger?: string
  readonly claimed: string
}
const STATED = { platform, cut: sequence, claims: made<readonly Claim[]>('填报数', 'Claims') }
/** A draft: later ones replace the indicators they name. */
export const assessmentStated = defineEvent({
  type: 'AssessmentStated',
  zh: '填报',
  en: 'Stated',
  fields: STATED,
  summary: [],
})
/** 提交: every indicator of the scheme, prefilled from the ledger where nothing was stated. */
export const assessmentSubmitted = defineEvent({
  type: 'AssessmentSubmitted',
  zh: '提交自评',
  en: 'Submitted',
  fields: STATED,
  summary: [],
})
/** To the platform (`submission`, with its own last day) or back to the evaluator (`verification`). Grades given are taken back. */
export const assessmentReopened = defineEvent({
  type: 'AssessmentReopened',
  component: 'ReopeningDto',
  zh: '重开',
  en: 'Re-opened',
  fields: {
    platform,
    to: field.choice(
      { submission: ['退回平台填报', 'to the platform'], verification: ['退回核定', 'to the evaluator'] },
      '退回',
      'To',
    ),
    until: maybe(field.laterDay('退回填报时给该平台的期限', 'Last day of the platform')),
    reason: reason('平台说明因系统故障未能提交'),
  },
  summary: ['to', 'reason'],
})

/** What is sent to strike a row. */
export const STRIKE = {
  indicator,
  /** Id of the row among the indicator's rows. */
  row: field.text(300, '指标明细行的 row', 'Row', { example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' }),
  /** The part taken away; absent: the whole row. */
  amount: maybe(field.amount('仅核减部分金额', 'Part struck', { note: '不填为整行' })),
  reason: reason('委托方为共建单位'),
}
/** 核减: a row out of the count, wholly or in part (sums only). `strike` is its number within the platform: `1`, `2` … */
export const rowStruck = defineEvent({
  type: 'RowStruck',
  zh: '核减',
  en: 'Row struck',
  fields: {
    platform,
    strike: field.text(12, '核减编号', 'Strike'),
    ...STRIKE,
    entryId: field.reference('记录', 'Entry'),
    engagement: maybe(field.reference('合同', 'Contract')),
    date: field.laterDay('日期', 'Date'),
    /** What the row contributed. */
    value: value('该行数', 'Value of the row'),
  },
  summary: ['indicator', 'amount', 'reason'],
})
export const strikeLifted = defineEvent({
  type: 'StrikeLifted',
  zh: '撤销核减',
  en: 'Strike lifted',
  fields: { platform, strike: field.text(12, '核减编号', 'Strike'), reason: reason('经查非关联方') },
  summary: ['strike', 'reason'],
})
/** 核定数 of a value entered by hand. */
export const valueVerified = defineEvent({
  type: 'ValueVerified',
  component: 'VerifiedValueDto',
  zh: '核定人工填报数',
  en: 'Hand value set',
  fields: {
    platform,
    indicator,
    value: value('核定数', 'Verified', { example: '78.5' }),
    reason: maybe(reason('佐证不足', { note: '与填报数不同时必填' })),
  },
  summary: ['indicator', 'value'],
})

/** One indicator as verified: `ledger` is the value of all rows at the round's cut, `verified` that of the rows not struck. */
export interface VerifiedValue {
  readonly indicator: string
  readonly claimed: string
  readonly ledger?: string
  readonly verified: string
}
interface ItemOfSubsidy {
  readonly engagement: string
  readonly contractNo: string
  readonly value: string
}
export const assessmentVerified = defineEvent({
  type: 'AssessmentVerified',
  zh: '核定完成',
  en: 'Verified',
  fields: {
    platform,
    cut: sequence,
    window: made<Window>('统计期', 'Window'),
    values: made<readonly VerifiedValue[]>('核定数', 'Verified values'),
    /** Verified value per contract behind the subsidy's base. */
    items: maybe(made<readonly ItemOfSubsidy[]>('逐份合同', 'By contract')),
  },
  summary: [],
})
/** 反馈 on the verification; 申诉 after publication. */
export const verificationReplied = defineEvent({
  type: 'VerificationReplied',
  component: 'ReplyDto',
  zh: '平台反馈',
  en: 'Platform replied',
  fields: {
    platform,
    stage: field.choice(['reply', 'appeal'] as const, '反馈或申诉', 'Stage'),
    accepts: field.flag('是否认可核定结果', 'Accepts the verification'),
    text: reply('第 3 行并非共建单位，附登记证明'),
    evidence: maybe(evidence),
  },
  summary: ['text'],
})
/** `granted`: the evaluator re-opens; `dismissed`: the verification stands. */
export const replyAnswered = defineEvent({
  type: 'ReplyAnswered',
  component: 'ReplyAnswerDto',
  zh: '答复反馈',
  en: 'Reply answered',
  fields: {
    platform,
    outcome: field.choice({ granted: ['采纳', 'granted'], dismissed: ['不采纳', 'dismissed'] }, '答复', 'Outcome'),
    text: reply('证据充分，重新核定'),
  },
  summary: ['outcome', 'text'],
})

/** Two people: `by` is the actor of the request, so that the rule can compare. */
const by = field.formed<string>({ kind: 'text', schema: { type: 'string' }, fault: () => undefined }, '经办', 'By')
export const gradeProposed = defineEvent({
  type: 'GradeProposed',
  zh: '拟定等级',
  en: 'Grade proposed',
  fields: {
    platform,
    grade: field.text(40, '等级', 'Grade'),
    score: value('得分', 'Score'),
    by,
  },
  summary: ['grade', 'score'],
})
export const gradeConfirmed = defineEvent({
  type: 'GradeConfirmed',
  zh: '复核等级',
  en: 'Grade confirmed',
  fields: { platform, by },
  summary: [],
})
export const gradeRejected = defineEvent({
  type: 'GradeRejected',
  zh: '退回等级',
  en: 'Grade rejected',
  fields: { platform, by, reason: reason('得分有误') },
  summary: ['reason'],
})
