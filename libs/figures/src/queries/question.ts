import { dayNumber, type Window } from '@pilot-ledger/kernel'
import { ELEMENTS } from '@pilot-ledger/programme'
import { NONE } from '../columns/index-chain'
import { FACT, type Tables } from '../read-model/tables'

/** The city of the letter, as the six digits of GB/T 2260 inside a credit code. Configuration for other cities. */
export const HOME_REGION = '442000'

/**
 * One question: which platform (or all), which window of business days, as of which sequence. Holds what several figures
 * need beside single rows, made when first asked for.
 */
export class Question {
  readonly from: number
  readonly to: number
  /** Set once an answer about a row has looked at other rows as they are at the cut: at another cut it may differ. */
  leansOnOthers = false
  private readonly branchesEver: boolean
  private readonly relationsEver: boolean
  private readonly branches: Map<number, number[]>
  private readonly relations: Map<number, number[]>
  private received: Float64Array | undefined
  private accepted: Set<number> | undefined
  private firstDays: Map<number, number> | undefined
  private completed: Set<number> | undefined
  private cultivations: Map<number, number[]> | undefined
  private readonly inForceOf = new Map<number, readonly number[]>()

  constructor(
    readonly tables: Tables,
    readonly window: Window,
    /** Entries up to and with this sequence count. */
    readonly cut: number,
    /** Number of the platform, or undefined for all. */
    readonly platform?: number,
    readonly homeRegion: string = HOME_REGION,
  ) {
    this.from = dayNumber(window.from)
    this.to = dayNumber(window.to)
    this.branchesEver = this.everDeclared([FACT.branch])
    this.relationsEver = this.everDeclared([FACT.affiliation, FACT.jointCentre])
    this.branches = this.registerRowsByKey([FACT.branch])
    this.relations = this.registerRowsByKey([FACT.affiliation, FACT.jointCentre])
  }

  /** Calls for each row that holds at the cut: of the platform (newest first), or of all (oldest first). */
  eachRow(visit: (row: number) => void): void {
    const { facts, factsOfPlatform } = this.tables
    const { from, to } = facts.columns
    const { cut } = this
    if (this.platform === undefined) {
      for (let row = 0; row < facts.length; row++) if (from[row] <= cut && cut < to[row]) visit(row)
      return
    }
    for (let row = factsOfPlatform.newest(this.platform); row !== NONE; row = factsOfPlatform.before(row)) {
      if (from[row] <= cut && cut < to[row]) visit(row)
    }
  }

  holds(row: number): boolean {
    const { from, to } = this.tables.facts.columns
    return from[row] <= this.cut && this.cut < to[row]
  }

  inWindow(day: number): boolean {
    return this.from <= day && day <= this.to
  }

  /** In force on the last day of the window. */
  inForceAtEnd(row: number): boolean {
    const { date, until } = this.tables.facts.columns
    return date[row] <= this.to && this.to < until[row]
  }

  /** One legal person once: a branch stands for its head office, as declared and in force on that day. In `scoped`. */
  legalPerson(client: number, day: number): number {
    if (this.branchesEver) this.leansOnOthers = true
    if (this.branches.size === 0) return client
    const seen = new Set<number>()
    let person = client
    while (!seen.has(person)) {
      seen.add(person)
      const row = this.inForce(this.branches.get(person), day)
      if (row === undefined) return person
      person = this.tables.facts.columns.detail[row]
    }
    // A circle of declarations names no head office: the client stands for itself.
    return client
  }

  /** The legal person behind the client of a contract's row, on the contract's signing day. */
  clientOf(row: number): number {
    const { client, contractDate } = this.tables.facts.columns
    return this.legalPerson(client[row], contractDate[row])
  }

  /** Related to, or co-building with, the platform on the signing day (W6). */
  related(row: number): boolean {
    const { client, contractDate } = this.tables.facts.columns
    return this.relatedOn(client[row], contractDate[row])
  }

  /** The same of a client (in `scoped`) on a day. */
  relatedOn(client: number, day: number): boolean {
    if (this.relationsEver) this.leansOnOthers = true
    if (this.relations.size === 0) return false
    return (
      this.inForce(this.relations.get(client), day) !== undefined ||
      this.inForce(this.relations.get(this.legalPerson(client, day)), day) !== undefined
    )
  }

  inCity(row: number): boolean {
    const { keys, facts } = this.tables
    const party = keys.text(this.tables.keyOfScoped(facts.columns.client[row]))
    return party.startsWith('party:uscc:') && party.slice(13, 19) === this.homeRegion
  }

  holderIsClient(row: number): boolean {
    const { client, holder } = this.tables.facts.columns
    const { tables } = this
    return holder[row] === tables.keyOfScoped(client[row]) || holder[row] === tables.keyOfScoped(this.clientOf(row))
  }

  /** Net fen a contract received inside the window. */
  receivedInWindow(contract: number): number {
    this.leansOnOthers = true
    if (!this.received) {
      const sums = new Float64Array(this.tables.contracts.length)
      const { kind, date, amount, contract: owner } = this.tables.facts.columns
      this.eachRow((row) => {
        if ((kind[row] === FACT.received || kind[row] === FACT.refunded) && this.inWindow(date[row]))
          sums[owner[row]] += amount[row]
      })
      this.received = sums
    }
    return this.received[contract]
  }

