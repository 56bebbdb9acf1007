import type { ContractSigned, EngagementContent } from '@pilot-ledger/engagements'
import { invoiceKeyText } from '@pilot-ledger/engagements'
import { dayNumber, nameKey, numberKey, type PartyId, partyKey } from '@pilot-ledger/kernel'
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

/** The facts one entry states, open from sequence `from` on. Pure but for new numbers in the dictionaries. */
export function factsOfContent(
  tables: Store,
  terms: ContractTerms,
  content: EngagementContent,
  entry: number,
  from: number,
): FactRow[] {
  const fact = (kind: FactKind, date: number, rest: Partial<FactRow> = {}): FactRow => ({
    kind,
    tax: terms.tax,
    platform: terms.platform,
    contract: terms.contract,
    client: terms.client,
    key: NONE,
    detail: NONE,
    holder: NONE,
    product: NONE,
    date,
    contractDate: terms.contractDate,
    until: OPEN_DAY,
    amount: 0,
    categories: terms.categories,
    products: terms.products,
    entry,
    from,
    to: OPEN,
    ...rest,
  })
  const product = (name: string) => tables.scoped(terms.platform, tables.keys.numberOf(`product:${nameKey(name)}`))
  const products = (names: readonly string[], date: number) =>
    names.map((name) => fact(FACT.product, date, { key: product(name) }))
  switch (content.type) {
    case 'ContractSigned': {
      const signed = fact(FACT.signed, terms.contractDate, {
        key: terms.client,
        amount: fenNumber(content.data.amount),
      })
      return [signed, ...products(content.data.products, terms.contractDate)]
    }
    case 'ContractAmended': {
      const day = dayNumber(content.data.amendedOn)
      return [
        fact(FACT.amended, day, { amount: fenNumber(content.data.delta) }),
        ...products(content.data.productsAdded ?? [], day),
      ]
    }
    case 'BatchRun': {
      const kind = tables.keys.numberOf(`batchKind:${content.data.kind}`)
      const key = product(content.data.product)
      const started = fact(FACT.batchStarted, dayNumber(content.data.startedOn), { key, detail: kind })
      if (content.data.completedOn === undefined) return [started]
      return [started, fact(FACT.batchCompleted, dayNumber(content.data.completedOn), { key, detail: kind })]
    }
    case 'BatchReleased':
      return [fact(FACT.batchReleased, dayNumber(content.data.on), { key: product(content.data.product) })]
    case 'DeliverableAccepted':
      return [fact(FACT.accepted, dayNumber(content.data.acceptedOn))]
    case 'InvoiceIssued':
      return [
        fact(FACT.invoiced, dayNumber(content.data.issuedOn), {
          // Invoices and receipts state gross amounts (价税合计), whatever the contract's tax basis.
          tax: TAX.inclusive,
          amount: fenNumber(content.data.share),
          detail: tables.keys.numberOf(`invoice:${invoiceKeyText(content.data.invoice)}`),
        }),
      ]
    case 'InvoiceReversed':
      return [
        fact(FACT.reversed, dayNumber(content.data.on), {
          tax: TAX.inclusive,
          amount: -fenNumber(content.data.amount),
          detail: tables.keys.numberOf(`invoice:${invoiceKeyText(content.data.invoice)}`),
        }),
      ]
    case 'PaymentReceived':
      return [
        fact(FACT.received, dayNumber(content.data.receivedOn), {
          tax: TAX.inclusive,
          amount: fenNumber(content.data.share),
        }),
      ]
    case 'PaymentRefunded':
      return [
        fact(FACT.refunded, dayNumber(content.data.on), {
          tax: TAX.inclusive,
          amount: -fenNumber(content.data.amount),
        }),
      ]
    case 'DrugApprovalObtained':
      return [
        fact(FACT.approval, dayNumber(content.data.approvedOn), {
          key: tables.scoped(terms.platform, tables.keys.numberOf(`variety:${nameKey(content.data.variety)}`)),
          detail: tables.scoped(
            terms.platform,
            tables.keys.numberOf(`certificate:${numberKey(content.data.certificateNo)}`),
          ),
          holder: partyNumber(tables, content.data.holder.id),
          product: product(content.data.product),
        }),
      ]
    // What no figure counts; a type that is not defined did not come this far.
    default:
      return []
  }
}
