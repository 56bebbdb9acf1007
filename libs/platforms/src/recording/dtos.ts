import { AnyObject, BusinessDay, DayOrMonth, Flag, Matching, Nested, OneOf, Text, TextList } from '@pilot-ledger/http'
import { RECOGNITION_TIERS } from '../domain/events'
import { LONGEST } from '../domain/format'

/** The contents of requests: form only; what they mean is judged by the domain. */
export class RegisterPartyIdDto {
  @OneOf(['uscc', 'foreign', 'person'], {
    description: 'uscc 统一社会信用代码 · foreign 境外 · person 自然人（平台内部编号）',
  })
  scheme!: string
  @Text(64, { example: '913502000728319549' })
  value!: string
  @Matching(/^[A-Z]{2}$/, { optional: true, description: 'foreign only: ISO 3166-1', example: 'DE' })
  country?: string
}

export class RegisterPartyDto {
  @Nested(() => RegisterPartyIdDto)
  id!: RegisterPartyIdDto
  @Text(200, { example: '长春理工大学中山研究院' })
  name!: string
}

export class PlatformRegisteredDto {
  @Text(LONGEST.title, {
    description: '平台全称，照认定文件；登记后不可更正',
    example: '中山市精密仪器与智能装备中试平台',
  })
  name!: string
  @Nested(() => RegisterPartyDto, { description: '依托单位' })
  host!: RegisterPartyDto
  @Text(LONGEST.key, { description: '镇街', example: '火炬开发区' })
  town!: string
  @TextList(LONGEST.key, { description: '领域', example: ['精密仪器', '智能装备'] })
  fields!: string[]
  @BusinessDay({ description: '登记日期', example: '2024-12-02' })
  registeredOn!: string
  @Flag({ optional: true, description: '演示数据' })
  synthetic?: boolean
}

export class PlatformRecognizedDto {
  @OneOf(RECOGNITION_TIERS, { description: '市级 municipal · 省级 provincial · 国家级 national' })
  tier!: string
  @Text(LONGEST.key, { optional: true, description: '批次', example: '2024年度' })
  batch?: string
  @DayOrMonth({ description: '认定日期；原文仅有月份的填 YYYY-MM' })
  on!: string
  @Text(LONGEST.title, { optional: true, description: '认定文件', example: '中山科函〔2025〕178号' })
  document?: string
}

export class RecognitionRevokedDto {
  @OneOf(RECOGNITION_TIERS)
  tier!: string
  @BusinessDay({ description: '失效首日', example: '2025-06-01' })
  on!: string
  @Text(LONGEST.wording, { example: '绩效评价不合格' })
  reason!: string
}

export class CultivationDesignatedDto {
  @Text(LONGEST.key, { optional: true, description: '批次', example: '2024年度' })
  batch?: string
  @DayOrMonth({ description: '列入培育日期；原文仅有月份的填 YYYY-MM' })
  on!: string
  @Text(LONGEST.title, { optional: true })
  document?: string
}

export class FigureSourceDto {
  @Text(LONGEST.title, { example: '中山科函〔2025〕178号' })
  document!: string
  @BusinessDay({ example: '2025-09-15' })
  publishedOn!: string
  @Text(LONGEST.wording, { description: '原文', example: '签订合同金额2063万元' })
  wording!: string
}

export class FigurePublishedDto {
  @Text(LONGEST.key, { description: '公布数编号，平台内唯一', example: 'F8' })
  publicationNo!: string
  @Text(LONGEST.key, { description: '指标代码，见 /api/figure-catalogue', example: 'contractAmount' })
  figure!: string
  @Text(40, { description: '照原文填写：小数位即其精度（2063 不等于 2063.00），无千分位', example: '2063' })
  value!: string
  @OneOf(['元', '万元', '亿元', 'count'], { example: '万元' })
  unit!: string
  @Text(LONGEST.key, { description: '原文的单位或量词', example: '万元' })
  unitAsWritten!: string
  @OneOf(['signed', 'invoiced', 'received', 'outstanding', 'notApplicable', 'notStated'], {
    description: '口径：签订 · 开票 · 到账 · 未到账 · 不适用（计数）· 原文未载明',
    example: 'signed',
  })
  basis!: string
  @DayOrMonth({ optional: true, description: '统计期起；原文未载明的不填' })
  windowFrom?: string
  @DayOrMonth({ optional: true, description: '统计期止；原文未载明的不填', example: '2025-08' })
  windowTo?: string
  @Nested(() => FigureSourceDto)
  source!: FigureSourceDto
  @Flag({ optional: true, description: '演示数据' })
  synthetic?: boolean
}

export class RegisterCorrectionContentDto {
  @Text(64, { description: '原记录的类型', example: 'PlatformRecognized' })
  type!: string
  @AnyObject({ description: '更正后的完整内容，字段同原登记', example: { tier: 'municipal', on: '2024-11-28' } })
  data!: object
}

export class RegisterCorrectionDto {
  @Matching(/^[0-9a-f-]{36}$/, { description: '被更正的现行记录', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
  corrects!: string
  @Nested(() => RegisterCorrectionContentDto)
  content!: RegisterCorrectionContentDto
  @Text(LONGEST.wording, { example: '认定日期已查明' })
  reason!: string
}

export class RegisterVoidDto {
  @Matching(/^[0-9a-f-]{36}$/, { description: '被作废的现行记录', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
  voids!: string
  @Text(LONGEST.wording, { example: '重复登记' })
  reason!: string
}

/** A change that needs a second person: one of the two, as its own door takes it. */
export class RegisterProposalDto {
  @Nested(() => RegisterCorrectionDto, { optional: true })
  correction?: RegisterCorrectionDto
  @Nested(() => RegisterVoidDto, { optional: true })
  void?: RegisterVoidDto
}

export class RegisterRejectionDto {
  @Text(LONGEST.wording, { example: '依据不足' })
  reason!: string
}
