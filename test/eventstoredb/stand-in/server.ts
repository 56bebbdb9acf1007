import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb'
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb'
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb'
import { DeleteResp, TombstoneResp } from '@eventstore/db-client/generated/streams_pb'
import { Server, ServerCredentials, type ServiceDefinition, type UntypedHandleCall } from '@grpc/grpc-js'
import { append, batchAppend } from './appends'
import type { Faults } from './faults'
import { nameOf, uuid } from './messages'
import { read } from './reads'
import type { AppendOutcome, ExpectedRevision, Proposed, Store } from './store'

interface OpenCall {
  readonly cancelled: boolean
  on(event: string, listener: () => void): unknown
  off(event: string, listener: () => void): unknown
  emit(event: 'error', error: Error): boolean
}

/** What the services share: the store, the faults, who is connected. */
export class ServerState {
  /** True: this node is not the leader, and says so to those who ask for it. */
  follower = false
  readonly counts = new Map<string, number>()
  private readonly calls = new Set<OpenCall>()
  private readonly ended = new WeakSet<OpenCall>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly flying = new Set<string>()
  private waiters = new Set<() => void>()
  /** How long an append takes to be committed (ms); a copy of it that comes meanwhile gets no true answer. */
  commitMs = 0

  constructor(
    readonly store: Store,
    readonly faults: Faults,
  ) {}

  open(call: OpenCall): void {
    this.calls.add(call)
    const over = () => {
      this.ended.add(call)
      this.calls.delete(call)
      this.tell()
    }
    for (const event of ['cancelled', 'close', 'error', 'finish']) call.on(event, over)
  }

  get openCalls(): number {
    return this.calls.size
  }

  gone(call: OpenCall): boolean {
    return call.cancelled || this.ended.has(call)
  }

  /** Ends every open call as a broken connection does. */
  dropAll(error: Error): void {
    for (const call of [...this.calls]) call.emit('error', error)
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }

  append(stream: string, expected: ExpectedRevision, events: readonly Proposed[]): AppendOutcome {
    const outcome = this.store.append(stream, expected, events)
    this.tell()
    return outcome
  }

  inFlight(stream: string, expected: ExpectedRevision, events: readonly Proposed[]): boolean {
    return this.flying.has(keyOf(stream, expected, events))
  }

  whenCommitted(stream: string, expected: ExpectedRevision, events: readonly Proposed[], commit: () => void): void {
    if (this.commitMs === 0) {
      commit()
      return
    }
    const key = keyOf(stream, expected, events)
    this.flying.add(key)
    this.later(this.commitMs, () => {
      this.flying.delete(key)
      commit()
    })
  }

  later(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      work()
    }, milliseconds)
    this.timers.add(timer)
  }

  /** Resolves when something was appended or the call is over. */
  news(call: OpenCall): Promise<void> {
    if (this.gone(call)) return Promise.resolve()
    return new Promise((resolve) => this.waiters.add(resolve))
  }

  async drained(call: OpenCall): Promise<void> {
    if (this.gone(call)) return
    await new Promise<void>((resolve) => {
      const events = ['drain', 'cancelled', 'close', 'error'] as const
      const over = () => {
        for (const event of events) call.off(event, over)
        resolve()
      }
      for (const event of events) call.on(event, over)
    })
  }

  tell(): void {
    const waiters = this.waiters
    this.waiters = new Set()
    for (const wake of waiters) wake()
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    for (const call of this.calls) this.ended.add(call)
    this.calls.clear()
    this.flying.clear()
    this.tell()
  }
}

const keyOf = (stream: string, expected: ExpectedRevision, events: readonly Proposed[]) =>
  `${stream} ${expected} ${events.map((it) => it.id).join()}`

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
