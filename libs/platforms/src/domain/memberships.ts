import {
  type BusinessDate,
  earliestDay,
  nameKey,
  parseParty,
  partyKey,
  type Refusal,
  refuse,
  refuseText,
} from '@pilot-ledger/kernel'
import {
  AFFILIATION_RELATIONS,
  MEMBERSHIP_KINDS,
  MEMBERSHIPS,
  type MembershipEnded,
  type MembershipKind,
  type MembershipStarted,
  type PlatformContent,
} from './events'
import { LONGEST, refusalOf, refuseDay, refuseDayOrMonth, refuseOptionalText } from './format'
import type { Membership, PlatformState } from './state'

const STARTS = new Map<string, MembershipKind>(MEMBERSHIP_KINDS.map((kind) => [MEMBERSHIPS[kind].started, kind]))
const ENDS = new Map<string, MembershipKind>(MEMBERSHIP_KINDS.map((kind) => [MEMBERSHIPS[kind].ended, kind]))

/** The kind an event starts or ends; undefined for events of another sort. */
export function kindStartedBy(type: string): MembershipKind | undefined {
  return STARTS.get(type)
}
export function kindEndedBy(type: string): MembershipKind | undefined {
  return ENDS.get(type)
}

/** The day from which a membership counts, or no longer does; of other entries none: they are no platform's own to record. */
export function membershipDaysOf({ type, data }: PlatformContent): readonly BusinessDate[] {
  if (kindStartedBy(type)) return [earliestDay((data as MembershipStarted['data']).from)]
  return kindEndedBy(type) ? [(data as MembershipEnded['data']).on] : []
}

/** What a kind's start says beside its key and title: these fields and no others of the three. */
const PARTICULARS: Readonly<Record<MembershipKind, readonly ('party' | 'relation' | 'headOffice')[]>> = {
  productionLine: [],
  jointCentre: ['party'],
  sharedEquipment: [],
  libraryProject: [],
  affiliation: ['party', 'relation'],
  branch: ['party', 'headOffice'],
}

/**
 * The start of a membership. Its key is unique while in force, whatever the typing of its letters, width and spaces; it
 * may start again from the day its last membership ended.
 */
export function refuseStart(
  state: PlatformState,
  kind: MembershipKind,
  data: MembershipStarted['data'],
  today: BusinessDate,
): Refusal | undefined {
  return (
    refuseText(data.key, LONGEST.key, '/key') ??
    refuseText(data.title, LONGEST.title, '/title') ??
    refuseDayOrMonth(data.from, today, '/from') ??
    refuseOptionalText(data.document, LONGEST.title, '/document') ??
    refuseParticulars(kind, data) ??
    refuseTakenKey(state, kind, data) ??
    (kind === 'branch' ? refuseBranch(state, data) : undefined)
  )
}

/** The end of a membership in force, named by its key as started; a day after its first day. */
export function refuseEnd(
  state: PlatformState,
  kind: MembershipKind,
  data: MembershipEnded['data'],
  today: BusinessDate,
): Refusal | undefined {
  const refusal =
    refuseText(data.key, LONGEST.key, '/key') ??
    refuseDay(data.on, today, '/on') ??
    refuseText(data.reason, LONGEST.wording, '/reason')
  if (refusal) return refusal
  const membership = state.memberships.find((it) => it.kind === kind && it.start.key === data.key && !it.ended)
  if (!membership) {
    return refuse('membership-not-in-force', {
      rule: 'H8',
      pointer: '/key',
      zh: `没有该编号的在册${MEMBERSHIPS[kind].zh}`,
      en: 'nothing of this kind is in force under this key',
      facts: { kind, key: data.key },
    })
  }
  if (data.on > earliestDay(membership.start.from)) return undefined
  return refuse('membership-ends-before-start', {
    pointer: '/on',
    zh: '终止日须晚于起始日',
    en: 'a membership ends after the day it started',
    facts: { given: data.on, started: membership.start.from },
  })
}

export function withStart(state: PlatformState, kind: MembershipKind, start: MembershipStarted['data']): PlatformState {
  return { ...state, memberships: [...state.memberships, { kind, start }] }
}

