import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb'
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb'
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb'
import { DeleteResp, TombstoneResp } from '@eventstore/db-client/generated/streams_pb'
import { Server, ServerCredentials, type ServiceDefinition, type UntypedHandleCall } from '@grpc/grpc-js'
import { append, batchAppend } from './appends'
import { nameOf, uuid } from './messages'
import { read } from './reads'
import type { ServerState } from './state'

/** Listens on 127.0.0.1; resolves with the server and its port. */
export async function listen(state: ServerState, port: number): Promise<{ server: Server; port: number }> {
  const server = new Server({ 'grpc.max_receive_message_length': 64 * 1_048_576 })
  // The generated services know their messages; the library's table of handlers does not.
  const add = (service: unknown, handlers: Record<string, (call: never, done: never) => unknown>) =>
    server.addService(service as ServiceDefinition, handlers as unknown as Record<string, UntypedHandleCall>)
  add(StreamsService, {
    read: (call) => read(state, call),
    append: (call, done) => append(state, call, done),
    batchAppend: (call) => batchAppend(state, call),
    delete: (call, done) => end(state, call, done, 'delete'),
    tombstone: (call, done) => end(state, call, done, 'tombstone'),
  })
  add(ServerFeaturesService, {
    getSupportedMethods: (_call: never, done: (error: null, answer: SupportedMethods) => void) =>
      done(null, features()),
  })
  const bound = await new Promise<number>((resolve, reject) => {
    const credentials = ServerCredentials.createInsecure()
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, at) => (error ? reject(error) : resolve(at)))
  })
  add(GossipService, {
    read: (_call: never, done: (error: null, answer: ClusterInfo) => void) => done(null, gossip(bound)),
  })
  return { server, port: bound }
}

function end(
  state: ServerState,
  call: { request: { getOptions(): { getStreamIdentifier(): never } } },
  done: (error: null, answer: DeleteResp | TombstoneResp) => void,
  kind: 'delete' | 'tombstone',
): void {
  const stream = nameOf(call.request.getOptions().getStreamIdentifier())
  const at = String(kind === 'delete' ? state.store.delete(stream) : state.store.tombstone(stream))
  const position = kind === 'delete' ? new DeleteResp.Position() : new TombstoneResp.Position()
  position.setCommitPosition(at)
  position.setPreparePosition(at)
  const answer = kind === 'delete' ? new DeleteResp() : new TombstoneResp()
  answer.setPosition(position as never)
  done(null, answer)
}

const METHODS: readonly [string, string[]][] = [
  ['read', ['position', 'events']],
  ['append', []],
  ['delete', []],
  ['tombstone', []],
  ['batchappend', ['deadline_duration']],
]

function features(): SupportedMethods {
  const answer = new SupportedMethods()
  answer.setEventStoreServerVersion('23.10.6')
  for (const [name, list] of METHODS) {
    const method = new SupportedMethod()
    method.setMethodName(name)
    method.setServiceName('event_store.client.streams.streams')
    method.setFeaturesList(list)
    answer.addMethods(method)
  }
  return answer
}

function gossip(port: number): ClusterInfo {
  const endPoint = new EndPoint()
  endPoint.setAddress('127.0.0.1')
  endPoint.setPort(port)
  const member = new MemberInfo()
  member.setInstanceId(uuid('00000000-0000-4000-8000-000000000001'))
  member.setState(MemberInfo.VNodeState.LEADER)
  member.setIsAlive(true)
  member.setHttpEndPoint(endPoint)
  const answer = new ClusterInfo()
  answer.setMembersList([member])
  return answer
}
