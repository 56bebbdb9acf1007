import { hash } from 'node:crypto'
import type { EntryMetadata, JsonObject } from '@pilot-ledger/kernel'
import { Unavailable } from '../errors'
import type { RecordedEvent } from '../port'

/** A row as the reading statements return it. */
export type StoredRow = [
  position: number,
  stream: string,
  revision: number,
  eventId: Uint8Array,
  type: string,
  version: number,
  recordedAt: number,
  data: string,
  metadata: string,
  digest: Uint8Array,
]

/**
 * SHA-256 over everything a row says. Each part is preceded by its length, so that no two rows share an encoding. Kept with
 * the row and checked whenever it is read: a byte that changed on disk is named, never served.
 */
export function digestOf(
  position: number,
  stream: string,
  revision: number,
  eventId: string,
  type: string,
  version: number,
  recordedAt: number,
  data: string,
  metadata: string,
): Buffer {
  const numbers = `${position},${revision},${version},${recordedAt},${eventId}`
  return hash(
    'sha256',
    `${numbers},${stream.length},${type.length},${data.length},${metadata.length},${stream}${type}${data}${metadata}`,
    'buffer',
  )
}

/** Checks a row against its digest and gives it its meaning. Throws `Unavailable('damaged')` naming the position. */
export function decode(row: StoredRow): RecordedEvent {
  const [position, stream, revision, idBytes, type, version, recordedAt, data, metadata, digest] = row
  const id = textOfId(idBytes)
  const expected = digestOf(position, stream, revision, id, type, version, recordedAt, data, metadata)
  if (!expected.equals(digest)) throw damaged(position, 'does not match its digest')
  return new StoredEvent(String(position), stream, revision, id, type, version, recordedAt, JSON.parse(data), metadata)
}

export function damaged(position: number, what: string, cause?: unknown): Unavailable {
  return new Unavailable('damaged', `entry at position ${position} ${what}: the log's file is damaged`, { cause })
}

/** Metadata is parsed when asked for: projections read a million entries and look at none. */
class StoredEvent implements RecordedEvent {
  constructor(
    readonly position: string,
    readonly stream: string,
    readonly revision: number,
    readonly id: string,
    readonly type: string,
    readonly version: number,
    readonly recordedAt: number,
    readonly data: JsonObject,
    private readonly metadataText: string,
  ) {}

  get metadata(): EntryMetadata {
    return JSON.parse(this.metadataText)
  }
}

export function bytesOfId(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

export function textOfId(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
