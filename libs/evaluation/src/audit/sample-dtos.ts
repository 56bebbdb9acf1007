import { Matching, NestedList, OneOf, Sha256, Text, TextList, WholeNumber } from '@pilot-ledger/http'
import { DRAW_METHODS } from '../domain/sampling-draw'

const CODE = /^[A-Za-z][A-Za-z0-9-]{0,39}$/
const VALUE = /^-?(0|[1-9]\d{0,14})(\.\d{2})?$/
export const STRATA_BY = ['amount', 'category', 'warning'] as const

export class SampleDto {
  @Matching(CODE, { description: '二级指标代码', example: 'income' })
  indicator!: string
  @Text(120, {
    description: '种子：同一种子与同一批行，任何人抽出同样的行',
    example: '2026-04-01 抽查会议现场抽取 731906',
  })
  seed!: string
  @OneOf(DRAW_METHODS, { description: '按行数（count）或按金额占比（money）' })
  method!: 'count' | 'money'
  @WholeNumber(1, 500, { description: '样本量：行数，或按金额抽样的点数', example: 30 })
  size!: number
  @OneOf(STRATA_BY, { optional: true, description: '分层：按金额档、服务类别或有无疑点' })
  strataBy?: (typeof STRATA_BY)[number]
  @TextList(20, { optional: true, description: '金额档的下限，递增', example: ['100000.00', '500000.00'] })
  bands?: string[]
  @WholeNumber(1, 500, { optional: true, description: '至少核查多少行才推断总体，缺省 30' })
  statementFrom?: number
}

export class FindingEvidenceDto {
  @Sha256()
  sha256!: string
  @Text(200, { example: '回单复印件.pdf' })
  fileName!: string
  @WholeNumber(1, 100_000)
  pages!: number
}

export class FindingDto {
  @Text(300, { description: '样本中的行' })
  row!: string
  @OneOf(['none', 'error'], { description: '无差错或有差错' })
  kind!: 'none' | 'error'
  @Matching(VALUE, { optional: true, description: '差错额，多计为正；有差错时必填', example: '20000.00' })
  wrong?: string
  @Text(2000, { optional: true, example: '发票含设备款，非服务收入' })
  note?: string
  @Text(1000, { optional: true, description: '该行已有核查结果时必填：为何改记', example: '补充了原始凭证' })
  reason?: string
  @NestedList(() => FindingEvidenceDto, 1, 20, { optional: true })
  evidence?: FindingEvidenceDto[]
}
