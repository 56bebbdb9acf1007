import type { Tables } from '@pilot-ledger/figures'
import type { LogReading, StreamReader } from '@pilot-ledger/figures/reporting'
import type { BusinessDate } from '@pilot-ledger/kernel'
import type { QueueItem } from '../domain/queue-item'
import { keptBooks } from './kept-books'
import { targetsAt } from './reconciliation-reader'

/** Where queues are read from: all of it inject-able beside figures (`StreamReader`, `EVENT_LOG`, `FiguresService.platformAt`). */
export interface QueueSources {
  readonly rooms: StreamReader
  readonly log: LogReading
  readonly tables: Tables
}

/**
 * What stands open between bank and ledger of one platform, dated up to a day (included), as known at a cut; in a defined
 * order, byte for byte the same for ever. Waived items come along, with `waived`: an open one has none. An account whose
 * statements end before the day is an item too.
 * `platform` is the platform's id (not its number).
 */
export async function queuesOf(
  { rooms: streams, log, tables }: QueueSources,
  platform: string,
  cut: number,
  upTo: BusinessDate,
): Promise<readonly QueueItem[]> {
  const books = keptBooks(tables)
  const [book, targets] = await Promise.all([books.at(streams, platform, cut), targetsAt(log, tables, platform, cut)])
  return books.queues(book, targets, upTo)
}
