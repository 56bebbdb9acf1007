import type { EngagementEvent } from '@pilot-ledger/engagements'
import type { ListedContract, PlatformContracts } from '@pilot-ledger/engagements/recording'
import type { EventLog } from '@pilot-ledger/event-log'
import { isCorrection, partyKey } from '@pilot-ledger/kernel'

/**
 * The contracts of a platform from the log itself, read once from end to end: the command line has no figures. What was voided is
 * among them; whoever asks for it finds that nothing stands there.
 */
export function contractsIn(log: Pick<EventLog, 'readAll'>): PlatformContracts {
  return async (platform) => {
    const byStream = new Map<string, ListedContract>()
    for await (const page of log.readAll()) {
      for (const { stream, ...entry } of page) {
        const event = entry as unknown as EngagementEvent
        const signed = isCorrection<EngagementEvent>(event) ? event.data.content : event
        if (signed.type !== 'ContractSigned' || signed.data.platform !== platform) continue
        const { contractNo, client } = signed.data
        byStream.set(stream, { contractNo, client: partyKey(client.id), clientName: client.name })
      }
    }
    return [...byStream.values()]
  }
}
