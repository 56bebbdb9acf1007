import { EventDefinitions, type EventOf } from '@pilot-ledger/kernel'
import { DELIVERY_EVENTS, drugApprovalObtained } from './delivery'
import { END_EVENTS } from './end'
import { MONEY_EVENTS } from './money'
import { evidenceAttached, TERMS_EVENTS } from './terms'

export { type AnyContractEvent, defineContractEvent } from './contract-event'
export { INVOICE_FORM, type InvoiceKey, invoiceKeyText } from './forms'
export { contractSigned } from './terms'
export * from './vocabulary'

/**
 * Everything that can be said about a contract, before corrections, in the order in which things lean on each other on one day.
 */
const ALL = [
  ...TERMS_EVENTS,
  ...DELIVERY_EVENTS,
  ...MONEY_EVENTS,
  drugApprovalObtained,
  ...END_EVENTS,
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
