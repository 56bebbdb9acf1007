import {
  Amount,
  BusinessDay,
  Flag,
  Matching,
  Nested,
  NestedList,
  OneOf,
  Sha256,
  Text,
  TextList,
  WholeNumber,
} from '@pilot-ledger/http'
import { DEADLINES } from '../domain/events'

const UUID = /^[0-9a-f-]{36}$/
/** A count or an amount, as the indicator's unit says; judged against it by the room. */
const VALUE = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/
const CODE = /^[A-Za-z][A-Za-z0-9-]{0,39}$/

export class DeadlinesDto {
  @BusinessDay({ description: '自评截止日（含）', example: '2026-03-31' })
  selfAssessment!: string
  @BusinessDay({ description: '核定截止日', example: '2026-05-15' })
  verification!: string
  @BusinessDay({ description: '平台反馈截止日', example: '2026-05-31' })
  reply!: string
  @BusinessDay({ description: '公布后申诉截止日', example: '2026-07-15' })
  appeal!: string
}

export class RoundOpenedDto {
  @Text(64, { description: '轮次编号，全局唯一', example: 'PJ-2025' })
  roundNo!: string
  @Text(200, { example: '2025年度中试平台绩效评价' })
  title!: string
  @Matching(UUID, { description: '方案 id' })
  scheme!: string
  @WholeNumber(1, 9999, { description: '方案版本' })
  version!: number
  @Flag({ optional: true, description: '明知该版本已被取代，仍按其评价' })
  supersededVersion?: boolean
  @WholeNumber(1990, 2199, { optional: true, description: '评价年度；方案按自然年统计时必填', example: 2025 })
  year?: number
  @TextList(36, { description: '参评平台 id' })
  platforms!: string[]
  @Nested(() => DeadlinesDto)
  deadlines!: DeadlinesDto
  @Flag({ optional: true, description: '演示数据' })
  synthetic?: boolean
  @Text(1000, {
    optional: true,
    description: '同一方案、同一年度已有轮次含其中平台的，须说明再次评价的理由',
    example: '补充评价：首轮漏列一家平台的合同',
  })
  repeats?: string
}

export class DeadlineMovedDto {
  @OneOf(DEADLINES)
  deadline!: string
  @BusinessDay()
  to!: string
  @Text(1000, { example: '暴雨停工，顺延一周' })
  reason!: string
}

export class EvidenceRefDto {
  @Sha256()
  sha256!: string
  @Text(200, { example: '机时统计表.pdf' })
  fileName!: string
  @WholeNumber(1, 100_000)
  pages!: number
}

export class ClaimDto {
  @Matching(CODE, { description: '二级指标代码', example: 'income' })
  indicator!: string
  @Matching(VALUE, { description: '填报数；计数为整数，金额两位小数', example: '1263400.00' })
  value!: string
  @Text(1000, { optional: true, description: '与账本不同时必填', example: '另有一份合同正在补录' })
  reason?: string
  @NestedList(() => EvidenceRefDto, 1, 20, { optional: true, description: '人工填报的指标必附' })
  evidence?: EvidenceRefDto[]
}

export class AssessmentDto {
  @NestedList(() => ClaimDto, 1, 200)
  claims!: ClaimDto[]
}

export class ReopeningDto {
  @OneOf(['submission', 'verification'], { description: '退回平台填报 submission · 退回核定 verification' })
  to!: string
  @BusinessDay({ optional: true, description: '退回填报时给该平台的期限' })
  until?: string
  @Text(1000, { example: '平台说明因系统故障未能提交' })
  reason!: string
}

export class StrikeDto {
  @Matching(CODE, { example: 'income' })
  indicator!: string
  @Text(300, { description: '指标明细行的 row', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
  row!: string
  @Amount({ optional: true, description: '仅核减部分金额；不填为整行' })
  amount?: string
  @Text(1000, { example: '委托方为共建单位' })
  reason!: string
}

export class ReasonDto {
  @Text(1000, { example: '经查非关联方' })
  reason!: string
}

export class VerifiedValueDto {
  @Matching(CODE)
  indicator!: string
  @Matching(VALUE, { example: '78.5' })
  value!: string
  @Text(1000, { optional: true, description: '与填报数不同时必填' })
  reason?: string
}

export class ReplyDto {
  @Flag({ description: '是否认可核定结果' })
  accepts!: boolean
  @Text(2000, { example: '第 3 行并非共建单位，附登记证明' })
  text!: string
  @NestedList(() => EvidenceRefDto, 1, 20, { optional: true })
  evidence?: EvidenceRefDto[]
}

export class ReplyAnswerDto {
  @OneOf(['granted', 'dismissed'], { description: '采纳 granted · 不采纳 dismissed' })
  outcome!: string
  @Text(2000, { example: '证据充分，重新核定' })
  text!: string
}

export class PublicationDto {
  @BusinessDay({ description: '公布日期' })
  on!: string
  @Text(200, { optional: true, description: '公布文件', example: '示例〔2026〕1号' })
  document?: string
}

export class SubsidyPaymentDto {
  @Matching(UUID)
  platform!: string
  @Text(64, { description: '银行回单号' })
  bankReference!: string
  @Amount()
  amount!: string
  @BusinessDay()
  paidOn!: string
}

export class SubsidyPaymentVoidDto {
  @Matching(UUID)
  platform!: string
  @Text(64)
  bankReference!: string
  @Text(1000)
  reason!: string
}

/** What a command or a question may wait for. */
export class WaitQuery {
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

export class AsOfQuery extends WaitQuery {
  @Text(40, { optional: true, description: '截止：序号、带时区时刻或日期' })
  asOf?: string
}

export class RoundsQuery extends AsOfQuery {
  @Text(4000, { optional: true, description: '平台 id，逗号分隔' })
  platforms?: string
}

export class RowsQuery extends AsOfQuery {
  @Matching(/^([1-9]\d{0,2}|1000)$/, { optional: true, example: '100' })
  limit?: string
  @Text(400, { optional: true })
  cursor?: string
}
