import { hash } from 'node:crypto'
import { UUID } from '@eventstore/db-client/generated/shared_pb'
import { BatchAppendReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb'
import type { EntryMetadata, JsonObject } from '@pilot-ledger/kernel'
import type { Encoded } from '../append/encode'
import { Unavailable } from '../errors'
import type { RecordedEvent } from '../port'
import { positionText } from './position'

/** What the ledger keeps of an event beside the store's own fields, in its metadata under `ledger`. */
interface LedgerPart {
  readonly id: string
  readonly version: number
  /** Milliseconds since 1970, by the writer's clock; a copied ledger keeps it. */
  readonly recordedAt: number
}

/** An event ready to be sent. */
export interface WireEvent {
  /** The ledger's id. */
  readonly id: string
  /** The id under which the store knows it. */
  readonly wireId: string
  readonly message: BatchAppendReq.ProposedMessage
  /** Bytes of data, metadata and type. */
  readonly bytes: number
}

/**
 * Turns an event into the store's form. Its id there derives from the ledger's id *and* from type, version and data: the
 * store compares ids only, so with the ledger's own id another content under a known id would get the first answer; like
 * this it gets a conflict, and the adapter looks why. The ledger's id stands in the metadata.
 */
export function wireEvent(event: Encoded, recordedAt: number): WireEvent {
  const type = JSON.parse(event.type) as string
  const ledger: LedgerPart = { id: event.id, version: event.version, recordedAt }
  const data = Buffer.from(event.data, 'utf8')
  const metadata = Buffer.from(metadataText(event.metadata, ledger), 'utf8')
  const wireId = wireIdOf(event)
  const id = new UUID()
  id.setString(wireId)
  const message = new BatchAppendReq.ProposedMessage()
  message.setId(id)
  message.getMetadataMap().set('type', type)
  message.getMetadataMap().set('content-type', 'application/json')
  message.setData(data)
  message.setCustomMetadata(metadata)
  return { id: event.id, wireId, message, bytes: data.length + metadata.length + Buffer.byteLength(type) }
}

/** The entry's own metadata, as JSON text, with the ledger's part behind them. */
function metadataText(own: string, ledger: LedgerPart): string {
  const others = own === '{}' ? '' : `${own.slice(1, -1)},`
  return `{${others}"ledger":${JSON.stringify(ledger)}}`
}

/**
 * A UUID of version 8 (RFC 9562) from SHA-256. The same data written down in another order gives another id: the store
 * answers with a conflict then, and the adapter finds by the ledger's id and the content that it is a repeat.
 */
function wireIdOf({ id, type, version, data }: Encoded): string {
  const hex = hash('sha256', `${id}\n${type}\n${version}\n${data}`, 'hex')
  const variant = ((Number.parseInt(hex[16], 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

type StoredMessage = ReadResp.ReadEvent.RecordedEvent

/** The name of the stream a stored event is in, as the store knows it. */
export function streamOf(stored: StoredMessage): string {
  return textOf(stored.getStreamIdentifier()?.getStreamName_asU8())
}

/**
 * A stored event as the port gives it. Throws `Unavailable('damaged')` for one that no adapter of ours has written.
 * @param asWritten whether it must be the very text that is written here: another that reads the same may read otherwise elsewhere
 */
export function recordedEvent(stored: StoredMessage, stream: string, prefix: string, asWritten = false): RecordedEvent {
  const revision = Number(stored.getStreamRevision())
  const damaged = (what: string, cause?: unknown) =>
    new Unavailable('damaged', `${stream}@${revision}: ${what}`, { cause })
  const bytes = [stored.getCustomMetadata_asU8(), stored.getData_asU8()]
  try {
    const { ledger, ...metadata } = JSON.parse(textOf(bytes[0])) as { ledger: LedgerPart }
    const data = JSON.parse(textOf(bytes[1])) as JsonObject
    const { id, version, recordedAt } = ledger
    if (asWritten) {
      const written = [metadataText(JSON.stringify(metadata), { id, version, recordedAt }), JSON.stringify(data)]
      if (!bytes.every((it, i) => Buffer.from(written[i], 'utf8').equals(it))) throw damaged(WRITTEN_OTHERWISE)
    }
    return {
      id: textIn(id),
      type: textIn(stored.getMetadataMap().get('type')),
      version,
      data,
      metadata: metadata as unknown as EntryMetadata,
      position: positionText(stored.getCommitPosition(), stored.getPreparePosition()),
      stream: stream.slice(prefix.length),
      revision,
      recordedAt,
    }
  } catch (error) {
    if (error instanceof Unavailable) throw error
    throw damaged('不是本系统写入的记录 / an entry that this ledger did not write', error)
  }
}

const WRITTEN_OTHERWISE = '与本系统的写法不同 / is written otherwise than the ledger writes it'

function textIn(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('not a text')
  return value
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}
