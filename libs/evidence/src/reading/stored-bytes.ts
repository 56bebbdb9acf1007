import { RefusalException } from '@pilot-ledger/http'
import type { ByteRange, EvidenceStore, StoredFile } from '../store'
import { asAnswer } from '../upload'
import { NOT_IN_STORE } from './refusals'

/** A file that the log says was given: that it is not there is our fault, and named by `verify`. Refusals: 503. */
export async function storedBytes(
  store: EvidenceStore,
  sha256: string,
  range?: ByteRange,
): Promise<StoredFile['bytes']> {
  try {
    const stored = await store.get(sha256, range)
    if (stored) return stored.bytes
  } catch (error) {
    throw asAnswer(error)
  }
  throw new RefusalException([NOT_IN_STORE], 503)
}
