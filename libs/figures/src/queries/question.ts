import { addTo, dayNumber, grouped, type Steps, type Window } from '@pilot-ledger/kernel'
import { ELEMENTS } from '@pilot-ledger/programme'
import { EXTENT, type Facts } from '../columns/facts'
import { FACT, STORE } from '../columns/store'
import { type Tables } from '../read-model/tables'

/** The city of the letter, as the six digits of GB/T 2260 inside a credit code. Configuration for other cities. */
export const HOME_REGION = '442000'

/**
 * One question: which platform (or all), which window of business days, as of which sequence. Holds what several figures
 * need beside single rows, made when first asked for.
 */
export class Question {
  readonly from: number
  readonly to: number
  /**
   * What answers about rows have looked at beside them, as it is at the cut: at another cut they may differ. `own`: rows of
   * their own contract, or of the registers of the platforms asked.
   */
  leans: 'nothing' | 'own' | 'others' = 'nothing'
  private readonly branches: Map<number, number[]>
  /** By key of the anywhere party, declared by one of the platforms asked: for totals over them. */
  private branchesAnywhere: Map<number, number[]> | undefined
  private readonly relatedOnDay = new Map<number, ReadonlySet<number>>()
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
    this.branches = this.rowsByKey([FACT.branch])
  }

  private readonly branchesEver = once(() => this.everDeclared([FACT.branch]))
  private readonly relationsEver = once(() => this.everDeclared(RELATIONS) || this.hostCorrected())
  private readonly relations = once(() => [...this.rowsByKey([FACT.host, ...RELATIONS]).values()].flat())

  private get store() {
    return this.tables[STORE]
  }

  /**
   * Of the facts: of the platform asked, and of registers; of all platforms, where they were gone through (`eachRow`). Read anew
   * each time, for a column is made longer by another. A platform's are there from the first time they are asked for.
   */
  get columns() {
    if (this.platform !== undefined && !this.areThere) {
      this.store.facts.columnsOf(this.platform)
      this.areThere = true
    }
    return this.store.facts.present
  }
  private areThere = false

  /** The same for one row, whatever else is there. */
  at(row: number) {
    return this.store.facts.at(row)
  }

  /** The same for rows of the registers of the platforms asked. */
  private get registers() {
    return this.store.facts.present
  }

  /** What is looked at of single rows. */
  detail(row: number, name: Parameters<Facts['detail']>[1]): number {
    return this.store.facts.detail(row, name)
  }

  /** Calls for each row that holds at the cut: of the platform, or of all; of each platform the oldest first. */
  eachRow(visit: (row: number) => void): void {
    const { facts } = this.store
    facts.columnsOf(this.platform)
    for (const extent of facts.extentsOf(this.platform)) if (!this.among(extent, visit)) return
  }

  /** The same in steps, of its one platform. What is taken in meanwhile holds at no cut of before. */
  *eachOwnRow(visit: (row: number) => void): Steps<void> {
    for (const extent of this.store.facts.extentsOf(this.platform as number)) {
      if (!this.among(extent, visit)) return
      yield
    }
  }

  /** False where nothing of an extent was known at the cut, and so nothing of those after it: they are in the order of the log. */
  private among(extent: number, visit: (row: number) => void): boolean {
    const { from, to } = this.columns
    const { cut } = this
    const first = extent * EXTENT
    if (from[first] > cut) return false
    for (let row = first; row < first + EXTENT; row++) if (from[row] <= cut && cut < to[row]) visit(row)
    return true
  }

  holds(row: number): boolean {
    const { from, to } = this.at(row)
    return from[row] <= this.cut && this.cut < to[row]
  }

  inWindow(day: number): boolean {
    return this.from <= day && day <= this.to
  }

  /** In force on the last day of the window. */
  inForceAtEnd(row: number): boolean {
    const { date, until } = this.at(row)
    return date[row] <= this.to && this.to < until[row]
  }

  /** Whether a platform asked has a branch declared at the cut. */
  get hasBranches(): boolean {
    return this.branches.size > 0
  }

  /** One legal person once: a branch stands for its head office, as declared and in force on that day. In `scoped`. */
  legalPerson(client: number, day: number): number {
    if (this.branchesEver()) this.leansOnOwn()
    if (this.branches.size === 0) return client
    const seen = new Set<number>()
    let person = client
    while (!seen.has(person)) {
      seen.add(person)
      const row = this.inForce(this.branches.get(person), day)
      if (row === undefined) return person
      person = this.at(row).detail[row]
    }
    // A circle of declarations names no head office: the client stands for itself.
    return client
  }

  /**
   * The legal person behind the client of a contract's row: by the head office of the window's last day, for the whole
   * window, so that one code is one client in it however often its head office changed.
   */
  clientOf(row: number): number {
    return this.legalPerson(this.store.facts.detail(row, 'client'), this.to)
  }

  /** The same of the party that a row counts (its `key`): a register's partner, the client of what was signed. */
  partyOf(row: number): number {
    return this.legalPerson(this.at(row).key[row], this.to)
  }

  /**
   * The same over several platforms, `only` these (absent: all): a branch is one whichever of them declares it. A natural
   * person is known by a reference of the platform's own, and stays of that platform.
   */
  personAnywhere(party: number, only?: ReadonlySet<number>): number {
    const { store } = this
    const { facts } = store
    const { key } = this.columns
    const nameOf = (scoped: number) => (store.isPerson(scoped) ? -1 - scoped : store.keyOfScoped(scoped))
    const first = nameOf(party)
    if (this.branches.size === 0) return first
    this.branchesAnywhere ??= grouped(
      [...this.branches.values()].flat().filter((row) => !only || only.has(facts.platformOf(row))),
      (row) => nameOf(key[row]),
    )
    const seen = new Set<number>()
    let person = first
    while (!seen.has(person)) {
      seen.add(person)
      const row = this.inForce(this.branchesAnywhere.get(person), this.to)
      if (row === undefined) return person
      person = nameOf(facts.at(row).detail[row])
    }
    return first
  }

  /** Related to, or co-building with, the platform on the signing day (W6). */
  related(row: number): boolean {
    return this.relatedOn(this.store.facts.detail(row, 'client'), this.columns.contractDate[row])
  }

  /**
   * The same of a client (in `scoped`) on a day: one legal person with the platform's host, a related party or a partner, as
   * its branch, its head office or another branch alike.
   */
  relatedOn(client: number, day: number): boolean {
    if (this.relationsEver()) this.leansOnOwn()
    let related = this.relatedOnDay.get(day)
    if (!related) {
      const rows = this.relations()
      const { key, kind } = this.registers
      related = new Set(
        rows
          .filter((row) => kind[row] === FACT.host || this.standsOn(row, day))
          .map((row) => this.legalPerson(key[row], day)),
      )
      this.relatedOnDay.set(day, related)
    }
    return related.size > 0 && related.has(this.legalPerson(client, day))
  }

  /** By its own code: a branch registered in the city is served there, wherever its head office is. */
  inCity(row: number): boolean {
    return this.store.isOfRegion(this.store.facts.detail(row, 'client'), Number(this.homeRegion))
  }

  /** Whether holder and client are one legal person on the day of the approval. */
  holderIsClient(row: number): boolean {
    const { facts } = this.store
    const [client, holder, date] = [facts.detail(row, 'client'), facts.detail(row, 'holder'), this.columns.date[row]]
    if (holder === this.store.keyOfScoped(client)) return true
    // A holder that the platform's entries never name as a party is nobody's branch and nobody's head office.
    const party = this.store.findScoped(facts.platformOf(row), holder)
    if (party === undefined) return false
    return this.legalPerson(party, date) === this.legalPerson(client, date)
  }

  /** Net fen a contract received inside the window. */
  receivedInWindow(contract: number): number {
    this.leansOnOwn()
    return this.received().get(contract) ?? 0
  }
  private readonly received = once(() => {
    const sums = new Map<number, number>()
    const { kind, date, amount, contract } = this.columns
    this.eachRow((row) => {
      if ((kind[row] === FACT.received || kind[row] === FACT.refunded) && this.inWindow(date[row]))
        sums.set(contract[row], (sums.get(contract[row]) ?? 0) + amount[row])
    })
    return sums
  })

  acceptedInWindow(contract: number): boolean {
    this.leansOnOwn()
    return this.accepted().has(contract)
  }
  private readonly accepted = once(() => this.namedBy(FACT.accepted, 'contract', (day) => this.inWindow(day)))

  /** Whether the row's legal person has no earlier counted contract than one inside the window. */
  firstServedInWindow(row: number): boolean {
    this.leans = 'others'
    return (this.firstDays().get(this.partyOf(row)) ?? this.from) >= this.from
  }
  private readonly firstDays = once(() => {
    const first = new Map<number, number>()
    const { kind, contractDate } = this.columns
    this.eachRow((it) => {
      if (kind[it] !== FACT.signed || contractDate[it] > this.to) return
      const person = this.partyOf(it)
      first.set(person, Math.min(first.get(person) ?? contractDate[it], contractDate[it]))
    })
    return first
  })

  /** Whether the product has a batch completed by the end of the window. */
  hasCompletedBatch(product: number): boolean {
    this.leans = 'others'
    return this.completed().has(product)
  }
  private readonly completed = once(() => this.namedBy(FACT.batchCompleted, 'key', (day) => day <= this.to))

  private namedBy(wanted: number, name: 'contract' | 'key', on: (day: number) => boolean): ReadonlySet<number> {
    const found = new Set<number>()
    const { kind, date, [name]: named } = this.columns
    this.eachRow((row) => {
      if (kind[row] === wanted && on(date[row])) found.add(named[row])
    })
    return found
  }

  /** Whether the unit of an application was a cultivating one on the day it applied, whoever says so. */
  wasCultivating(row: number): boolean {
    this.leans = 'others'
    const { key, date } = this.columns
    const rows = this.cultivations().get(key[row]) ?? []
    return rows.some((it) => this.standsOn(it, date[row]) && !this.recognisedSince(it, date[row]))
  }

  /** In force as a cultivating unit on the window's last day, and not recognised since by any door. */
  isCultivating(row: number): boolean {
    this.leans = 'others'
    return this.inForceAtEnd(row) && !this.recognisedSince(row, this.to)
  }

  /** Whether the unit of a cultivation was recognised from its first day on, by that day, whichever door told it. */
  private recognisedSince(cultivation: number, day: number): boolean {
    const { key, date } = this.columns
    return (this.recognitions().get(key[cultivation]) ?? []).some(
      (it) => date[cultivation] <= date[it] && date[it] <= day,
    )
  }

  /** By a platform's register (the unit is its host), by the decision on an application, after a nomination. */
  private readonly recognitions = once(() => {
    const { facts } = this.store
    const { kind, key } = this.columns
    const detail = (row: number) => facts.at(row).detail[row]
    const hosts = new Map<number, number>()
    const rows = this.store.registerRowsOf(undefined).filter((row) => this.holds(row))
    for (const row of rows) if (kind[row] === FACT.host) hosts.set(facts.platformOf(row), detail(row))
    const named = (row: number) => {
      const [, id] = this.store.keys.text(this.store.keyOfScoped(key[row])).split('platform:')
      const owner = id === undefined ? undefined : this.tables.platformIds.find(id)
      return owner === undefined ? undefined : hosts.get(owner)
    }
    const units = (row: number): readonly (number | undefined)[] => {
      if (kind[row] === FACT.recognized) return [hosts.get(facts.platformOf(row)) ?? key[row]]
      if (kind[row] === FACT.nominationGranted) return [detail(row), named(row)]
      return kind[row] === FACT.recognisedByDecision ? [key[row]] : []
    }
    const found = new Map<number, number[]>()
    for (const row of rows) for (const unit of new Set(units(row))) if (unit !== undefined) addTo(found, unit, row)
    return found
  })

  /** Whether the platform of a recognition has as many projects in its library, on the window's last day, as is asked. */
  meetsLibraryThreshold(row: number): boolean {
    this.leans = 'others'
    const { facts } = this.store
    const { amount, key } = this.columns
    const owner = facts.platformOf(row)
    const requested = this.registerRowsInForce(FACT.threshold).filter(
      (it) => this.store.keys.text(this.store.keyOfScoped(key[it])) === 'figure:libraryProjects',
    )
    if (requested.length === 0) return false
    const least = Math.max(...requested.map((it) => amount[it]))
    return this.registerRowsInForce(FACT.libraryProject).filter((it) => facts.platformOf(it) === owner).length >= least
  }

  /** Whether each of the five elements is linked to the platform of a link on the window's last day. */
  hasAllElements(row: number): boolean {
    this.leans = 'others'
    const { facts } = this.store
    const { key } = this.columns
    const linked = this.registerRowsInForce(FACT.elementLinked).filter(
      (it) => facts.platformOf(it) === facts.platformOf(row) && key[it] === key[row],
    )
    return new Set(linked.map((it) => facts.at(it).detail[it])).size >= ELEMENTS.length
  }

  /** Rows of a kind in any register that hold at the cut and are in force on the window's last day. */
  private registerRowsInForce(kind: number): readonly number[] {
    const known = this.inForceOf.get(kind)
    if (known) return known
    const { kind: kinds } = this.columns
    const rows = this.store
      .registerRowsOf(undefined)
      .filter((row) => kinds[row] === kind && this.holds(row) && this.inForceAtEnd(row))
    this.inForceOf.set(kind, rows)
    return rows
  }

  private readonly cultivations = once(() => this.rowsByKey([FACT.cultivated], true))

  private leansOnOwn(): void {
    if (this.leans === 'nothing') this.leans = 'own'
  }

  /** Whether the register has ever held such a row, at whatever cut. */
  private everDeclared(kinds: readonly number[]): boolean {
    const rows = this.store.registerRowsOf(this.platform)
    const { kind } = this.registers
    return rows.some((row) => kinds.includes(kind[row]))
  }

  /** Whether one of the platforms asked has ever said another host than it says first. */
  private hostCorrected(): boolean {
    const { facts } = this.store
    const rows = this.store.registerRowsOf(this.platform)
    const { kind } = this.registers
    const seen = new Set<number>()
    return rows.some((row) => {
      if (kind[row] !== FACT.host) return false
      const owner = facts.platformOf(row)
      if (seen.has(owner)) return true
      seen.add(owner)
      return false
    })
  }

  private standsOn(row: number, day: number): boolean {
    const { date, until } = this.at(row)
    return date[row] <= day && day < until[row]
  }

  /** Of several in force on the day the one that began last; of those of one day the one recorded first. */
  private inForce(rows: readonly number[] | undefined, day: number): number | undefined {
    const { date } = this.registers
    const entry = (row: number) => this.store.facts.detail(row, 'entry')
    let found: number | undefined
    for (const row of rows ?? []) {
      if (!this.standsOn(row, day)) continue
      if (found === undefined || date[row] > date[found] || (date[row] === date[found] && entry(row) < entry(found)))
        found = row
    }
    return found
  }

  private rowsByKey(kinds: readonly number[], ofAnyOwner = false): Map<number, number[]> {
    const rows = new Map<number, number[]>()
    const among = this.store.registerRowsOf(ofAnyOwner ? undefined : this.platform)
    const { kind, key } = this.registers
    for (const row of among) if (kinds.includes(kind[row]) && this.holds(row)) addTo(rows, key[row], row)
    return rows
  }
}

const RELATIONS = [FACT.affiliation, FACT.jointCentre]

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
