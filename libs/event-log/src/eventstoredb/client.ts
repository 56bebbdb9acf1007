import { type BaseOptions, EventStoreDBClient } from '@eventstore/db-client'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import type { CallOptions, ClientDuplexStream, Metadata } from '@grpc/grpc-js'
import { Unavailable } from '../errors'

export type BatchCall = ClientDuplexStream<BatchAppendReq, BatchAppendResp>

/** Parts of the client that it keeps to itself (6.2.1, pinned): its channel with discovery, credentials and reconnection. */
interface ClientParts {
  GRPCStreamCreator(
    service: typeof StreamsClient,
    name: string,
    create: (client: StreamsClient) => BatchCall,
  ): () => Promise<BatchCall>
  callArguments(options: BaseOptions, callOptions?: CallOptions): [Metadata, CallOptions]
}

/**
 * Opens a stream of appends to the leader. The client's own `appendToStream` shares one table of waiting callers among all
 * clients of the process: an error of one rejects the appends of another, and an answer that comes twice is thrown outside
 * any promise and ends the process. Hence this call of our own on the client's channel.
 */
export function openBatchCall(client: EventStoreDBClient): Promise<BatchCall> {
  const parts = client as unknown as ClientParts
  return parts.GRPCStreamCreator(StreamsClient, 'ledger appends', (streams) =>
    streams.batchAppend(...parts.callArguments({ requiresLeader: true }, { deadline: Number.POSITIVE_INFINITY })),
  )()
}

/** Throws `Unavailable('unreachable')`, one clear line, for a connection string that means nothing. */
export function makeClient(connectionString: string): EventStoreDBClient {
  try {
    if (!/^esdb(\+discover)?:\/\//.test(connectionString)) throw new Error('it begins with esdb:// or esdb+discover://')
    return EventStoreDBClient.connectionString(connectionString)
  } catch (error) {
    const shown = connectionString.replace(/\/\/[^@/]*@/, '//…@')
    throw new Unavailable(
      'unreachable',
      `EventStoreDB 连接串无效 / not a connection string: ${shown} (${(error as Error).message.split('\n')[0]})`,
      { cause: error },
    )
  }
}
