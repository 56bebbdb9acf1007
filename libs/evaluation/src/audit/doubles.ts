import { DEFAULT_THRESHOLDS } from '@pilot-ledger/engagements'
import { FACT, NONE, type Question, type Tables } from '@pilot-ledger/figures'
import { type LogReading, overSharedDocuments } from '@pilot-ledger/figures/reporting'

type SharedDocument = Awaited<ReturnType<typeof overSharedDocuments>>[number]

/** The same deal told twice, as far as the ledger itself shows it. */
export interface Deal {
  /** Number in `tables.contracts`. */
  readonly contract: number
  readonly signed: number
  readonly amount: number
  readonly client: number
}

/**
 * What may be counted twice, as of a cut: one deal under two numbers (same client, amount and nearby date: W5), one document
 * over several contracts for more than it says, one deal or one invoice with two platforms.
 */
export class Doubles {
  private readonly deals = new Map<number, Deal>()
  private readonly alike = new Map<string, Deal[]>()
  private readonly invoices = new Map<number, Set<number>>()
  private readonly documents = new Map<number, SharedDocument>()

  private constructor(
    private readonly tables: Tables,
    private readonly platform: number,
    cut: number,
  ) {
    const { kind, from, to, contract, contractDate, amount, client, detail } = tables.facts.columns
    for (let row = 0; row < tables.facts.length; row++) {
      if (!(from[row] <= cut && cut < to[row])) continue
      if (kind[row] === FACT.signed) {
        const deal = {
          contract: contract[row],
          signed: contractDate[row],
          amount: amount[row],
          client: tables.keyOfScoped(client[row]),
        }
        this.deals.set(deal.contract, deal)
        const key = `${deal.client} ${deal.amount}`
        const same = this.alike.get(key)
        if (same) same.push(deal)
        else this.alike.set(key, [deal])
      } else if (kind[row] === FACT.invoiced) {
        const owners = this.invoices.get(detail[row])
        if (owners) owners.add(contract[row])
        else this.invoices.set(detail[row], new Set([contract[row]]))
      }
    }
  }

  static async at(log: LogReading, { tables, cut, platform }: Question): Promise<Doubles> {
    const doubles = new Doubles(tables, platform as number, cut)
    for (const it of await overSharedDocuments(log, tables, platform as number, cut))
      for (const { sequence } of it.entries) doubles.documents.set(sequence, it)
    return doubles
  }

  /** Other contracts of the platform with the same client and amount, signed nearby; a framework and its call-off are one deal. */
  sameDeal(contract: number): readonly Deal[] {
    return this.near(contract).filter((it) => this.platformOf(it.contract) === this.platform)
  }

  /** The same at other platforms, or contracts there that carry the same invoice as the row. A person's reference is each platform's own. */
  elsewhere(contract: number, row: number): readonly { readonly contract: number; readonly by: 'deal' | 'invoice' }[] {
    const others = (it: number) => it !== NONE && this.platformOf(it) !== this.platform
    const { kind, detail } = this.tables.facts.columns
    const byInvoice = kind[row] === FACT.invoiced ? [...(this.invoices.get(detail[row]) ?? [])].filter(others) : []
    const client = this.deals.get(contract)?.client
    const isPerson = client !== undefined && this.tables.keys.text(client).startsWith('party:person:')
    const byDeal = isPerson
      ? []
      : this.near(contract)
          .map((it) => it.contract)
          .filter(others)
    return [
      ...byInvoice.map((it) => ({ contract: it, by: 'invoice' as const })),
      ...byDeal.filter((it) => !byInvoice.includes(it)).map((it) => ({ contract: it, by: 'deal' as const })),
    ]
  }

  /** The document of the entry, where its shares are more than it says or its contracts disagree on its total. */
  overShared(sequence: number): SharedDocument | undefined {
    return this.documents.get(sequence)
  }

  private near(contract: number): Deal[] {
    const own = this.deals.get(contract)
    if (!own) return []
    const { parent } = this.tables.contracts.columns
    return (this.alike.get(`${own.client} ${own.amount}`) ?? []).filter(
      (it) =>
        it.contract !== contract &&
        Math.abs(it.signed - own.signed) <= DEFAULT_THRESHOLDS.duplicateDays &&
        parent[it.contract] !== contract &&
        parent[contract] !== it.contract,
    )
  }

  private platformOf(contract: number): number {
    return this.tables.contracts.columns.platform[contract]
  }
}
