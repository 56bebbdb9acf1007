import type { Recorded } from '@pilot-ledger/kernel'
import type { EngagementContent } from '../definitions'

export * from '../definitions'

export type EngagementEvent = Recorded<EngagementContent>
export type EngagementEventType = EngagementEvent['type']

/** The stream of one engagement. */
export const ENGAGEMENT_STREAM_PREFIX = 'engagement-'
export function engagementStream(engagementId: string): string {
  return ENGAGEMENT_STREAM_PREFIX + engagementId
}
