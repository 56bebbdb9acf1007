import type { RecordedEvent } from '@pilot-ledger/event-log'
import { liveStreams } from '../figures/naive-model.spec-support'

/** The figures of a programme once more, by plain loops over plain entries; nothing shared with the projections. */
// biome-ignore lint/suspicious/noExplicitAny: the model reads entries as they stand, without the types the ledger uses.
type Loose = any
interface Item {
  opened: Loose
  steps: { type: string; data: Loose }[]
  end: string
}
interface Span {
  who: string
  from: string
  end: string
}

const NEVER = '9999'
const OPENINGS: Record<string, string[]> = {
  ApplicationReceived: ['MaterialReviewed', 'SiteVisited', 'ApplicationDecided', 'CultivationEnded'],
  ProvincialNominationMade: ['ProvincialRecognitionGranted', 'ProvincialRecognitionDeclined'],
  DemandPosted: ['DemandMatched', 'DemandFunded'],
  EquipmentListed: ['ListingRenewed', 'EquipmentDelisted'],
  AllianceJoined: ['AllianceLeft'],
  ElementLinked: ['ElementUnlinked'],
  LineUpgraded: ['LineUpgradeEnded'],
  PolicyIssued: ['PolicyEnded'],
  TargetSet: ['TargetWithdrawn'],
}
const ENDS = [
  'EquipmentDelisted',
  'AllianceLeft',
  'ElementUnlinked',
  'LineUpgradeEnded',
  'PolicyEnded',
  'TargetWithdrawn',
]
const first = (date: string) => (date.length === 7 ? `${date}-01` : date)
const name = (text: string) => text.normalize('NFKC').trim().toLowerCase()
const code = (party: Loose) => `${party.id.scheme}:${party.id.value}`
const count = (list: Iterable<string>) => String(new Set(list).size)
/** The first day after a last one. */
const after = (day: string | undefined) => (day === undefined ? NEVER : `${day}~`)
const earlier = (...days: string[]) => days.sort()[0]

