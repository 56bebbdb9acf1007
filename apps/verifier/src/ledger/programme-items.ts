import type { ProgrammeContent } from './contents'
import { type Party, sameName } from './identity'
import type { Ledger } from './ledger'
import type { Live } from './live'
import { firstDay, type Window } from './platform'

/** What entries of a programme's registers say, whichever of them it is. */
export interface Stated {
  readonly key: string
  readonly on: string
  readonly from: string
  readonly until?: string
  readonly party: Party
  readonly town: string
  readonly platform?: string
  readonly line: string
  readonly element: string
  readonly decision: string
  readonly figure: string
  readonly scope: string
  readonly atLeast: string
  readonly by?: string
  readonly most?: bigint
}
interface Step {
  readonly type: string
  readonly index: number
  readonly data: Stated
}
export interface Item extends Step {
  readonly steps: Step[]
  /** First day out of force. */
  end: string
}

type Opening = ProgrammeContent['type']
const STEPS: Partial<Record<Opening, readonly Opening[]>> = {
  ApplicationReceived: ['ApplicationDecided', 'CultivationEnded'],
  ProvincialNominationMade: ['ProvincialRecognitionGranted'],
  DemandPosted: ['DemandMatched', 'DemandFunded'],
  EquipmentListed: ['ListingRenewed', 'EquipmentDelisted'],
  AllianceJoined: ['AllianceLeft'],
  ElementLinked: ['ElementUnlinked'],
  LineUpgraded: ['LineUpgradeEnded'],
  PolicyIssued: ['PolicyEnded'],
  TargetSet: ['TargetWithdrawn'],
}
const ENDS: readonly Opening[] = [
  'EquipmentDelisted',
  'AllianceLeft',
  'ElementUnlinked',
  'LineUpgradeEnded',
  'PolicyEnded',
  'TargetWithdrawn',
]
export const NEVER = '9999'
/** The first day after a last one. */
export const after = (day: string | undefined) => (day === undefined ? NEVER : `${day}~`)
export const earliest = (...days: readonly string[]) => days.toSorted()[0]

/** The items that an entry opens, each with the steps that name its key: those of the newest under it. */
export function itemsOf(own: readonly Live<ProgrammeContent>[], opening: Opening): readonly Item[] {
  const list: Item[] = []
  for (const { type, index, data } of own) {
    const stated = data as unknown as Stated
    if (type === opening) list.push({ type, index, data: stated, steps: [], end: NEVER })
    if (!STEPS[opening]?.includes(type)) continue
    const item = list.findLast((it) => sameName(it.data.key) === sameName(stated.key))
    item?.steps.push({ type, index, data: stated })
    if (item && ENDS.includes(type)) item.end = stated.on
  }
  return list
}

export const stepOf = (item: Item, type: Opening) => item.steps.find((it) => it.type === type)
export const standsAt = (day: string, from: string, end: string) => firstDay(from) <= day && day < end

/** What stands on the window's last day: begun, not ended, not run out. */
export const standing = (own: readonly Live<ProgrammeContent>[], opening: Opening, { to }: Window) =>
  itemsOf(own, opening).filter((it) => standsAt(to, it.data.from, earliest(it.end, after(it.data.until))))

interface Span {
  readonly who: string
  readonly index: number
  readonly from: string
  end: string
}

/** Recognitions of a tier by the registers of platforms. */
export function recognitionsOf(ledger: Ledger, tier: string): readonly Span[] {
  return [...ledger.registers].flatMap(([who, live]) => {
    const spans: Span[] = []
    for (const it of live) {
      if (it.type === 'PlatformRecognized' && it.data.tier === tier)
        spans.push({ who, index: it.index, from: firstDay(it.data.on), end: NEVER })
      const last = spans.at(-1)
      if (it.type === 'RecognitionRevoked' && it.data.tier === tier && last) last.end = it.data.on
    }
    return spans
  })
}

/** 培育 and 认定 as every door tells them: registers, decisions on applications, nominations; of all programmes. */
export class Cultivation {
  readonly spans: readonly Span[]
  private readonly recognised: readonly { readonly who: string; readonly on: string }[]

  constructor(private readonly ledger: Ledger) {
    const programmes = [...ledger.programmes.values()]
    const decided = programmes.flatMap((own) =>
      itemsOf(own, 'ApplicationReceived').flatMap((item) => {
        const decision = stepOf(item, 'ApplicationDecided')
        return decision ? [{ item, index: decision.index, ...decision.data, who: item.data.party.key }] : []
      }),
    )
    const cultivated = decided.filter((it) => it.decision === 'cultivated')
    this.spans = [
      ...this.designated(),
      ...cultivated.map(({ item, index, who, on }) => ({
        who,
        index,
        from: on,
        // A later cultivation of the same unit takes its place.
        end: earliest(
          stepOf(item, 'CultivationEnded')?.data.on ?? NEVER,
          ...cultivated.filter((it) => it.who === who && it.on > on).map((it) => it.on),
          NEVER,
        ),
      })),
    ]
    this.recognised = [
      ...[...ledger.registers].flatMap(([id, live]) =>
        live.flatMap((it) =>
          it.type === 'PlatformRecognized' ? [{ who: this.hostOf(id), on: firstDay(it.data.on) }] : [],
        ),
      ),
      ...decided.filter((it) => it.decision === 'recognised').map(({ who, on }) => ({ who, on })),
      ...programmes.flatMap((own) =>
        itemsOf(own, 'ProvincialNominationMade').flatMap((item) => {
          const granted = stepOf(item, 'ProvincialRecognitionGranted')
          const { party, platform } = item.data
          const units = [party.key, ...(platform === undefined ? [] : [this.hostOf(platform)])]
          return granted ? units.map((who) => ({ who, on: granted.data.on })) : []
        }),
      ),
    ]
  }

  /** Cultivated on the day, and not recognised since by any door. */
  stands(span: Span, day: string): boolean {
    if (!(span.from <= day && day < span.end)) return false
    return !this.recognised.some((it) => it.who === span.who && span.from <= it.on && it.on <= day)
  }

  isCultivating = (who: string, day: string) => this.spans.some((it) => it.who === who && this.stands(it, day))

  /** By a platform's register: the unit is the host it names by then, else the platform. */
  private designated(): Span[] {
    return [...this.ledger.registers].flatMap(([id, live]) => {
      let who = `platform ${id}`
      return live.flatMap((it) => {
        if (it.type === 'PlatformRegistered') who = it.data.host.key
        if (it.type !== 'CultivationDesignated') return []
        return [{ who, index: it.index, from: firstDay(it.data.on), end: NEVER }]
      })
    })
  }

  private hostOf(id: string): string {
    const registered = (this.ledger.registers.get(id) ?? []).find((it) => it.type === 'PlatformRegistered')
    return registered?.type === 'PlatformRegistered' ? registered.data.host.key : `platform ${id}`
  }
}
