import { randomUUID } from 'node:crypto'
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb'
import { status as Code, type ServerWritableStream } from '@grpc/grpc-js'
import {
  callError,
  caughtUp,
  checkpoint,
  confirmation,
  nameOf,
  readEvent,
  streamDeleted,
  streamNotFound,
} from './messages'
import type { ServerState } from './state'
import type { KeptEvent } from './store'

type Call = ServerWritableStream<ReadReq, ReadResp>

/** Reads and subscriptions: of one stream or of the whole log, filtered or not. */
export async function read(state: ServerState, call: Call): Promise<void> {
  const options = call.request.getOptions() as ReadReq.Options
  state.open(call)
  state.count(options.hasSubscription() ? 'subscribe' : 'read')
  if (state.faults.silentReads) return
  try {
    if (options.hasSubscription()) await subscribe(state, call, options)
    else if (options.hasStream()) await readStream(state, call, options)
    else await readAll(state, call, options)
  } catch (error) {
    call.emit('error', error)
  }
}

async function readStream(state: ServerState, call: Call, options: ReadReq.Options): Promise<void> {
  const requested = options.getStream() as ReadReq.Options.StreamOptions
  const name = nameOf(requested.getStreamIdentifier())
  if (name === '') throw callError(Code.UNKNOWN, 'Exception was thrown by handler.')
  if (Number(options.getCount()) === 0) throw callError(Code.UNKNOWN, 'Unexpected ReadStreamResult: Error')
  if (state.store.isTombstoned(name)) throw streamDeleted(name)
  const own = state.store.stream(name)
  if (own.length === 0) {
    call.write(streamNotFound(name))
    call.end()
    return
  }
  const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS
  const from = requested.hasEnd()
    ? own[own.length - 1].revision
    : requested.hasStart()
      ? 0
      : Number(requested.getRevision())
  const found = backwards
    ? [...own].reverse().filter((it) => it.revision <= from)
    : own.filter((it) => it.revision >= from)
  await send(state, call, found.slice(0, limitOf(options)))
  call.end()
}

async function readAll(state: ServerState, call: Call, options: ReadReq.Options): Promise<void> {
  const requested = options.getAll() as ReadReq.Options.AllOptions
  const { all, end } = state.store
  if (Number(options.getCount()) === 0) throw callError(Code.UNKNOWN, 'Unexpected ReadAllResult: Error')
  const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS
  const from = requested.hasEnd()
    ? end
    : requested.hasStart()
      ? 0
      : Number(requested.getPosition()?.getCommitPosition())
  const isPlace = requested.hasStart() || requested.hasEnd() || from >= end || all.some((it) => it.position === from)
  if (!isPlace) throw callError(Code.UNKNOWN, 'Unexpected ReadAllResult: Error')
  const wanted = filterOf(options)
  const found = backwards
    ? [...all]
        .reverse()
        .filter((it) => wanted(it) && (it.position < from || (it.position === from && !requested.hasEnd())))
    : all.filter((it) => wanted(it) && it.position >= from)
  await send(state, call, found.slice(0, limitOf(options)))
  call.end()
}

async function subscribe(state: ServerState, call: Call, options: ReadReq.Options): Promise<void> {
  const ofStream = options.hasStream() ? nameOf(options.getStream()?.getStreamIdentifier()) : undefined
  const wanted = ofStream === undefined ? filterOf(options) : (it: KeptEvent) => it.stream === ofStream
  call.write(confirmation(randomUUID()))
  let at = startOf(state, options, ofStream)
  let stated = false
  const filter = options.getFilter()
  const every = filter ? Math.max(1, filter.getCheckpointintervalmultiplier()) * (filter.getMax() || 32) : 0
  let searched = 0
  if (filter && at === -1) call.write(checkpoint(0))
  while (!state.gone(call)) {
    // A cut tail: what the subscriber has had is no longer there, and the server does not say so.
    const pending = state.store.all.filter((it) => it.position > at)
    for (const event of pending) {
      if (wanted(event)) await send(state, call, [event])
      at = event.position
      searched++
      if (every > 0 && searched % every === 0) call.write(checkpoint(at))
      if (state.gone(call)) return
    }
    // Of a stream that is not there yet it is said once its first event has come.
    const isThere = ofStream === undefined || state.store.stream(ofStream).length > 0
    if (!stated && pending.length === 0 && isThere) {
      call.write(caughtUp())
      stated = true
    }
    if (pending.length === 0) await state.news(call)
  }
}

/** The position behind which a subscription begins. */
function startOf(state: ServerState, options: ReadReq.Options, stream: string | undefined): number {
  if (stream !== undefined) {
    const requested = options.getStream() as ReadReq.Options.StreamOptions
    if (requested.hasStart()) return -1
    const own = state.store.stream(stream)
    if (requested.hasEnd()) return own.at(-1)?.position ?? -1
    return own.find((it) => it.revision === Number(requested.getRevision()))?.position ?? -1
  }
  const requested = options.getAll() as ReadReq.Options.AllOptions
  if (requested.hasStart()) return -1
  if (requested.hasEnd()) return state.store.all.at(-1)?.position ?? -1
  return Number(requested.getPosition()?.getCommitPosition())
}

function filterOf(options: ReadReq.Options): (event: KeptEvent) => boolean {
  const filter = options.getFilter()
  if (!filter) return () => true
  const byStream = filter.getStreamIdentifier()
  const expression = byStream ?? filter.getEventType()
  const text = (it: KeptEvent) => (byStream ? it.stream : (new Map(it.metadata).get('type') ?? ''))
  const prefixes = expression?.getPrefixList() ?? []
  if (prefixes.length > 0) return (it) => prefixes.some((prefix) => text(it).startsWith(prefix))
  const pattern = new RegExp(expression?.getRegex() ?? '')
  return (it) => pattern.test(text(it))
}

function limitOf(options: ReadReq.Options): number {
  return Math.min(Number(options.getCount()), Number.MAX_SAFE_INTEGER)
}

/** Writes events, as fast as the reader takes them. */
async function send(state: ServerState, call: Call, events: readonly KeptEvent[]): Promise<void> {
  for (const event of events) {
    if (state.gone(call)) return
    if (state.faults.slowReadsMs > 0) await new Promise((resolve) => setTimeout(resolve, state.faults.slowReadsMs))
    state.count('sent')
    if (!call.write(readEvent(event))) await state.drained(call)
  }
}
