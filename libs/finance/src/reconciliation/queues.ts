import type { Tables } from '@pilot-ledger/figures'
import type { LogReading, RoomReader } from '@pilot-ledger/figures/reporting'
import type { BusinessDate } from '@pilot-ledger/kernel'
import type { QueueItem } from '../domain/queue-item'

/** Where queues are read from: all of it inject-able beside figures (`RoomReader`, `EVENT_LOG`, `FiguresService.platformAt`). */
export interface QueueSources {
  readonly rooms: RoomReader
  readonly log: LogReading
  readonly tables: Tables
}

/**
 * What stands open between bank and ledger of one platform, dated up to a day (included), as known at a cut; in a defined
 * order, byte for byte the same for ever. Waived items come along, with `waived`: an open one has none.
 * `platform` is the platform's id (not its number).
 */
export async function queuesOf(
  _sources: QueueSources,
  _platform: string,
  _cut: number,
  _upTo: BusinessDate,
): Promise<QueueItem[]> {
  return []
}
