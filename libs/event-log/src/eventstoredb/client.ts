import { type BaseOptions, EventStoreDBClient } from '@eventstore/db-client'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb'
import type { BatchAppendReq, BatchAppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb'
import type { CallOptions, ClientDuplexStream, ClientReadableStream, Metadata } from '@grpc/grpc-js'
import { Unavailable } from '../errors'

export type BatchCall = ClientDuplexStream<BatchAppendReq, BatchAppendResp>
export type ReadCall = ClientReadableStream<ReadResp>

/**
 * Parts of the client that it keeps to itself (6.2.1, pinned): its channel with discovery, credentials, and reconnection to
 * where the leader is when a call ends with "unavailable" or "not the leader".
 */
interface ClientParts {
  GRPCStreamCreator<C>(
    service: typeof StreamsClient,
    name: string,
    create: (client: StreamsClient) => C,
  ): () => Promise<C>
  callArguments(options: BaseOptions, callOptions?: CallOptions): [Metadata, CallOptions]
}

const FROM_LEADER: BaseOptions = { requiresLeader: true }
const WITHOUT_END: CallOptions = { deadline: Number.POSITIVE_INFINITY }

/**
 * Opens a stream of appends to the leader. The client's own `appendToStream` shares one table of waiting callers among all
 * clients of the process: an error of one rejects the appends of another, and an answer that comes twice is thrown outside
 * any promise and ends the process. Hence this call of our own on the client's channel.
 */
export function openBatchCall(client: EventStoreDBClient): Promise<BatchCall> {
  const parts = client as unknown as ClientParts
  return parts.GRPCStreamCreator(StreamsClient, 'ledger appends', (streams) =>
    streams.batchAppend(...parts.callArguments(FROM_LEADER, WITHOUT_END)),
  )()
}

/**
 * Opens a read or a subscription on the leader. The client's own `readAll` cannot filter, so that a ledger that shares its
 * server would read everybody's entries; the server can.
 */
export function openReadCall(client: EventStoreDBClient, request: ReadReq): Promise<ReadCall> {
  const parts = client as unknown as ClientParts
  return parts.GRPCStreamCreator(StreamsClient, 'ledger reads', (streams) =>
    streams.read(request, ...parts.callArguments(FROM_LEADER, WITHOUT_END)),
  )()
}

/** Throws `Unavailable('unreachable')`, one clear line, for a connection string that means nothing. */
export function makeClient(connectionString: string): EventStoreDBClient {
  try {
    if (!/^esdb(\+discover)?:\/\//.test(connectionString)) throw new Error('it begins with esdb:// or esdb+discover://')
    return EventStoreDBClient.connectionString(connectionString)
  } catch (error) {
    throw new Unavailable(
      'unreachable',
      `EventStoreDB 连接串无效 / not a connection string: ${withoutPassword(connectionString)} (${firstLine(error)})`,
      { cause: error },
    )
  }
}

/** A connection string as it may stand in a log. */
export function withoutPassword(connectionString: string): string {
  return connectionString.replace(/\/\/[^@/]*@/, '//…@')
}

/** What went wrong, in one line: the client's errors carry whole drawings. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n')[0].replace(/\/\/[^@/\s]*@/g, '//…@')
}
