import type { ReadStreamOptions, RecordedEvent, StreamSlice } from '@pilot-ledger/event-log'
import { Projector, Tables } from '@pilot-ledger/figures'

/** A history that stands in memory, read as a log is, and the real projection over it. */
export async function ledgerOf(history: readonly RecordedEvent[]) {
  const streams = new Map<string, RecordedEvent[]>()
  for (const it of history) streams.set(it.stream, [...(streams.get(it.stream) ?? []), it])
  const log = {
    async readStream(stream: string, { from = 0, limit = 1e9 }: ReadStreamOptions = {}): Promise<StreamSlice> {
      const events = streams.get(stream) ?? []
      return { exists: events.length > 0, head: events.length - 1, events: events.slice(from, from + limit) }
    },
  }
  const tables = new Tables()
  const projector = new Projector(
    tables,
    async (stream, count) => (await log.readStream(stream, { limit: count })).events,
  )
  for (const event of history) await projector.apply(event)
  return { log, tables }
}
