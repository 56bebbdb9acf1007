import { Empty, StreamIdentifier, UUID, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb'
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import type { WireEvent } from './wire-event'

/** The stream is elsewhere; `actual` is -1 where it does not exist. Nothing was stored by this call. */
export class StoreConflict extends Error {
  constructor(readonly actual: number) {
    super(`the stream is at ${actual}`)
  }
}

/** The server refuses for good: over its limit, no right, a stream that was tombstoned. Nothing was stored. */
export class StoreRefusal extends Error {
  constructor(readonly kind: string) {
    super(`the server refuses: ${kind}`)
  }
}

/** No answer, or one that does not tell: the append may be stored, now or a little later. */
export class NoAnswer extends Error {
  /** @param sent false when it is certain that nothing left this process */
  constructor(
    reason: string,
    readonly sent: boolean,
  ) {
    super(reason)
  }
}

export interface StoreAnswer {
  readonly revision: number
  readonly position: { commit: bigint; prepare: bigint }
}

/**
 * One append in one message. It names no deadline: the server takes one as an instant by its own clock, so that a writer
 * whose clock is behind by more than its deadline would never store anything. The server's own write timeout holds instead.
 * @param expected -1 for a stream that must not exist. Never "any": the store would take known ids a second time, or not
 * answer at all.
 */
export function appendRequest(
  correlation: string,
  stream: string,
  expected: number,
  events: readonly WireEvent[],
): BatchAppendReq {
  const identifier = new StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream, 'utf8'))
  const options = new BatchAppendReq.Options()
  options.setStreamIdentifier(identifier)
  if (expected === -1) options.setNoStream(new Empty())
  else options.setStreamPosition(String(expected))
  const id = new UUID()
  id.setString(correlation)
  const request = new BatchAppendReq()
  request.setOptions(options)
  request.setCorrelationId(id)
  request.setProposedMessagesList(events.map((it) => it.message))
  request.setIsFinal(true)
  return request
}

/** What an answer says, or the error it stands for: `StoreConflict`, `StoreRefusal`, `NoAnswer`. */
export function readAnswer(answer: BatchAppendResp): StoreAnswer | Error {
  if (answer.hasError()) return failureOf(answer)
  const success = answer.getSuccess()
  const position = success?.getPosition()
  if (!success || !position) return new NoAnswer('an answer without a position', true)
  return {
    revision: Number(success.getCurrentRevision()),
    position: { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) },
  }
}

export function correlationOf(answer: BatchAppendResp): string {
  return uuidText(answer.getCorrelationId())
}

function failureOf(answer: BatchAppendResp): Error {
  const status = answer.getError()
  const details = status?.getDetails()
  const kind = details?.getTypeName().replace('event_store.client.', '') ?? 'Unknown'
  switch (kind) {
    case 'WrongExpectedVersion': {
      const conflict = WrongExpectedVersion.deserializeBinary(details?.getValue_asU8() ?? new Uint8Array())
      // Beside "no stream" the number says 0: only the case that is set counts.
      return new StoreConflict(conflict.hasCurrentStreamRevision() ? Number(conflict.getCurrentStreamRevision()) : -1)
    }
    case 'MaximumAppendSizeExceeded':
    case 'AccessDenied':
    case 'StreamDeleted':
    case 'BadRequest':
      return new StoreRefusal(kind)
    default:
      // A timeout may be a late "no" that means "yes"; an unknown error tells nothing either.
      return new NoAnswer(`the server answers ${kind}: ${status?.getMessage() ?? ''}`, true)
  }
}

/** A UUID as text, whichever of its two forms the server chose. */
export function uuidText(id: UUID | undefined): string {
  if (id?.hasString()) return id.getString()
  const structured = id?.getStructured()
  if (!structured) return ''
  const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0')
  const hex = half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits())
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
