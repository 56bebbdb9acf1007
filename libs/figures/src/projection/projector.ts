import {
  type ContractSigned,
  DEFAULT_THRESHOLDS,
  ENGAGEMENT_EVENTS,
  ENGAGEMENT_STREAM_PREFIX,
  type EngagementContent,
  type EngagementEvent,
  platformOfContract,
  platformsSigned,
  reportedByAll,
  type WarningThresholds,
} from '@pilot-ledger/engagements'
import {
  CHANGE_EVENTS,
  currentVersion,
  type DomainEvent,
  dayNumber,
  type EventDefinitions,
  engagementIdsOf,
  evidenceIdOf,
  extend,
  type History,
  isKnownStream,
  isProposalEvent,
  type JsonObject,
  type LiveEntry,
  openProposals,
  STREAM_PREFIXES,
  streamName,
} from '@pilot-ledger/kernel'
import { PLATFORM_EVENTS, PLATFORM_STREAM_PREFIX } from '@pilot-ledger/platforms'
import { PROGRAMME_EVENTS } from '@pilot-ledger/programme'
import { entryOf, type FoldedEvent, foldEvents, STATELESS } from '@pilot-ledger/recording/history-at'
import { NONE, type OwnerChain } from '../columns/index-chain'
import {
  BLANK_CONTRACT,
  CONTRACT_KIND,
  CONTRACT_STATE,
  COUNTED_KINDS,
  type ContractRow,
  FACT,
  type FactRow,
  STORE,
  type Store,
  SUBJECT,
  type Subject,
  TAX,
} from '../columns/store'
import type { Tables } from '../read-model/tables'
import { account, bit } from './contract-account'
import { type ContractTerms, factsOfContent, fenNumber, termsOf } from './contract-facts'
import { factsOfRegister, onlyAddsToRegister } from './platform-facts'
import { factsOfProgramme, onlyAddsToProgramme } from './programme-facts'
import { openFacts, replaceFacts } from './standing-facts'
import type { StreamSource, StreamsAhead } from './stream-source'

/** An entry this projection cannot understand: figures stop here and say so, they never skip it. */
export class PoisonEntry extends Error {
  constructor(
    readonly sequence: number,
    readonly eventId: string,
    reason: string,
  ) {
    super(`entry ${sequence} (${eventId}): ${reason}`)
  }
}

/**
 * Turns entries into facts, in log order. Most entries only add rows; a correction, a void or an amendment that names new
 * products folds the whole stream again and moves what differs. What must be read for that is read before anything is
 * changed, so whoever asks in between sees the tables after a whole entry, never inside one.
 */
export class Projector {
  private readonly tables: Store
  /** Types by name: each entry has one, and there are few. */
  private readonly typeNumbers = new Map<string, number>()
  /** The contract that was folded last: it may be corrected again. */
  private folded: { readonly stream: string; readonly history: History<undefined, EngagementContent> } | undefined

  constructor(
    tables: Tables,
    private readonly source: StreamSource,
    private readonly thresholds: WarningThresholds = DEFAULT_THRESHOLDS,
  ) {
    this.tables = tables[STORE]
  }

  /** Told before these are applied in turn: what must be read for them is read together, where it was not read with them. */
  comes(events: readonly FoldedEvent[], read?: StreamsAhead): void {
    if (read) this.source.given?.(read)
    else this.source.ahead?.(streamsFoldedBy(events))
  }

