import { type BusinessDate, earliestDay, nameKey, partyKey, type Refusal, refuse } from '@pilot-ledger/kernel'
import {
  MEMBERSHIP_KINDS,
  MEMBERSHIPS,
  type MembershipEnded,
  type MembershipKind,
  type MembershipStarted,
  PLATFORM_EVENTS,
  type PlatformContent,
} from './events'
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
export function membershipDaysOf(content: PlatformContent): readonly BusinessDate[] {
  if (!kindStartedBy(content.type) && !kindEndedBy(content.type)) return []
  return PLATFORM_EVENTS.daysOf(content).map(({ day }) => day)
}

/**
 * The start of a membership. Its key is unique while in force, whatever the typing of its letters, width and spaces; it
 * may start again from the day its last membership ended.
 */
export function refuseStart(
  state: PlatformState,
  kind: MembershipKind,
  data: MembershipStarted['data'],
): Refusal | undefined {
  return refuseTakenKey(state, kind, data) ?? (kind === 'branch' ? refuseBranch(state, data) : undefined)
}

/** The end of a membership in force, named by its key as started; a day after its first day. */
export function refuseEnd(
  state: PlatformState,
  kind: MembershipKind,
  data: MembershipEnded['data'],
): Refusal | undefined {
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
