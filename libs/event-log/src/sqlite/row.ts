import { hash } from 'node:crypto'
import type { EntryMetadata, JsonObject } from '@pilot-ledger/kernel'
import type { Encoded } from '../append/encode'
import type { RecordedEvent } from '../port'
import { damaged } from './faults'

/** A row as the reading statements return it: the entry's text and its digest in hex; some add the position. */
export type StoredRow = [entry: string, digest: string, position?: number]

/** What the text of an entry holds, in this order, as JSON: everything the log says about an event, its place included. */
export type EntryText = [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  version: number,
  recordedAt: number,
  data: JsonObject,
  metadata: EntryMetadata,
]

/** The text of an entry; its parts are encoded already. JSON keeps the parts apart, so no two entries share a text. */
export function entryText(
  position: number,
  stream: string,
  revision: number,
  event: Encoded,
  recordedAt: number,
): string {
  const name = JSON.stringify(stream)
  return `[${position},${name},${revision},"${event.id}",${event.type},${event.version},${recordedAt},${event.data},${event.metadata}]`
}

/** SHA-256 (hex) of an entry's text, kept with it: a byte that changed on disk is named, never served. */
export function digestOf(entry: string): string {
  return hash('sha256', entry, 'hex')
}

/**
 * Checks a row against its digest and gives it its meaning.
 * Throws `Unavailable('damaged')`, naming `position` where the row's own cannot be trusted.
 */
export function decode(row: StoredRow, position: number): RecordedEvent {
  const [entry, digest] = row
  if (typeof entry !== 'string' || digestOf(entry) !== digest) throw damaged(position, 'does not match its digest')
  return recordedEvent(JSON.parse(entry) as EntryText)
}

export function recordedEvent(text: EntryText): RecordedEvent {
  return {
    id: text[3],
    type: text[4],
    version: text[5],
    data: text[7],
    metadata: text[8],
    position: String(text[0]),
    stream: text[1],
    revision: text[2],
    recordedAt: text[6],
  }
}

/** The one text of an entry: another that reads the same was not written here, and another reader may take it for something else. */
export function writtenText({
  position,
  stream,
  revision,
  id,
  type,
  version,
  recordedAt,
  data,
  metadata,
}: RecordedEvent) {
  return JSON.stringify([Number(position), stream, revision, id, type, version, recordedAt, data, metadata])
}

/** Whether an id is the one that a row has without dashes, in upper case. */
export function isBareOf(bare: string, id: string): boolean {
  let at = 0
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i)
    if (code === DASH) continue
    if ((code >= LOWER_A ? code - LOWER_TO_UPPER : code) !== bare.charCodeAt(at++)) return false
  }
  return at === bare.length
}
const DASH = 45
const LOWER_A = 97
const LOWER_TO_UPPER = 32
