import { type EngagementContent, invoiceKeyText } from '@pilot-ledger/engagements'
import { type BusinessDate, fenOf } from '@pilot-ledger/kernel'
import { type Accounts, codeOf } from './accounts'
import type { Posting, Transaction } from './journal'
import type { LiveContract } from './live-entries'
import { plainText } from './plain-text'

type Signed = Extract<EngagementContent, { type: 'ContractSigned' }>['data']

/** The terms a contract stands under at the cut; undefined while its signing is voided: then nothing on it counts. */
export function termsOf(contract: LiveContract): Signed | undefined {
  const first = contract.entries[0]?.content
  return first?.type === 'ContractSigned' ? first.data : undefined
}

/**
 * The money of one contract: signed and amended as a commitment, invoiced and received against the receivable. Of a
 * framework whose call-offs count in its place the amount is left out, its invoices and receipts are not (H11).
 * A settlement does not change the contract's amount, as in the figures.
 */
export function moneyOf(contract: LiveContract, accounts: Accounts, suspended: boolean): Transaction[] {
  const terms = termsOf(contract)
  if (!terms) return []
  const code = codeOf(contract.id)
  return contract.entries.flatMap(({ entry, sequence, content }) => {
    const movement = movementOf(content, code, terms, accounts, suspended)
    if (!movement) return []
    const text = plainText(`${content.type} ${terms.contractNo} ${movement.document} ${terms.client.name}`)
    return [{ day: movement.day, sequence, entry, text, postings: movement.postings }]
  })
}

interface Movement {
  readonly day: BusinessDate
  readonly document: string
  readonly postings: readonly Posting[]
}

function movementOf(
  content: EngagementContent,
  code: string,
  { taxBasis }: Signed,
  accounts: Accounts,
  suspended: boolean,
): Movement | undefined {
  const committed = (amount: bigint) =>
    legs(accounts.orderbook(taxBasis, code), accounts.commitments(taxBasis, code), amount)
  const invoiced = (amount: bigint) => legs(accounts.receivable(code), accounts.invoiced(code), amount)
  const received = (amount: bigint) => legs(accounts.bank(code), accounts.receivable(code), amount)
  switch (content.type) {
    case 'ContractSigned':
      if (suspended) return undefined
      return { day: content.data.signedOn, document: '', postings: committed(fenOf(content.data.amount)) }
    case 'ContractAmended': {
      if (suspended) return undefined
      const { amendedOn, amendmentNo, delta } = content.data
      return { day: amendedOn, document: amendmentNo, postings: committed(fenOf(delta)) }
    }
    case 'InvoiceIssued': {
      const { issuedOn, invoice, share } = content.data
      return { day: issuedOn, document: invoiceKeyText(invoice), postings: invoiced(fenOf(share)) }
    }
    case 'InvoiceReversed': {
      const { on, invoice, amount } = content.data
      return { day: on, document: invoiceKeyText(invoice), postings: invoiced(-fenOf(amount)) }
    }
    case 'PaymentReceived': {
      const { receivedOn, bankReference, share } = content.data
      return { day: receivedOn, document: bankReference, postings: received(fenOf(share)) }
    }
    case 'PaymentRefunded': {
      const { on, bankReference, amount } = content.data
      return { day: on, document: bankReference, postings: received(-fenOf(amount)) }
    }
    default:
      return undefined
  }
}

function legs(to: string, from: string, amount: bigint): Posting[] {
  return [
    { account: to, commodity: 'CNY', amount },
    { account: from, commodity: 'CNY', amount: -amount },
  ]
}
