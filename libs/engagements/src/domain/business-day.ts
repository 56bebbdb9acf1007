import type { BusinessDate } from '@pilot-ledger/kernel'
import { ENGAGEMENT_EVENTS, type EngagementContent } from './events'

/** The business day of an entry; evidence has none. */
export const businessDayOf = (content: EngagementContent): BusinessDate | undefined => ENGAGEMENT_EVENTS.dayOf(content)

/** Every day on which an entry counts in some figure: a batch counts when it starts and when it is completed. */
export const businessDaysOf = (content: EngagementContent): readonly BusinessDate[] =>
  ENGAGEMENT_EVENTS.daysOf(content).map((it) => it.day)
