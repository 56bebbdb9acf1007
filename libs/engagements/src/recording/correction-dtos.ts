import { AnyObject, Flag, Matching, Nested, OneOf, Text } from '@pilot-ledger/http'
import { DATA_CLASS } from './contents'

export class CorrectionContentDto {
  @OneOf(Object.keys(DATA_CLASS), { example: 'InvoiceIssued', description: '与被更正记录同一类型' })
  type!: string
  @AnyObject({ description: '更正后的完整内容，字段同原登记' })
  data!: object
}

export class CorrectionDto {
  @Matching(/^[0-9a-f-]{36}$/, { description: '被更正的现行记录' })
  corrects!: string
  @Nested(() => CorrectionContentDto)
  content!: CorrectionContentDto
  @Text(500, { example: '发票金额录入有误' })
  reason!: string
}

export class VoidDto {
  @Matching(/^[0-9a-f-]{36}$/, { description: '被作废的现行记录' })
  voids!: string
  @Text(500, { example: '重复登记' })
  reason!: string
  @Flag({
    optional: true,
    description: '连同依附于此的后续记录一并作废（自后向前，答复 takenAlong 列出）；到账不随同作废',
  })
  includeLater?: boolean
}

/** A change that needs a second person: one of the two, as its own door takes it. */
export class ProposalDto {
  @Nested(() => CorrectionDto, { optional: true })
  correction?: CorrectionDto
  @Nested(() => VoidDto, { optional: true })
  void?: VoidDto
}

export class ProposalRejectionDto {
  @Text(500, { example: '佐证不足' })
  reason!: string
}
