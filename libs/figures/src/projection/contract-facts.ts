import { type ContractSigned, type EngagementContent, type InvoiceKey, invoiceKeyText } from '@pilot-ledger/engagements'
import {
  type BusinessDate,
  dayNumber,
  isNoReference,
  nameKey,
  numberKey,
  type PartyId,
  partyKey,
} from '@pilot-ledger/kernel'
import { NONE } from '../columns/index-chain'
import { FACT, type FactKind, type FactRow, OPEN, OPEN_DAY, type Store, TAX } from '../columns/store'

/** What every fact of a contract carries with it: changing it means other facts. */
export interface ContractTerms {
  readonly platform: number
  readonly contract: number
  readonly client: number
  readonly contractDate: number
  readonly tax: number
  readonly categories: number
  readonly products: number
}

export function termsOf(
  tables: Store,
  platform: number,
  contract: number,
  signed: ContractSigned['data'],
  productsAdded: readonly string[],
): ContractTerms {
  return {
    platform,
    contract,
    client: tables.scoped(platform, partyNumber(tables, signed.client.id)),
    contractDate: dayNumber(signed.signedOn),
    tax: TAX[signed.taxBasis],
    categories: tables.texts.numberOf(setText(signed.serviceCategories)),
    products: tables.texts.numberOf(productSetText([...signed.products, ...productsAdded])),
  }
}

/** The whole set as one text: grouping by single members would count a contract of two categories twice. */
export function setText(members: readonly string[]): string {
  return [...new Set(members)].sort().join('、')
}

/** As `setText`, spellings of one product joined: the first spelling stands for all, in an order no spelling changes. */
function productSetText(names: readonly string[]): string {
  const first = new Map<string, string>()
  for (const name of names) if (!first.has(nameKey(name))) first.set(nameKey(name), name)
  return [...first]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, name]) => name)
    .join('、')
}

export function partyNumber(tables: Store, id: PartyId): number {
  return tables.keys.numberOf(`party:${partyKey(id)}`)
}

/** Whole fen of a stored amount as a number: exact below 2^53, and amounts stay below 10^14. */
export function fenNumber(amount: string): number {
  return Number(amount.replace('.', ''))
}

/** What a fact says beside the terms of its contract. */
type Stated = Partial<Pick<FactRow, 'tax' | 'key' | 'detail' | 'holder' | 'product' | 'named' | 'amount'>>
const NOTHING_STATED: Stated = {}

/** The facts one entry states, open from sequence `from` on. Pure but for new numbers in the dictionaries. */
export function factsOfContent(
  tables: Store,
  terms: ContractTerms,
  content: EngagementContent,
  entry: number,
  from: number,
): FactRow[] {
  const { tax } = terms
  // Every field is named once: a row copied from others field by field took longer than all that an entry says.
  const fact = (kind: FactKind, on: BusinessDate, says: Stated = NOTHING_STATED): FactRow => ({
    kind,
    tax: says.tax ?? tax,
    platform: terms.platform,
    contract: terms.contract,
    client: terms.client,
    key: says.key ?? NONE,
    detail: says.detail ?? NONE,
    holder: says.holder ?? NONE,
    product: says.product ?? NONE,
    named: says.named ?? NONE,
    date: dayNumber(on),
    contractDate: terms.contractDate,
    until: OPEN_DAY,
    amount: says.amount ?? 0,
    categories: terms.categories,
    products: terms.products,
    entry,
    before: NONE,
    from,
    to: OPEN,
  })
  /** Invoices and receipts state gross amounts (价税合计), whatever the contract's tax basis. */
  const gross = (kind: FactKind, on: BusinessDate, amount: number, says: Stated = NOTHING_STATED) => [
    fact(kind, on, { ...says, tax: TAX.inclusive, amount }),
  ]
  const scoped = (key: string) => tables.scoped(terms.platform, tables.keys.numberOf(key))
  const product = (name: string) => scoped(`product:${nameKey(name)}`)
  const products = (names: readonly string[], on: BusinessDate) =>
    names.map((name) => fact(FACT.product, on, { key: product(name) }))
  const invoice = (it: InvoiceKey) => tables.keys.numberOf(`invoice:${invoiceKeyText(it)}`)
  const numbered = (kind: 'slip' | 'batch' | 'approval', no: string) => tables.keys.numberOf(`${kind}:${numberKey(no)}`)
  /** A word for nothing is no number. */
  const slip = (no: string) => (isNoReference(no) ? undefined : numbered('slip', no))
  const { type, data } = content
  switch (type) {
    case 'ContractSigned': {
      const signed = fact(FACT.signed, data.signedOn, { key: terms.client, amount: fenNumber(data.amount) })
      return [signed, ...products(data.products, data.signedOn)]
    }
    case 'ContractAmended': {
      const amended = fact(FACT.amended, data.amendedOn, { amount: fenNumber(data.delta) })
      return [amended, ...products(data.productsAdded ?? [], data.amendedOn)]
    }
    case 'BatchRun': {
      const batch = { detail: tables.keys.numberOf(`batchKind:${data.kind}`), key: product(data.product) }
      const started = fact(FACT.batchStarted, data.startedOn, { ...batch, named: numbered('batch', data.batchNo) })
      return data.completedOn === undefined ? [started] : [started, fact(FACT.batchCompleted, data.completedOn, batch)]
    }
    case 'BatchReleased':
      return [fact(FACT.batchReleased, data.on, { key: product(data.product) })]
    case 'DeliverableAccepted':
      return [fact(FACT.accepted, data.acceptedOn)]
    case 'InvoiceIssued': {
      const detail = invoice(data.invoice)
      return gross(FACT.invoiced, data.issuedOn, fenNumber(data.share), { detail, named: detail })
    }
    case 'InvoiceReversed': {
      const red = data.redInvoice && invoice(data.redInvoice)
      return gross(FACT.reversed, data.on, -fenNumber(data.amount), { detail: invoice(data.invoice), named: red })
    }
    case 'PaymentReceived':
      return gross(FACT.received, data.receivedOn, fenNumber(data.share), { named: slip(data.bankReference) })
    case 'PaymentRefunded':
      return gross(FACT.refunded, data.on, -fenNumber(data.amount))
    case 'DrugApprovalObtained': {
      const key = scoped(`variety:${nameKey(data.variety)}`)
      const detail = scoped(`certificate:${numberKey(data.certificateNo)}`)
      const holder = partyNumber(tables, data.holder.id)
      const named = numbered('approval', data.approvalNo)
      return [fact(FACT.approval, data.approvedOn, { key, detail, holder, product: product(data.product), named })]
    }
    // What no figure counts; a type that is not defined did not come this far.
    default:
      return []
  }
}
