import { type InvoiceKey, invoiceFigures } from '@pilot-ledger/engagements'
import type { ListedContract } from '@pilot-ledger/engagements/recording'
import { type Fen, fenOf, formatAmount, nameKey, numberKey, type Party } from '@pilot-ledger/kernel'
import { type Finding, type InvoiceRead, isRed, keyOf, type NamedParty } from '../reading/invoice-read'
import type { Choices, ChosenShare } from './choices'
import type { KnownContract } from './known-contracts'
import * as say from './match-words'

/** A share of the invoice for a contract; always positive, also of a red letter. */
export interface Share {
  readonly contractNo: string
  readonly share: Fen
}
export interface Match {
  readonly shares: readonly Share[]
  readonly findings: readonly Finding[]
  /** What a person may choose from, where nothing is certain. */
  readonly candidates?: readonly string[]
  /** Of a red letter: the blue one, as it stands: its figures are written in one number, or as code and number. */
  readonly blue?: InvoiceKey
}

export interface Platform {
  readonly host: Party
  readonly listed: readonly ListedContract[]
  /** Contract numbers of the platform that a remark names, see `numbersIn`. */
  named(remark: string): readonly string[]
  /** One legal person once: a branch's key is its head office's. */
  legalPerson(key: string): string
  /** What the ledger holds of a contract; asked only of those that may be meant. */
  known(contractNo: string): KnownContract | undefined
  /** Contracts on which the invoice of these figures was issued, or was reversed by a red letter of these figures: whosever they are. */
  holding(figures: string): readonly KnownContract[]
}

/**
 * Which contract of the platform an invoice is for. Taken in order: what a person says; what the ledger, on whosever contract, or an
 * earlier invoice of the same file, holds under this number; the contract whose number stands in the remark; of the buyer's contracts the only one with
 * enough left to invoice, or the only one of which exactly this is left. Where none of these holds nothing is guessed. Pure but for
 * what it remembers: invoices are given in the order of their days, blue before red.
 */
export class Matcher {
  /** What this file has placed so far, by contract. */
  private readonly placed = new Map<string, Fen>()
  private readonly blues = new Map<string, { readonly read: InvoiceRead; readonly shares: readonly Share[] }>()

  constructor(
    private readonly platform: Platform,
    private readonly choices: Choices,
  ) {}

  match(read: InvoiceRead): Match {
    const seller = sellerFinding(read.seller, this.platform.host)
    if (seller) return { shares: [], findings: [seller] }
    if (isRed(read)) {
      const blue = this.blueOf(read)
      return { ...this.red(read), ...(blue && { blue }) }
    }
    const match = this.blue(read)
    if (match.shares.length > 0) this.place(read, match.shares)
    return match
  }

  private blueOf(read: InvoiceRead): InvoiceKey | undefined {
    const own = invoiceFigures(keyOf(read))
    for (const it of this.platform.holding(own)) {
      const recorded = it.reversed.get(own)
      if (recorded) return recorded.invoice
    }
    const { reverses } = read
    if (reverses === undefined) return undefined
    const here = this.blues.get(reverses)
    if (here) return keyOf(here.read)
    return this.platform.holding(reverses).flatMap((it) => it.issued.get(reverses)?.data.invoice ?? [])[0]
  }

  private place(read: InvoiceRead, shares: readonly Share[]): void {
    this.blues.set(invoiceFigures(keyOf(read)), { read, shares })
    for (const { contractNo, share } of shares) {
      const known = this.platform.known(contractNo)
      if (known?.issued.has(invoiceFigures(keyOf(read)))) continue
      const key = numberKey(contractNo)
      this.placed.set(key, (this.placed.get(key) ?? 0n) + onBasis(known, read, share))
    }
  }

  private blue(read: InvoiceRead): Match {
    const chosen = this.chosen(read)
    const figures = invoiceFigures(keyOf(read))
    const standing = this.platform.holding(figures).filter((it) => it.issued.has(figures))
    if (chosen) return this.besideRecorded(read, standing, figures, chosen)
    if (standing.length > 0) return this.asRecorded(read, standing, figures)
    return this.byChoiceOfAll(read) ?? this.byRemark(read) ?? this.byClient(read)
  }

