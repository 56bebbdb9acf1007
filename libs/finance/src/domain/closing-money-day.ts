import { businessDayOf, ENGAGEMENT_EVENTS, type EngagementContent } from '@pilot-ledger/engagements'
import type { BusinessDate } from '@pilot-ledger/kernel'

/** The day on which a content moves an amount of the bridge; undefined for what moves none. */
export function dayOfMoney(content: EngagementContent): BusinessDate | undefined {
  return ENGAGEMENT_EVENTS.of(content.type).movesMoney ? businessDayOf(content) : undefined
}
