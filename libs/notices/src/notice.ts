import { type Action, scopeOf } from '@pilot-ledger/access'
import { ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { Tables } from '@pilot-ledger/figures'
import { STREAM_PREFIXES } from '@pilot-ledger/kernel'
import { PLATFORM_STREAM_PREFIX } from '@pilot-ledger/platforms'

/** Whom entries are told to: the part of an identity that says which of them he may know of. */
export interface Reader {
  readonly role: Parameters<typeof scopeOf>[1]
  readonly platforms: readonly string[]
}

/** What of the table role × action an entry is to its readers, by its stream. What stands nowhere here is the log as a whole. */
const READ_AS: readonly (readonly [prefix: string, action: Action])[] = [
  [ENGAGEMENT_STREAM_PREFIX, 'readEngagement'],
  [PLATFORM_STREAM_PREFIX, 'readRegister'],
  [STREAM_PREFIXES.reconciliation, 'readReconciliation'],
  [STREAM_PREFIXES.statementLines, 'readReconciliation'],
  [STREAM_PREFIXES.closing, 'readCloses'],
  [STREAM_PREFIXES.evidence, 'readEvidence'],
  [STREAM_PREFIXES.round, 'listRounds'],
  [STREAM_PREFIXES.scheme, 'readSchemes'],
  [STREAM_PREFIXES.programme, 'readProgramme'],
]

/**
 * Whether the entry of a sequence is told to a reader; undefined is a service without accounts, which tells everything. An account
 * of platforms is told what is its own and nothing else, also of streams that it may read in part: those belong to no platform.
 */
export function isToldTo(reader: Reader | undefined, tables: Tables, sequence: number): boolean {
  if (!reader) return true
  if (reader.role === 'platform') {
    const platform = tables.platformAt(sequence)
    return platform !== undefined && reader.platforms.includes(platform)
  }
  const stream = tables.streamAt(sequence)
  const action = READ_AS.find(([prefix]) => stream.startsWith(prefix))?.[1] ?? 'readLog'
  return scopeOf(action, reader.role) !== undefined
}

/**
 * That something was recorded, and where: not what. Whoever follows asks for the content with his own identity, so that rights
 * hold and the access log knows of it.
 */
export interface Notice {
  readonly sequence: number
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly version: number
  readonly platform?: string
  readonly engagement?: string
  /** Where the entry is to be read, where one address has it. */
  readonly at?: string
}

export function noticeOf(tables: Tables, sequence: number, event: RecordedEvent): Notice {
  const { stream, revision, type, version } = event
  const engagement = after(ENGAGEMENT_STREAM_PREFIX, stream)
  const platform = tables.platformAt(sequence)
  const at = engagement
    ? `/api/engagements/${engagement}/entries`
    : stream.startsWith(PLATFORM_STREAM_PREFIX)
      ? `/api/platforms/${platform}/entries`
      : undefined
  return { sequence, stream, revision, type, version, platform, engagement, at }
}

const after = (prefix: string, stream: string) => (stream.startsWith(prefix) ? stream.slice(prefix.length) : undefined)

/** One entry as a CloudEvent (CloudEvents 1.0, JSON event format, structured mode); `partitionkey` is its Partitioning extension. */
export interface CloudEvent {
  readonly specversion: '1.0'
  /** The entry's own id: the same however often it is sent. */
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly datacontenttype: 'application/json'
  readonly partitionkey: string
  readonly data: Notice
}

export function cloudEventOf(tables: Tables, sequence: number, event: RecordedEvent, source: string): CloudEvent {
  return {
    specversion: '1.0',
    id: event.id,
    source,
    type: `pilot-ledger.${event.type}`,
    subject: event.stream,
    time: new Date(tables.recordedAt(sequence)).toISOString(),
    datacontenttype: 'application/json',
    partitionkey: event.stream,
    data: noticeOf(tables, sequence, event),
  }
}
