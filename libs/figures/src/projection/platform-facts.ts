import {
  type DayOrMonth,
  dayNumber,
  earliestDay,
  type LiveEntry,
  latestDay,
  nameKey,
  type Party,
  partyKey,
} from '@pilot-ledger/kernel'
import {
  MEMBERSHIPS,
  type MembershipEnded,
  type MembershipKind,
  type MembershipStarted,
  type PlatformContent,
} from '@pilot-ledger/platforms'
import { ANYWHERE, BLANK_FACT, FACT, type FactRow, type Store } from '../columns/store'

const STARTS = new Map<string, MembershipKind>()
const ENDS = new Map<string, MembershipKind>()
for (const [kind, words] of Object.entries(MEMBERSHIPS) as [MembershipKind, (typeof MEMBERSHIPS)[MembershipKind]][]) {
  STARTS.set(words.started, kind)
  ENDS.set(words.ended, kind)
}

const ADDING = new Set([...STARTS.keys(), 'PlatformRegistered', 'PlatformRecognized', 'FigurePublished'])
/** Entries whose facts nothing else tells: a cultivation names the host, which the registration says. */
export const onlyAddsToRegister = (type: string): boolean => ADDING.has(type)

/**
 * The facts of a platform's register, from its whole live history: memberships with the day they end, recognitions with
 * the day they are revoked, published figures. `sequenceOf` gives the sequence of a live entry; `from` is left open by the
 * caller, which compares with the facts that stand.
 */
export function factsOfRegister(
  tables: Store,
  platform: number,
  live: readonly LiveEntry<PlatformContent>[],
  sequenceOf: (entry: LiveEntry<PlatformContent>) => number,
  from: number,
): FactRow[] {
  const facts: FactRow[] = []
  const open = new Map<string, FactRow>()
  let host: Party | undefined
  for (const entry of live) {
    const { content } = entry
    const started = STARTS.get(content.type)
    const ended = ENDS.get(content.type)
    if (started) {
      const fact = startOf(tables, platform, started, content as MembershipStarted, sequenceOf(entry), from)
      facts.push(fact)
      open.set(`${started}\n${(content as MembershipStarted).data.key}`, fact)
    } else if (ended) {
      const fact = open.get(`${ended}\n${(content as MembershipEnded).data.key}`)
      if (fact) fact.until = dayNumber((content as MembershipEnded).data.on)
    } else if (content.type === 'PlatformRecognized') {
      const fact = registerFact(platform, FACT.recognized, content.data.on, sequenceOf(entry), from)
      fact.detail = tables.keys.numberOf(`tier:${content.data.tier}`)
      fact.key = platformKey(tables, tables.platformIds.text(platform))
      facts.push(fact)
      open.set(`tier\n${content.data.tier}`, fact)
    } else if (content.type === 'RecognitionRevoked') {
      const fact = open.get(`tier\n${content.data.tier}`)
      if (fact) fact.until = dayNumber(content.data.on)
    } else if (content.type === 'PlatformRegistered') {
      host = content.data.host
      const fact = registerFact(platform, FACT.host, content.data.registeredOn, sequenceOf(entry), from)
      const party = tables.keys.numberOf(`party:${partyKey(host.id)}`)
      facts.push(Object.assign(fact, { key: tables.scoped(platform, party), detail: tables.scoped(ANYWHERE, party) }))
    } else if (content.type === 'CultivationDesignated') {
      const fact = registerFact(platform, FACT.cultivated, content.data.on, sequenceOf(entry), from)
      // Without a host (no registration stands) the platform is the unit.
      fact.key = host
        ? tables.scoped(ANYWHERE, tables.keys.numberOf(`party:${partyKey(host.id)}`))
        : platformKey(tables, tables.platformIds.text(platform))
      facts.push(fact)
    } else if (content.type === 'FigurePublished') {
      facts.push(registerFact(platform, FACT.published, content.data.source.publishedOn, sequenceOf(entry), from))
    }
  }
  return facts
}

function startOf(
  tables: Store,
  platform: number,
  kind: MembershipKind,
  start: MembershipStarted,
  entry: number,
  from: number,
): FactRow {
  const fact = registerFact(platform, FACT[kind], start.data.from, entry, from)
  const { party, headOffice, key } = start.data
  // A partner, a related party, a branch count by who they are; lines, equipment and projects by their own key.
  const countable = party ? `party:${partyKey(party.id)}` : `${kind}:${nameKey(key)}`
  fact.key = tables.scoped(platform, tables.keys.numberOf(countable))
  if (headOffice) fact.detail = tables.scoped(platform, tables.keys.numberOf(`party:${partyKey(headOffice.id)}`))
  return fact
}

/** A platform, whoever speaks of it. */
export function platformKey(tables: Store, id: string): number {
  return tables.scoped(ANYWHERE, tables.keys.numberOf(`platform:${id}`))
}

export function registerFact(
  platform: number,
  kind: FactRow['kind'],
  day: DayOrMonth,
  entry: number,
  from: number,
): FactRow {
  const [date, contractDate] = [dayNumber(earliestDay(day)), dayNumber(latestDay(day))]
  return { ...BLANK_FACT, kind, platform, date, contractDate, entry, from }
}
