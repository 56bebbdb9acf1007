import type { BusinessDate } from '@pilot-ledger/kernel'
import type { EngagementContent } from './events'

/** The business day of an entry; evidence has none. */
export function businessDayOf(content: EngagementContent): BusinessDate | undefined {
  switch (content.type) {
    case 'ContractSigned':
      return content.data.signedOn
    case 'ContractAmended':
      return content.data.amendedOn
    case 'TechContractRegistered':
      return content.data.registeredOn
    case 'BatchRun':
      return content.data.startedOn
    case 'DeliverableAccepted':
      return content.data.acceptedOn
    case 'InvoiceIssued':
      return content.data.issuedOn
    case 'PaymentReceived':
      return content.data.receivedOn
    case 'DrugApprovalObtained':
      return content.data.approvedOn
    case 'EvidenceAttached':
      return undefined
    default:
      return content.data.on
  }
}

/** Every day on which an entry counts in some figure: a batch counts when it starts and when it is completed. */
export function businessDaysOf(content: EngagementContent): readonly BusinessDate[] {
  const completedOn = content.type === 'BatchRun' ? content.data.completedOn : undefined
  return [businessDayOf(content), completedOn].filter((it) => it !== undefined)
}
