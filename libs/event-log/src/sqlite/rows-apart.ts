import { join } from 'node:path'
import { Unavailable, type UnavailableReason } from '../errors'
import type { RecordedEvent } from '../port'
import { startThread } from '../thread'
import { damaged } from './faults'
import { type EntryText, recordedEvent } from './row'

/** What the thread that reads is told. */
export interface RowsOrder {
  readonly file: string
  /** The position up to which entries are known to have been stored; 0 where nothing is known. */
  readonly acknowledged: number
  readonly after: number
  readonly limit: number
  readonly pageSize: number
}
/** What it says: `rows` is a JSON list of entries. */
export type RowsReport =
  | { readonly rows: string; readonly count: number }
  | { readonly over: true }
  | { readonly fault: { readonly reason: UnavailableReason; readonly message: string } }

/** Pages that may lie between the two threads: the one that reads is never far ahead of the one that listens. */
export const PAGES_AHEAD = 8
/** Pages that are asked for at once: each word wakes the other thread. */
const ASKED_AT_ONCE = 4

/**
 * The entries of a log in pages, read in a thread of its own: rows are fetched and held against their digests there, here they
 * get their meaning. Handing over texts costs little; parsed entries would cost more to hand over than to parse.
 */
export async function* readApart(order: RowsOrder): AsyncGenerator<readonly RecordedEvent[]> {
  const thread = startThread(join(__dirname, 'rows-thread'), __filename, order)
  const stated: RowsReport[] = []
  let failure: Error | undefined
  let heard: () => void = () => undefined
  thread.on('message', (it: RowsReport) => {
    stated.push(it)
    heard()
  })
  thread.on('error', (error: Error) => {
    failure = error
    heard()
  })
  const ended = new Promise<void>((resolve) => {
    thread.on('exit', () => {
      failure ??= new Error('the thread that reads the log ended unexpectedly')
      heard()
      resolve()
    })
  })
  let { after } = order
  let pages = 0
  try {
    for (;;) {
      while (stated.length === 0 && !failure) await new Promise<void>((resolve) => (heard = resolve))
      const it = stated.shift()
      if (it === undefined) throw failure
      if ('over' in it) return
      if ('fault' in it) throw new Unavailable(it.fault.reason, it.fault.message)
      if (++pages % ASKED_AT_ONCE === 0) thread.postMessage(ASKED_AT_ONCE)
      yield (JSON.parse(it.rows) as EntryText[]).map((text) => {
        if (text[0] !== ++after) throw damaged(after, 'is missing')
        return recordedEvent(text)
      })
    }
  } finally {
    thread.postMessage('stop')
    await ended
  }
}
