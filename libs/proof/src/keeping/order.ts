import { Unavailable } from '@pilot-ledger/event-log'
import type { Leaves, StoredEntry } from '../domain/leaf'

/**
 * The store of one machine records no entry earlier than the one before it. One that says an earlier time was changed: its leaf
 * would not show it, since leaves keep times from going back, and whoever reads the entry would.
 * @param before the leaves up to the entry before
 * @param clocksDiffer of a store that several machines write to: there it is as likely as not
 */
export function orderFault(before: Leaves, entry: StoredEntry, clocksDiffer = false): Unavailable | undefined {
  if (clocksDiffer || entry.recordedAt >= before.recordedAt) return undefined
  return new Unavailable('damaged', earlier(before.sequence + 1))
}

export const earlier = (sequence: number) =>
  `第 ${sequence} 条记录的时间早于前一条，账本被改动过 / entry ${sequence} says an earlier time than the one before it: the log was changed`
