import type { BusinessDate, DomainEvent, Party, Recorded } from '@pilot-ledger/kernel'

/** Amounts in events are decimal strings of yuan with two decimals, as on the wire; dates are business days. */
type Amount = string

export const CONTRACT_KINDS = ['single', 'framework', 'callOff'] as const
export type ContractKind = (typeof CONTRACT_KINDS)[number]
/** 含税 / 不含税. Totals never mix them (H12). */
export const TAX_BASES = ['inclusive', 'exclusive'] as const
export type TaxBasis = (typeof TAX_BASES)[number]
/** 固定总价 / 按实结算: H4 binds only a fixed price. */
export const PRICINGS = ['fixed', 'byActual'] as const
export type Pricing = (typeof PRICINGS)[number]
/** 技术合同五类: 开发 / 转让 / 许可 / 咨询 / 服务. */
export const TECHNOLOGY_CONTRACT_TYPES = ['development', 'transfer', 'licence', 'consulting', 'service'] as const
export type TechnologyContractType = (typeof TECHNOLOGY_CONTRACT_TYPES)[number]
/** The chain of services in the city's letter. */
export const SERVICE_CATEGORIES = [
  '技术挖掘',
  '技术熟化',
  '产品试制',
  '工业创新',
  '试验验证',
  '检验检测',
  '计量测试',
  '市场对接',
] as const
export type ServiceCategory = (typeof SERVICE_CATEGORIES)[number]
export const BATCH_KINDS = ['小试', '中试', '工程', '注册', '工艺验证', '临床', '商业'] as const
export type BatchKind = (typeof BATCH_KINDS)[number]
export const EVIDENCE_KINDS = [
  '合同',
  '补充协议',
  '登记证明',
  '批记录',
  '验收单',
  '发票',
  '回单',
  '批件',
  '其他',
] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** 数电票: 20 digits. 传统发票: code (10 or 12 digits) + number (8 digits). */
export type InvoiceKey =
  | { readonly kind: 'digital'; readonly number: string }
  | { readonly kind: 'traditional'; readonly code: string; readonly number: string }

export type ContractSigned = DomainEvent<
  'ContractSigned',
  {
    readonly platform: string
    readonly contractNo: string
    readonly client: Party
    readonly title: string
    readonly kind: ContractKind
    /** The framework's contract number on the same platform; with kind `callOff` and only with it. */
    readonly parent?: string
    readonly technologyContractType?: TechnologyContractType
    readonly serviceCategories: readonly ServiceCategory[]
    readonly products: readonly string[]
    readonly amount: Amount
    readonly taxBasis: TaxBasis
    readonly pricing: Pricing
    readonly signedOn: BusinessDate
    readonly endsOn?: BusinessDate
    /** 转包: the platform has somebody else do the work; some evaluations leave it out. */
    readonly subcontracted?: boolean
    /** 其他财政资金: what else of public money pays for it, as the papers name it. */
    readonly otherFunding?: string
    /** Demonstration data: shown as such wherever it appears. */
    readonly synthetic?: boolean
  }
>
export type ContractAmended = DomainEvent<
  'ContractAmended',
  {
    readonly amendmentNo: string
    readonly previousAmount: Amount
    /** Signed: `-1000.00` lowers the amount. */
    readonly delta: Amount
    readonly newAmount: Amount
    readonly amendedOn: BusinessDate
    readonly reason: string
    readonly productsAdded?: readonly string[]
  }
>
export type TechContractRegistered = DomainEvent<
  'TechContractRegistered',
  {
    readonly registrationNo: string
    readonly regime: string
    readonly dealAmount: Amount
    readonly technologyAmount: Amount
    readonly registeredOn: BusinessDate
  }
>
export type BatchRun = DomainEvent<
  'BatchRun',
  {
    readonly batchNo: string
    readonly product: string
    readonly line?: string
    readonly kind: BatchKind
    /** Decimal string without exponent, e.g. `12.5`. */
    readonly size: string
    readonly unit: string
    readonly startedOn: BusinessDate
    /** Absent while the batch is running. */
    readonly completedOn?: BusinessDate
    /** Percent as a decimal string, e.g. `98.6`; outside 0–100 is W8. */
    readonly yieldPercent?: string
  }
