import { AnyObject, BusinessDay, Flag, Matching, Nested, OneOf, Text } from '@pilot-ledger/http'
import { figurePublished } from '@pilot-ledger/platforms'
import { dataClassOf } from '@pilot-ledger/recording'
import { LONGEST } from '../domain/field'

/** The contents of requests that belong to no register: form only; what they mean is judged by the domain. */
export class ProgrammeOpenedDto {
  @Text(LONGEST.title, { description: '统筹名称；建立后不可更正', example: '中山市中试平台建设' })
  name!: string
  @BusinessDay({ description: '建立日期', example: '2024-09-02' })
  openedOn!: string
  @Text(LONGEST.title, { optional: true, description: '依据文件' })
  document?: string
  @Flag({ optional: true, description: '演示数据' })
  synthetic?: boolean
}

export class ProgrammeFigurePublishedDto extends dataClassOf(figurePublished) {
  @OneOf(['target'], { optional: true, description: '公布的是目标而非现状' })
  states?: string
}

export class ProgrammeCorrectionContentDto {
  @Text(64, { description: '原记录的类型', example: 'ApplicationReceived' })
  type!: string
  @AnyObject({ description: '更正后的完整内容，字段同原登记' })
  data!: object
}

export class ProgrammeCorrectionDto {
  @Matching(/^[0-9a-f-]{36}$/, { description: '被更正的现行记录', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
  corrects!: string
  @Nested(() => ProgrammeCorrectionContentDto)
  content!: ProgrammeCorrectionContentDto
  @Text(LONGEST.wording, { example: '镇街填写有误' })
  reason!: string
}

export class ProgrammeVoidDto {
  @Matching(/^[0-9a-f-]{36}$/, { description: '被作废的现行记录', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
  voids!: string
  @Text(LONGEST.wording, { example: '重复登记' })
  reason!: string
}

/** A change that needs a second person: one of the two, as its own door takes it. */
export class ProgrammeProposalDto {
  @Nested(() => ProgrammeCorrectionDto, { optional: true })
  correction?: ProgrammeCorrectionDto
  @Nested(() => ProgrammeVoidDto, { optional: true })
  void?: ProgrammeVoidDto
}

export class ProgrammeRejectionDto {
  @Text(LONGEST.wording, { example: '依据不足' })
  reason!: string
}

export class ProgrammePartyIdDto {
  @OneOf(['uscc', 'foreign', 'person'])
  scheme!: string
  @Text(64, { example: '913502000728319549' })
  value!: string
  @Matching(/^[A-Z]{2}$/, { optional: true, description: 'foreign only: ISO 3166-1', example: 'DE' })
  country?: string
}

export class ProgrammePartyDto {
  @Nested(() => ProgrammePartyIdDto)
  id!: ProgrammePartyIdDto
  @Text(200, { example: '示例科技有限公司' })
  name!: string
}
