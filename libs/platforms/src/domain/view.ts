import { earliestDay } from '@pilot-ledger/kernel'
import { MEMBERSHIPS, type MembershipKind } from './events'
import type { PlatformState } from './state'

/** 认定: the first day of the earliest recognition in force, where a window starts that names no other day. */
export function defaultWindowStart(state: PlatformState): { day: string; precision: 'day' | 'month' } | undefined {
  const inForce = state.recognitions.filter((it) => it.revokedOn === undefined).map((it) => it.on)
  const first = inForce.sort((a, b) => (earliestDay(a) < earliestDay(b) ? -1 : 1))[0]
  return first === undefined ? undefined : { day: earliestDay(first), precision: first.length === 7 ? 'month' : 'day' }
}

/** A platform as a page shows it. */
export function platformView(id: string, state: PlatformState) {
  const { registration } = state
  return {
    id,
    ...(registration ?? { voided: true }),
    recognitions: state.recognitions,
    cultivationDesignations: state.cultivations,
    defaultWindowStart: defaultWindowStart(state),
    memberships: Object.fromEntries(
      (Object.keys(MEMBERSHIPS) as MembershipKind[]).map((kind) => [
        MEMBERSHIPS[kind].path,
        state.memberships
          .filter((it) => it.kind === kind)
          .map(({ start, endedOn, endReason }) => ({ ...start, endedOn, endReason })),
      ]),
    ),
    publishedFigures: state.published,
  }
}
