import {
  type ContractSigned,
  type EngagementContent,
  type EngagementState,
  type InvoiceIssued,
  type InvoiceReversed,
  invoicedOnBasis,
  invoiceFigures,
} from '@pilot-ledger/engagements'
import { type Fen, fenOf } from '@pilot-ledger/kernel'

/** What the ledger holds of a contract that an invoice may be for, what waits for a second person among it. */
export interface KnownContract {
  readonly contractNo: string
  readonly client: ContractSigned['data']['client']
  readonly taxBasis: ContractSigned['data']['taxBasis']
  /** What is left to invoice on that basis; absent where the price is that of what is done. */
  readonly left?: Fen
  /** Of a framework the call-offs are invoiced. */
  readonly framework: boolean
  readonly issued: ReadonlyMap<string, KnownInvoice>
  /** Files that are its papers already, by their hash. */
  readonly papers: ReadonlySet<string>
  /** By the red letter's own number. */
  readonly reversed: ReadonlyMap<string, InvoiceReversed['data']>
}
export interface KnownInvoice {
  readonly data: InvoiceIssued['data']
  readonly reversed: Fen
}

/** Nothing where nothing stands under the number. */
export function knownContract(state: EngagementState, live: readonly EngagementContent[]): KnownContract | undefined {
  const { terms } = state
  if (!terms) return undefined
  const issued = new Map<string, KnownInvoice>()
  const reversed = new Map<string, InvoiceReversed['data']>()
  const taken = new Map<string, Fen>()
  for (const { type, data } of live) {
    if (type !== 'InvoiceReversed') continue
    const blue = invoiceFigures(data.invoice)
    taken.set(blue, (taken.get(blue) ?? 0n) + fenOf(data.amount))
    if (data.redInvoice) reversed.set(invoiceFigures(data.redInvoice), data)
  }
  for (const { type, data } of live) {
    if (type !== 'InvoiceIssued') continue
    const key = invoiceFigures(data.invoice)
    issued.set(key, { data, reversed: taken.get(key) ?? 0n })
  }
  return {
    contractNo: terms.contractNo,
    client: terms.client,
    taxBasis: terms.taxBasis,
    ...(terms.pricing === 'fixed' && { left: state.amount - invoicedOnBasis(state).net }),
    framework: terms.kind === 'framework',
    issued,
    reversed,
    papers: new Set(live.flatMap((it) => (it.type === 'EvidenceAttached' ? [it.data.sha256] : []))),
  }
}
