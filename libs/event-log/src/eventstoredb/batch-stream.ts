import { randomUUID } from 'node:crypto'
import type { EventStoreDBClient } from '@eventstore/db-client'
import { Empty, StreamIdentifier, UUID, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb'
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb'
import { type BatchCall, openBatchCall } from './client'
import type { WireEvent } from './wire-event'

/** The stream is elsewhere; `actual` is -1 where it does not exist. Nothing was stored by this call. */
export class StoreConflict extends Error {
  constructor(readonly actual: number) {
    super(`the stream is at ${actual}`)
  }
}

/** The server refuses for good: over its limit, no right, a stream that was tombstoned. Nothing was stored. */
export class StoreRefusal extends Error {
  constructor(
    readonly kind: string,
    readonly limit?: number,
  ) {
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

interface Waiting {
  resolve(answer: StoreAnswer): void
  reject(error: Error): void
}

/** One open call, and who waits on it: an error on it concerns them and nobody else. */
interface Open {
  readonly call: BatchCall
  readonly waiting: Map<string, Waiting>
}

/** Sends appends over one long-lived call and hands each its answer. What comes twice or too late finds nobody and is dropped. */
export class BatchStream {
  private open: Promise<Open> | undefined
  private closed = false
  /** Answers nobody waited for any more. */
  strayAnswers = 0

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly onReconnect: () => void = () => undefined,
  ) {}

  /** Rejects with `StoreConflict`, `StoreRefusal` or `NoAnswer`; always within `timeoutMs`. */
  send(stream: string, expected: number, events: readonly WireEvent[], timeoutMs: number): Promise<StoreAnswer> {
    const correlation = randomUUID()
    return new Promise((resolve, reject) => {
      let sent = false
      let settled = false
      let open: Open | undefined
      const settle = (end: () => void) => {
        if (settled) return
        settled = true
        clearTimeout(timer)
        open?.waiting.delete(correlation)
        end()
      }
      // The client's deadline does not end a call on a silent server.
      const timer = setTimeout(() => {
        settle(() => reject(new NoAnswer(`no answer within ${timeoutMs} ms`, sent)))
        // A call that a server leaves unanswered is not trusted with the next append.
        if (open) this.drop(open, 'no answer')
      }, timeoutMs)
      this.opened().then(
        (it) => {
          if (settled) return
          open = it
          it.waiting.set(correlation, {
            resolve: (answer) => settle(() => resolve(answer)),
            reject: (error) => settle(() => reject(error)),
          })
          sent = true
          it.call.write(request(correlation, stream, expected, events, timeoutMs))
        },
        (error: Error) => settle(() => reject(new NoAnswer(error.message, false))),
      )
    })
  }

  close(): void {
    this.closed = true
    void this.open?.then(
      (it) => this.drop(it, 'the log is closed'),
      () => undefined,
    )
  }

  private opened(): Promise<Open> {
    if (this.closed) return Promise.reject(new Error('the log is closed'))
    this.open ??= openBatchCall(this.client).then(
      (call) => this.listen(call),
      (error) => {
        this.open = undefined
        throw error
      },
    )
    return this.open
  }

  private listen(call: BatchCall): Open {
    const open: Open = { call, waiting: new Map() }
    call.on('data', (answer: BatchAppendResp) => {
      const waiting = open.waiting.get(uuidText(answer.getCorrelationId()))
      if (waiting) hand(answer, waiting)
      else this.strayAnswers++
    })
    call.on('error', (error) => this.drop(open, error.message))
    call.on('end', () => this.drop(open, 'the server ended the call'))
    this.onReconnect()
    return open
  }

  private drop(open: Open, reason: string): void {
    this.open?.then(
      (current) => {
        if (current === open) this.open = undefined
      },
      () => undefined,
    )
    for (const it of [...open.waiting.values()]) it.reject(new NoAnswer(reason, true))
    open.call.cancel()
  }
}

function request(
  correlation: string,
  stream: string,
  expected: number,
  events: readonly WireEvent[],
  timeoutMs: number,
): BatchAppendReq {
  const identifier = new StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream, 'utf8').toString('base64'))
  const options = new BatchAppendReq.Options()
  options.setStreamIdentifier(identifier)
  options.setDeadline(Timestamp.fromDate(new Date(Date.now() + timeoutMs)))
  // Never "any": the store would take known ids a second time, or not answer at all.
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

function hand(answer: BatchAppendResp, waiting: Waiting): void {
  if (answer.hasError()) {
    waiting.reject(failureOf(answer))
    return
  }
  const success = answer.getSuccess()
  const position = success?.getPosition()
  if (!success || !position) {
    waiting.reject(new NoAnswer('an answer without a position', true))
    return
  }
  waiting.resolve({
    revision: Number(success.getCurrentRevision()),
    position: { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) },
  })
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
      return new StoreRefusal(kind)
    default:
      // A timeout may be a late "no" that means "yes"; an unknown error tells nothing either.
      return new NoAnswer(`the server answers ${kind}: ${status?.getMessage() ?? ''}`, true)
  }
}

function uuidText(id: UUID | undefined): string {
  if (id?.hasString()) return id.getString()
  const structured = id?.getStructured()
  if (!structured) return ''
  const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0')
  const hex = half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits())
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