  /** Undefined when done at once; a promise when a stream had to be read. Throws (or rejects with) `PoisonEntry`. */
  apply(event: FoldedEvent): undefined | Promise<void> {
    const { type, version } = event.newer ?? event
    const isContract = event.stream.startsWith(ENGAGEMENT_STREAM_PREFIX)
    const owner = isContract ? undefined : FACTS_OWNERS.find((it) => event.stream.startsWith(it.prefix))
    const isOnlyNumbered = !isContract && !owner && isKnownStream(event.stream)
    const known = isOnlyNumbered ? version : currentVersion(ENGAGEMENT_EVENTS.find(type) ?? {})
    if (event.newer || version !== known) throw this.poison(event, `version ${version} of ${type} is unknown`)
    if (isContract) return this.applyToContract(event)
    if (owner) return this.applyToOwner(event, owner)
    // Of these streams entries are numbered here and nothing more: what they say is read by who knows their shapes.
    if (isOnlyNumbered) {
      this.addEntry(event, SUBJECT.room, this.tables.roomStreams.numberOf(event.stream))
      return undefined
    }
    throw this.poison(event, `stream ${event.stream} is unknown`)
  }

  private applyToContract(event: FoldedEvent): undefined | Promise<void> {
    if (!ENGAGEMENT_EVENTS.find(event.type) && !(event.type in CHANGE_EVENTS))
      throw this.poison(event, `type ${event.type} is unknown`)
    const content = { type: event.type, data: event.data } as unknown as EngagementEvent
    this.checkPlatform(event, content)
    if (content.type === 'ContractSigned') {
      this.sign(event, content.data)
      return undefined
    }
    const contract = this.contractOf(event, content)
    if (contract === undefined) throw this.poison(event, 'nothing was signed in this stream')
    if (isProposalEvent(content)) return this.note(event, contract, content.type === 'ChangeProposed' ? 1 : -1)
    if (foldsContractAgain(event.type, event.data)) return this.refold(event, contract)
    const added = content as EngagementContent
    if (this.mayUseRounding(contract, added)) return this.refold(event, contract)
    this.add(event, contract, added)
    return undefined
  }

  /**
   * Whether what is invoiced without tax may lie above the contract now (W18), or did: only the whole stream tells. It never
   * does where not even the amounts with tax exceed it.
   */
  private mayUseRounding(contract: number, content: EngagementContent): boolean {
    const { tax, warnings, invoiced, current, state } = this.tables.contracts.at(contract)
    if (tax[contract] !== TAX.exclusive || state[contract] === CONTRACT_STATE.none) return false
    if (!MOVES_ROUNDING.has(content.type)) return false
    // Once it is terminated the settlement is the limit.
    const settled = state[contract] === CONTRACT_STATE.terminated || content.type === 'ContractTerminated'
    if (settled || warnings[contract] & bit(18)) return true
    const more = content.type === 'InvoiceIssued' ? fenNumber(content.data.share) : 0
    const lower = content.type === 'ContractAmended' ? fenNumber(content.data.delta) : 0
    return invoiced[contract] + more > current[contract] + lower
  }

  private sign(event: FoldedEvent, signed: ContractSigned['data']): void {
    const { tables } = this
    const platform = tables.platformIds.numberOf(signed.platform)
    const contract = this.contractNumber(event.stream.slice(ENGAGEMENT_STREAM_PREFIX.length), platform)
    const sequence = this.addEntry(event, SUBJECT.contract, contract)
    const terms = termsOf(tables, platform, contract, signed, [])
    tables.contracts.update(contract, this.freshRow(contract, terms, signed))
    account(tables, contract, { type: 'ContractSigned', data: signed }, event.recordedAt, this.thresholds)
    this.mark(contract, event, sequence)
    this.attach(contract, sequence)
    const facts = factsOfContent(tables, terms, { type: 'ContractSigned', data: signed }, sequence, sequence)
    for (const fact of this.withoutSuspended(contract, facts)) tables.addFact(fact)
  }

