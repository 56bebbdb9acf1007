import { createHash } from 'node:crypto'
import type { AllStreamRecordedEvent, RecordedEvent as ClientEvent } from '@eventstore/db-client'
import { UUID } from '@eventstore/db-client/generated/shared_pb'
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb'
import { canonicalJson, type EntryMetadata, type Json, type JsonObject } from '@pilot-ledger/kernel'
import { v5 as uuidv5 } from 'uuid'
import { Unavailable } from '../errors'
import type { NewEvent, Position, RecordedEvent } from '../port'

/** Names the ids under which events stand in the store. Random once, fixed for ever. */
const WIRE = '7f5ad0c4-51c7-4cd8-b8a2-0d3c5f5d9e60'

/** What the ledger keeps of an event beside the store's own fields, in its metadata under `ledger`. */
interface LedgerPart {
  readonly id: string
  readonly version: number
  /** Milliseconds since 1970, by the writer's clock; a copied ledger keeps it. */
  readonly recordedAt: number
}

/** An event ready to be sent, and the parts a conflict is judged by. */
export interface WireEvent {
  readonly id: string
  readonly message: BatchAppendReq.ProposedMessage
  /** Bytes the server counts against its limit, with something to spare. */
  readonly bytes: number
}

/**
 * Turns an event into the store's form. Its id there derives from the ledger's id *and* from type, version and data: the
 * store compares ids only, so with the ledger's own id another content under a known id would get the first answer; like
 * this it gets a conflict, and the adapter looks why. The ledger's id stands in the metadata.
 */
export function wireEvent(event: NewEvent, recordedAt: number): WireEvent {
  const message = new BatchAppendReq.ProposedMessage()
  const id = new UUID()
  id.setString(wireId(event))
  message.setId(id)
  message.getMetadataMap().set('type', event.type)
  message.getMetadataMap().set('content-type', 'application/json')
  const ledger: LedgerPart = { id: event.id, version: event.version, recordedAt }
  const data = Buffer.from(JSON.stringify(event.data), 'utf8')
  const metadata = Buffer.from(JSON.stringify({ ...event.metadata, ledger }), 'utf8')
  message.setData(data)
  message.setCustomMetadata(metadata)
  return { id: event.id, message, bytes: data.length + metadata.length + Buffer.byteLength(event.type) }
}

function wireId({ id, type, version, data }: NewEvent): string {
  const content = createHash('sha256')
    .update(canonicalJson([type, version, data as Json]))
    .digest('hex')
  return uuidv5(`${id} ${content}`, WIRE)
}

/** A stored event as the port gives it. Throws `Unavailable('damaged')` for one that no adapter of ours has written. */
export function recordedEvent(stored: ClientEvent | AllStreamRecordedEvent, prefix: string): RecordedEvent {
  const { ledger, ...metadata } = (stored.metadata ?? {}) as { ledger?: LedgerPart }
  if (!stored.isJson || ledger === undefined || typeof ledger.id !== 'string') {
    throw new Unavailable(
      'damaged',
      `${stored.streamId}@${stored.revision}: 不是本系统写入的记录 / an entry that this ledger did not write`,
    )
  }
  return {
    id: ledger.id,
    type: stored.type,
    version: ledger.version,
    data: stored.data as JsonObject,
    metadata: metadata as unknown as EntryMetadata,
    position: positionOf(stored),
    stream: stored.streamId.slice(prefix.length),
    revision: Number(stored.revision),
    recordedAt: ledger.recordedAt,
  }
}

/** `commit/prepare`, or one number where they are the same. */
export function positionOf(stored: { position?: { commit: bigint; prepare: bigint } }): Position {
  if (!stored.position) throw new Unavailable('damaged', 'the store gave an event without a position')
  return positionText(stored.position)
}

export function positionText({ commit, prepare }: { commit: bigint; prepare: bigint }): Position {
  return commit === prepare ? String(commit) : `${commit}/${prepare}`
}

const POSITION = /^(\d{1,19})(?:\/(\d{1,19}))?$/

/** TypeError for what is no position of this store. */
export function parsePosition(position: Position): { commit: bigint; prepare: bigint } {
  const match = POSITION.exec(position)
  if (!match) throw new TypeError(`not a position of this log: ${position}`)
  return { commit: BigInt(match[1]), prepare: BigInt(match[2] ?? match[1]) }
}

export function comparePositions(a: Position, b: Position): number {
  const [x, y] = [parsePosition(a), parsePosition(b)]
  const difference = x.commit === y.commit ? x.prepare - y.prepare : x.commit - y.commit
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
