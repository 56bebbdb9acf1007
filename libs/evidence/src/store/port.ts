import type { Readable } from 'node:stream'

/** What a file is known by: SHA-256 over its bytes, lower-case hex, and how many they are. */
export interface ContentName {
  readonly sha256: string
  readonly size: number
}

/** Bytes `from` to `to`, both of them too, counted from 0. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

export interface StoredFile {
  /** Of the whole file, whatever range was asked for. */
  readonly size: number
  /** To be read to its end or destroyed: until then the store holds something open. */
  readonly bytes: Readable
}

export interface StoredName extends ContentName {
  /** When it was last put (ms since 1970). */
  readonly storedAt: number
}

/**
 * 佐证材料库: files by their content. One file is stored once, whoever puts it and how often; what stands under a name has that
 * hash, so nothing is ever altered, and what is put anew replaces the same bytes by the same bytes: a file that has gone bad on
 * its disk is mended by it. A put takes the same way whether the store had the file or not, in what it answers and in the work it
 * does: nobody learns from it what others have.
 *
 * Who has a file is told by the log, never by the store. Errors: `StoreUnavailable`; `NotAsNamed` of `put` and `adopt`; what a
 * source throws comes through as it is. Whatever is thrown, nothing half-written ever stands under a name.
 */
export interface EvidenceStore {
  /** Stores what comes; held in the store, on its disk, when it resolves. The bytes are hashed on the way and must be what `it` names. */
  put(it: ContentName, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /**
   * The same of a file on this machine whose hash the caller has just taken himself, while he wrote it. The file is the store's
   * from then on, and gone from its place when this resolves; where it rejects it still stands there.
   */
  adopt(it: ContentName, path: string): Promise<void>
  /** Undefined where there is no such file. A range must lie within the file: whoever asks knows the size. */
  get(sha256: string, range?: ByteRange): Promise<StoredFile | undefined>
  /** Its size, undefined where there is no such file. */
  has(sha256: string): Promise<number | undefined>
  /** Every file, in the order of the hashes. */
  list(): AsyncIterable<StoredName>
  /** Takes a file away that was last put before the instant (ms since 1970); gives whether it did. For clearing up alone. */
  remove(sha256: string, before: number): Promise<boolean>
  /** What keeps it from serving, as far as is known now: it asks nobody and keeps nobody waiting. For those who watch it. */
  fault(): string | undefined
  close(): Promise<void>
}