  private add(event: FoldedEvent, contract: number, content: EngagementContent): void {
    const { tables } = this
    const columns = tables.contracts.at(contract)
    if (columns.state[contract] === CONTRACT_STATE.none) throw this.poison(event, 'the contract is not signed')
    const sequence = this.addEntry(event, SUBJECT.contract, contract)
    account(tables, contract, content, event.recordedAt, this.thresholds)
    if (content.type === 'EvidenceAttached') this.addPaper(contract, this.streamOfPaper(contract, content.data.sha256))
    this.mark(contract, event, sequence)
    const terms: ContractTerms = {
      platform: columns.platform[contract],
      contract,
      client: columns.client[contract],
      contractDate: columns.signedOn[contract],
      tax: columns.tax[contract],
      categories: columns.categories[contract],
      products: columns.products[contract],
    }
    const facts = factsOfContent(tables, terms, content, sequence, sequence)
    for (const fact of this.withoutSuspended(contract, facts)) tables.addFact(fact)
  }

  /** A proposal, or an answer that changes nothing: an entry without facts. */
  private note(event: FoldedEvent, contract: number, more: 1 | -1): undefined {
    const sequence = this.addEntry(event, SUBJECT.contract, contract)
    this.tables.contracts.at(contract).proposals[contract] += more
    this.mark(contract, event, sequence)
  }

  /** Folds the stream again, up to and with this entry, and moves what differs. */
  private async refold(event: FoldedEvent, contract: number): Promise<void> {
    const { tables } = this
    const events = await this.source(event.stream, event.revision + 1)
    const { live, proposals } = this.foldOn(event.stream, events)
    const before = tables.contracts.row(contract)
    const parentEvents = before.parent === NONE ? [] : await this.eventsOfContract(before.parent)

    const sequence = this.addEntry(event, SUBJECT.contract, contract)
    const signing = live[0]?.content
    const { contracts } = tables
    contracts.update(contract, { ...before, state: CONTRACT_STATE.none, parent: NONE, warnings: 0 })
    let terms: ContractTerms | undefined
    if (signing?.type === 'ContractSigned') {
      terms = termsOf(tables, before.platform, contract, signing.data, productsAddedBy(live))
      contracts.update(contract, this.freshRow(contract, terms, signing.data))
      for (const entry of live) account(tables, contract, entry.content, entry.originRecordedAt, this.thresholds)
      this.keepPapers(contract, live, before.newestPaper)
      // Folding the state of a long contract is dear: only where it can say something else than the entries one by one.
      const contents = live.map(({ content }) => content)
      if (terms.tax === TAX.exclusive || contents.some(({ type }) => MOVES_REGISTRATION.has(type))) {
        const { rounding, deal } = reportedByAll(contents)
        if (rounding) contracts.at(contract).warnings[contract] |= bit(18)
        contracts.at(contract).deal[contract] = deal === undefined ? -1 : Number(deal)
      }
    }
    contracts.at(contract).proposals[contract] = openProposals(proposals).length
    this.mark(contract, event, sequence)
    if (before.parent !== contracts.at(contract).parent[contract]) {
      if (before.parent !== NONE) this.detach(before.parent, parentEvents, sequence)
      this.attach(contract, sequence)
    }
    if (terms && sameTerms(before, contracts.row(contract))) this.replaceOne(event, terms, live, events, sequence)
    else this.replaceAll(contract, terms, live, sequence)
  }

  private addPaper(contract: number, stream: number): void {
    const { papers, contracts } = this.tables
    const { newestPaper } = contracts.at(contract)
    newestPaper[contract] = papers.append({ stream, before: newestPaper[contract] })
  }

  /** Most changes are of no paper: then those that there were are named on. */
  private keepPapers(contract: number, live: Live, before: number): void {
    const { tables } = this
    const streams = live.flatMap(({ content }) =>
      content.type === 'EvidenceAttached' ? [this.streamOfPaper(contract, content.data.sha256)] : [],
    )
    const former = [...tables.papersFrom(before)].reverse()
    if (former.length === streams.length && former.every((it, i) => it === streams[i]))
      tables.contracts.at(contract).newestPaper[contract] = before
    else for (const it of streams) this.addPaper(contract, it)
  }

  private streamOfPaper(contract: number, sha256: string): number {
    const { contracts, platformIds, texts } = this.tables
    const platform = platformIds.text(contracts.at(contract).platform[contract])
    return texts.numberOf(streamName('evidence', evidenceIdOf(platform, sha256)))
  }

