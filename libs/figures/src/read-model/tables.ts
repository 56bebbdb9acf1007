import { ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import { engagementIdsOf, nextTurn, STREAM_PREFIXES, turnIsOver } from '@pilot-ledger/kernel'
import { PLATFORM_STREAM_PREFIX } from '@pilot-ledger/platforms'
import type { Dictionary } from '../columns/dictionary'
import { NONE, type OwnerChain } from '../columns/index-chain'
import { STORE, Store, SUBJECT, type Subject } from '../columns/store'
import { ContractView, FactView } from './views'

/** Streams of which each platform has its own. */
export const ROOMS_OF_A_PLATFORM = ['reconciliation', 'closing'] as const
/** Entries looked at between two looks at the clock. */
const ROWS_OF_A_STEP = 4_096

/** What the reporting side keeps, as others see it: by names and views, never by its columns. */
export class Tables {
  readonly [STORE]: Store

  /** Pages of so many rows at most, where they are to be read one by one from the first row on. */
  constructor(mostRowsAPage?: number) {
    this[STORE] = new Store(mostRowsAPage)
  }

  /** The sequence of the last entry taken in; 0 for none. */
  get sequence(): number {
    return this[STORE].sequence
  }

  get platformIds(): Pick<Dictionary, 'find' | 'text' | 'length'> {
    return this[STORE].platformIds
  }

  /** Engagement ids: by them a contract has its number. */
  get contractIds(): Pick<Dictionary, 'find' | 'text' | 'length'> {
    return this[STORE].contractIds
  }

  /** Names of the streams of other rooms. */
  get roomStreams(): Pick<Dictionary, 'find' | 'text' | 'length'> {
    return this[STORE].roomStreams
  }

  fact(row: number): FactView {
    return new FactView(this[STORE], row)
  }

  contract(number: number): ContractView {
    return new ContractView(this[STORE], number)
  }

  /** Facts of a platform, its contracts' and its register's, that hold at a cut (absent: whenever): the newest first. */
  *factsOf(platform: number, cut?: number): Generator<FactView> {
    for (const row of this[STORE].facts.rowsOf(platform)) if (this.holds(row, cut)) yield this.fact(row)
  }

  /** The same of one contract. */
  *factsOfContract(contract: number, cut?: number): Generator<FactView> {
    for (const row of this[STORE].factsOfContract(contract)) if (this.holds(row, cut)) yield this.fact(row)
  }

  /** Facts of a platform's register that hold at a cut: the oldest first. */
  *registerFactsOf(platform: number, cut: number): Generator<FactView> {
    for (const row of this[STORE].registerRowsOf(platform)) if (this.holds(row, cut)) yield this.fact(row)
  }

  /** Facts of every platform that hold at a cut: of each the oldest first. */
  *factsAt(cut: number): Generator<FactView> {
    for (let row = 0; row < this[STORE].facts.length; row++) if (this.holds(row, cut)) yield this.fact(row)
  }

  /** Contracts of a platform in the order they came into the ledger. */
  contractsOf(platform: number): number[] {
    return [...this[STORE].contractsOfPlatform.rows(platform)].reverse()
  }

  /** The contract of a platform under a number, where anything is known of one. */
  contractNumbered(platformId: string, contractNo: string): number | undefined {
    const known = engagementIdsOf(platformId, contractNo).find((it) => this.contractIds.find(it) !== undefined)
    return known === undefined ? undefined : this.contractIds.find(known)
  }

  /** Platforms whose register had an entry by a cut, in the order they came into the ledger. */
  registeredPlatforms(cut = this.sequence): number[] {
    return Array.from({ length: this.platformIds.length }, (_, i) => i).filter((it) => this.registeredBy(it, cut))
  }

  registeredBy(platform: number, cut: number): boolean {
    for (const row of this[STORE].entriesOfPlatform.rows(platform)) if (row < cut) return true
    return false
  }

  /** The sequence of a contract's last entry up to a cut, 0 for none. */
  lastEntry(contract: number, cut: number): number {
    for (const row of this[STORE].entriesOfContract.rows(contract)) if (row < cut) return row + 1
    return 0
  }

  /** The platform's number that a key is of, and its own text: `party:uscc:…`, `product:…`. */
  keyText(scoped: number): string {
    return this[STORE].keys.text(this[STORE].keyOfScoped(scoped))
  }

  /** The same party, product or variety, whichever platform names it. */
  keyAnywhere(scoped: number): number {
    return this[STORE].keyOfScoped(scoped)
  }

  /** The number of a platform's key, where it was ever named. */
  findKey(platform: number, text: string): number | undefined {
    const key = this[STORE].keys.find(text)
    return key === undefined ? undefined : this[STORE].findScoped(platform, key)
  }

  /** Keys of platforms are numbered from 0 up to this. */
  get keyCount(): number {
    return this[STORE].scopedPairs.length
  }

  /** When the entry of a sequence was recorded: never earlier than the one before. */
  recordedAt(sequence: number): number {
    return this[STORE].entries.get(sequence - 1, 'recordedAt')
  }

  /** The contract that the entry of a sequence is about, if it is about one. */
  contractAt(sequence: number): number | undefined {
    const { entries } = this[STORE]
    return entries.get(sequence - 1, 'subjectKind') === SUBJECT.contract
      ? entries.get(sequence - 1, 'subject')
      : undefined
  }

  /** The platform whose own the entry of a sequence is: of its contracts, its register, its statements, its closes. */
  platformAt(sequence: number): string | undefined {
    const { entries, contracts } = this[STORE]
    const of = entries.get(sequence - 1, 'subject')
    switch (entries.get(sequence - 1, 'subjectKind')) {
      case SUBJECT.contract: {
        const platform = contracts.at(of).platform[of]
        return platform === NONE ? undefined : this.platformIds.text(platform)
      }
      case SUBJECT.platform:
        return this.platformIds.text(of)
      default: {
        const stream = this.roomStreams.text(of)
        const prefix = ROOMS_OF_A_PLATFORM.map((it) => STREAM_PREFIXES[it]).find((it) => stream.startsWith(it))
        return prefix === undefined ? undefined : stream.slice(prefix.length)
      }
    }
  }

  /** Sequences of the entries of one platform, its contracts' and its register's, after `since` and up to `until`. */
  entriesBetween(platform: number, since: number, until: number): number[] {
    const { entriesOfContract, entriesOfPlatform } = this[STORE]
    const found: number[] = []
    const add = (chain: OwnerChain, of: number) => {
      for (const row of chain.rows(of)) {
        if (row < since) break
        if (row < until) found.push(row + 1)
      }
    }
    add(entriesOfPlatform, platform)
    for (const contract of this[STORE].contractsOfPlatform.rows(platform)) add(entriesOfContract, contract)
    return found.sort((a, b) => a - b)
  }

  /** Sequences of the entries of these types, after `since` and up to `until`. */
  async *entriesOfTypes(types: readonly string[], since: number, until: number): AsyncGenerator<number> {
    const { entries, texts } = this[STORE]
    const numbers = types.map((it) => texts.find(it))
    for (let row = since; row < until; row++) {
      if (row % ROWS_OF_A_STEP === 0 && turnIsOver()) await nextTurn()
      if (numbers.includes(entries.get(row, 'type'))) yield row + 1
    }
  }

  /** The stream that the entry of a sequence stands in. */
  streamAt(sequence: number): string {
    const { entries } = this[STORE]
    const of = entries.get(sequence - 1, 'subject')
    switch (entries.get(sequence - 1, 'subjectKind')) {
      case SUBJECT.contract:
        return ENGAGEMENT_STREAM_PREFIX + this.contractIds.text(of)
      case SUBJECT.platform:
        return PLATFORM_STREAM_PREFIX + this.platformIds.text(of)
      default:
        return this.roomStreams.text(of)
    }
  }

  /** Sequences of a stream's entries, as far as they are taken in; the index is the revision. */
  sequencesOf(stream: string): number[] {
    const [kind, subject] = this.subjectOf(stream)
    if (subject === undefined) return []
    return Array.from(this[STORE].entriesOf(kind).rows(subject), (row) => row + 1).reverse()
  }

  /** How many entries a stream had by a cut. */
  lengthAt(stream: string, cut: number): number {
    return this.sequencesOf(stream).filter((it) => it <= cut).length
  }

  private holds(row: number, cut: number | undefined): boolean {
    const { from, to } = this[STORE].facts.at(row)
    return cut === undefined || (from[row] <= cut && cut < to[row])
  }

  private subjectOf(stream: string): [Subject, number | undefined] {
    if (stream.startsWith(ENGAGEMENT_STREAM_PREFIX))
      return [SUBJECT.contract, this.contractIds.find(stream.slice(ENGAGEMENT_STREAM_PREFIX.length))]
    if (stream.startsWith(PLATFORM_STREAM_PREFIX))
      return [SUBJECT.platform, this.platformIds.find(stream.slice(PLATFORM_STREAM_PREFIX.length))]
    return [SUBJECT.room, this.roomStreams.find(stream)]
  }
}
