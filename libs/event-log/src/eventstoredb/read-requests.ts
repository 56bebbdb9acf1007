import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb'
import { ReadReq } from '@eventstore/db-client/generated/streams_pb'
import type { StorePosition } from './position'

/** How the server is asked for what. Every read names its start: read backwards without one, the store begins at the start. */
export interface Range<P> {
  /** Inclusive for reads, exclusive for a subscription. */
  readonly from: P | 'start' | 'end'
  readonly backwards?: boolean
  /** At least 1: the server takes none for an error. Default: everything. */
  readonly most?: number
}

/** One stream. */
export function readStreamRequest(stream: string, range: Range<number>): ReadReq {
  const requested = new ReadReq.Options.StreamOptions()
  const identifier = new StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream, 'utf8'))
  requested.setStreamIdentifier(identifier)
  if (range.from === 'start') requested.setStart(new Empty())
  else if (range.from === 'end') requested.setEnd(new Empty())
  else requested.setRevision(String(range.from))
  const options = optionsOf(range)
  options.setStream(requested)
  options.setNoFilter(new Empty())
  return requestOf(options)
}

/** The log, of streams whose names begin with the prefix; everything else stays on the server. */
export function readAllRequest(prefix: string, range: Range<StorePosition>): ReadReq {
  const options = optionsOf(range)
  options.setAll(allOf(range))
  options.setFilter(filterOf(prefix))
  return requestOf(options)
}

/** The log behind a position, and what is appended from then on. */
export function subscribeRequest(prefix: string, from: StorePosition | 'start'): ReadReq {
  const options = new ReadReq.Options()
  options.setAll(allOf({ from }))
  options.setSubscription(new ReadReq.Options.SubscriptionOptions())
  options.setFilter(filterOf(prefix))
  options.setUuidOption(idsAsText())
  return requestOf(options)
}

function optionsOf({ backwards, most = Number.MAX_SAFE_INTEGER }: Range<unknown>): ReadReq.Options {
  const options = new ReadReq.Options()
  options.setReadDirection(backwards ? ReadReq.Options.ReadDirection.BACKWARDS : ReadReq.Options.ReadDirection.FORWARDS)
  options.setCount(String(most))
  options.setUuidOption(idsAsText())
  return options
}

function allOf({ from }: Range<StorePosition>): ReadReq.Options.AllOptions {
  const all = new ReadReq.Options.AllOptions()
  if (from === 'start') all.setStart(new Empty())
  else if (from === 'end') all.setEnd(new Empty())
  else {
    const position = new ReadReq.Options.Position()
    position.setCommitPosition(String(from.commit))
    position.setPreparePosition(String(from.prepare))
    all.setPosition(position)
  }
  return all
}

/** Entries the server searches before it says how far it is; with its own small default it says so after every few. */
const SEARCH_WINDOW = 1_000
/** A checkpoint every so many windows: we keep our own, so few are enough. */
const WINDOWS_PER_CHECKPOINT = 100

function filterOf(prefix: string): ReadReq.Options.FilterOptions {
  const name = new ReadReq.Options.FilterOptions.Expression()
  name.setPrefixList([prefix])
  const filter = new ReadReq.Options.FilterOptions()
  filter.setStreamIdentifier(name)
  filter.setMax(SEARCH_WINDOW)
  filter.setCheckpointintervalmultiplier(WINDOWS_PER_CHECKPOINT)
  return filter
}

function idsAsText(): ReadReq.Options.UUIDOption {
  const option = new ReadReq.Options.UUIDOption()
  option.setString(new Empty())
  return option
}

function requestOf(options: ReadReq.Options): ReadReq {
  const request = new ReadReq()
  request.setOptions(options)
  return request
}