  /** Its events folded; of those that were folded last only what came behind. */
  private foldOn(stream: string, events: readonly FoldedEvent[]): History<undefined, EngagementContent> {
    const known = this.folded?.stream === stream ? this.folded.history : undefined
    const fresh = events.slice(known ? known.revision + 1 : 0)
    const history =
      known && known.revision < events.length && fresh.length <= MOST_FOLDED_ON
        ? fresh.reduce((all, it) => extend(STATELESS, all, entryOf(it)) as typeof all, known)
        : foldOf<EngagementContent>(events)
    this.folded = { stream, history }
    return history
  }

  /** Under other terms every fact is another. */
  private replaceAll(contract: number, terms: ContractTerms | undefined, live: Live, sequence: number): void {
    const { tables } = this
    const sequences = this.sequencesOf(tables.entriesOfContract, contract)
    const facts = terms
      ? live.flatMap((it) => factsOfContent(tables, terms, it.content, sequences[it.revision], sequence))
      : []
    replaceFacts(tables, tables.factsOfContract(contract), this.withoutSuspended(contract, facts), sequence)
  }

  /** Under the same terms every other entry states what it stated: those of the entry that is no longer go, those of this one come. */
  private replaceOne(
    event: FoldedEvent,
    terms: ContractTerms,
    live: Live,
    events: readonly FoldedEvent[],
    sequence: number,
  ): void {
    const { tables } = this
    const { contract } = terms
    const replaced = events.find((it) => it.id === (event.data.corrects ?? event.data.voids))
    const gone = replaced && this.sequencesOf(tables.entriesOfContract, contract)[replaced.revision]
    const come = live.find((it) => it.id === event.id)
    const facts = come ? factsOfContent(tables, terms, come.content, sequence, sequence) : []
    replaceFacts(
      tables,
      tables.factsOfContract(contract),
      this.withoutSuspended(contract, facts),
      sequence,
      (row) => tables.facts.detail(row, 'entry') === gone,
    )
  }

  /** A platform's register and a programme own facts alike; a programme's entries stand with those of the other streams. */
  private applyToOwner(event: FoldedEvent, of: FactsOwner): undefined | Promise<void> {
    const { tables } = this
    if (!of.events.find(event.type) && !(event.type in CHANGE_EVENTS))
      throw this.poison(event, `type ${event.type} is unknown`)
    const id = event.stream.slice(of.prefix.length)
    const names = of.kind === SUBJECT.platform ? tables.platformIds : tables.roomStreams
    const subject = names.numberOf(of.kind === SUBJECT.platform ? id : event.stream)
    if (!isProposalEvent(event) && !of.adds(event.type)) return this.refoldOwner(event, of, subject, id)
    const sequence = this.addEntry(event, of.kind, subject)
    if (isProposalEvent(event)) return undefined
    const owner = tables.platformIds.numberOf(id)
    for (const fact of of.facts(tables, owner, liveOf([event]), () => sequence, sequence)) tables.addFact(fact)
    return undefined
  }

  private async refoldOwner(event: FoldedEvent, of: FactsOwner, subject: number, id: string): Promise<void> {
    const { tables } = this
    const live = liveOf(await this.source(event.stream, event.revision + 1))
    const sequence = this.addEntry(event, of.kind, subject)
    const owner = tables.platformIds.numberOf(id)
    const sequences = this.sequencesOf(tables.entriesOf(of.kind), subject)
    const facts = of.facts(tables, owner, live, (it) => sequences[it.revision], sequence)
    replaceFacts(tables, tables.registerRowsOf(owner).toReversed(), facts, sequence)
  }

