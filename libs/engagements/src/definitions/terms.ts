import { called, field, refuse } from '@pilot-ledger/kernel'
import { defineContractEvent } from './contract-event'
import {
  CONTRACT_KINDS,
  EVIDENCE_KINDS,
  PRICINGS,
  SERVICE_CATEGORIES,
  TAX_BASES,
  TECHNOLOGY_CONTRACT_TYPES,
} from './vocabulary'

const RECORD = 'recordEngagementEntry'

export const contractSigned = defineContractEvent({
  type: 'ContractSigned',
  zh: '合同签订',
  en: 'Contract signed',
  route: { path: '', action: 'signContract' },
  movesMoney: true,
  evidence: '合同',
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: false },
  day: 'signedOn',
  summary: ['contractNo', 'title', 'client', 'amount', 'taxBasis'],
  fields: {
    platform: field.reference('平台 id', 'Platform', {
      example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10',
      hidden: true,
    }),
    contractNo: field.number('合同编号', 'Contract no.', { example: 'ZSJM-2025-001' }),
    title: field.text(300, '合同名称', 'Title', { example: '光学镜头装调中试服务', maskable: true }),
    kind: field.choice(CONTRACT_KINDS, '合同形式', 'Kind'),
    /** On the same platform; with kind `callOff` and only with it. */
    parent: field.maybe(
      field.number('框架协议编号', 'Framework no.', { note: 'callOff only', when: { field: 'kind', is: 'callOff' } }),
    ),
    client: field.party('委托单位', 'Client', { maskable: true }),
    products: field.texts(100, '服务产品/品种', 'Products', { example: ['内窥镜物镜组'], maskable: 'name' }),
    serviceCategories: field.choices(SERVICE_CATEGORIES, '服务类别', 'Service categories', {
      example: ['产品试制', '检验检测'],
    }),
    technologyContractType: field.maybe(
      field.choice(TECHNOLOGY_CONTRACT_TYPES, '技术合同类型', 'Technology contract type'),
    ),
    amount: field.amount('金额', 'Amount'),
    taxBasis: field.choice(TAX_BASES, '计税口径', 'Tax basis'),
    pricing: field.choice(PRICINGS, '计价方式', 'Pricing'),
    signedOn: field.day('签订日期', 'Signed on'),
    endsOn: field.maybe(field.laterDay(...called('endsOn'))),
    /** 转包: some evaluations leave it out. */
    subcontracted: field.maybe(field.flag('是否转包（由他人实施）', 'Subcontracted (somebody else does the work)')),
    otherFunding: field.maybe(
      field.text(200, '其他财政资金（项目名称，没有则留空）', 'Other public funding (its project; empty for none)', {
        example: '市科技计划项目 2025-01',
        maskable: true,
      }),
    ),
    /** Shown as such wherever it appears. */
    synthetic: field.maybe(field.flag('演示数据', 'Demonstration data', { hidden: true })),
  },
  refuse: ({ kind, parent, signedOn, endsOn }) => {
    if (kind === 'callOff' && parent === undefined) {
      return refuse('call-off-needs-framework', {
        rule: 'H11',
        pointer: '/parent',
        zh: '订单须注明所属框架协议编号',
        en: 'a call-off names its framework',
      })
    }
    if (kind !== 'callOff' && parent !== undefined) {
      return refuse('only-call-off-has-framework', {
        rule: 'H11',
        pointer: '/parent',
        zh: '仅订单可注明框架协议',
        en: 'only a call-off names a framework',
      })
    }
    return outOfOrder(signedOn, endsOn, '/endsOn')
  },
})

export const contractAmended = defineContractEvent({
  type: 'ContractAmended',
  zh: '补充协议',
  en: 'Amendment',
  route: { path: 'amendments', action: RECORD },
  movesMoney: true,
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: false },
  group: 'terms',
  evidence: '补充协议',
  day: 'amendedOn',
  summary: ['amendmentNo', 'previousAmount', { sign: '→' }, 'newAmount', 'reason'],
  fields: {
    amendmentNo: field.number('补充协议编号', 'Amendment no.', { example: '补充协议一' }),
    previousAmount: field.amount('变更前金额', 'Amount before', { fixed: true }),
    delta: field.signedAmount('增减额', 'Change', { example: '-20000.00' }),
    newAmount: field.amount('变更后金额', 'Amount after', { example: '360000.00' }),
    amendedOn: field.day('补充协议日期', 'Amended on'),
    reason: field.text(500, '理由', 'Reason', { example: '减少一个批次', long: true, maskable: true }),
    productsAdded: field.maybe(field.texts(100, '新增产品', 'Products added', { maskable: 'name' })),
  },
  refuse: ({ delta }) =>
    /[1-9]/.test(delta)
      ? undefined
      : refuse('amendment-changes-nothing', {
          rule: 'H1',
          pointer: '/delta',
          zh: '补充协议的增减额不能为零',
          en: 'an amendment changes the amount',
        }),
})

