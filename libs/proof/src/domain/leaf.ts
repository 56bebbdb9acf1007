import { canonicalJson, type EntryMetadata, type JsonObject } from '@pilot-ledger/kernel'
import { leafHashOf } from './hash'
import { committed } from './masked'

/** An entry as it was stored, whichever store keeps it: not in the shape that a newer program reads it in. */
export interface StoredEntry {
  readonly id: string
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly version: number
  readonly data: JsonObject
  readonly metadata: EntryMetadata
  /** Milliseconds since 1970, by the writer's clock. */
  readonly recordedAt: number
}

/**
 * The text that an entry is in the tree, as UTF-8: the canonical JSON (RFC 8785) of all of it and of its place, 1, 2, 3 … in the
 * log. What a store adds of its own (a position, the order in which keys were written) is not part of it, so that every copy of
 * a log, on either store, has the same bytes. What may be masked stands there as commitments. Throws TypeError for what no log
 * takes: half characters, fractions.
 */
const leafText = (entry: StoredEntry, sequence: number) => canonicalJson(leafOf(entry, sequence))

/** The same before it is a text. */
export function leafOf(entry: StoredEntry, sequence: number): JsonObject {
  const { id, stream, revision, type, version, recordedAt } = entry
  const { data, metadata } = committed(entry)
  return { id, stream, revision, type, version, data, metadata, recordedAt, sequence }
}

/** The whole entry with its place: what is shown to whoever may see all of it, and makes the leaf of it himself. */
export function wholeOf(entry: StoredEntry, sequence: number): JsonObject {
  const { id, stream, revision, type, version, data, recordedAt } = entry
  const metadata = entry.metadata as unknown as JsonObject
  return { id, stream, revision, type, version, data, metadata, recordedAt, sequence }
}

/**
 * Makes leaves of a log's entries, from the first or from any on. Where writers' clocks differed, times are kept from going
 * back, as every reader of the log keeps them: a copy that was stored so has the same leaves.
 */
export class Leaves {
  /**
   * @param sequence of the entry before the next, 0 for the first
   * @param recordedAt of the entry before, as `recordedAt` has it
   */
  constructor(
    public sequence = 0,
    public recordedAt = 0,
  ) {}

  /** The bytes of the next entry, which is leaf `sequence − 1` then. */
  next(entry: StoredEntry): Buffer {
    return Buffer.from(this.text(entry), 'utf8')
  }

  /** The hash of the same, which is all that a tree asks for. */
  nextHash(entry: StoredEntry): Uint8Array {
    return leafHashOf(this.text(entry))
  }

  private text(entry: StoredEntry): string {
    this.sequence++
    this.recordedAt = Math.max(this.recordedAt, entry.recordedAt)
    const { recordedAt } = this
    return leafText(recordedAt === entry.recordedAt ? entry : { ...entry, recordedAt }, this.sequence)
  }
}
