import type { Params, SendRoute } from '../../api/ask'

type Values = Readonly<Record<string, unknown>>

/** Where a new entry of a kind is sent, and what of the form goes into the address instead of the body. */
export function routeOf(type: string, id: string, values: Values): { route: SendRoute; params: Params; body: Values } {
  const at = (route: SendRoute, params: Params = {}, body = values) => ({ route, params: { id, ...params }, body })
  switch (type) {
    case 'ContractAmended':
      return at('POST /api/engagements/{id}/amendments')
    case 'TechContractRegistered':
      return at('POST /api/engagements/{id}/registrations')
    case 'BatchRun':
      return at('POST /api/engagements/{id}/batches')
    case 'BatchReleased':
    case 'BatchRejected': {
      const { batch, ...rest } = values
      const [batchNo, product] = String(batch).split('｜')
      const route =
        type === 'BatchReleased'
          ? 'POST /api/engagements/{id}/batches/{batchNo}/release'
          : 'POST /api/engagements/{id}/batches/{batchNo}/rejection'
      return at(route, { batchNo }, { ...rest, product })
    }
    case 'DeliverableAccepted':
      return at('POST /api/engagements/{id}/deliverables')
    case 'InvoiceIssued':
      return at('POST /api/engagements/{id}/invoices')
    case 'InvoiceReversed': {
      const { key, ...rest } = values
      return at('POST /api/engagements/{id}/invoices/{key}/reversals', { key: String(key) }, rest)
    }
    case 'PaymentReceived':
      return at('POST /api/engagements/{id}/payments')
    case 'PaymentRefunded':
      return at('POST /api/engagements/{id}/refunds')
    case 'DrugApprovalObtained':
      return at('POST /api/engagements/{id}/approvals')
    case 'ContractCompleted':
      return at('POST /api/engagements/{id}/completion')
    case 'ContractTerminated':
      return at('POST /api/engagements/{id}/termination')
    case 'EvidenceAttached':
      return at('POST /api/engagements/{id}/evidence')
    default:
      throw new Error(`no route records ${type}`)
  }
}
