import type { EngagementContent } from '../domain/events'
import * as dto from './dtos'

/** The class that checks the data of a content's type: for corrections, whose content may be of any of them. */
export const DATA_CLASS: Readonly<Record<EngagementContent['type'], new () => object>> = {
  ContractSigned: dto.ContractSignedDto,
  ContractAmended: dto.ContractAmendedDto,
  TechContractRegistered: dto.TechContractRegisteredDto,
  BatchRun: dto.BatchRunDto,
  BatchReleased: dto.BatchReleasedDto,
  BatchRejected: dto.BatchRejectedDto,
  DeliverableAccepted: dto.DeliverableAcceptedDto,
  InvoiceIssued: dto.InvoiceIssuedDto,
  InvoiceReversed: dto.NamedInvoiceReversedDto,
  PaymentReceived: dto.PaymentReceivedDto,
  PaymentRefunded: dto.PaymentRefundedDto,
  DrugApprovalObtained: dto.DrugApprovalObtainedDto,
  ContractCompleted: dto.ContractCompletedDto,
  ContractTerminated: dto.ContractTerminatedDto,
  EvidenceAttached: dto.EvidenceAttachedDto,
}
