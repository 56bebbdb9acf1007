import { businessDayOf, ENGAGEMENT_EVENTS, type EngagementContent } from '@pilot-ledger/engagements'
import type { BusinessDate, WaitReason } from '@pilot-ledger/kernel'
import type { Period } from './closing-period'
import { type ClosingState, stands } from './closing-state'

/** Periods that are closed, in the order of their days: what is recorded for them now is a restatement. */
export function closedPeriods({ closes }: ClosingState): Period[] {
  return closes
    .filter(stands)
    .map(({ terms: { period, from, to } }) => ({ period, from, to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

/**
 * The period that something dated on a day restates. A day before the first close restates the first: what is older stands in
 * its openings. A day after the last restates none.
 */
export function periodRestated(closed: readonly Period[], day: BusinessDate): Period | undefined {
  return closed.find((it) => day <= it.to)
}

/** Why something dated on a day waits for a second person: the period it would restate is signed for. */
export function waitOfClosed(closed: readonly Period[], day: BusinessDate): WaitReason | undefined {
  const restated = periodRestated(closed, day)
  return restated && { code: 'period-closed', day, what: restated.period }
}

/** The day on which a content moves an amount of the bridge; undefined for what moves none. */
export function dayOfMoney(content: EngagementContent): BusinessDate | undefined {
  return ENGAGEMENT_EVENTS.of(content.type).movesMoney ? businessDayOf(content) : undefined
}
