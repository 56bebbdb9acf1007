import { Unavailable } from '@pilot-ledger/event-log'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { comparing } from './page-digests'
import { DamagedReadModel, type PageDigests } from './page-store'
import type { Tables } from './tables'

/** A model that is made beside the one that serves, in whichever process. */
export interface Beside {
  /** How many entries it has taken in. */
  readonly sequence: number
  /** Reads on: so many entries, or all that are in the log. Rejects with what it ended with; what came before it is in. */
  readOn(limit?: number): Promise<void>
  /** Writes what is not written and closes the file; tells what it holds. */
  finish(): Promise<readonly PageDigests[]>
  /** Closes the file as it is; after `finish` too. */
  leave(): Promise<void>
}

/** The one that serves is stopped for the last stretch when it is this close: a few milliseconds. */
const CLOSE_ENOUGH = 2_000

/**
 * Brings the fresh one to where the served one stands, and finishes it; where the two differ then, byte for byte. Others have
 * their turn meanwhile. Rejects where the log does not show the one what the other has seen (another node of a cluster that
 * lags): nothing is known of the two then.
 * @param stop ends what the served one takes in by itself
 */
export async function differencesAtOneEntry(
  served: Pick<Beside, 'sequence' | 'readOn'> & { readonly tables: Tables },
  fresh: Beside,
  stop: () => Promise<void>,
): Promise<readonly string[]> {
  let before: number
  do {
    before = fresh.sequence
    await fresh.readOn()
  } while (fresh.sequence > before && fresh.sequence < served.sequence - CLOSE_ENOUGH)
  await stop()
  // Now neither moves by itself: the one that is behind reads up to the other.
  await served.readOn(fresh.sequence - served.sequence)
  await fresh.readOn(served.sequence - fresh.sequence)
  if (fresh.sequence !== served.sequence) {
    throw new Unavailable(
      'unreachable',
      `read from its start the log ends at entry ${fresh.sequence}, figures are served up to ${served.sequence}`,
    )
  }
  const digests = await fresh.finish()
  const found: string[] = []
  try {
    for (const it of comparing(served.tables, digests)) {
      found.push(...it)
      if (turnIsOver()) await nextTurn()
    }
  } catch (error) {
    // The fresh one is what heals it.
    if (!(error instanceof DamagedReadModel)) throw error
    found.push(error.message)
  }
  return found
}