export function naiveProgramme(
  log: readonly RecordedEvent[],
  programme: string,
  from: string,
  to: string,
  cut: number,
): Record<string, string> {
  const streams = liveStreams(log, cut)
  const own = streams.get(`programme-${programme}`) ?? []
  const registers = [...streams].filter(([stream]) => stream.startsWith('platform-'))
  const inWindow = (day: string) => from <= first(day) && first(day) <= to
  const standsAtEnd = (start: string, end: string) => first(start) <= to && to < end

  const items = (opening: string): Item[] => {
    const list: Item[] = []
    for (const { type, data } of own) {
      if (type === opening) list.push({ opened: data, steps: [], end: NEVER })
      if (!OPENINGS[opening].includes(type)) continue
      const item = list.findLast((it) => name(it.opened.key) === name(data.key))
      item?.steps.push({ type, data })
      if (item && ENDS.includes(type)) item.end = data.on
    }
    return list
  }
  const step = (item: Item, type: string) => item.steps.find((it) => it.type === type)?.data
  const standing = (opening: string) =>
    items(opening).filter((it) => standsAtEnd(it.opened.from, earlier(it.end, after(it.opened.until))))

  const recognitions = (tier: string) =>
    registers.flatMap(([stream, live]) => {
      const spans: Span[] = []
      for (const { type, data } of live) {
        if (type === 'PlatformRecognized' && data.tier === tier)
          spans.push({ who: stream.slice('platform-'.length), from: first(data.on), end: NEVER })
        const last = spans.at(-1)
        if (type === 'RecognitionRevoked' && data.tier === tier && last) last.end = data.on
      }
      return spans
    })
  const library = (id: string) => {
    const projects: Span[] = []
    for (const { type, data } of streams.get(`platform-${id}`) ?? []) {
      if (type === 'LibraryProjectAdded') projects.push({ who: name(data.key), from: first(data.from), end: NEVER })
      const open = projects.findLast((it) => type === 'LibraryProjectRemoved' && it.who === name(data.key))
      if (open) open.end = data.on
    }
    return projects.filter((it) => standsAtEnd(it.from, it.end)).length
  }

  const applications = items('ApplicationReceived')
  const decided = applications.flatMap((it) => {
    const decision = step(it, 'ApplicationDecided')
    return decision && decision.decision !== 'refused' ? [{ it, decision, who: code(it.opened.party) }] : []
  })
  const cultivations: Span[] = [
    ...registers.flatMap(([stream, live]) => {
      let host = stream
      const spans: Span[] = []
      for (const { type, data } of live) {
        if (type === 'PlatformRegistered') host = code(data.host)
        if (type === 'CultivationDesignated') spans.push({ who: host, from: first(data.on), end: NEVER })
      }
      return spans
    }),
    ...decided
      .filter(({ decision }) => decision.decision === 'cultivated')
      .map(({ it, decision, who }) => ({
        who,
        from: decision.on,
        end: earlier(
          step(it, 'CultivationEnded')?.on ?? NEVER,
          NEVER,
          ...decided
            .filter((x) => x.who === who && x.decision.decision === 'cultivated' && x.decision.on > decision.on)
            .map((x) => x.decision.on),
        ),
      })),
  ]
  const nominations = items('ProvincialNominationMade')
  const hostOf = (id: string) => {
    const registered = (streams.get(`platform-${id}`) ?? []).find((it) => it.type === 'PlatformRegistered')
    return registered ? code(registered.data.host) : `platform-${id}`
  }
  /** Whom any door recognised, and when: whoever revokes it later. */
  const recognised: { who: string; on: string }[] = [
    ...registers.flatMap(([stream, live]) =>
      live
        .filter((it) => it.type === 'PlatformRecognized')
        .map((it) => ({ who: hostOf(stream.slice('platform-'.length)), on: first(it.data.on) })),
    ),
    ...decided
      .filter(({ decision }) => decision.decision === 'recognised')
      .map(({ decision, who }) => ({ who, on: decision.on })),
    ...nominations.flatMap((it) => {
      const granted = step(it, 'ProvincialRecognitionGranted')
      if (!granted) return []
      const units = [code(it.opened.party), ...(it.opened.platform ? [hostOf(it.opened.platform)] : [])]
      return units.map((who) => ({ who, on: granted.on }))
    }),
  ]
  const cultivatedOn = (who: string, day: string) =>
    cultivations.some(
      (it) =>
        it.who === who &&
        it.from <= day &&
        day < it.end &&
        !recognised.some((r) => r.who === who && it.from <= r.on && r.on <= day),
    )

  const applied = applications.filter((it) => inWindow(it.opened.on))
  const granted = nominations.filter((it) => (step(it, 'ProvincialRecognitionGranted')?.on ?? NEVER) <= to)
  const demands = items('DemandPosted')
  const municipal = recognitions('municipal').filter((it) => standsAtEnd(it.from, it.end))
  const listings = items('EquipmentListed').filter((it) =>
    [it.opened, ...it.steps.filter((s) => s.type === 'ListingRenewed').map((s) => s.data)].some((span) =>
      standsAtEnd(span.from ?? span.on, earlier(it.end, after(span.until))),
    ),
  )
  const thresholds = items('TargetSet').filter(
    ({ opened, end }) =>
      opened.scope === 'eachPlatform' &&
      opened.figure === 'libraryProjects' &&
      standsAtEnd(opened.from, earlier(end, after(opened.by))),
  )
  const least = Math.max(...thresholds.map((it) => Number(it.opened.atLeast)))
  const linked = standing('ElementLinked').map((it) => it.opened)
  const caps = standing('PolicyIssued').reduce(
    (sum, it) => sum + Number((it.opened.most ?? '0.00').replace('.', '')),
    0,
  )
  return {
    recognisedPlatforms: count(municipal.map((it) => it.who)),
    provincialPlatforms: count([
      ...recognitions('provincial')
        .filter((it) => standsAtEnd(it.from, it.end))
        .map((it) => it.who),
      ...granted.map((it) => it.opened.platform ?? code(it.opened.party)),
    ]),
    cultivatingUnits: count(cultivations.map((it) => it.who).filter((who) => cultivatedOn(who, to))),
    platformsWithLibrary: count(
      municipal.map((it) => it.who).filter((it) => thresholds.length > 0 && library(it) >= least),
    ),
    applicants: count(applied.map((it) => code(it.opened.party))),
    applicantTowns: count(applied.map((it) => name(it.opened.town))),
    cultivatingApplicants: count(
      applied.filter((it) => cultivatedOn(code(it.opened.party), it.opened.on)).map((it) => code(it.opened.party)),
    ),
    provincialNominations: count(nominations.filter((it) => inWindow(it.opened.on)).map((it) => code(it.opened.party))),
    demandsPosted: count(demands.filter((it) => inWindow(it.opened.from)).map((it) => name(it.opened.key))),
    demandsMatched: String(demands.filter((it) => inWindow(step(it, 'DemandMatched')?.on ?? NEVER)).length),
    demandsFunded: String(demands.filter((it) => inWindow(step(it, 'DemandFunded')?.on ?? NEVER)).length),
    sharingUnits: count(listings.map((it) => code(it.opened.party))),
    sharedEntries: count(listings.map((it) => name(it.opened.key))),
    allianceMembers: count(standing('AllianceJoined').map((it) => code(it.opened.party))),
    platformsWithAllElements: count(
      linked
        .map((it) => it.platform)
        .filter((id) => new Set(linked.filter((it) => it.platform === id).map((it) => it.element)).size === 5),
    ),
    upgradedLines: count(standing('LineUpgraded').map((it) => `${it.opened.platform} ${name(it.opened.line)}`)),
    policiesInForce: count(standing('PolicyIssued').map((it) => name(it.opened.key))),
    subsidyCap: `${Math.floor(caps / 100)}.${String(caps % 100).padStart(2, '0')}`,
  }
}
