import type { AppendReq, AppendResp, BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import type { ServerDuplexStream, ServerReadableStream, sendUnaryData } from '@grpc/grpc-js'
import { status as Code } from '@grpc/grpc-js'
import type { AppendFault } from './faults'
import {
  appendAnswer,
  batchConflict,
  batchFailure,
  batchSuccess,
  batchTooLarge,
  callError,
  expectedOf,
  nameOf,
  notLeader,
  streamDeleted,
  uuidText,
} from './messages'
import type { ServerState } from './state'
import type { AppendOutcome, ExpectedRevision, Proposed } from './store'

/** `MaxAppendSize` of a server as it comes. */
const LIMIT = 1_048_576
const TIMEOUT_MS = 2_000
/** Above it the real server's transport gives up the whole call, and every append on it. */
const LARGEST_MESSAGE = 16 * 1_048_576

interface Batch {
  options: BatchAppendReq.Options | undefined
  events: Proposed[]
}

/** The call over which the client sends most appends: many at once, each answered under its correlation id. */
export function batchAppend(state: ServerState, call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
  const open = new Map<string, Batch>()
  state.open(call)
  if (call.metadata.get('requires-leader').length > 0 && state.follower) {
    call.emit('error', notLeader(state.faults.leader))
    return
  }
  call.on('data', (request: BatchAppendReq) => {
    const correlation = uuidText(request.getCorrelationId())
    const batch: Batch = open.get(correlation) ?? { options: request.getOptions(), events: [] }
    open.set(correlation, batch)
    for (const it of request.getProposedMessagesList()) {
      batch.events.push({
        id: uuidText(it.getId()),
        metadata: it.getMetadataMap().toArray(),
        data: it.getData_asB64(),
        customMetadata: it.getCustomMetadata_asB64(),
      })
    }
    if (!request.getIsFinal()) return
    open.delete(correlation)
    answerBatch(state, call, request, batch)
  })
  call.on('end', () => call.end())
  call.on('error', () => undefined)
}

function answerBatch(
  state: ServerState,
  call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
  request: BatchAppendReq,
  { options, events }: Batch,
): void {
  state.count('append')
  const stream = nameOf(options?.getStreamIdentifier())
  const expected = expectedOf(options)
  const correlation = request.getCorrelationId() as NonNullable<ReturnType<BatchAppendReq['getCorrelationId']>>
  const say = (answer: BatchAppendResp) => {
    if (!call.cancelled && !call.destroyed) call.write(answer)
  }
  if (stream === '' || events.some((it) => new Map(it.metadata).get('type') === '')) {
    // As the real server: refused at once, and once more when its own time is up.
    say(batchFailure(correlation, stream, 'BadRequest'))
    if (stream !== '') state.later(TIMEOUT_MS, () => say(batchFailure(correlation, stream, 'Timeout')))
    return
  }
  const bytes = events.reduce((sum, it) => sum + base64Bytes(it.data) + base64Bytes(it.customMetadata) + 24, 0)
  if (bytes > LARGEST_MESSAGE) {
    const details = 'Received message exceeds the maximum configured message size.'
    call.emit('error', callError(Code.RESOURCE_EXHAUSTED, details))
    return
  }
  if (bytes > LIMIT) {
    say(batchTooLarge(correlation, stream, LIMIT))
    return
  }
  const fault = state.faults.ofAppend()
  if (fault) {
    answerFaulty(
      state,
      call,
      fault,
      () => state.append(stream, expected, events),
      (outcome) => outcomeAnswer(correlation, stream, expected, outcome),
      say,
      () => batchFailure(correlation, stream, 'Timeout'),
    )
    return
  }
  if (state.inFlight(stream, expected, events)) {
    // Stored once; the others learn nothing for two seconds, and then something that is not true.
    state.later(TIMEOUT_MS, () => say(batchFailure(correlation, stream, 'Timeout')))
    return
  }
  state.whenCommitted(stream, expected, events, () => {
    const answer = outcomeAnswer(correlation, stream, expected, state.append(stream, expected, events))
    if (answer) say(answer)
  })
}

function answerFaulty(
  state: ServerState,
  call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
  fault: AppendFault,
  append: () => AppendOutcome,
  answerOf: (outcome: AppendOutcome) => BatchAppendResp | undefined,
  say: (answer: BatchAppendResp) => void,
  timeout: () => BatchAppendResp,
): void {
  const outcome = fault.stored ? append() : undefined
  const answer = outcome && answerOf(outcome)
  switch (fault.kind) {
    case 'silent':
      return
    case 'late':
      state.later(fault.lateMs ?? 500, () => say(answer ?? timeout()))
      return
    case 'timeout':
      say(timeout())
      return
    case 'twice':
      say(answer ?? timeout())
      say(answer ?? timeout())
      return
    case 'end':
      call.end()
      return
    case 'drop':
      call.emit('error', callError(Code.UNAVAILABLE, 'the connection was dropped'))
      return
    case 'notLeader':
      call.emit('error', notLeader(state.faults.leader))
      return
  }
}

function outcomeAnswer(
  correlation: NonNullable<ReturnType<BatchAppendReq['getCorrelationId']>>,
  stream: string,
  expected: ExpectedRevision,
  outcome: AppendOutcome,
): BatchAppendResp | undefined {
  switch (outcome.kind) {
    case 'success':
      return batchSuccess(correlation, stream, outcome)
    case 'conflict':
      return batchConflict(correlation, stream, expected, outcome.current)
    case 'deleted':
      return batchFailure(correlation, stream, 'StreamDeleted')
    case 'never':
      return undefined
  }
}

/** One append a call: what the client uses where credentials are given for it. */
export function append(
  state: ServerState,
  call: ServerReadableStream<AppendReq, AppendResp>,
  done: sendUnaryData<AppendResp>,
): void {
  let stream = ''
  let expected: ExpectedRevision = 'any'
  const events: Proposed[] = []
  call.on('data', (request: AppendReq) => {
    const options = request.getOptions()
    if (options) {
      stream = nameOf(options.getStreamIdentifier())
      expected = options.hasNoStream()
        ? 'none'
        : options.hasAny()
          ? 'any'
          : options.hasStreamExists()
            ? 'exists'
            : Number(options.getRevision())
    }
    const it = request.getProposedMessage()
    if (it) {
      events.push({
        id: uuidText(it.getId()),
        metadata: it.getMetadataMap().toArray(),
        data: it.getData_asB64(),
        customMetadata: it.getCustomMetadata_asB64(),
      })
    }
  })
  call.on('end', () => {
    state.count('append')
    if (call.metadata.get('requires-leader').length > 0 && state.follower) return done(notLeader(state.faults.leader))
    const outcome = state.append(stream, expected, events)
    if (outcome.kind === 'deleted') return done(streamDeleted(stream))
    if (outcome.kind === 'never') return undefined
    return done(null, appendAnswer(outcome, expected))
  })
}

const base64Bytes = (text: string) => Math.floor((text.length * 3) / 4)
