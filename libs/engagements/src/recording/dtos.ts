import {
  Amount,
  AmountOrZero,
  BusinessDay,
  Flag,
  Matching,
  Nested,
  OneOf,
  SignedAmount,
  Text,
  TextList,
  WholeNumber,
} from '@pilot-ledger/http'
import {
  BATCH_KINDS,
  CONTRACT_KINDS,
  EVIDENCE_KINDS,
  PRICINGS,
  SERVICE_CATEGORIES,
  TAX_BASES,
  TECHNOLOGY_CONTRACT_TYPES,
} from '../domain/events'

/** The contents of requests: form only; what they mean is judged by the domain. */
export class PartyIdDto {
  @OneOf(['uscc', 'foreign', 'person'], {
    description: 'uscc 统一社会信用代码 · foreign 境外 · person 自然人（平台内部编号）',
  })
  scheme!: string
  @Text(64, { example: '91440101MA5CJQ4N59' })
  value!: string
  @Matching(/^[A-Z]{2}$/, { optional: true, description: 'foreign only: ISO 3166-1', example: 'DE' })
  country?: string
}

export class PartyDto {
  @Nested(() => PartyIdDto)
  id!: PartyIdDto
  @Text(200, { example: '示例光电科技有限公司' })
  name!: string
}

export class InvoiceKeyDto {
  @OneOf(['digital', 'traditional'], { description: '数电票 20 位 · 传统发票 代码 + 号码' })
  kind!: string
  @Matching(/^(\d{20}|\d{8})$/, { example: '25442000000012345678' })
  number!: string
  @Matching(/^(\d{10}|\d{12})$/, { optional: true, description: 'traditional only: 发票代码' })
  code?: string
}

