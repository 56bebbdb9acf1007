import type { Tables } from '../read-model/tables'
import { lastKnown } from './cut'
import { entryAt } from './entry-view'
import type { LogReading } from './tokens'

export interface LedgerIdentity {
  /** The id of the first entry of the log; null for an empty one. */
  readonly ledger: string | null
  /** The id of the last entry the cut takes in, as far as whoever asks may know of it; null for a cut before the first. */
  readonly lastEntry: string | null
}

/**
 * 账本标识: which ledger a paper was made from. The first entry is the same on every replica, after any rebuild and in every
 * copy, and no other ledger has it; the last entry tells two ledgers apart that began as one.
 */
export async function ledgerIdentity(log: Pick<LogReading, 'readStream'>, tables: Tables, cut: number) {
  const idAt = async (sequence: number) => (sequence === 0 ? null : (await entryAt(log, tables, sequence)).entryId)
  const identity: LedgerIdentity = {
    ledger: await idAt(Math.min(1, tables.sequence)),
    lastEntry: await idAt(lastKnown(tables, cut)),
  }
  return identity
}