export function withEnd(state: PlatformState, kind: MembershipKind, data: MembershipEnded['data']): PlatformState {
  const { key, on, reason } = data
  const memberships = state.memberships.map((it) =>
    it.kind === kind && it.start.key === key && !it.ended ? { ...it, ended: { on, reason } } : it,
  )
  return { ...state, memberships }
}

function refuseParticulars(kind: MembershipKind, data: MembershipStarted['data']): Refusal | undefined {
  for (const field of ['party', 'relation', 'headOffice'] as const) {
    const needed = PARTICULARS[kind].includes(field)
    if (needed && data[field] === undefined) {
      return refuse('membership-particular-missing', {
        pointer: `/${field}`,
        zh: `${MEMBERSHIPS[kind].zh}须填写此项`,
        en: 'this kind of membership needs this field',
        facts: { kind, field },
      })
    }
    if (!needed && data[field] !== undefined) {
      return refuse('membership-particular-unknown', {
        pointer: `/${field}`,
        zh: `${MEMBERSHIPS[kind].zh}无此项`,
        en: 'this kind of membership has no such field',
        facts: { kind, field },
      })
    }
  }
  return refuseParty(data, 'party') ?? refuseParty(data, 'headOffice') ?? refuseRelation(data.relation)
}

function refuseParty(data: MembershipStarted['data'], field: 'party' | 'headOffice'): Refusal | undefined {
  const party = data[field]
  return party ? refusalOf(parseParty(party, `/${field}`)) : undefined
}

function refuseRelation(relation: string | undefined): Refusal | undefined {
  if (relation === undefined || (AFFILIATION_RELATIONS as readonly string[]).includes(relation)) return undefined
  return refuse('unknown-relation', {
    pointer: '/relation',
    zh: '关联关系须为 invests、controls、coBuilds 或 other',
    en: 'a relation is invests, controls, coBuilds or other',
  })
}

function refuseTakenKey(
  state: PlatformState,
  kind: MembershipKind,
  data: MembershipStarted['data'],
): Refusal | undefined {
  const identity = nameKey(data.key)
  const latest = state.memberships.findLast((it) => it.kind === kind && nameKey(it.start.key) === identity)
  if (!latest) return undefined
  if (!latest.ended) {
    return refuse('membership-in-force', {
      rule: 'H6',
      pointer: '/key',
      zh: `该编号的${MEMBERSHIPS[kind].zh}已在册`,
      en: 'this key is in force already',
      facts: { kind, key: latest.start.key, since: latest.start.from },
    })
  }
  // A month hides its day: the first one counts, so that nothing stands twice on a day of a month it was restarted in.
  if (earliestDay(data.from) >= latest.ended.on) return undefined
  return refuse('membership-overlaps', {
    rule: 'H6',
    pointer: '/from',
    zh: '早于该编号上次终止的日期',
    en: 'before the earlier membership under this key ended',
    facts: { given: data.from, endedOn: latest.ended.on },
  })
}

/**
 * One legal person counts once, so a branch in force has one head office, and that is a legal person of its own: not the
 * branch itself, and no branch in its turn. Otherwise nobody could say under whom a client counts.
 */
function refuseBranch(state: PlatformState, data: MembershipStarted['data']): Refusal | undefined {
  const [branch, head] = [partyOf(data.party), partyOf(data.headOffice)]
  if (branch === head) {
    return refuse('branch-is-its-head-office', {
      pointer: '/headOffice',
      zh: '分支机构与总机构不能为同一单位',
      en: 'a branch is not its own head office',
    })
  }
  // Those that stand on any day from its own first one: of the new one nobody knows yet when it will end.
  const first = earliestDay(data.from)
  const declared = state.memberships.filter((it) => it.kind === 'branch' && (!it.ended || it.ended.on > first))
  if (declared.some((it) => partyOf(it.start.party) === branch)) {
    return refuse('branch-already-declared', {
      rule: 'H6',
      pointer: '/party',
      zh: '该分支机构已有在册的总机构',
      en: 'this branch has a head office in force already',
    })
  }
  if (!declared.some((it) => partyOf(it.start.party) === head || partyOf(it.start.headOffice) === branch))
    return undefined
  return refuse('head-office-is-branch', {
    pointer: '/headOffice',
    zh: '总机构本身不能是分支机构',
    en: 'a head office is not a branch in its turn',
  })
}

function partyOf(party: Membership['start']['party']): string {
  return party ? partyKey(party.id) : ''
}
