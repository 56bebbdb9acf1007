import { ENGAGEMENT_EVENTS, type EngagementContent, type InvoiceKey, invoiceFigures } from '@pilot-ledger/engagements'
import {
  canonicalJson,
  type DomainEvent,
  type Json,
  nameKey,
  numberKey,
  type Party,
  partyKey,
  pathsOfKind,
  shortened,
} from '@pilot-ledger/kernel'

/**
 * What an entry is about within its contract, however it is typed: two rows with one identity mean the same thing on paper,
 * so that a file sent twice records it once. What has no number of its own is known by all it says.
 */
export function identityOf(content: EngagementContent): string {
  switch (content.type) {
    case 'ContractSigned':
      return 'signed'
    case 'ContractAmended':
      return `amendment ${numberKey(content.data.amendmentNo)}`
    case 'TechContractRegistered':
      return `registration ${content.data.registrationNo}`
    case 'BatchRun':
      return `batch ${nameKey(content.data.product)} ${numberKey(content.data.batchNo)}`
    case 'BatchReleased':
    case 'BatchRejected':
      return `disposition ${nameKey(content.data.product)} ${numberKey(content.data.batchNo)}`
    case 'DeliverableAccepted':
      return `deliverable ${numberKey(content.data.deliverableNo)}`
    case 'InvoiceIssued':
      return `invoice ${invoiceFigures(content.data.invoice)}`
    case 'InvoiceReversed': {
      const { redInvoice, invoice, amount, on } = content.data
      return redInvoice ? `red ${invoiceFigures(redInvoice)}` : `reversal ${invoiceFigures(invoice)} ${on} ${amount}`
    }
    case 'PaymentReceived':
      return `payment ${numberKey(content.data.bankReference)}`
    case 'PaymentRefunded': {
      const { refundReference, bankReference, amount, on } = content.data
      return refundReference
        ? `refund ${numberKey(refundReference)}`
        : `refund of ${numberKey(bankReference)} ${on} ${amount}`
    }
    case 'DrugApprovalObtained':
      return `approval ${content.data.approvalNo} ${numberKey(content.data.certificateNo)}`
    case 'ContractCompleted':
      return 'completed'
    case 'ContractTerminated':
      return 'terminated'
    case 'EvidenceAttached':
      return `evidence ${content.data.sha256} ${content.data.entry ?? ''}`
    case 'TechContractRegistrationChanged':
    case 'TechContractRegistrationCancelled':
    case 'ContractSuspended':
    case 'ContractResumed':
      return saysAllOf(content)
  }
}

/** Where the number would stand that a content has left out and is told from others by: two that are alike may be two. */
export function ownNumber({ type, data }: EngagementContent): string | undefined {
  if (type === 'InvoiceReversed' && data.redInvoice === undefined) return '/redInvoice'
  if (type === 'PaymentRefunded' && data.refundReference === undefined) return '/refundReference'
  return undefined
}

const saysAllOf = ({ type, data }: DomainEvent) => `${type} ${canonicalJson(data as Json)}`

/** Where two contents with one identity say different things. */
export interface Difference {
  readonly pointer: string
  readonly recorded: string
  readonly given: string
}

/**
 * The first field in which a row says something else than what is recorded. A field that the row leaves empty says nothing:
 * a list without that column is not a list of other contracts.
 */
export function differenceOf(recorded: EngagementContent, given: EngagementContent): Difference | undefined {
  if (recorded.type !== given.type) return { pointer: '', recorded: recorded.type, given: given.type }
  const known = recorded.data as Readonly<Record<string, Json>>
  for (const [field, value] of Object.entries(given.data as Readonly<Record<string, Json>>)) {
    if (value === undefined || field === 'platform' || (Array.isArray(value) && value.length === 0)) continue
    if (sameThing(field, known[field], value)) continue
    return { pointer: `/${field}`, recorded: shown(known[field]), given: shown(value) }
  }
  return undefined
}

/** What invoices could not state before they were asked for it. */
const ADDED_LATER = ['invoiceKind', 'taxRate']

/**
 * What is given, without what none of these could say when it was recorded: a file that is sent again is known by the rest, and says
 * nothing else.
 */
export function asStated(
  given: EngagementContent,
  ...recorded: readonly (EngagementContent | undefined)[]
): { readonly content: EngagementContent; readonly unstated: readonly string[] } {
  const says = (it: EngagementContent | undefined, field: string) =>
    (it?.data as Readonly<Record<string, unknown>> | undefined)?.[field] !== undefined
  const unstated = ADDED_LATER.filter((it) => says(given, it) && !recorded.some((other) => says(other, it)))
  if (unstated.length === 0) return { content: given, unstated }
  const data = Object.fromEntries(Object.entries(given.data).filter(([field]) => !unstated.includes(field)))
  return { content: { ...given, data } as EngagementContent, unstated }
}

const NUMBERS = new Set(
  ENGAGEMENT_EVENTS.all.flatMap(({ fields }) =>
    pathsOfKind(fields, 'number').flatMap((path) => (path.length === 1 ? path : [])),
  ),
)
const EXACT = new Set(['registrationNo', 'approvalNo', 'sha256', 'entry', 'fileName'])

function sameThing(field: string, known: Json | undefined, given: Json): boolean {
  // 否 where nothing was said says nothing else.
  if (known === undefined) return given === false
  if (Array.isArray(given)) return Array.isArray(known) && listKey(known) === listKey(given)
  if (field === 'invoice' || field === 'redInvoice')
    return invoiceFigures(known as unknown as InvoiceKey) === invoiceFigures(given as unknown as InvoiceKey)
  if (isParty(given)) return isParty(known) && sameParty(known, given)
  if (typeof given !== 'string' || typeof known !== 'string' || EXACT.has(field))
    return canonicalJson(known) === canonicalJson(given)
  return NUMBERS.has(field) ? numberKey(known) === numberKey(given) : nameKey(known) === nameKey(given)
}

const listKey = (list: readonly Json[]) => [...new Set(list.map((it) => nameKey(String(it))))].sort().join('\n')

/** A row may leave out who a payer is. */
type Named = Partial<Party> & Pick<Party, 'name'>

function sameParty(known: Named, given: Named): boolean {
  const sameId = given.id === undefined || (known.id !== undefined && partyKey(known.id) === partyKey(given.id))
  return sameId && nameKey(known.name) === nameKey(given.name)
}

function isParty(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && 'name' in value
}

/** As a person reads it. */
function shown(value: Json | undefined): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.join('、')
  if (isParty(value)) return `${value.name} ${value.id?.value ?? ''}`.trim()
  return shortened(typeof value === 'object' ? Object.values(value as object).join(' ') : String(value), 200)
}
