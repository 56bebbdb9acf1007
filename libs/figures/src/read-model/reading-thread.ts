import { parentPort } from 'node:worker_threads'
import { type EventLog, type LogAddress, Unavailable } from '@pilot-ledger/event-log'
import type { FoldedEvent } from '@pilot-ledger/recording/history-at'
import { streamsFoldedBy } from '../projection/projector'
import { readAhead } from '../projection/stream-source'
import { type EventText, PAGES_AHEAD, type ReadOrder, type ReadReport, type StreamText } from './read-apart'

/**
 * The whole of a thread that reads the log for who projects it: entries and, of those that fold a stream again, that stream. What
 * costs time is done here: rows fetched, held against their digests, parsed and lifted. A page is handed over as text.
 */
export async function servePages(
  openLog: (address: LogAddress) => Promise<EventLog>,
  { log: address, after, limit, pageSize }: ReadOrder,
): Promise<void> {
  let ahead = PAGES_AHEAD
  let stopping = false
  let wake: (() => void) | undefined
  parentPort?.on('message', (more: number | 'stop') => {
    if (more === 'stop') stopping = true
    else ahead += more
    wake?.()
  })
  let foldedLast: string | undefined
  let log: EventLog | undefined
  try {
    log = await openLog(address)
    for await (const page of log.readAll({ after, limit, pageSize })) {
      const folded = streamsFoldedBy(page)
      // Who folds one stream and no other has it still, but for what is new of it.
      const known = folded.size === 1 ? foldedLast : undefined
      report({ events: textOf(page), streams: await streamsOf(log, folded, known) })
      foldedLast = [...folded.keys()].at(-1) ?? foldedLast
      ahead--
      while (ahead === 0 && !stopping) await new Promise<void>((resolve) => (wake = resolve))
      if (stopping) break
    }
    report({ over: true })
  } catch (error) {
    report({ failed: (error as Error).message, ...(error instanceof Unavailable && { reason: error.reason }) })
  }
  // What was read is read: that it cannot be closed is told to nobody who waits.
  await log?.close().catch((error: Error) => process.stderr.write(`${error.stack}\n`))
  parentPort?.close()
}

const report = (it: ReadReport) => parentPort?.postMessage(it)

/** One that cannot be read is left to who asks for it, and told there. */
async function streamsOf(
  log: EventLog,
  folded: ReadonlyMap<string, number>,
  known: string | undefined,
): Promise<readonly StreamText[]> {
  const read = [...readAhead(log, folded, known)].map(async ([stream, { count, events }]) => {
    const its = await Promise.resolve(events()).catch(() => undefined)
    return its ? [{ stream, count, events: textOf(its) }] : []
  })
  return (await Promise.all(read)).flat()
}

function textOf(events: readonly FoldedEvent[]): string {
  return JSON.stringify(
    events.map(({ position, stream, revision, id, type, version, recordedAt, data, metadata, newer }): EventText => {
      const { actor } = metadata
      if (newer) return [position, stream, revision, id, type, version, recordedAt, data, actor, newer]
      return [position, stream, revision, id, type, version, recordedAt, data, actor]
    }),
  )
}