  /** A live call-off takes its framework out of the count (H11), in every window: so years go on adding up. */
  private attach(contract: number, sequence: number): void {
    const { tables } = this
    const { contracts, facts } = tables
    const parent = contracts.at(contract).parent[contract]
    if (parent === NONE) return
    const { callOffs, leftBy } = contracts.changing(parent)
    callOffs[parent]++
    if (callOffs[parent] > 1) return
    leftBy[parent] = contract
    const open = openFacts(tables, tables.factsOfContract(parent))
    const counted = open.filter((row) => COUNTED_KINDS.includes(facts.at(row).kind[row]))
    const rest = this.withoutSuspended(
      parent,
      counted.map((row) => facts.row(row)),
    )
    const isCounted = (row: number) => COUNTED_KINDS.includes(facts.at(row).kind[row])
    replaceFacts(tables, tables.factsOfContract(parent), rest, sequence, isCounted)
  }

  /** The last call-off gone, the framework counts again. */
  private detach(parent: number, parentEvents: readonly FoldedEvent[], sequence: number): void {
    const { tables } = this
    const { callOffs, leftBy, platform } = tables.contracts.changing(parent)
    callOffs[parent]--
    leftBy[parent] = this.firstCallOff(parent)
    const live = liveOf<EngagementContent>(parentEvents)
    const signing = live[0]?.content
    if (callOffs[parent] > 0 || signing?.type !== 'ContractSigned') return
    const sequences = this.sequencesOf(tables.entriesOfContract, parent)
    const terms = termsOf(tables, platform[parent], parent, signing.data, productsAddedBy(live))
    const facts = live.flatMap((it) => factsOfContent(tables, terms, it.content, sequences[it.revision], sequence))
    replaceFacts(tables, tables.factsOfContract(parent), facts, sequence)
  }

  /** Only a framework leaves the count: what was corrected to another kind, or signed anew as one, is a contract of its own. */
  private withoutSuspended(contract: number, facts: readonly FactRow[]): readonly FactRow[] {
    const { callOffs, kind } = this.tables.contracts.at(contract)
    if (callOffs[contract] === 0 || kind[contract] !== CONTRACT_KIND.framework) return facts
    return facts.flatMap((it) => {
      if (it.kind === FACT.signed) return [{ ...it, kind: FACT.calledOff }]
      return COUNTED_KINDS.includes(it.kind) ? [] : [it]
    })
  }

  /** The call-off of a contract, of those that stand, that was recorded first. */
  private firstCallOff(parent: number): number {
    const { contracts, contractsOfPlatform } = this.tables
    const { platform } = contracts.at(parent)
    let first = NONE
    for (const it of contractsOfPlatform.rows(platform[parent]))
      if (contracts.at(it).parent[it] === parent && contracts.at(it).state[it] !== CONTRACT_STATE.none) first = it
    return first
  }

  private eventsOfContract(contract: number): Promise<readonly FoldedEvent[]> {
    const stream = ENGAGEMENT_STREAM_PREFIX + this.tables.contractIds.text(contract)
    return this.source(stream, this.sequencesOf(this.tables.entriesOfContract, contract).length)
  }

  /** Sequences of a subject's entries: index is the revision. */
  private sequencesOf(chain: OwnerChain, subject: number): number[] {
    return Array.from(chain.rows(subject), (row) => row + 1).reverse()
  }

  private addEntry(event: FoldedEvent, subjectKind: number, subject: number): number {
    const newest = this.tables.entriesOf(subjectKind).newest(subject)
    const expected = newest === NONE ? 0 : this.tables.entries.get(newest, 'revision') + 1
    if (event.revision !== expected) throw this.poison(event, `revision ${event.revision} where ${expected} comes next`)
    return this.tables.addEntry({
      subjectKind,
      subject,
      revision: event.revision,
      // Writers' clocks may differ: times must not go back along the log, so that an instant means one sequence.
      recordedAt: Math.max(event.recordedAt, this.lastRecordedAt()),
      type: this.typeNumber(event.type),
      before: newest,
    })
  }

  private typeNumber(type: string): number {
    const known = this.typeNumbers.get(type)
    if (known !== undefined) return known
    const number = this.tables.texts.numberOf(type)
    this.typeNumbers.set(type, number)
    return number
  }

