import { type DayOrMonth, dayNumber, type LiveEntry, nameKey, type Party, partyKey } from '@pilot-ledger/kernel'
import {
  type EntryData,
  type LiveItem,
  liveItems,
  type ProgrammeContent,
  registerOpenedBy,
  stepTaken,
} from '@pilot-ledger/programme'
import { ANYWHERE, FACT, type FactKind, type FactRow, OPEN_DAY, type Store } from '../columns/store'
import { platformKey, registerFact } from './platform-facts'

/** Beside what opens an item: the last five are steps without facts. */
const ADDING = new Set([
  ...['ProgrammeOpened', 'FigurePublished', 'CallClosed', 'MaterialReviewed', 'SiteVisited'],
  ...['ProvincialRecognitionDeclined', 'TownDelisted'],
])
/** Entries whose facts nothing else moves; all others (ends, decisions, renewals, corrections) fold the whole stream anew. */
export const onlyAddsToProgramme = (type: string): boolean => ADDING.has(type) || registerOpenedBy(type) !== undefined

type SequenceOf = (entry: LiveEntry<ProgrammeContent>) => number

/**
 * The facts of a programme, from its whole live history (or one entry that only adds). Keys are in no platform's scope: the
 * same unit is the same wherever it is named. `from` as for the register.
 */
export function factsOfProgramme(
  tables: Store,
  owner: number,
  live: readonly LiveEntry<ProgrammeContent>[],
  sequenceOf: SequenceOf,
  from: number,
): FactRow[] {
  const items = liveItems(live)
  const writer = new Writer(tables, owner, sequenceOf, from)
  for (const item of items) FACTS_OF[item.register.kind]?.(writer, item)
  endCultivations(writer.cultivations)
  return writer.facts
}

/** Writes fact rows of one programme. */
class Writer {
  readonly facts: FactRow[] = []
  readonly cultivations: { readonly fact: FactRow; readonly who: number; readonly on: number }[] = []

  constructor(
    readonly tables: Store,
    private readonly owner: number,
    private readonly sequenceOf: SequenceOf,
    private readonly from: number,
  ) {}

  key(text: string): number {
    return this.tables.scoped(ANYWHERE, this.tables.keys.numberOf(text))
  }

  party(party: Party | undefined): number {
    return this.key(party ? `party:${partyKey(party.id)}` : 'party:')
  }

  add(kind: FactKind, date: DayOrMonth, entry: LiveEntry<ProgrammeContent>, rest: Partial<FactRow>): FactRow {
    const fact = registerFact(this.owner, kind, date, this.sequenceOf(entry), this.from)
    Object.assign(fact, rest)
    this.facts.push(fact)
    return fact
  }

  /** What stands from its first day until it ends. */
  standing(kind: FactKind, { data, live, ended }: LiveItem, rest: Partial<FactRow>): FactRow {
    const until = Math.min(dayAfter(data.until), ended === undefined ? OPEN_DAY : dayNumber(ended))
    return this.add(kind, data.from ?? '', live, { until, ...rest })
  }
}

const FACTS_OF: Readonly<Record<string, (writer: Writer, item: LiveItem) => void>> = {
  application: (writer, item) => {
    const { data, live } = item
    const who = writer.party(data.party)
    writer.add(FACT.applied, data.on ?? '', live, { key: who, detail: writer.key(`town:${nameKey(data.town ?? '')}`) })
    const decided = stepTaken(item, 'ApplicationDecided')
    if (!decided || decided.data.decision === 'refused') return
    const on = dayNumber(decided.data.on ?? '')
    if (decided.data.decision === 'recognised') {
      writer.add(FACT.recognisedByDecision, decided.data.on ?? '', decided.live, { key: who })
      return
    }
    const end = stepTaken(item, 'CultivationEnded')?.data.on
    const until = end === undefined ? OPEN_DAY : dayNumber(end)
    const fact = writer.add(FACT.cultivated, decided.data.on ?? '', decided.live, { key: who, until })
    writer.cultivations.push({ fact, who, on })
  },
  nomination: (writer, item) => {
    const { data, live } = item
    writer.add(FACT.nominated, data.on ?? '', live, { key: writer.party(data.party) })
    const granted = stepTaken(item, 'ProvincialRecognitionGranted')
    if (!granted) return
    const key = data.platform ? platformKey(writer.tables, data.platform) : writer.party(data.party)
    writer.add(FACT.nominationGranted, granted.data.on ?? '', granted.live, { key, detail: writer.party(data.party) })
  },
  demand: (writer, item) => {
    const key = writer.key(`demand:${nameKey(item.data.key ?? '')}`)
    writer.add(FACT.demandPosted, item.data.from ?? '', item.live, { key })
    for (const [event, kind] of [
      ['DemandMatched', FACT.demandMatched],
      ['DemandFunded', FACT.demandFunded],
    ] as const) {
      const step = stepTaken(item, event)
      if (step) writer.add(kind, step.data.on ?? '', step.live, { key })
    }
  },
  listing: (writer, item) => {
    const key = writer.key(`listing:${nameKey(item.data.key ?? '')}`)
    const rest = { key, detail: writer.party(item.data.party) }
    writer.standing(FACT.sharedEntry, item, rest)
    for (const { step, data, live } of item.steps) {
      if (step.event !== 'ListingRenewed') continue
      const end = item.ended === undefined ? OPEN_DAY : dayNumber(item.ended)
      writer.add(FACT.sharedEntry, data.on ?? '', live, { ...rest, until: Math.min(dayAfter(data.until), end) })
    }
  },
  member: (writer, item) => {
    writer.standing(FACT.allianceMember, item, { key: writer.party(item.data.party) })
  },
  element: (writer, item) => {
    const detail = writer.key(`element:${item.data.element}`)
    writer.standing(FACT.elementLinked, item, { key: platformKey(writer.tables, item.data.platform ?? ''), detail })
  },
  upgrade: (writer, item) => {
    const { platform, line } = item.data
    writer.standing(FACT.lineUpgraded, item, { key: writer.key(`line:${platform}:${nameKey(line ?? '')}`) })
  },
  policy: (writer, item) => {
    const key = writer.key(`policy:${nameKey(item.data.key ?? '')}`)
    writer.standing(FACT.policy, item, { key, amount: fenOfCap(item.data) })
  },
  target: (writer, item) => {
    const { scope, figure, atLeast, by } = item.data
    if (scope !== 'eachPlatform') return
    const until = Math.min(dayAfter(by), item.ended === undefined ? OPEN_DAY : dayNumber(item.ended))
    const key = writer.key(`figure:${figure}`)
    writer.add(FACT.threshold, item.data.from ?? '', item.live, { key, amount: Number(atLeast), until })
  },
}

/** A later cultivation of the same unit takes the place of an earlier one. Recognitions end it by any door: `Question`. */
function endCultivations(decided: Writer['cultivations']): void {
  for (const { fact, who, on } of decided) {
    for (const later of decided) {
      if (later.who === who && later.on > on) fact.until = Math.min(fact.until, later.on)
    }
  }
}

function dayAfter(day: string | undefined): number {
  return day === undefined ? OPEN_DAY : dayNumber(day) + 1
}

/** Exact below 2^53 fen. */
function fenOfCap({ most }: EntryData): number {
  return most === undefined ? 0 : Number(most.replace('.', ''))
}
