import { type Deal, isSameDeal } from '@pilot-ledger/engagements'
import type { Question, Tables } from '@pilot-ledger/figures'
import { type LogReading, overSharedDocuments } from '@pilot-ledger/figures/reporting'
import { addTo, nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import type { ContractFiles } from './contract-files'

type SharedDocument = Awaited<ReturnType<typeof overSharedDocuments>>[number]

/**
 * What may be counted twice, as of a cut: one deal under two numbers of which both count (W5), one document over several
 * contracts for more than it says, one deal or one invoice with two platforms.
 */
export class Doubles {
  private readonly deals = new Map<number, Deal>()
  /** By client and amount: those of the platform, and those of others. */
  private readonly alike = { here: new Map<string, Deal[]>(), elsewhere: new Map<string, Deal[]>() }
  private readonly invoices = new Map<number, number[]>()
  private readonly documents = new Map<number, SharedDocument>()
  private readonly tables: Tables
  private readonly platform: number

  private constructor(
    { tables, platform }: Question,
    private readonly files: ContractFiles,
  ) {
    this.tables = tables
    this.platform = platform as number
  }

  /** Through every fact of the ledger: others have their turn on the way. */
  private async lookAround({ tables, cut }: Question): Promise<void> {
    for (const { kind, contract, client, fen, contractDay: signedOn, detail } of tables.factsAt(cut)) {
      if (turnIsOver()) await nextTurn()
      if (contract === undefined) continue
      if (kind === 'signed') {
        const deal = { contract, client: tables.keyAnywhere(client), fen, signedOn }
        this.deals.set(contract, deal)
        addTo(this.isElsewhere(contract) ? this.alike.elsewhere : this.alike.here, alikeBy(deal), deal)
      } else if (kind === 'invoiced') {
        addTo(this.invoices, detail, contract)
      }
    }
  }

  static async at(log: LogReading, question: Question, files: ContractFiles): Promise<Doubles> {
    const doubles = new Doubles(question, files)
    await doubles.lookAround(question)
    const { tables, platform, cut } = question
    for (const it of await overSharedDocuments(log, tables, platform as number, cut))
      for (const { sequence } of it.entries) doubles.documents.set(sequence, it)
    return doubles
  }

  /** Other contracts of the platform with the same client and amount, signed nearby; a framework and its call-off are one deal. */
  sameDeal(contract: number): AsyncIterable<Deal> {
    return this.near(contract, this.alike.here)
  }

  /** The same at other platforms, or contracts there that carry the same invoice as the row. A person's reference is each platform's own. */
  async *elsewhere(
    contract: number,
    row: number,
  ): AsyncIterable<{ readonly contract: number; readonly by: 'deal' | 'invoice' }> {
    const { kind, detail, client } = this.tables.fact(row)
    const owners = kind === 'invoiced' ? this.invoices.get(detail) : undefined
    const byInvoice = new Set(owners?.filter((it) => this.isElsewhere(it)))
    for (const it of byInvoice) yield { contract: it, by: 'invoice' }
    if (this.tables.keyText(client).startsWith('party:person:')) return
    for await (const it of this.near(contract, this.alike.elsewhere))
      if (!byInvoice.has(it.contract)) yield { contract: it.contract, by: 'deal' }
  }

  /** The document of the entry, where its shares are more than it says or its contracts disagree on its total. */
  overShared(sequence: number): SharedDocument | undefined {
    return this.documents.get(sequence)
  }

  private async *near(contract: number, alike: ReadonlyMap<string, readonly Deal[]>): AsyncGenerator<Deal> {
    const own = this.deals.get(contract)
    if (!own) return
    for (const it of alike.get(alikeBy(own)) ?? []) {
      if (!isSameDeal(own, it)) continue
      const parents = await this.files.parentsOf([contract, it.contract])
      const withParent = (one: Deal): Deal => ({ ...one, parent: parents.get(one.contract) })
      if (isSameDeal(withParent(own), withParent(it))) yield it
    }
  }

  private isElsewhere(contract: number): boolean {
    return this.tables.contract(contract).platform !== this.platform
  }
}

const alikeBy = ({ client, fen }: Deal) => `${client} ${fen}`
