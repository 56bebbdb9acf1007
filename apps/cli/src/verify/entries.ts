import { type EventLog, type RecordedEvent, type SqliteEventLog, Unavailable } from '@pilot-ledger/event-log'
import { logFaultText } from '../log-fault'
import type { Progress } from '../progress'
import { StreamOrder } from './stream-order'

/** What the entries themselves show, each told once to whoever takes them. */
export interface Entries {
  /** Of a log that is damaged: nothing else is to be concluded from it. */
  readonly damage: readonly string[]
  /** Streams whose revisions are not 0, 1, 2 …. */
  readonly order: readonly string[]
}
type Take = (entries: readonly RecordedEvent[]) => Promise<void>
export type EachEntry = (take: Take) => Promise<Entries>

/** Of the store of one machine, which looks at its whole file meanwhile: read and parsed once for all of it. */
export function entriesOfFile(log: SqliteEventLog, progress: Progress): EachEntry {
  return async (onSound) => {
    const faults = await log.verify({ onProgress: progress('核对账本 Verifying the log'), onSound })
    return { damage: faults.map(logFaultText), order: [] }
  }
}

/** Of a server, which looks after its files itself. */
export function entriesOfServer(log: EventLog, progress: Progress): EachEntry {
  return async (take) => {
    const step = progress('核对账本 Verifying the log')
    const total = Number((await log.head()) ?? 0)
    const order = new StreamOrder()
    try {
      for await (const entries of log.readAll()) {
        for (const it of entries) order.add(it)
        await take(entries)
        step(order.entries, Math.max(total, order.entries))
      }
    } catch (error) {
      // An entry that cannot be read is what is looked for; a store that is away is in the way of looking.
      if (!isDamage(error)) throw error
      const behind = `第 ${order.entries} 条之后 behind entry ${order.entries}: ${error.message}`
      return { damage: [...order.end(), behind], order: [] }
    }
    return { damage: [], order: order.end() }
  }
}

export const isDamage = (error: unknown): error is Unavailable =>
  error instanceof Unavailable && error.reason === 'damaged'
