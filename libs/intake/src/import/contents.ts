import type { EngagementContent, InvoiceKey } from '@pilot-ledger/engagements'
import type { Party } from '@pilot-ledger/kernel'
import type { IntakeRecord } from '../columns'

type Values = IntakeRecord['values']
type Draft<T extends EngagementContent['type']> = { readonly type: T; readonly data: Readonly<Record<string, unknown>> }

/**
 * What a row says, as the contents of entries: a contract's row may also register it, a batch's release or reject it. A payer or
 * holder without an identity is left so: who it is depends on the contract (`withKnownParty`). Not judged here.
 */
export function contentsOf({ kind, values, own }: IntakeRecord, platform: string): readonly EngagementContent[] {
  const drafts = draftsOf(kind, own ? { contractKind: '', ...values } : values, platform)
  return drafts.map(({ type, data }) => ({ type, data: filled(data) })) as unknown as EngagementContent[]
}

function draftsOf(
  kind: IntakeRecord['kind'],
  v: Values,
  platform: string,
): readonly Draft<EngagementContent['type']>[] {
  switch (kind) {
    case 'contract':
      return [signing(v, platform), ...(v.registrationNo === undefined ? [] : [registration(v)])]
    case 'amendment':
      return [
        draft('ContractAmended', taken(v, 'amendmentNo previousAmount delta newAmount amendedOn reason productsAdded')),
      ]
    case 'batch':
      return batch(v)
    case 'deliverable':
      return [draft('DeliverableAccepted', taken(v, 'deliverableNo title acceptedOn acceptedBy'))]
    case 'invoice':
      return [v.movement === 'reversed' ? reversal(v) : invoice(v)]
    case 'payment':
      return [v.movement === 'refunded' ? refund(v) : payment(v)]
    case 'approval':
      return [
        draft('DrugApprovalObtained', {
          ...taken(v, 'product variety approvalNo certificateNo approvedOn'),
          holder: party(v, 'holder'),
        }),
      ]
    case 'evidence':
      return [
        draft('EvidenceAttached', {
          ...taken(v, 'sha256 fileName entry'),
          kind: v.evidenceKind,
          pages: Number(v.pages),
        }),
      ]
  }
}

/** What people write where no other public money pays: it must not read as the name of a project. */
const NONE = /^(无|没有|暂无|否|不适用|none|no|n\/a)?$/i

function signing(v: Values, platform: string) {
  return draft('ContractSigned', {
    platform,
    ...taken(v, 'contractNo title parent technologyContractType amount taxBasis pricing signedOn endsOn'),
    otherFunding: NONE.test(String(v.otherFunding ?? '').trim()) ? undefined : v.otherFunding,
    subcontracted: v.subcontracted === undefined ? undefined : v.subcontracted === 'yes',
    client: party(v, 'client'),
    kind: v.contractKind === '' ? undefined : (v.contractKind ?? 'single'),
    serviceCategories: v.serviceCategories ?? [],
    products: v.products ?? [],
  })
}

function registration(v: Values) {
  return draft('TechContractRegistered', {
    ...taken(v, 'registrationNo registeredOn'),
    regime: v.registrationRegime,
    dealAmount: v.registrationDealAmount,
    technologyAmount: v.registrationTechnologyAmount,
  })
}

function batch(v: Values) {
  const run = draft('BatchRun', {
    ...taken(v, 'batchNo product line size unit startedOn completedOn yieldPercent'),
    kind: v.batchKind,
  })
  const its = { batchNo: v.batchNo, product: v.product }
  const released = v.releasedOn !== undefined && draft('BatchReleased', { ...its, on: v.releasedOn, by: v.releasedBy })
  const rejected =
    v.rejectedOn !== undefined &&
    draft('BatchRejected', { ...its, on: v.rejectedOn, by: v.rejectedBy, reason: v.rejectionReason })
  return [run, ...(released ? [released] : []), ...(rejected ? [rejected] : [])]
}

function invoice(v: Values) {
  const key = invoiceKey(v.invoiceNo, v.invoiceCode)
  return draft('InvoiceIssued', { invoice: key, ...taken(v, 'share total tax'), issuedOn: v.on })
}

function reversal(v: Values) {
  return draft('InvoiceReversed', {
    invoice: invoiceKey(v.originalNo, v.originalCode),
    redInvoice: v.invoiceNo === undefined ? undefined : invoiceKey(v.invoiceNo, v.invoiceCode),
    amount: unsigned(v.share),
    on: v.on,
  })
}

