import { engagementStream, platformOfContract } from '@pilot-ledger/engagements'
import type { EventLog } from '@pilot-ledger/event-log'

/** The platform of a contract, from the log itself: what was just signed belongs to its platform at once. */
export async function platformOf(log: Pick<EventLog, 'readStream'>, engagementId: string): Promise<string | undefined> {
  const { events } = await log.readStream(engagementStream(engagementId), { limit: 1 })
  return events[0] && platformOfContract(events[0])
}
