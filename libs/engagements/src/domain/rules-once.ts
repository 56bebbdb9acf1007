import { numberKey, type Refusal, refuse } from '@pilot-ledger/kernel'
import { type InvoiceKey, invoiceKeyText } from './events'
import { batchKey } from './evolve'
import type { Rule } from './rule'
import type { EngagementState } from './state'

/** H6: within a contract a number names one thing, however it is typed. */
export const onlyOnce: Rule = (state, content) => {
  switch (content.type) {
    case 'ContractAmended': {
      const { amendmentNo } = content.data
      if (!state.amendments.has(numberKey(amendmentNo))) return undefined
      const [zh, en] = ['补充协议编号已存在', 'an amendment under this number exists already']
      return exists('amendment-exists', '/amendmentNo', zh, en, {
        amendmentNo,
      })
    }
    case 'TechContractRegistered': {
      const { registrationNo } = content.data
      if (!state.registrations.has(numberKey(registrationNo))) return undefined
      // A change of registration is a correction.
      const [zh, en] = ['该登记编号已登记', 'the registration number is recorded already']
      return exists('registration-exists', '/registrationNo', zh, en, {
        registrationNo,
      })
    }
    case 'BatchRun': {
      const { product, batchNo } = content.data
      if (!state.batches.has(batchKey(product, batchNo))) return undefined
      const [zh, en] = ['该产品已有同一批号', 'the product has a batch under this number already']
      return exists('batch-exists', '/batchNo', zh, en, { product, batchNo })
    }
    case 'DeliverableAccepted': {
      const { deliverableNo } = content.data
      if (!state.deliverables.has(numberKey(deliverableNo))) return undefined
      const [zh, en] = ['该成果已验收', 'the deliverable was accepted already']
      return exists('deliverable-exists', '/deliverableNo', zh, en, {
        deliverableNo,
      })
    }
    case 'InvoiceIssued':
      return invoiceOnce(state, '/invoice', content.data.invoice)
    case 'InvoiceReversed':
      return invoiceOnce(state, '/redInvoice', content.data.redInvoice)
    case 'PaymentReceived':
      return slipOnce(state, '/bankReference', content.data.bankReference)
    case 'PaymentRefunded':
      return slipOnce(state, '/refundReference', content.data.refundReference)
    default:
      return undefined
  }
}

function invoiceOnce(state: EngagementState, pointer: string, key: InvoiceKey | undefined): Refusal | undefined {
  const value = key && invoiceKeyText(key)
  if (value === undefined || !(state.invoices.has(value) || state.redInvoices.has(value))) return undefined
  return exists('invoice-exists', pointer, '发票已登记', 'the invoice is recorded already', { value })
}

function slipOnce(state: EngagementState, pointer: string, value: string | undefined): Refusal | undefined {
  const key = value === undefined ? undefined : numberKey(value)
  if (value === undefined || key === undefined) return undefined
  if (!state.payments.has(key) && !state.refundReferences.has(key)) return undefined
  return exists('payment-exists', pointer, '银行回单已登记', 'the bank reference is recorded already', { value })
}

function exists(code: string, pointer: string, zh: string, en: string, facts: Readonly<Record<string, string>>) {
  return refuse(code, { rule: 'H6', pointer, zh, en, facts })
}
