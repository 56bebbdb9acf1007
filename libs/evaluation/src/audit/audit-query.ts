import { BusinessDay, Matching, OneOf, Text } from '@pilot-ledger/http'
import { QUESTION_CODES } from './questions'

const PAGE = /^([1-9]\d{0,2}|1000)$/

/** Which rows are shown; totals are always of all of them. */
export class AuditRowsQuery {
  @OneOf(QUESTION_CODES, { optional: true, description: '只列出此问题上重点关注的行' })
  question?: string
  @Text(40, { optional: true, description: '较早的截止：答复与当时为何不同', example: '2025-09-15' })
  since?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
  @Matching(PAGE, { optional: true, description: '每页行数，缺省 200', example: '200' })
  limit?: string
  @Text(400, { optional: true, description: '上一页给出的 next' })
  cursor?: string
}

/** The same of any figure, without a round. */
export class AuditQuery extends AuditRowsQuery {
  @Text(400, {
    optional: true,
    description: '指标代码，逗号分隔，至多 10 个；缺省为合同金额',
    example: 'contractAmount',
  })
  code?: string
  @BusinessDay({ optional: true, description: '统计期起（含）；缺省为平台认定日', example: '2024-11-01' })
  from?: string
  @BusinessDay({ optional: true, description: '统计期止（含）；缺省为今日', example: '2025-08-31' })
  to?: string
  @Text(40, { optional: true, description: '截止：序号、带时区时刻或日期', example: '2025-09-15' })
  asOf?: string
}

export class SealQuery {
  @Text(4000, { optional: true, description: '平台 id，逗号分隔；缺省为全部' })
  platforms?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}
