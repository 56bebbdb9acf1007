import type { BusinessDate, Fen } from '@pilot-ledger/kernel'
import type { BatchKind, ContractSigned, ContractState } from './events'

export interface InvoiceState {
  readonly share: Fen
  /** The share less its part of the document's tax. */
  readonly shareWithoutTax: Fen
  /** How often that was rounded, see `roundingsOf`. */
  readonly roundings: number
  readonly reversed: Fen
  readonly issuedOn: BusinessDate
}
export interface PaymentState {
  /** As written; the map is keyed by its number key. */
  readonly bankReference: string
  readonly share: Fen
  readonly refunded: Fen
  readonly receivedOn: BusinessDate
}
export interface BatchState {
  readonly batchNo: string
  readonly product: string
  readonly kind: BatchKind
  readonly startedOn: BusinessDate
  readonly completedOn?: BusinessDate
  readonly disposition?: 'released' | 'rejected'
}

export interface RegistrationState {
  readonly deal: Fen
  /** The day of its registration, or of its last change. */
  readonly since: BusinessDate
  /** It stands no more. */
  readonly cancelledOn?: BusinessDate
}

/** 中止 from a day, until the day on which it was resumed. */
export interface Suspension {
  readonly from: BusinessDate
  readonly until?: BusinessDate
}

/** What the rules need to know of a contract. `terms` is absent before signing and after the signing was voided. */
export interface EngagementState {
  readonly terms?: ContractSigned['data']
  readonly amount: Fen
  /** With tax, as invoices are. */
  readonly netInvoiced: Fen
  /** Held against the amount of a contract that is signed without tax (H12: the two are never compared). */
  readonly netInvoicedWithoutTax: Fen
  readonly netReceived: Fen
  readonly amendments: ReadonlySet<string>
  /** Name keys of the products named at signing or by an amendment. */
  readonly products: ReadonlySet<string>
  /** By number key, in the order of recording. */
  readonly registrations: ReadonlyMap<string, RegistrationState>
  /** By name key of the product and batch number. */
  readonly batches: ReadonlyMap<string, BatchState>
  readonly deliverables: ReadonlySet<string>
  /** Blue invoices by key text. */
  readonly invoices: ReadonlyMap<string, InvoiceState>
  readonly redInvoices: ReadonlySet<string>
  readonly payments: ReadonlyMap<string, PaymentState>
  readonly refundReferences: ReadonlySet<string>
  /** In their order; the last one lasts while it has no end. */
  readonly suspensions: readonly Suspension[]
  readonly completedOn?: BusinessDate
  readonly terminated?: { readonly on: BusinessDate; readonly settlement: Fen }
}

export const unsigned: EngagementState = {
  amount: 0n,
  netInvoiced: 0n,
  netInvoicedWithoutTax: 0n,
  netReceived: 0n,
  amendments: new Set(),
  products: new Set(),
  registrations: new Map(),
  batches: new Map(),
  deliverables: new Set(),
  invoices: new Map(),
  redInvoices: new Set(),
  payments: new Map(),
  refundReferences: new Set(),
  suspensions: [],
}

export function stateOfContract({
  terms,
  suspensions,
  completedOn,
  terminated,
}: EngagementState): ContractState | undefined {
  if (!terms) return undefined
  if (terminated) return 'terminated'
  if (completedOn !== undefined) return 'completed'
  return lastsStill(suspensions) ? 'suspended' : 'active'
}

/** The suspension that has not ended. */
export function lastsStill(suspensions: readonly Suspension[]): Suspension | undefined {
  const last = suspensions.at(-1)
  return last?.until === undefined ? last : undefined
}

/** The deal amount of the registration that stands, of several the last: what W15 looks at. */
export function registeredDeal({ registrations }: EngagementState): Fen | undefined {
  return [...registrations.values()].findLast((it) => it.cancelledOn === undefined)?.deal
}