  private lastRecordedAt(): number {
    const { entries } = this.tables
    return entries.length === 0 ? 0 : entries.get(entries.length - 1, 'recordedAt')
  }

  /**
   * A contract is its first entry's platform's: by that its entries have their key in the completeness map. Figures of a stream that
   * names nobody first, or another platform later, could be proved without it.
   */
  private checkPlatform(event: FoldedEvent, content: EngagementEvent): void {
    const first = event.revision === 0 ? platformOfContract(content) : undefined
    if (event.revision === 0 && first === undefined) throw this.poison(event, 'nothing was signed in this stream')
    const signed = platformsSigned(content)
    if (signed.length === 0) return
    const { contractIds, contracts, platformIds } = this.tables
    const contract = contractIds.find(event.stream.slice(ENGAGEMENT_STREAM_PREFIX.length))
    // Also one that was named by a call-off before it is signed itself.
    const platform = contract === undefined ? first : platformIds.text(contracts.at(contract).platform[contract])
    const other = signed.find((it) => platform !== undefined && it !== platform)
    if (other !== undefined)
      throw this.poison(event, `it signs a contract of platform ${platform} for platform ${other}`)
  }

  /** The contract an entry stands in. A signing that waits for a second person comes first in its stream, and counts for nothing. */
  private contractOf({ stream, revision }: FoldedEvent, content: EngagementEvent): number | undefined {
    const id = stream.slice(ENGAGEMENT_STREAM_PREFIX.length)
    const platform = revision === 0 ? platformOfContract(content) : undefined
    if (platform !== undefined) return this.contractNumber(id, this.tables.platformIds.numberOf(platform))
    return this.tables.contractIds.find(id)
  }

  /** The contract's number; a framework named before it is signed gets its row then. */
  private contractNumber(id: string, platform: number): number {
    const number = this.tables.contractIds.numberOf(id)
    if (number === this.tables.contracts.length) this.tables.addContract({ ...BLANK_CONTRACT, platform })
    return number
  }

  /** A framework is recorded before what is called off from it, so its older name is known where it has one. */
  private parentId(platform: string, parent: string): string {
    const ids = engagementIdsOf(platform, parent)
    return ids.find((it) => this.tables.contractIds.find(it) !== undefined) ?? ids[ids.length - 1]
  }

  private freshRow(contract: number, terms: ContractTerms, signed: ContractSigned['data']): ContractRow {
    const { tables } = this
    const parent =
      signed.parent === undefined
        ? NONE
        : this.contractNumber(this.parentId(signed.platform, signed.parent), terms.platform)
    return {
      ...BLANK_CONTRACT,
      platform: terms.platform,
      kind: CONTRACT_KIND[signed.kind],
      tax: TAX[signed.taxBasis],
      synthetic: signed.synthetic ? 1 : 0,
      number: tables.texts.numberOf(signed.contractNo),
      title: tables.texts.numberOf(signed.title),
      client: terms.client,
      clientName: tables.texts.numberOf(signed.client.name),
      parent,
      callOffs: tables.contracts.at(contract).callOffs[contract],
      leftBy: tables.contracts.at(contract).leftBy[contract],
      newestFact: tables.contracts.at(contract).newestFact[contract],
      before: tables.contracts.at(contract).before[contract],
      // A number that is voided and signed anew keeps what was proposed in its stream.
      proposals: tables.contracts.at(contract).proposals[contract],
      signedOn: dayNumber(signed.signedOn),
      categories: terms.categories,
      products: terms.products,
    }
  }

  /** Its last entry; with it the row counts as changed. */
  private mark(contract: number, event: FoldedEvent, sequence: number): void {
    const columns = this.tables.contracts.changing(contract)
    columns.revision[contract] = event.revision
    columns.sequence[contract] = sequence
  }

  private poison(event: FoldedEvent, reason: string): PoisonEntry {
    return new PoisonEntry(this.tables.sequence + 1, event.id, reason)
  }
}

