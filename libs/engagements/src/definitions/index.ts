import { EventDefinitions, type EventOf } from '@pilot-ledger/kernel'
import { batchRejected, batchReleased, batchRun, deliverableAccepted, drugApprovalObtained } from './delivery'
import {
  contractCompleted,
  contractTerminated,
  invoiceIssued,
  invoiceReversed,
  paymentReceived,
  paymentRefunded,
} from './money'
import { contractAmended, contractSigned, evidenceAttached, techContractRegistered } from './terms'

export { INVOICE_FORM, type InvoiceKey, invoiceKeyText } from './forms'
export * from './vocabulary'

/**
 * Everything that can be said about a contract, before corrections, in the order in which things lean on each other on one day.
 */
const ALL = [
  contractSigned,
  techContractRegistered,
  contractAmended,
  batchRun,
  batchReleased,
  batchRejected,
  deliverableAccepted,
  invoiceIssued,
  invoiceReversed,
  paymentReceived,
  paymentRefunded,
  drugApprovalObtained,
  contractCompleted,
  contractTerminated,
  evidenceAttached,
] as const

export const ENGAGEMENT_EVENTS = new EventDefinitions<(typeof ALL)[number]>(ALL)
export type EngagementContent = EventOf<(typeof ALL)[number]>
type Of<Type extends EngagementContent['type']> = Extract<EngagementContent, { type: Type }>

export type ContractSigned = Of<'ContractSigned'>
export type ContractAmended = Of<'ContractAmended'>
export type TechContractRegistered = Of<'TechContractRegistered'>
export type BatchRun = Of<'BatchRun'>
export type BatchReleased = Of<'BatchReleased'>
export type BatchRejected = Of<'BatchRejected'>
export type DeliverableAccepted = Of<'DeliverableAccepted'>
export type InvoiceIssued = Of<'InvoiceIssued'>
export type InvoiceReversed = Of<'InvoiceReversed'>
export type PaymentReceived = Of<'PaymentReceived'>
export type PaymentRefunded = Of<'PaymentRefunded'>
export type DrugApprovalObtained = Of<'DrugApprovalObtained'>
export type ContractCompleted = Of<'ContractCompleted'>
export type ContractTerminated = Of<'ContractTerminated'>
export type EvidenceAttached = Of<'EvidenceAttached'>
