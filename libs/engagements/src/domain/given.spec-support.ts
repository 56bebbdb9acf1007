import { type BusinessDate, foldHistory, isRefusal } from '@pilot-ledger/kernel'
import { decideContent, type EngagementHistory } from './decide'
import type { EngagementContent, EngagementEvent } from './events'
import { engagementRules } from './rules'

export const TODAY = '2025-09-01'
export const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' } as const
export type Of<T extends EngagementContent['type']> = Extract<EngagementContent, { type: T }>['data']
/** One content; typed as its own kind, so that a spec can reach into its data. */
export const content = <T extends EngagementContent['type']>(type: T, data: Of<T>) =>
  ({ type, data }) as Extract<EngagementContent, { type: T }>

export const signed = (data: Partial<Of<'ContractSigned'>> = {}) =>
  content('ContractSigned', {
    platform: 'P',
    contractNo: 'ZSJM-001',
    client: CLIENT,
    title: '镜头装调中试服务',
    kind: 'single',
    serviceCategories: ['产品试制'],
    products: ['物镜组'],
    amount: '1000.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: '2025-03-01',
    ...data,
  })
export const amended = (previousAmount: string, delta: string, newAmount: string, amendmentNo = '1') =>
  content('ContractAmended', { amendmentNo, previousAmount, delta, newAmount, amendedOn: '2025-04-01', reason: '变更' })
export const number = (n: number) => ({ kind: 'digital', number: String(n).padStart(20, '0') }) as const
export const invoiced = (share: string, n = 1, total = share) =>
  content('InvoiceIssued', { invoice: number(n), share, total, tax: '0.00', issuedOn: '2025-05-01' })
export const reversed = (amount: string, n = 1, on = '2025-06-01') =>
  content('InvoiceReversed', { invoice: number(n), amount, on })
export const paid = (share: string, bankReference = 'R1', total = share) =>
  content('PaymentReceived', { bankReference, payer: CLIENT, share, total, receivedOn: '2025-05-02' })
export const refunded = (amount: string, bankReference = 'R1') =>
  content('PaymentRefunded', { bankReference, amount, on: '2025-06-02' })
export const batch = (data: Partial<Of<'BatchRun'>> = {}) =>
  content('BatchRun', {
    batchNo: 'Z1',
    product: '物镜组',
    kind: '中试',
    size: '10',
    unit: '套',
    startedOn: '2025-04-01',
    completedOn: '2025-04-03',
    ...data,
  })
export const released = (on = '2025-04-05', batchNo = 'Z1') =>
  content('BatchReleased', { batchNo, product: '物镜组', on, by: '质量部' })
export const rejected = () =>
  content('BatchRejected', { batchNo: 'Z1', product: '物镜组', on: '2025-04-06', by: '质量部' })
export const accepted = () =>
  content('DeliverableAccepted', { deliverableNo: 'CG-1', acceptedOn: '2025-07-01', acceptedBy: '项目部' })
export const approved = (data: Partial<Of<'DrugApprovalObtained'>> = {}) =>
  content('DrugApprovalObtained', {
    product: '物镜组',
    variety: '品种甲',
    approvalNo: '国药准字H20250001',
    certificateNo: '1',
    holder: CLIENT,
    approvedOn: '2025-07-02',
    ...data,
  })
export const terminated = (settlementAmount?: string) =>
  content('ContractTerminated', { on: '2025-08-01', reason: '取消', settlementAmount })
export const completed = () => content('ContractCompleted', { on: '2025-08-01' })
export const taxed = () =>
  content('InvoiceIssued', { invoice: number(1), share: '1.00', total: '1.00', tax: '1.01', issuedOn: '2025-05-01' })
export const red = () =>
  content('InvoiceReversed', { invoice: number(1), redInvoice: number(9), amount: '1.00', on: '2025-06-01' })
export const repaid = (on = '2025-06-02') =>
  content('PaymentRefunded', { bankReference: 'R1', refundReference: 'T1', amount: '1.00', on })
export const registered = () =>
  content('TechContractRegistered', {
    registrationNo: '2025442000001234',
    regime: '现行办法',
    dealAmount: '1000.00',
    technologyAmount: '0.00',
    registeredOn: '2025-04-01',
  })
export const evidence = () =>
  content('EvidenceAttached', { sha256: 'a'.repeat(64), kind: '合同', fileName: 'a.pdf', pages: 1 })

/** Entries e0, e1 … recorded on the day of the story. */
export function given(...events: EngagementEvent[]): EngagementHistory {
  const entries = events.map((event, revision) => ({
    id: `e${revision}`,
    revision,
    recordedAt: Date.parse('2025-09-01T02:00:00Z'),
    actor: '填报人',
    event,
  }))
  return foldHistory(engagementRules, entries) as EngagementHistory
}
/** `accepted`, or the rule and code that refuse. */
export function verdict(decided: unknown): string {
  return isRefusal(decided) ? `${decided.rule ?? '–'} ${decided.code} ${decided.pointer}`.trim() : 'accepted'
}
export const when = (history: EngagementHistory, next: EngagementContent, today: BusinessDate = TODAY) =>
  verdict(decideContent(history, next, today))
export const suspended = (on = '2025-04-10') => content('ContractSuspended', { on, reason: '场地改造' })
export const resumed = (on = '2025-05-10') => content('ContractResumed', { on })
export const reregistered = (dealAmount: string, changedOn = '2025-04-15') =>
  content('TechContractRegistrationChanged', {
    registrationNo: '2025442000001234',
    dealAmount,
    technologyAmount: '0.00',
    changedOn,
    reason: '金额变更',
  })
export const deregistered = (cancelledOn = '2025-05-15') =>
  content('TechContractRegistrationCancelled', { registrationNo: '2025442000001234', cancelledOn, reason: '未履行' })
