import { createHash } from 'node:crypto'
import { type ContentName, type EvidenceStore, StoreUnavailable } from '../store'

/** What is wrong with a file that an entry names; `found` is its length, its hash, or why it cannot be read. */
export interface PaperFault extends ContentName {
  readonly what: 'missing' | 'of-other-length' | 'altered' | 'unreadable'
  readonly found?: string
}

/** Hands the bytes of a file on as they are read, never more than a piece at once. Errors of the reading are told as faults. */
export async function readWhole(
  store: EvidenceStore,
  { sha256, size }: ContentName,
  take: (bytes: AsyncIterable<Uint8Array>) => Promise<PaperFault | undefined>,
): Promise<PaperFault | undefined> {
  const fault = (what: PaperFault['what'], found?: unknown): PaperFault => ({
    ...{ sha256, size, what },
    ...(found !== undefined && { found: String(found) }),
  })
  let unreadable: Error | undefined
  try {
    const file = await opened()
    if (!file) return fault('missing')
    try {
      return file.size === size ? await take(followed(file.bytes)) : fault('of-other-length', file.size)
    } finally {
      // Who took none of it has not ended it either.
      file.bytes.destroy()
    }
  } catch (error) {
    // A store that is away is no fault of the file's; what the taker throws is his.
    if (unreadable && !(unreadable instanceof StoreUnavailable)) return fault('unreadable', unreadable.message)
    throw error
  }

  async function opened() {
    try {
      return await store.get(sha256)
    } catch (error) {
      unreadable = error as Error
      throw error
    }
  }

  async function* followed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes
    } catch (error) {
      unreadable = error as Error
      throw error
    }
  }
}

/** What stands in the store under the name, hashed from its first byte to its last; undefined where it is what it is named. */
export function faultOf(store: EvidenceStore, it: ContentName): Promise<PaperFault | undefined> {
  return readWhole(store, it, async (bytes) => {
    const hash = createHash('sha256')
    for await (const chunk of bytes) hash.update(chunk)
    const found = hash.digest('hex')
    return found === it.sha256 ? undefined : { sha256: it.sha256, size: it.size, what: 'altered', found }
  })
}
