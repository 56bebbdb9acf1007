import type { Refusal } from '@pilot-ledger/kernel'
import {
  BATCH_KINDS,
  CONTRACT_KINDS,
  type EngagementContent,
  EVIDENCE_KINDS,
  PRICINGS,
  SERVICE_CATEGORIES,
  TAX_BASES,
  TECHNOLOGY_CONTRACT_TYPES,
} from './events'
import {
  approvalNumber,
  day,
  decimal,
  each,
  first,
  inOrder,
  invoiceKey,
  no,
  notNegative,
  oneOf,
  optional,
  pages,
  parentFits,
  party,
  positive,
  signed,
  text,
} from './fields'

/** The form of one entry, whatever came before it: the first fault found, with its pointer. */
export function formatFault(content: EngagementContent): Refusal | undefined {
  switch (content.type) {
    case 'ContractSigned': {
      const { data } = content
      return first(
        no(data.contractNo, '/contractNo', 64),
        text(data.title, '/title', 300),
        party(data.client, '/client'),
        oneOf(data.kind, CONTRACT_KINDS, '/kind'),
        parentFits(data.kind, data.parent),
        optional(data.technologyContractType, (it) => oneOf(it, TECHNOLOGY_CONTRACT_TYPES, '/technologyContractType')),
        each(data.serviceCategories, '/serviceCategories', (it, at) => oneOf(it, SERVICE_CATEGORIES, at)),
        each(data.products, '/products', (it, at) => text(it, at, 100)),
        positive(data.amount, '/amount'),
        oneOf(data.taxBasis, TAX_BASES, '/taxBasis'),
        oneOf(data.pricing, PRICINGS, '/pricing'),
        day(data.signedOn, '/signedOn'),
        optional(data.endsOn, (it) => day(it, '/endsOn')),
        optional(data.endsOn, (it) => inOrder(data.signedOn, it, '/endsOn')),
        optional(data.otherFunding, (it) => text(it, '/otherFunding', 200)),
      )
    }
    case 'ContractAmended': {
      const { data } = content
      return first(
        no(data.amendmentNo, '/amendmentNo', 64),
        positive(data.previousAmount, '/previousAmount'),
        signed(data.delta, '/delta'),
        positive(data.newAmount, '/newAmount'),
        day(data.amendedOn, '/amendedOn'),
        text(data.reason, '/reason', 500),
        each(data.productsAdded ?? [], '/productsAdded', (it, at) => text(it, at, 100)),
      )
    }
    case 'TechContractRegistered': {
      const { data } = content
      return first(
        no(data.registrationNo, '/registrationNo', 64),
        text(data.regime, '/regime', 100),
        positive(data.dealAmount, '/dealAmount'),
        notNegative(data.technologyAmount, '/technologyAmount'),
        day(data.registeredOn, '/registeredOn'),
      )
    }
    case 'BatchRun': {
      const { data } = content
      return first(
        no(data.batchNo, '/batchNo', 64),
        text(data.product, '/product', 100),
        optional(data.line, (it) => text(it, '/line', 100)),
        oneOf(data.kind, BATCH_KINDS, '/kind'),
        decimal(data.size, '/size', /^(0|[1-9]\d{0,11})(\.\d{1,6})?$/),
        text(data.unit, '/unit', 20),
        day(data.startedOn, '/startedOn'),
        optional(data.completedOn, (it) => day(it, '/completedOn')),
        optional(data.completedOn, (it) => inOrder(data.startedOn, it, '/completedOn')),
        optional(data.yieldPercent, (it) => decimal(it, '/yieldPercent', /^-?(0|[1-9]\d{0,5})(\.\d{1,4})?$/)),
      )
    }
    case 'BatchReleased':
    case 'BatchRejected': {
      const { data } = content
      return first(
        no(data.batchNo, '/batchNo', 64),
        text(data.product, '/product', 100),
        day(data.on, '/on'),
        text(data.by, '/by', 100),
        'reason' in data ? optional(data.reason, (it) => text(it, '/reason', 500)) : undefined,
      )
    }
    case 'DeliverableAccepted': {
      const { data } = content
      return first(
        no(data.deliverableNo, '/deliverableNo', 64),
        optional(data.title, (it) => text(it, '/title', 300)),
        day(data.acceptedOn, '/acceptedOn'),
        text(data.acceptedBy, '/acceptedBy', 100),
      )
    }
    case 'InvoiceIssued': {
      const { data } = content
      return first(
        invoiceKey(data.invoice, '/invoice'),
        positive(data.share, '/share'),
        positive(data.total, '/total'),
        notNegative(data.tax, '/tax'),
        day(data.issuedOn, '/issuedOn'),
      )
    }
    case 'InvoiceReversed': {
      const { data } = content
      return first(
        invoiceKey(data.invoice, '/invoice'),
        optional(data.redInvoice, (it) => invoiceKey(it, '/redInvoice')),
        positive(data.amount, '/amount'),
        day(data.on, '/on'),
      )
    }
    case 'PaymentReceived': {
      const { data } = content
      return first(
        no(data.bankReference, '/bankReference', 64),
        party(data.payer, '/payer'),
        positive(data.share, '/share'),
        positive(data.total, '/total'),
        day(data.receivedOn, '/receivedOn'),
      )
    }
    case 'PaymentRefunded': {
      const { data } = content
      return first(
        no(data.bankReference, '/bankReference', 64),
        optional(data.refundReference, (it) => no(it, '/refundReference', 64)),
        positive(data.amount, '/amount'),
        day(data.on, '/on'),
      )
    }
    case 'DrugApprovalObtained': {
      const { data } = content
      return first(
        text(data.product, '/product', 100),
        text(data.variety, '/variety', 100),
        approvalNumber(data.approvalNo),
        no(data.certificateNo, '/certificateNo', 64),
        party(data.holder, '/holder'),
        day(data.approvedOn, '/approvedOn'),
      )
    }
    case 'ContractCompleted':
    case 'ContractTerminated': {
      const { data } = content
      return first(
        day(data.on, '/on'),
        optional(data.settlementAmount, (it) => notNegative(it, '/settlementAmount')),
        'reason' in data ? text(data.reason, '/reason', 500) : undefined,
        'note' in data ? optional(data.note, (it) => text(it, '/note', 500)) : undefined,
      )
    }
    case 'EvidenceAttached': {
      const { data } = content
      return first(
        decimal(data.sha256, '/sha256', /^[0-9a-f]{64}$/),
        oneOf(data.kind, EVIDENCE_KINDS, '/kind'),
        text(data.fileName, '/fileName', 255),
        pages(data.pages),
      )
    }
  }
}
