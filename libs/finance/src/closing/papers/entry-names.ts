import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements'
import { CHANGE_EVENTS } from '@pilot-ledger/kernel'

/** An entry of a contract as it is called on paper. */
export const entryName = (type: string): string =>
  ENGAGEMENT_EVENTS.find(type)?.zh ?? CHANGE_EVENTS[type as keyof typeof CHANGE_EVENTS]?.[0] ?? type
