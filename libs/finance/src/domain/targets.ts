import { type EngagementContent, invoiceKeyText } from '@pilot-ledger/engagements'
import { type BusinessDate, type Fen, fenOf, isNoReference, numberKey, type Party } from '@pilot-ledger/kernel'
import type { TargetKind } from '../definitions/reconciliation'

/** What of the ledger a line of the bank can be: a contract's share of a receipt, a refund, or an invoice. */
export interface Target {
  /** The entry that opened its chain of corrections. */
  readonly id: string
  /** The live one. */
  readonly entry: string
  readonly sequence: number
  readonly kind: TargetKind
  readonly direction: 'credit' | 'debit'
  readonly contract: string
  readonly contractNo: string
  readonly client: Party
  /** Who paid, as the ledger has it; of an invoice the client. */
  readonly payer: Party
  /** 回单号, as a number key. */
  readonly reference?: string
  /** Of an invoice; also one text for all shares of one document. */
  readonly document: string
  readonly day: BusinessDate
  /** This contract's share; of an invoice less what was reversed. */
  readonly amount: Fen
  /** Of a receipt: all of it, with what other contracts have. */
  readonly total?: Fen
}

/** An entry of a contract that counts. */
export interface ContractEntry {
  readonly entry: string
  readonly origin: string
  readonly sequence: number
  readonly content: EngagementContent
}

/** The targets of one contract in the order of its entries; none while its signing is voided. */
export function targetsOf(contract: string, entries: readonly ContractEntry[]): Target[] {
  const first = entries[0]?.content
  if (first?.type !== 'ContractSigned') return []
  const { client, contractNo } = first.data
  const reversed = reversals(entries)
  const payers = new Map<string, Party>()
  const targets: Target[] = []
  for (const { entry, origin, sequence, content } of entries) {
    const common = { id: origin, entry, sequence, contract, contractNo, client }
    switch (content.type) {
      case 'PaymentReceived': {
        const { bankReference, payer, share, total, receivedOn } = content.data
        const reference = referenceOf(bankReference)
        payers.set(numberKey(bankReference), payer)
        targets.push({
          ...common,
          kind: 'payment',
          direction: 'credit',
          payer,
          ...(reference === undefined ? {} : { reference }),
          document: `payment:${numberKey(bankReference)}`,
          day: receivedOn,
          amount: fenOf(share),
          total: fenOf(total),
        })
        break
      }
      case 'PaymentRefunded': {
        const { bankReference, refundReference, amount, on } = content.data
        const reference = refundReference === undefined ? undefined : referenceOf(refundReference)
        targets.push({
          ...common,
          kind: 'refund',
          direction: 'debit',
          payer: payers.get(numberKey(bankReference)) ?? client,
          ...(reference === undefined ? {} : { reference }),
          document: `refund:${reference ?? origin}`,
          day: on,
          amount: fenOf(amount),
        })
        break
      }
      case 'InvoiceIssued': {
        const key = invoiceKeyText(content.data.invoice)
        const amount = fenOf(content.data.share) - (reversed.get(key) ?? 0n)
        targets.push({
          ...common,
          kind: 'invoice',
          direction: 'credit',
          payer: client,
          document: key,
          day: content.data.issuedOn,
          amount,
        })
      }
    }
  }
  return targets
}

/** A word for nothing is no number: two receipts that say so have nothing in common. */
const referenceOf = (text: string) => (isNoReference(text) ? undefined : numberKey(text))

function reversals(entries: readonly ContractEntry[]): Map<string, Fen> {
  const reversed = new Map<string, Fen>()
  for (const { content } of entries) {
    if (content.type !== 'InvoiceReversed') continue
    const key = invoiceKeyText(content.data.invoice)
    reversed.set(key, (reversed.get(key) ?? 0n) + fenOf(content.data.amount))
  }
  return reversed
}