function payment(v: Values) {
  return draft('PaymentReceived', {
    ...taken(v, 'bankReference share total'),
    payer: party(v, 'payer'),
    receivedOn: v.on,
  })
}

function refund(v: Values) {
  return draft('PaymentRefunded', {
    bankReference: v.originalReference,
    refundReference: v.bankReference,
    amount: unsigned(v.share),
    on: v.on,
  })
}

/** What is taken back is written with a minus by some and without by others; that it is taken back the row says itself. */
const unsigned = (amount: Values[string] | undefined) => String(amount ?? '').replace(/^-/, '')

function invoiceKey(number: Values[string] | undefined, code: Values[string] | undefined): InvoiceKey {
  const key = { number: String(number ?? ''), ...(code !== undefined && { code: String(code) }) }
  const digital = key.number.length === 20
  return (digital ? { kind: 'digital', ...key } : { kind: 'traditional', code: '', ...key }) as InvoiceKey
}

/** Without an identity where the row names none. */
function party(v: Values, role: string): Party | { readonly name: string } {
  const [name, value] = [String(v[`${role}Name`] ?? ''), v[`${role}Id`]]
  if (value === undefined) return { name }
  const country = v[`${role}Country`]
  const scheme = v[`${role}Scheme`] ?? 'uscc'
  return { id: { scheme, value, ...(country !== undefined && { country }) }, name } as Party
}

function draft<T extends EngagementContent['type']>(type: T, data: Draft<T>['data']): Draft<T> {
  return { type, data }
}

function taken(values: Values, fields: string): Record<string, Values[string]> {
  let names = NAMES.get(fields)
  if (names === undefined) {
    names = fields.split(' ')
    NAMES.set(fields, names)
  }
  const its: Record<string, Values[string]> = {}
  for (const it of names) its[it] = values[it]
  return its
}
const NAMES = new Map<string, readonly string[]>()

/** Without what was left empty: the log takes no undefined. */
function filled(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const its: Record<string, unknown> = {}
  for (const field in data) if (data[field] !== undefined) its[field] = data[field]
  return its
}

type Pointers = Readonly<Record<string, string>>
const client = partyFields('client')
/** The field of a row that says what a pointer into the content names, where the two are not called the same. */
const FIELDS: Readonly<Partial<Record<EngagementContent['type'], Pointers>>> = {
  ContractSigned: { ...client, kind: 'contractKind' },
  TechContractRegistered: {
    regime: 'registrationRegime',
    dealAmount: 'registrationDealAmount',
    technologyAmount: 'registrationTechnologyAmount',
  },
  BatchRun: { kind: 'batchKind' },
  BatchReleased: { on: 'releasedOn', by: 'releasedBy' },
  BatchRejected: { on: 'rejectedOn', by: 'rejectedBy', reason: 'rejectionReason' },
  InvoiceIssued: { 'invoice/code': 'invoiceCode', invoice: 'invoiceNo', issuedOn: 'on' },
  InvoiceReversed: {
    'invoice/code': 'originalCode',
    invoice: 'originalNo',
    'redInvoice/code': 'invoiceCode',
    redInvoice: 'invoiceNo',
    amount: 'share',
  },
  PaymentReceived: { ...partyFields('payer'), receivedOn: 'on' },
  PaymentRefunded: { bankReference: 'originalReference', refundReference: 'bankReference', amount: 'share' },
  DrugApprovalObtained: partyFields('holder'),
  EvidenceAttached: { kind: 'evidenceKind' },
}

function partyFields(role: string): Pointers {
  return {
    [`${role}/id/country`]: `${role}Country`,
    [`${role}/id/scheme`]: `${role}Scheme`,
    [`${role}/id`]: `${role}Id`,
    [role]: `${role}Name`,
  }
}

/** `/client/id/value` of a signing is the field `clientId`; undefined for what concerns the row as a whole. */
export function fieldOf(type: EngagementContent['type'], pointer: string): string | undefined {
  const its = FIELDS[type] ?? {}
  const path = pointer.split('/').slice(1)
  for (let length = path.length; length > 0; length--) {
    const field = its[path.slice(0, length).join('/')]
    if (field !== undefined) return field
  }
  return path[0]
}