>
export type BatchReleased = DomainEvent<
  'BatchReleased',
  { readonly batchNo: string; readonly product: string; readonly on: BusinessDate; readonly by: string }
>
export type BatchRejected = DomainEvent<
  'BatchRejected',
  {
    readonly batchNo: string
    readonly product: string
    readonly on: BusinessDate
    readonly by: string
    readonly reason?: string
  }
>
export type DeliverableAccepted = DomainEvent<
  'DeliverableAccepted',
  {
    readonly deliverableNo: string
    readonly title?: string
    readonly acceptedOn: BusinessDate
    readonly acceptedBy: string
  }
>
export type InvoiceIssued = DomainEvent<
  'InvoiceIssued',
  {
    readonly invoice: InvoiceKey
    /** This contract's share of the document, 价税合计. */
    readonly share: Amount
    /** The whole document, 价税合计. */
    readonly total: Amount
    readonly tax: Amount
    readonly issuedOn: BusinessDate
  }
>
export type InvoiceReversed = DomainEvent<
  'InvoiceReversed',
  {
    /** The blue invoice it reduces. */
    readonly invoice: InvoiceKey
    /** The red-letter invoice's own key. */
    readonly redInvoice?: InvoiceKey
    readonly amount: Amount
    readonly on: BusinessDate
  }
>
export type PaymentReceived = DomainEvent<
  'PaymentReceived',
  {
    readonly bankReference: string
    readonly payer: Party
    readonly share: Amount
    readonly total: Amount
    readonly receivedOn: BusinessDate
  }
>
export type PaymentRefunded = DomainEvent<
  'PaymentRefunded',
  {
    /** The payment it gives back. */
    readonly bankReference: string
    /** The refund's own bank reference. */
    readonly refundReference?: string
    readonly amount: Amount
    readonly on: BusinessDate
  }
>
export type DrugApprovalObtained = DomainEvent<
  'DrugApprovalObtained',
  {
    readonly product: string
    /** 品种: two strengths are one variety. */
    readonly variety: string
    readonly approvalNo: string
    readonly certificateNo: string
    /** 上市许可持有人. */
    readonly holder: Party
    readonly approvedOn: BusinessDate
  }
>
export type ContractCompleted = DomainEvent<
  'ContractCompleted',
  { readonly on: BusinessDate; readonly settlementAmount?: Amount; readonly note?: string }
>
export type ContractTerminated = DomainEvent<
  'ContractTerminated',
  { readonly on: BusinessDate; readonly settlementAmount?: Amount; readonly reason: string }
>
export type EvidenceAttached = DomainEvent<
  'EvidenceAttached',
  {
    /** Lower-case hex of the file's SHA-256; the file itself lies elsewhere. */
    readonly sha256: string
    readonly kind: EvidenceKind
    readonly fileName: string
    readonly pages: number
    /** The entry it proves; absent: the contract as a whole. */
    readonly entry?: string
  }
>

/** Everything that can be said about a contract, before corrections. */
export type EngagementContent =
  | ContractSigned
  | ContractAmended
  | TechContractRegistered
  | BatchRun
  | BatchReleased
  | BatchRejected
  | DeliverableAccepted
  | InvoiceIssued
  | InvoiceReversed
  | PaymentReceived
  | PaymentRefunded
  | DrugApprovalObtained
  | ContractCompleted
  | ContractTerminated
  | EvidenceAttached

export type EngagementEvent = Recorded<EngagementContent>
export type EngagementEventType = EngagementEvent['type']

/** The stream of one engagement. */
export const ENGAGEMENT_STREAM_PREFIX = 'engagement-'
export function engagementStream(engagementId: string): string {
  return ENGAGEMENT_STREAM_PREFIX + engagementId
}

/** One text per invoice, to compare and to show in paths: `D:<20 digits>` or `T:<code>-<number>`. */
export function invoiceKeyText(key: InvoiceKey): string {
  return key.kind === 'digital' ? `D:${key.number}` : `T:${key.code}-${key.number}`
}
