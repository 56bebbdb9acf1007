import { RefusalException } from '@pilot-ledger/http'
import type { ByteRange, ContentName, EvidenceStore, StoredFile } from '../store'
import { asAnswer } from '../upload'
import { NOT_IN_STORE } from './refusals'

/**
 * A file that the log says was given: that it is not there, or not as long as it was, is our fault, and named by `verify`. Refusals:
 * 503.
 */
export async function storedBytes(
  store: EvidenceStore,
  { sha256, size }: ContentName,
  range?: ByteRange,
): Promise<StoredFile['bytes']> {
  try {
    const stored = await store.get(sha256, range)
    if (stored?.size === size) return stored.bytes
    stored?.bytes.destroy()
  } catch (error) {
    // The range lies within the file as it was given.
    if (!(error instanceof RangeError)) throw asAnswer(error)
  }
  throw new RefusalException([NOT_IN_STORE], 503)
}
