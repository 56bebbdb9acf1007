import { type Fen, fenOf, nameKey, numberKey, withEntry, withMember } from '@pilot-ledger/kernel'
import { type EngagementContent, invoiceKeyText } from './events'
import { roundingsOf, takenWithoutTax, withoutTax } from './invoiced'
import { type BatchState, type EngagementState, unsigned } from './state'

export function batchKey(product: string, batchNo: string): string {
  return `${nameKey(product)}\n${numberKey(batchNo)}`
}

/** The state after an accepted entry; decides nothing. */
export function evolve(state: EngagementState, content: EngagementContent): EngagementState {
  switch (content.type) {
    case 'ContractSigned':
      return {
        ...unsigned,
        terms: content.data,
        amount: fenOf(content.data.amount),
        products: new Set(content.data.products.map(nameKey)),
      }
    case 'ContractAmended':
      return {
        ...state,
        amount: fenOf(content.data.newAmount),
        amendments: withMember(state.amendments, numberKey(content.data.amendmentNo)),
        products: (content.data.productsAdded ?? []).map(nameKey).reduce(withMember, state.products),
      }
    case 'TechContractRegistered': {
      const { registrationNo, dealAmount, registeredOn } = content.data
      const registration = { deal: fenOf(dealAmount), since: registeredOn }
      return { ...state, registrations: withEntry(state.registrations, numberKey(registrationNo), registration) }
    }
    case 'TechContractRegistrationChanged': {
      const { registrationNo, dealAmount, changedOn } = content.data
      const changed = { deal: fenOf(dealAmount), since: changedOn }
      return {
        ...state,
        registrations: change(state.registrations, numberKey(registrationNo), (it) => ({ ...it, ...changed })),
      }
    }
    case 'TechContractRegistrationCancelled': {
      const { registrationNo, cancelledOn } = content.data
      return {
        ...state,
        registrations: change(state.registrations, numberKey(registrationNo), (it) => ({ ...it, cancelledOn })),
      }
    }
    case 'BatchRun': {
      const { batchNo, product, kind, startedOn, completedOn } = content.data
      return {
        ...state,
        batches: withEntry(state.batches, batchKey(product, batchNo), {
          batchNo,
          product,
          kind,
          startedOn,
          completedOn,
        }),
      }
    }
    case 'BatchReleased':
      return { ...state, batches: dispose(state, content.data, 'released') }
    case 'BatchRejected':
      return { ...state, batches: dispose(state, content.data, 'rejected') }
    case 'DeliverableAccepted':
      return { ...state, deliverables: withMember(state.deliverables, numberKey(content.data.deliverableNo)) }
    case 'InvoiceIssued': {
      const share = fenOf(content.data.share)
      const shareWithoutTax = withoutTax(content.data)
      const { issuedOn } = content.data
      const invoice = { share, shareWithoutTax, roundings: roundingsOf(content.data), reversed: 0n, issuedOn }
      return {
        ...state,
        netInvoiced: state.netInvoiced + share,
        netInvoicedWithoutTax: state.netInvoicedWithoutTax + shareWithoutTax,
        invoices: withEntry(state.invoices, invoiceKeyText(content.data.invoice), invoice),
      }
    }
    case 'InvoiceReversed': {
      const key = invoiceKeyText(content.data.invoice)
      const amount = fenOf(content.data.amount)
      const { redInvoice } = content.data
      const invoice = state.invoices.get(key)
      const taken = invoice
        ? takenWithoutTax(invoice, invoice.reversed + amount) - takenWithoutTax(invoice, invoice.reversed)
        : 0n
      return {
        ...state,
        netInvoiced: state.netInvoiced - amount,
        netInvoicedWithoutTax: state.netInvoicedWithoutTax - taken,
        invoices: change(state.invoices, key, (it) => ({ ...it, reversed: it.reversed + amount })),
        redInvoices: redInvoice ? withMember(state.redInvoices, invoiceKeyText(redInvoice)) : state.redInvoices,
      }
    }
    case 'PaymentReceived': {
      const share = fenOf(content.data.share)
      const { bankReference, receivedOn } = content.data
      const payment = { bankReference, share, refunded: 0n, receivedOn }
      return {
        ...state,
        netReceived: state.netReceived + share,
        payments: withEntry(state.payments, numberKey(bankReference), payment),
      }
    }
    case 'PaymentRefunded': {
      const amount = fenOf(content.data.amount)
      const { bankReference, refundReference } = content.data
      return {
        ...state,
        netReceived: state.netReceived - amount,
        payments: change(state.payments, numberKey(bankReference), (it) => ({ ...it, refunded: it.refunded + amount })),
        refundReferences: refundReference
          ? withMember(state.refundReferences, numberKey(refundReference))
          : state.refundReferences,
      }
    }
    case 'ContractSuspended':
      return { ...state, suspensions: [...state.suspensions, { from: content.data.on }] }
    case 'ContractResumed':
      return {
        ...state,
        suspensions: state.suspensions.map((it) => (it.until === undefined ? { ...it, until: content.data.on } : it)),
      }
    case 'ContractCompleted':
      return { ...state, completedOn: content.data.on }
    case 'ContractTerminated':
      return { ...state, terminated: { on: content.data.on, settlement: settlementOf(content.data.settlementAmount) } }
    case 'DrugApprovalObtained':
    case 'EvidenceAttached':
      return state
  }
}

function settlementOf(amount: string | undefined): Fen {
  return amount === undefined ? 0n : fenOf(amount)
}

function dispose(
  state: EngagementState,
  { product, batchNo }: { product: string; batchNo: string },
  disposition: NonNullable<BatchState['disposition']>,
) {
  return change(state.batches, batchKey(product, batchNo), (it) => ({ ...it, disposition }))
}

/** Leaves the map alone where the key is missing: a history in which it is missing is refused by its rule. */
function change<T>(map: ReadonlyMap<string, T>, key: string, to: (value: T) => T): ReadonlyMap<string, T> {
  const value = map.get(key)
  return value === undefined ? map : withEntry(map, key, to(value))
}