  private red(read: InvoiceRead): Match {
    const own = invoiceFigures(keyOf(read))
    const amount = -read.total
    const recorded = this.platform.holding(own).filter((it) => it.reversed.has(own))
    if (recorded.length > 0) {
      const shares = recorded.map((it) => ({
        contractNo: it.contractNo,
        share: recorded.length === 1 ? amount : fenOf(it.reversed.get(own)?.amount ?? '0.00'),
      }))
      return { shares, findings: [] }
    }
    if (read.reverses === undefined) return { shares: [], findings: [say.redWithoutBlue()] }
    const chosen = this.chosen(read)
    if (chosen) return this.ofChoice(read, chosen)
    const here = this.blues.get(read.reverses)
    const blue = read.reverses
    const shares = here
      ? here.shares
      : this.platform.holding(blue).flatMap((it) => {
          const its = it.issued.get(blue)
          return its ? [{ contractNo: it.contractNo, share: fenOf(its.data.share) - its.reversed }] : []
        })
    if (shares.length === 0) return { shares: [], findings: [say.blueNotKnown(blue)] }
    if (shares.length === 1) return { shares: [{ ...shares[0], share: amount }], findings: [] }
    if (shares.reduce((sum, it) => sum + it.share, 0n) === amount)
      return { shares: shares.filter((it) => it.share > 0n), findings: [] }
    const candidates = shares.map((it) => it.contractNo)
    return { shares: [], findings: [say.redOfShared(read, candidates)], candidates }
  }

  private chosen(read: InvoiceRead): readonly ChosenShare[] | undefined {
    return this.choices.byInvoice.get(invoiceFigures(keyOf(read)))
  }

  /** @param there of it on other contracts already */
  private ofChoice(read: InvoiceRead, chosen: readonly ChosenShare[], there = 0n): Match {
    const total = isRed(read) ? -read.total : read.total
    const shares = chosen.map((it) => ({ ...it, share: it.share === undefined ? total : fenOf(it.share) }))
    const sum = shares.reduce((all, it) => all + it.share, 0n)
    if (sum > total) return { shares: [], findings: [say.sharesOverTotal(formatAmount(sum), formatAmount(total))] }
    const findings = shares.flatMap(({ contractNo }) => {
      const known = this.platform.known(contractNo)
      if (!known) return [say.contractNotKnown(contractNo)]
      return this.isClient(read.buyer, known.client) ? [] : [say.buyerNotClient(read, known)]
    })
    if (findings.some((it) => it.is === 'fault')) return { shares: [], findings }
    if (there + sum === total) return { shares, findings }
    const under = say.sharesUnderTotal(formatAmount(sum), formatAmount(total), formatAmount(total - sum - there))
    return { shares, findings: [...findings, under] }
  }

  /** One contract for all of the file that is not placed otherwise. */
  private byChoiceOfAll(read: InvoiceRead): Match | undefined {
    const { contract } = this.choices
    return contract === undefined ? undefined : this.ofChoice(read, [{ contractNo: contract }])
  }

  /** On the ledger already: what it says there is compared, row by row, with what it says here. */
  private asRecorded(read: InvoiceRead, standing: readonly KnownContract[], figures: string): Match {
    const findings = standing.flatMap((it) =>
      this.isClient(read.buyer, it.client) ? [] : [say.recordedForAnother(read, it)],
    )
    if (standing.length === 1) {
      const { data } = standing[0].issued.get(figures) as { data: { share: string; total: string } }
      // A share of it was recorded: the rest may be another contract's, and is no difference.
      const share = fenOf(data.total) === read.total ? fenOf(data.share) : read.total
      return { shares: [{ contractNo: standing[0].contractNo, share }], findings }
    }
    const shares = standing.map((it) => ({
      contractNo: it.contractNo,
      share: shareOn(it, figures),
    }))
    return { shares, findings }
  }

  /** Chosen for a contract, while the ledger has it on another: the rest of it may be, and no more. */
  private besideRecorded(
    read: InvoiceRead,
    standing: readonly KnownContract[],
    figures: string,
    chosen: readonly ChosenShare[],
  ): Match {
    const named = new Set(chosen.map((it) => numberKey(it.contractNo)))
    const others = standing.filter((it) => !named.has(numberKey(it.contractNo)))
    const there = others.reduce((sum, it) => sum + shareOn(it, figures), 0n)
    const here = chosen.reduce((sum, it) => sum + (it.share === undefined ? read.total : fenOf(it.share)), 0n)
    if (there === 0n || there + here <= read.total) return this.ofChoice(read, chosen, there)
    return { shares: [], findings: [say.recordedElsewhere(read, others, formatAmount(there))] }
  }

