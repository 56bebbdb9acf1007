import {
  AccessDenied,
  AllStreamPosition,
  Empty,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  StreamIdentifier,
  Timeout,
  Unknown,
  UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb'
import { Status } from '@eventstore/db-client/generated/status_pb'
import { AppendResp, BatchAppendReq, BatchAppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb'
import { status as Code, Metadata } from '@grpc/grpc-js'
import type { Message } from 'google-protobuf'
import { Any } from 'google-protobuf/google/protobuf/any_pb'
import type { AppendOutcome, ExpectedRevision, KeptEvent } from './store'

/** An error as the server ends a call with it. */
export function callError(code: Code, details: string, trailers: Record<string, string> = {}) {
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value)
  return Object.assign(new Error(details), { code, details, metadata })
}

export function notLeader(leader: { host: string; port: number }) {
  return callError(Code.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': leader.host,
    'leader-endpoint-port': String(leader.port),
  })
}

export function streamDeleted(stream: string) {
  return callError(Code.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  })
}

export function identifier(stream: string): StreamIdentifier {
  const made = new StreamIdentifier()
  made.setStreamName(Buffer.from(stream, 'utf8').toString('base64'))
  return made
}

export function nameOf(it: StreamIdentifier | undefined): string {
  return Buffer.from(it?.getStreamName_asU8() ?? []).toString('utf8')
}

export function uuid(text: string): UUID {
  const made = new UUID()
  made.setString(text)
  return made
}