/** The public register tells the parties of a number. */
const registrationNo = field.number('登记编号', 'Registration no.', { example: '2025442000001234', maskable: true })

export const techContractRegistered = defineContractEvent({
  type: 'TechContractRegistered',
  zh: '技术合同登记',
  en: 'Registered as technology contract',
  route: { path: 'registrations', action: RECORD },
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: false },
  group: 'terms',
  evidence: '登记证明',
  day: 'registeredOn',
  summary: ['registrationNo', 'regime', 'dealAmount'],
  fields: {
    registrationNo,
    regime: field.text(100, '登记依据', 'Regime', { example: '技术合同认定登记管理办法' }),
    dealAmount: field.amount('成交金额', 'Deal amount'),
    technologyAmount: field.amountOrZero('技术交易额', 'Technology amount'),
    registeredOn: field.day('登记日期', 'Registered on'),
  },
})

/** 登记变更: the amounts that the registration stands for from now on; its number stays. */
export const techContractRegistrationChanged = defineContractEvent({
  type: 'TechContractRegistrationChanged',
  zh: '技术合同登记变更',
  en: 'Registration changed',
  route: { path: 'registration-changes', action: RECORD },
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: false },
  group: 'terms',
  day: 'changedOn',
  summary: ['registrationNo', 'dealAmount', 'reason'],
  fields: {
    registrationNo,
    dealAmount: field.amount('变更后成交金额', 'Deal amount after'),
    technologyAmount: field.amountOrZero('变更后技术交易额', 'Technology amount after'),
    changedOn: field.day('变更日期', 'Changed on'),
    reason: field.text(500, '理由', 'Reason', { example: '合同金额变更', long: true, maskable: true }),
  },
})

/** 登记注销: the registration stands no more; its number is not used again. */
export const techContractRegistrationCancelled = defineContractEvent({
  type: 'TechContractRegistrationCancelled',
  zh: '技术合同登记注销',
  en: 'Registration cancelled',
  route: { path: 'registration-cancellations', action: RECORD },
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: false },
  group: 'terms',
  day: 'cancelledOn',
  summary: ['registrationNo', 'reason'],
  fields: {
    registrationNo,
    cancelledOn: field.day('注销日期', 'Cancelled on'),
    reason: field.text(500, '理由', 'Reason', { example: '合同未履行', long: true, maskable: true }),
  },
})

export const evidenceAttached = defineContractEvent({
  type: 'EvidenceAttached',
  zh: '佐证材料',
  en: 'Evidence',
  route: { path: 'evidence', action: RECORD },
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: true },
  group: 'terms',
  summary: ['kind', 'fileName', 'pages'],
  fields: {
    /** Whoever has the file knows it by this. */
    sha256: field.file('文件摘要 SHA-256', 'SHA-256', { maskable: true }),
    kind: field.choice(EVIDENCE_KINDS, '材料种类', 'Kind of evidence'),
    fileName: field.text(255, '文件名', 'File name', { example: '合同扫描件.pdf', hidden: true, maskable: true }),
    pages: field.whole(1, 100_000, '页数', 'Pages', { unit: ['页', 'pages'] }),
    /** Absent: the contract as a whole. */
    entry: field.maybe(field.reference('佐证的记录', 'Entry it proves', { hidden: true })),
  },
})

export function outOfOrder(earlier: string, later: string | undefined, pointer: string) {
  if (later === undefined || earlier <= later) return undefined
  return refuse('dates-out-of-order', { pointer, zh: '结束日期早于开始日期', en: 'the end lies before the start' })
}

export const TERMS_EVENTS = [
  contractSigned,
  techContractRegistered,
  techContractRegistrationChanged,
  techContractRegistrationCancelled,
  contractAmended,
] as const
