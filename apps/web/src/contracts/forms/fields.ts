import type { Contract } from '../../api/shapes'
import type { Field } from '../../forms/field'

export const SERVICE_CATEGORIES = [
  '技术挖掘',
  '技术熟化',
  '产品试制',
  '工业创新',
  '试验验证',
  '检验检测',
  '计量测试',
  '市场对接',
]
const BATCH_KINDS = ['小试', '中试', '工程', '注册', '工艺验证', '临床', '商业']
const EVIDENCE_KINDS = ['合同', '补充协议', '登记证明', '批记录', '验收单', '发票', '回单', '批件', '其他']

type Type = string
const text = (name: string, needed = true): Field => ({ name, kind: 'text', needed })
const day = (name: string, needed = true): Field => ({ name, kind: 'day', needed })
const amount = (name: string, needed = true): Field => ({ name, kind: 'amount', needed })

/** The fields of each kind of entry as it is stored: what a correction shows, and with what `ASKED` changes, a new entry. */
export const STORED: Readonly<Record<Type, readonly Field[]>> = {
  ContractSigned: [
    text('contractNo'),
    { name: 'title', kind: 'text', needed: true, word: 'contract.title' },
    {
      name: 'kind',
      kind: 'choice',
      needed: true,
      from: ['single', 'framework', 'callOff'],
      wordOf: 'kind',
      word: 'contract.kind',
    },
    { name: 'parent', kind: 'text', needed: true, when: { field: 'kind', is: 'callOff' } },
    { name: 'client', kind: 'party', needed: true },
    { name: 'products', kind: 'words', needed: true },
    { name: 'serviceCategories', kind: 'choices', needed: true, from: SERVICE_CATEGORIES },
    {
      name: 'technologyContractType',
      kind: 'choice',
      from: ['development', 'transfer', 'licence', 'consulting', 'service'],
      wordOf: 'technology',
    },
    amount('amount'),
    { name: 'taxBasis', kind: 'choice', needed: true, from: ['inclusive', 'exclusive'], wordOf: 'tax' },
    { name: 'pricing', kind: 'choice', needed: true, from: ['fixed', 'byActual'], wordOf: 'pricing' },
    day('signedOn'),
    day('endsOn', false),
    { name: 'subcontracted', kind: 'flag' },
    text('otherFunding', false),
  ],
  ContractAmended: [
    text('amendmentNo'),
    { ...amount('previousAmount'), fixed: true },
    { name: 'delta', kind: 'signedAmount', needed: true },
    amount('newAmount'),
    day('amendedOn'),
    { name: 'reason', kind: 'long', needed: true },
    { name: 'productsAdded', kind: 'words' },
  ],
  TechContractRegistered: [
    text('registrationNo'),
    text('regime'),
    amount('dealAmount'),
    amount('technologyAmount'),
    day('registeredOn'),
  ],
  BatchRun: [
    text('batchNo'),
    text('product'),
    { name: 'kind', kind: 'choice', needed: true, from: BATCH_KINDS },
    text('size'),
    text('unit'),
    text('line', false),
    day('startedOn'),
    day('completedOn', false),
    text('yieldPercent', false),
  ],
  BatchReleased: [text('batchNo'), text('product'), day('on'), text('by')],
  BatchRejected: [text('batchNo'), text('product'), day('on'), text('by'), { name: 'reason', kind: 'long' }],
  DeliverableAccepted: [text('deliverableNo'), text('title', false), day('acceptedOn'), text('acceptedBy')],
  InvoiceIssued: [
    { name: 'invoice', kind: 'invoice', needed: true },
    amount('share'),
    amount('total'),
    amount('tax'),
    day('issuedOn'),
  ],
  InvoiceReversed: [
    { name: 'invoice', kind: 'invoice', needed: true },
    { name: 'redInvoice', kind: 'invoice' },
    amount('amount'),
    day('on'),
  ],
  PaymentReceived: [
    text('bankReference'),
    { name: 'payer', kind: 'party', needed: true },
    amount('share'),
    { ...amount('total'), word: 'field.slipTotal' },
    day('receivedOn'),
  ],
  PaymentRefunded: [text('bankReference'), text('refundReference', false), amount('amount'), day('on')],
  DrugApprovalObtained: [
    text('product'),
    text('variety'),
    text('approvalNo'),
    text('certificateNo'),
    { name: 'holder', kind: 'party', needed: true },
    day('approvedOn'),
  ],
  ContractCompleted: [day('on'), amount('settlementAmount', false), { name: 'note', kind: 'long' }],
  ContractTerminated: [day('on'), amount('settlementAmount', false), { name: 'reason', kind: 'long', needed: true }],
  EvidenceAttached: [
    { name: 'file', kind: 'file', needed: true },
    { name: 'kind', kind: 'choice', needed: true, from: EVIDENCE_KINDS, word: 'field.evidenceKind' },
    { name: 'pages', kind: 'whole', needed: true },
  ],
}