export class ContractSignedDto {
  @Matching(/^[0-9a-f-]{36}$/, { description: '平台 id', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
  platform!: string
  @Text(64, { example: 'ZSJM-2025-001' })
  contractNo!: string
  @Nested(() => PartyDto)
  client!: PartyDto
  @Text(300, { example: '光学镜头装调中试服务' })
  title!: string
  @OneOf(CONTRACT_KINDS, { description: '单项 single · 框架 framework · 订单 callOff' })
  kind!: string
  @Text(64, { optional: true, description: 'callOff only: 框架协议编号' })
  parent?: string
  @OneOf(TECHNOLOGY_CONTRACT_TYPES, { optional: true })
  technologyContractType?: string
  @TextList(20, { each: SERVICE_CATEGORIES, example: ['产品试制', '检验检测'] })
  serviceCategories!: string[]
  @TextList(100, { example: ['内窥镜物镜组'] })
  products!: string[]
  @Amount()
  amount!: string
  @OneOf(TAX_BASES, { description: '含税 inclusive · 不含税 exclusive' })
  taxBasis!: string
  @OneOf(PRICINGS, { description: '固定总价 fixed · 按实结算 byActual' })
  pricing!: string
  @BusinessDay()
  signedOn!: string
  @BusinessDay({ optional: true, example: '2026-03-17' })
  endsOn?: string
  @Flag({ optional: true, description: '转包（由他人实施）' })
  subcontracted?: boolean
  @Text(200, { optional: true, description: '其他财政资金支持（项目名称）', example: '市科技计划项目 2025-01' })
  otherFunding?: string
  @Flag({ optional: true, description: '演示数据' })
  synthetic?: boolean
}

export class ContractAmendedDto {
  @Text(64, { example: '补充协议一' })
  amendmentNo!: string
  @Amount({ description: '变更前金额', example: '380000.00' })
  previousAmount!: string
  @SignedAmount({ description: '增减额', example: '-20000.00' })
  delta!: string
  @Amount({ description: '变更后金额', example: '360000.00' })
  newAmount!: string
  @BusinessDay()
  amendedOn!: string
  @Text(500, { example: '减少一个批次' })
  reason!: string
  @TextList(100, { optional: true })
  productsAdded?: string[]
}

export class TechContractRegisteredDto {
  @Text(64, { example: '2025442000001234' })
  registrationNo!: string
  @Text(100, { example: '技术合同认定登记管理办法' })
  regime!: string
  @Amount()
  dealAmount!: string
  @AmountOrZero()
  technologyAmount!: string
  @BusinessDay()
  registeredOn!: string
}

export class BatchRunDto {
  @Text(64, { example: 'Z250401' })
  batchNo!: string
  @Text(100, { example: '内窥镜物镜组' })
  product!: string
  @Text(100, { optional: true, example: '2号线' })
  line?: string
  @OneOf(BATCH_KINDS)
  kind!: string
  @Matching(/^(0|[1-9]\d{0,11})(\.\d{1,6})?$/, { example: '120' })
  size!: string
  @Text(20, { example: '套' })
  unit!: string
  @BusinessDay()
  startedOn!: string
  @BusinessDay({ optional: true })
  completedOn?: string
  @Matching(/^-?(0|[1-9]\d{0,5})(\.\d{1,4})?$/, { optional: true, example: '96.5' })
  yieldPercent?: string
}

/** Release of the batch in the path; the product only where the number is used for several. */
export class ReleaseDto {
  @Text(100, { optional: true, example: '内窥镜物镜组' })
  product?: string
  @BusinessDay()
  on!: string
  @Text(100, { example: '质量部' })
  by!: string
}

export class RejectionDto extends ReleaseDto {
  @Text(500, { optional: true, example: '像质不达标' })
  reason?: string
}

/** As stored: with its batch. */
export class BatchReleasedDto {
  @Text(64, { example: 'Z250401' })
  batchNo!: string
  @Text(100, { example: '内窥镜物镜组' })
  product!: string
  @BusinessDay()
  on!: string
  @Text(100, { example: '质量部' })
  by!: string
}

export class BatchRejectedDto extends BatchReleasedDto {
  @Text(500, { optional: true, example: '像质不达标' })
  reason?: string
}

export class DeliverableAcceptedDto {
  @Text(64, { example: 'CG-01' })
  deliverableNo!: string
  @Text(300, { optional: true, example: '中试报告' })
  title?: string
  @BusinessDay()
  acceptedOn!: string
  @Text(100, { example: '委托方项目部' })
  acceptedBy!: string
}

export class InvoiceIssuedDto {
  @Nested(() => InvoiceKeyDto)
  invoice!: InvoiceKeyDto
  @Amount({ description: '本合同份额（价税合计）' })
  share!: string
  @Amount({ description: '发票价税合计' })
  total!: string
  @AmountOrZero({ example: '21509.43' })
  tax!: string
  @BusinessDay()
  issuedOn!: string
}

export class InvoiceReversedDto {
  @Nested(() => InvoiceKeyDto, { optional: true, description: '红字发票号' })
  redInvoice?: InvoiceKeyDto
  @Amount()
  amount!: string
  @BusinessDay()
  on!: string
}

/** As stored: with the invoice it reduces. */
export class NamedInvoiceReversedDto extends InvoiceReversedDto {
  @Nested(() => InvoiceKeyDto)
  invoice!: InvoiceKeyDto
}

export class PaymentReceivedDto {
  @Text(64, { example: 'HD20250506-0007' })
  bankReference!: string
  @Nested(() => PartyDto)
  payer!: PartyDto
  @Amount({ description: '本合同份额' })
  share!: string
  @Amount({ description: '回单金额' })
  total!: string
  @BusinessDay()
  receivedOn!: string
}

export class PaymentRefundedDto {
  @Text(64, { description: '原到账回单号', example: 'HD20250506-0007' })
  bankReference!: string
  @Text(64, { optional: true })
  refundReference?: string
  @Amount()
  amount!: string
  @BusinessDay()
  on!: string
}

export class DrugApprovalObtainedDto {
  @Text(100, { example: '盐酸示例片 10mg' })
  product!: string
  @Text(100, { example: '盐酸示例片' })
  variety!: string
  @Text(40, { example: '国药准字H20250001' })
  approvalNo!: string
  @Text(64, { example: '2025S00001' })
  certificateNo!: string
  @Nested(() => PartyDto)
  holder!: PartyDto
  @BusinessDay()
  approvedOn!: string
}

export class ContractCompletedDto {
  @BusinessDay()
  on!: string
  @AmountOrZero({ optional: true })
  settlementAmount?: string
  @Text(500, { optional: true })
  note?: string
}

export class ContractTerminatedDto {
  @BusinessDay()
  on!: string
  @AmountOrZero({ optional: true })
  settlementAmount?: string
  @Text(500, { example: '委托方项目取消' })
  reason!: string
}

export class EvidenceAttachedDto {
  @Matching(/^[0-9a-f]{64}$/, { example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' })
  sha256!: string
  @OneOf(EVIDENCE_KINDS)
  kind!: string
  @Text(255, { example: '合同扫描件.pdf' })
  fileName!: string
  @WholeNumber(1, 100_000)
  pages!: number
  @Matching(/^[0-9a-f-]{36}$/, { optional: true })
  entry?: string
}