  private byRemark(read: InvoiceRead): Match | undefined {
    const named = this.platform.named(read.remark)
    if (named.length === 0) return undefined
    const its = named
      .flatMap((it) => this.platform.known(it) ?? [])
      .filter((it) => this.isClient(read.buyer, it.client))
    if (its.length === 1) return whole(read, its[0], say.byRemark(its[0].contractNo))
    if (its.length === 0) {
      const known = this.platform.known(named[0])
      // The remark may be wrong, or the buyer pay for another: the buyer's own contracts come first.
      const candidates = [...this.contractsOf(read).map((it) => it.contractNo), ...named]
      return known && { shares: [], findings: [say.remarkOfAnother(read, known, candidates)], candidates }
    }
    return undecided(
      read,
      its.map((it) => it.contractNo),
    )
  }

  private byClient(read: InvoiceRead): Match {
    const its = this.contractsOf(read).filter((it) => !it.framework)
    if (its.length === 0) return { shares: [], findings: [say.noContractOf(read)] }
    const room = its.flatMap((it) => {
      const left = this.leftOf(it)
      const wanted = onBasis(it, read, read.total)
      return left === undefined || left >= wanted ? [{ it, exact: left === wanted }] : []
    })
    const exact = room.filter((it) => it.exact)
    if (room.length === 1) return whole(read, room[0].it, say.onlyOne(room[0].it.contractNo))
    if (exact.length === 1) return whole(read, exact[0].it, say.exactlyLeft(exact[0].it.contractNo))
    if (room.length === 0) {
      // The rules say by how much, of the only contract that it can be for.
      if (its.length === 1) return whole(read, its[0], say.onlyOne(its[0].contractNo))
      return undecided(
        read,
        its.map((it) => it.contractNo),
      )
    }
    return undecided(
      read,
      room.map((it) => it.it.contractNo),
    )
  }

  private leftOf(contract: KnownContract): Fen | undefined {
    if (contract.left === undefined) return undefined
    return contract.left - (this.placed.get(numberKey(contract.contractNo)) ?? 0n)
  }

  /** The buyer's contracts, in the order in which they came into the ledger. */
  private contractsOf({ buyer }: InvoiceRead): readonly KnownContract[] {
    const { listed, known } = this.platform
    return listed
      .filter((it) => this.mayBe(buyer, it))
      .flatMap((it) => known(it.contractNo) ?? [])
      .filter((it) => this.isClient(buyer, it.client))
  }

  private mayBe(buyer: NamedParty, { client, clientName }: ListedContract): boolean {
    return this.sameParty(buyer, client, clientName)
  }

  private isClient(buyer: NamedParty, { id, name }: Party): boolean {
    return this.sameParty(buyer, `${id.scheme}:${numberKey(id.value)}`, name)
  }

  /** By its number where both have one, also where one is the other's branch; else by its name. */
  private sameParty({ taxId, name }: NamedParty, client: string, clientName: string): boolean {
    if (taxId !== undefined && client.startsWith('uscc:')) {
      const key = `uscc:${numberKey(taxId)}`
      return key === client || this.platform.legalPerson(key) === this.platform.legalPerson(client)
    }
    return name !== undefined && nameKey(name) === nameKey(clientName)
  }
}

const shareOn = (contract: KnownContract, figures: string): Fen =>
  fenOf(contract.issued.get(figures)?.data.share ?? '0.00')

function whole(read: InvoiceRead, { contractNo }: KnownContract, finding: Finding): Match {
  return { shares: [{ contractNo, share: read.total }], findings: [finding] }
}

function undecided(read: InvoiceRead, candidates: readonly string[]): Match {
  return { shares: [], findings: [say.notCertain(read, candidates)], candidates }
}

/** What an invoice takes of a contract's amount, on the basis of that amount (H12). */
function onBasis(contract: KnownContract | undefined, read: InvoiceRead, share: Fen): Fen {
  if (contract?.taxBasis !== 'exclusive' || read.total === 0n) return share
  return (share * read.withoutTax * 2n + read.total) / (read.total * 2n)
}

function sellerFinding({ taxId, name }: NamedParty, host: Party): Finding | undefined {
  if (taxId !== undefined && host.id.scheme === 'uscc')
    return numberKey(taxId) === numberKey(host.id.value) ? undefined : say.otherSeller(taxId, name, host)
  if (name !== undefined && nameKey(name) === nameKey(host.name)) return undefined
  return say.otherSeller(taxId, name, host)
}