const CHOICE = (name: string, from: readonly string[], word?: string): Field => ({
  name,
  kind: 'choice',
  needed: true,
  from,
  word,
})

/** A new entry on this contract: what the contract already knows is chosen, not typed. */
export function fieldsOf(type: Type, contract: Contract): readonly Field[] {
  const fields = STORED[type]
  const products = contract.products ?? []
  switch (type) {
    case 'BatchRun':
    case 'DrugApprovalObtained':
      return fields.map((it) => (it.name === 'product' && products.length > 0 ? CHOICE('product', products) : it))
    case 'BatchReleased':
    case 'BatchRejected':
      return [
        CHOICE('batch', openBatches(contract)),
        ...fields.filter((it) => !['batchNo', 'product'].includes(it.name)),
      ]
    case 'InvoiceReversed': {
      const open = (contract.invoices ?? []).filter((it) => it.left !== '0.00').map((it) => it.key)
      return [CHOICE('key', open, 'field.invoice'), ...fields.filter((it) => it.name !== 'invoice')]
    }
    case 'PaymentRefunded': {
      const open = (contract.payments ?? []).filter((it) => it.left !== '0.00').map((it) => it.bankReference)
      return [CHOICE('bankReference', open, 'field.payment'), ...fields.filter((it) => it.name !== 'bankReference')]
    }
    default:
      return fields
  }
}

/** Completed batches without a disposition, as `batchNo｜product`. */
function openBatches({ batches = [] }: Contract): string[] {
  return batches.filter((it) => it.completedOn && !it.disposition).map((it) => `${it.batchNo}｜${it.product}`)
}

/** The paper that usually proves an entry. */
const EVIDENCE_OF: Readonly<Record<Type, string>> = {
  ContractSigned: '合同',
  ContractAmended: '补充协议',
  TechContractRegistered: '登记证明',
  BatchRun: '批记录',
  BatchReleased: '批记录',
  DeliverableAccepted: '验收单',
  InvoiceIssued: '发票',
  InvoiceReversed: '发票',
  PaymentReceived: '回单',
  PaymentRefunded: '回单',
  DrugApprovalObtained: '批件',
}

/** What a form begins with: today, the client as payer, the present amount. */
export function startOf(
  type: Type,
  contract: Contract,
  today: string,
  about = 'ContractSigned',
): Record<string, unknown> {
  const [product] = contract.products ?? []
  switch (type) {
    case 'ContractAmended':
      return { previousAmount: contract.currentAmount, amendedOn: today }
    case 'TechContractRegistered':
      return { regime: '技术合同认定登记管理办法', dealAmount: contract.currentAmount, registeredOn: today }
    case 'BatchRun':
      return { product, kind: '中试', startedOn: today }
    case 'InvoiceIssued':
      return { invoice: { kind: 'digital' }, issuedOn: today }
    case 'PaymentReceived':
      return { payer: contract.client, receivedOn: today }
    case 'DrugApprovalObtained':
      return { product, holder: contract.client, approvedOn: today }
    case 'DeliverableAccepted':
      return { acceptedOn: today }
    case 'EvidenceAttached':
      return { kind: EVIDENCE_OF[about] ?? '其他' }
    case 'BatchReleased':
    case 'BatchRejected':
    case 'InvoiceReversed':
    case 'PaymentRefunded':
    case 'ContractCompleted':
    case 'ContractTerminated':
      return { on: today }
    default:
      return {}
  }
}
