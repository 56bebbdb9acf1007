import type { EventLog } from '@pilot-ledger/event-log'
import type { EvidenceStore, StoredName } from '../store'
import { hashesIn } from './hashes'
import { readUnnamed, writeUnnamed } from './unnamed-note'

/**
 * The least that a file is kept after a sweep found it unnamed: longer than an upload lives, whose file may be in the store while its
 * entry is still to come.
 */
export const LEAST_GRACE_DAYS = 2

export interface SweepOptions {
  /** Where it is noted since when a file is not named. */
  readonly note: string
  readonly graceDays: number
  readonly now: number
  /** Nothing is removed or noted. */
  readonly dryRun?: boolean
}

/** A file that no entry names, and since when that is known (ms since 1970). */
export interface Unnamed extends StoredName {
  readonly since: number
}

export interface Swept {
  /** Or would be, of a dry run. */
  readonly removed: readonly Unnamed[]
  readonly kept: readonly Unnamed[]
}

const DAY = 24 * 3_600_000

/**
 * Removes the files whose hash stands nowhere in the log, not even in an entry that was corrected or voided, and which a sweep
 * found so at least the grace before. The grace begins with that finding and not with the upload: a log that was put back from an older
 * backup names fewer files than there are, however old, and who notices that has the grace to bring them back.
 *
 * A service may go on meanwhile. Whatever it records names a file that it has put just before; such a file was last put after it was
 * found, and is not removed, whether or not the entry was seen here. Throws what log and store throw, with nothing more removed.
 */
export async function sweep(
  log: Pick<EventLog, 'readAll'>,
  store: EvidenceStore,
  { note, graceDays, now, dryRun = false }: SweepOptions,
): Promise<Swept> {
  if (!(graceDays >= LEAST_GRACE_DAYS)) throw new RangeError(`at least ${LEAST_GRACE_DAYS} days`)
  const noted = await readUnnamed(note)
  const removed: Unnamed[] = []
  const kept: Unnamed[] = []
  for (const it of await unnamed(log, store)) {
    const before = noted.get(it.sha256)
    // Put again since: it counts from now.
    const since = before !== undefined && it.storedAt < before ? before : now
    const goes = since <= now - graceDays * DAY && (dryRun || (await store.remove(it.sha256, since)))
    ;(goes ? removed : kept).push({ ...it, since })
  }
  if (!dryRun) await writeUnnamed(note, new Map(kept.map(({ sha256, since }) => [sha256, since])))
  return { removed, kept }
}

/** The store first: what comes into it later is not looked at. */
async function unnamed(log: Pick<EventLog, 'readAll'>, store: EvidenceStore): Promise<Iterable<StoredName>> {
  const files = new Map<string, StoredName>()
  for await (const it of store.list()) files.set(it.sha256, it)
  if (files.size === 0) return []
  for await (const page of log.readAll())
    for (const event of page) for (const sha256 of hashesIn(event)) files.delete(sha256)
  return files.values()
}