  acceptedInWindow(contract: number): boolean {
    this.leansOnOthers = true
    if (!this.accepted) {
      const contracts = new Set<number>()
      const { kind, date, contract: owner } = this.tables.facts.columns
      this.eachRow((row) => {
        if (kind[row] === FACT.accepted && this.inWindow(date[row])) contracts.add(owner[row])
      })
      this.accepted = contracts
    }
    return this.accepted.has(contract)
  }

  /** Whether the row's legal person has no earlier counted contract than one inside the window. */
  firstServedInWindow(row: number): boolean {
    this.leansOnOthers = true
    if (!this.firstDays) {
      const first = new Map<number, number>()
      const { kind, contractDate } = this.tables.facts.columns
      this.eachRow((it) => {
        if (kind[it] !== FACT.signed || contractDate[it] > this.to) return
        const person = this.clientOf(it)
        first.set(person, Math.min(first.get(person) ?? contractDate[it], contractDate[it]))
      })
      this.firstDays = first
    }
    return (this.firstDays.get(this.clientOf(row)) ?? this.from) >= this.from
  }

  /** Whether the product has a batch completed by the end of the window. */
  hasCompletedBatch(product: number): boolean {
    this.leansOnOthers = true
    if (!this.completed) {
      const products = new Set<number>()
      const { kind, date, key } = this.tables.facts.columns
      this.eachRow((row) => {
        if (kind[row] === FACT.batchCompleted && date[row] <= this.to) products.add(key[row])
      })
      this.completed = products
    }
    return this.completed.has(product)
  }

  /** Whether the unit of an application was a cultivating one on the day it applied, whoever says so. */
  wasCultivating(row: number): boolean {
    this.leansOnOthers = true
    const { key, date } = this.tables.facts.columns
    return this.inForce(this.cultivationsByUnit().get(key[row]), date[row]) !== undefined
  }

  /** Whether the platform of a recognition has as many projects in its library, on the window's last day, as is asked. */
  meetsLibraryThreshold(row: number): boolean {
    this.leansOnOthers = true
    const { amount, key, platform } = this.tables.facts.columns
    const asked = this.registerRowsInForce(FACT.threshold).filter(
      (it) => this.tables.keys.text(this.tables.keyOfScoped(key[it])) === 'figure:libraryProjects',
    )
    if (asked.length === 0) return false
    const least = Math.max(...asked.map((it) => amount[it]))
    return this.registerRowsInForce(FACT.libraryProject).filter((it) => platform[it] === platform[row]).length >= least
  }

  /** Whether each of the five elements is linked to the platform of a link on the window's last day. */
  hasAllElements(row: number): boolean {
    this.leansOnOthers = true
    const { key, detail, platform } = this.tables.facts.columns
    const linked = this.registerRowsInForce(FACT.elementLinked).filter(
      (it) => platform[it] === platform[row] && key[it] === key[row],
    )
    return new Set(linked.map((it) => detail[it])).size >= ELEMENTS.length
  }

  /** Rows of a kind in any register that hold at the cut and are in force on the window's last day. */
  private registerRowsInForce(kind: number): readonly number[] {
    const known = this.inForceOf.get(kind)
    if (known) return known
    const { kind: kinds } = this.tables.facts.columns
    const rows = this.tables.registerRows.filter(
      (row) => kinds[row] === kind && this.holds(row) && this.inForceAtEnd(row),
    )
    this.inForceOf.set(kind, rows)
    return rows
  }

  private cultivationsByUnit(): Map<number, number[]> {
    this.cultivations ??= this.rowsByKey([FACT.cultivated], true)
    return this.cultivations
  }

  /** Whether the register has ever held such a row, at whatever cut. */
  private everDeclared(kinds: readonly number[]): boolean {
    const { kind, platform } = this.tables.facts.columns
    const ours = (row: number) => this.platform === undefined || platform[row] === this.platform
    return this.tables.registerRows.some((row) => kinds.includes(kind[row]) && ours(row))
  }

  private inForce(rows: readonly number[] | undefined, day: number): number | undefined {
    const { date, until } = this.tables.facts.columns
    return rows?.find((row) => date[row] <= day && day < until[row])
  }

  private registerRowsByKey(kinds: readonly number[]): Map<number, number[]> {
    return this.rowsByKey(kinds, false)
  }

  private rowsByKey(kinds: readonly number[], ofAnyOwner: boolean): Map<number, number[]> {
    const rows = new Map<number, number[]>()
    const { kind, key, platform } = this.tables.facts.columns
    for (const row of this.tables.registerRows) {
      if (!kinds.includes(kind[row]) || !this.holds(row)) continue
      if (!ofAnyOwner && this.platform !== undefined && platform[row] !== this.platform) continue
      const same = rows.get(key[row])
      if (same) same.push(row)
      else rows.set(key[row], [row])
    }
    return rows
  }
}