/** Each is put in its place in a copy of what stands: of more a stream is folded anew, which is one pass. */
const MOST_FOLDED_ON = 32

type Live = readonly LiveEntry<EngagementContent>[]

function productsAddedBy(live: Live): readonly string[] {
  const added: string[] = []
  for (const { content } of live)
    if (content.type === 'ContractAmended') added.push(...(content.data.productsAdded ?? []))
  return added
}

/** What every fact of a contract carries with it, and which kind of contract it is: whether it leaves the count. */
const TERMS = ['platform', 'kind', 'tax', 'client', 'signedOn', 'categories', 'products'] as const
const sameTerms = (before: ContractRow, after: ContractRow) =>
  before.state !== CONTRACT_STATE.none && TERMS.every((it) => before[it] === after[it])

/** Which of several registrations stands, only the whole stream tells. */
const MOVES_REGISTRATION: ReadonlySet<string> = new Set<EngagementContent['type']>([
  'TechContractRegistrationChanged',
  'TechContractRegistrationCancelled',
])

/** Entries of a contract after which its whole stream is folded again. */
function foldsContractAgain(type: string, data: JsonObject): boolean {
  if (type === 'EntryCorrected' || type === 'EntryVoided' || MOVES_REGISTRATION.has(type)) return true
  return type === 'ContractAmended' && Array.isArray(data.productsAdded) && data.productsAdded.length > 0
}

/** Streams that these entries fold again, and how far. */
export function streamsFoldedBy(events: readonly FoldedEvent[]): ReadonlyMap<string, number> {
  const folded = new Map<string, number>()
  for (const { stream, type, data, revision } of events)
    if (foldsAgain(stream, type, data)) folded.set(stream, revision + 1)
  return folded
}

/** The same of any stream. */
function foldsAgain(stream: string, type: string, data: JsonObject): boolean {
  if (stream.startsWith(ENGAGEMENT_STREAM_PREFIX)) return foldsContractAgain(type, data)
  const owner = FACTS_OWNERS.find((it) => stream.startsWith(it.prefix))
  return owner !== undefined && !isProposalEvent({ type, data }) && !owner.adds(type)
}

/** What moves the amount of a contract, or what is invoiced on it. */
const MOVES_ROUNDING = new Set<EngagementContent['type']>([
  'ContractAmended',
  'InvoiceIssued',
  'InvoiceReversed',
  'ContractTerminated',
])

/** Whose live entries state facts that are no contract's. */
interface FactsOwner {
  readonly prefix: string
  readonly kind: Subject
  readonly events: EventDefinitions
  /** Whether an entry of a type only adds facts; any other moves some, and the stream is folded again. */
  adds(type: string): boolean
  facts(
    tables: Store,
    owner: number,
    live: readonly LiveEntry<DomainEvent>[],
    sequenceOf: (entry: LiveEntry<DomainEvent>) => number,
    from: number,
  ): FactRow[]
}
const FACTS_OWNERS: readonly FactsOwner[] = [
  {
    prefix: PLATFORM_STREAM_PREFIX,
    kind: SUBJECT.platform,
    events: PLATFORM_EVENTS,
    adds: onlyAddsToRegister,
    facts: factsOfRegister,
  },
  {
    prefix: STREAM_PREFIXES.programme,
    kind: SUBJECT.room,
    events: PROGRAMME_EVENTS,
    adds: onlyAddsToProgramme,
    facts: factsOfProgramme,
  },
]

/** The live entries of a stream. */
export function liveOf<Content extends DomainEvent>(events: readonly FoldedEvent[]): readonly LiveEntry<Content>[] {
  return foldOf<Content>(events).live
}

/** A stream folded without its state; the rules were applied when its entries were recorded. */
function foldOf<Content extends DomainEvent>(events: readonly FoldedEvent[]): History<undefined, Content> {
  return foldEvents<undefined, Content>(STATELESS, events)
}