export function uuidText(it: UUID | undefined): string {
  if (it?.hasString()) return it.getString()
  const bits = it?.getStructured()
  const half = (text: string | undefined) =>
    BigInt.asUintN(64, BigInt(text ?? 0))
      .toString(16)
      .padStart(16, '0')
  const hex = half(bits?.getMostSignificantBits()) + half(bits?.getLeastSignificantBits())
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export function readEvent(event: KeptEvent): ReadResp {
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
  recorded.setId(uuid(event.id))
  recorded.setStreamIdentifier(identifier(event.stream))
  recorded.setStreamRevision(String(event.revision))
  recorded.setPreparePosition(String(event.position))
  recorded.setCommitPosition(String(event.position))
  for (const [name, value] of event.metadata) recorded.getMetadataMap().set(name, value)
  // 100-nanosecond ticks.
  recorded.getMetadataMap().set('created', String(BigInt(event.created) * 10_000n))
  recorded.setData(event.data)
  recorded.setCustomMetadata(event.customMetadata)
  const read = new ReadResp.ReadEvent()
  read.setEvent(recorded)
  read.setCommitPosition(String(event.position))
  const answer = new ReadResp()
  answer.setEvent(read)
  return answer
}

export function streamNotFound(stream: string): ReadResp {
  const missing = new ReadResp.StreamNotFound()
  missing.setStreamIdentifier(identifier(stream))
  const answer = new ReadResp()
  answer.setStreamNotFound(missing)
  return answer
}

export function confirmation(id: string): ReadResp {
  const confirmed = new ReadResp.SubscriptionConfirmation()
  confirmed.setSubscriptionId(id)
  const answer = new ReadResp()
  answer.setConfirmation(confirmed)
  return answer
}

export function caughtUp(): ReadResp {
  const answer = new ReadResp()
  answer.setCaughtUp(new ReadResp.CaughtUp())
  return answer
}

export function checkpoint(position: number): ReadResp {
  const made = new ReadResp.Checkpoint()
  made.setCommitPosition(String(position))
  made.setPreparePosition(String(position))
  const answer = new ReadResp()
  answer.setCheckpoint(made)
  return answer
}

export function batchSuccess(
  correlation: UUID,
  stream: string,
  outcome: AppendOutcome & { kind: 'success' },
): BatchAppendResp {
  const success = new BatchAppendResp.Success()
  if (outcome.noStream) success.setNoStream(new Empty())
  else success.setCurrentRevision(String(outcome.revision))
  const position = new AllStreamPosition()
  position.setCommitPosition(String(outcome.position))
  position.setPreparePosition(String(outcome.position))
  success.setPosition(position)
  return batchAnswer(correlation, stream, (answer) => answer.setSuccess(success))
}

/** The names under which the details of a failed append travel, and the codes of google.rpc that come with them. */
const FAILURES = {
  Timeout: [4, () => new Timeout()],
  Unknown: [2, () => new Unknown()],
  BadRequest: [3, () => new Empty()],
  AccessDenied: [7, () => new AccessDenied()],
  StreamDeleted: [9, () => new StreamDeleted()],
} as const

export function batchFailure(correlation: UUID, stream: string, kind: keyof typeof FAILURES): BatchAppendResp {
  const [code, details] = FAILURES[kind]
  return failure(correlation, stream, code, kind, details())
}

export function batchTooLarge(correlation: UUID, stream: string, limit: number): BatchAppendResp {
  const details = new MaximumAppendSizeExceeded()
  details.setMaxappendsize(limit)
  return failure(correlation, stream, 3, 'MaximumAppendSizeExceeded', details)
}

export function batchConflict(
  correlation: UUID,
  stream: string,
  expected: ExpectedRevision,
  current: number,
): BatchAppendResp {
  const details = new WrongExpectedVersion()
  if (current === -1) details.setCurrentNoStream(new Empty())
  else details.setCurrentStreamRevision(String(current))
  if (expected === 'none') details.setExpectedNoStream(new Empty())
  else if (expected === 'any') details.setExpectedAny(new Empty())
  else if (expected === 'exists') details.setExpectedStreamExists(new Empty())
  else details.setExpectedStreamPosition(String(expected))
  return failure(correlation, stream, 6, 'WrongExpectedVersion', details)
}

function failure(correlation: UUID, stream: string, code: number, kind: string, details: Message): BatchAppendResp {
  const status = new Status()
  status.setCode(code as never)
  status.setMessage(kind)
  const any = new Any()
  any.pack(details.serializeBinary(), `event_store.client.${kind}`)
  status.setDetails(any)
  return batchAnswer(correlation, stream, (answer) => answer.setError(status))
}

function batchAnswer(correlation: UUID, stream: string, fill: (answer: BatchAppendResp) => void): BatchAppendResp {
  const answer = new BatchAppendResp()
  answer.setCorrelationId(correlation)
  answer.setStreamIdentifier(identifier(stream))
  fill(answer)
  return answer
}

export function expectedOf(options: BatchAppendReq.Options | undefined): ExpectedRevision {
  if (options?.hasNoStream()) return 'none'
  if (options?.hasAny()) return 'any'
  if (options?.hasStreamExists()) return 'exists'
  return Number(options?.getStreamPosition())
}

export function appendAnswer(outcome: AppendOutcome, expected: ExpectedRevision): AppendResp {
  const answer = new AppendResp()
  if (outcome.kind === 'success') {
    const success = new AppendResp.Success()
    if (outcome.noStream) success.setNoStream(new Empty())
    else success.setCurrentRevision(String(outcome.revision))
    const position = new AppendResp.Position()
    position.setCommitPosition(String(outcome.position))
    position.setPreparePosition(String(outcome.position))
    success.setPosition(position)
    answer.setSuccess(success)
  } else if (outcome.kind === 'conflict') {
    const conflict = new AppendResp.WrongExpectedVersion()
    if (outcome.current === -1) conflict.setCurrentNoStream(new Empty())
    else conflict.setCurrentRevision(String(outcome.current))
    if (expected === 'none') conflict.setExpectedNoStream(new Empty())
    else if (expected === 'any') conflict.setExpectedAny(new Empty())
    else if (expected === 'exists') conflict.setExpectedStreamExists(new Empty())
    else conflict.setExpectedRevision(String(expected))
    answer.setWrongExpectedVersion(conflict)
  }
  return answer
}
