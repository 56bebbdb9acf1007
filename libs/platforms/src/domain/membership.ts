import { type BusinessDate, earliestDay, nameKey, partyKey, parseDayOrMonth, parseParty, isRefusal, type Refusal, refuse } from '@pilot-ledger/kernel'
import { AFFILIATION_RELATIONS, MEMBERSHIPS, type MembershipEnded, type MembershipKind, type MembershipStarted } from './events'
import type { Membership, PlatformState } from './state'
import { day, oneOf, text } from './formats'

const KINDS = Object.keys(MEMBERSHIPS) as MembershipKind[]
const BY_START = new Map<string, MembershipKind>(KINDS.map((it) => [MEMBERSHIPS[it].started, it]))
const BY_END = new Map<string, MembershipKind>(KINDS.map((it) => [MEMBERSHIPS[it].ended, it]))

/** The one mechanism behind lines, centres, equipment, library, affiliations and branches: a start, an end, a key. */
export function membershipStarted(type: string): MembershipKind | undefined {
  return BY_START.get(type)
}
export function membershipEnded(type: string): MembershipKind | undefined {
  return BY_END.get(type)
}

export function startMembership(state: PlatformState, kind: MembershipKind, start: MembershipStarted['data']): PlatformState {
  return { ...state, memberships: [...state.memberships, { kind, start }] }
}

export function endMembership(state: PlatformState, kind: MembershipKind, end: MembershipEnded['data']): PlatformState {
  const at = state.memberships.findLastIndex((it) => isOpen(it, kind, end.key))
  const memberships = state.memberships.map((it, i) => (i === at ? { ...it, endedOn: end.on, endReason: end.reason } : it))
  return { ...state, memberships }
}

export function refuseStart(
  state: PlatformState,
  kind: MembershipKind,
  start: MembershipStarted['data'],
  today: BusinessDate,
): Refusal | undefined {
  const from = parseDayOrMonth(start.from, '/from')
  return (
    text(start.key, '/key', 64) ??
    text(start.title, '/title', 200) ??
    (isRefusal(from) ? from : undefined) ??
    inThePast(earliestDay(start.from), '/from', today) ??
    partiesFit(kind, start) ??
    keyIsFree(state, kind, start)
  )
}

export function refuseEnd(
  state: PlatformState,
  kind: MembershipKind,
  end: MembershipEnded['data'],
  today: BusinessDate,
): Refusal | undefined {
  const form = text(end.key, '/key', 64) ?? day(end.on, '/on') ?? text(end.reason, '/reason', 500) ?? inThePast(end.on, '/on', today)
  if (form) return form
  const open = state.memberships.findLast((it) => isOpen(it, kind, end.key))
  if (!open) {
    return refuse('membership-not-in-force', {
      pointer: '/key',
      zh: `没有在册的${MEMBERSHIPS[kind].zh}`,
      en: 'nothing of this kind is in force under this key',
      facts: { kind, key: end.key },
    })
  }
  if (earliestDay(open.start.from) < end.on) return undefined
  return refuse('dates-out-of-order', {
    pointer: '/on',
    zh: '终止日须晚于起始日',
    en: 'the end lies after the start',
    facts: { from: open.start.from },
  })
}

/** H9: nothing dated after the day it is recorded. */
export function inThePast(date: BusinessDate, pointer: string, today: BusinessDate): Refusal | undefined {
  if (date <= today) return undefined
  return refuse('dated-in-the-future', {
    rule: 'H9',
    pointer,
    zh: '日期晚于登记当日',
    en: 'the date lies after the day of recording',
    facts: { given: date, today },
  })
}

function isOpen(it: Membership, kind: MembershipKind, key: string): boolean {
  return it.kind === kind && it.start.key === key && it.endedOn === undefined
}

function keyIsFree(state: PlatformState, kind: MembershipKind, start: MembershipStarted['data']): Refusal | undefined {
  const earlier = state.memberships.filter((it) => it.kind === kind && nameKey(it.start.key) === nameKey(start.key))
  const overlaps = earlier.some((it) => it.endedOn === undefined || it.endedOn > earliestDay(start.from))
  if (!overlaps) return undefined
  return refuse('membership-exists', {
    rule: 'H6',
    pointer: '/key',
    zh: `该编号的${MEMBERSHIPS[kind].zh}已在册`,
    en: 'the key is in force already',
    facts: { kind, key: start.key },
  })
}

const WITH_PARTY: readonly MembershipKind[] = ['jointCentre', 'affiliation', 'branch']

function partiesFit(kind: MembershipKind, start: MembershipStarted['data']): Refusal | undefined {
  return (
    present(WITH_PARTY.includes(kind), start.party !== undefined, '/party') ??
    present(kind === 'affiliation', start.relation !== undefined, '/relation') ??
    present(kind === 'branch', start.headOffice !== undefined, '/headOffice') ??
    partyFault(start.party, '/party') ??
    partyFault(start.headOffice, '/headOffice') ??
    (start.relation === undefined ? undefined : oneOf(start.relation, AFFILIATION_RELATIONS, '/relation')) ??
    notItsOwnBranch(start)
  )
}

function partyFault(party: MembershipStarted['data']['party'], pointer: string): Refusal | undefined {
  const checked = party && parseParty(party, pointer)
  return isRefusal(checked) ? checked : undefined
}

function present(wanted: boolean, there: boolean, pointer: string): Refusal | undefined {
  if (wanted === there) return undefined
  return wanted
    ? refuse('field-missing', { pointer, zh: '缺少必填项', en: 'the field is needed for this kind' })
    : refuse('field-not-wanted', { pointer, zh: '此类登记不含该项', en: 'the field has no place in this kind' })
}

function notItsOwnBranch({ party, headOffice }: MembershipStarted['data']): Refusal | undefined {
  if (!party || !headOffice || partyKey(party.id) !== partyKey(headOffice.id)) return undefined
  return refuse('branch-of-itself', {
    pointer: '/headOffice',
    zh: '分支机构与总机构不能为同一单位',
    en: 'a branch is not its own head office',
  })
}
