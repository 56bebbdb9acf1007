import { status as Code, type Server } from '@grpc/grpc-js'
import { Faults } from './faults'
import { callError } from './messages'
import { listen } from './server'
import { ServerState } from './state'
import { Store } from './store'

export type { AppendFault, Faults } from './faults'
export { Store } from './store'

/**
 * A stand-in for an EventStoreDB server, FOR TESTS ONLY: it speaks the real wire protocol and answers as a real 23.10 server
 * was recorded to answer, with faults that can be switched on. It keeps everything in memory (or in one plain file), checks
 * no credentials, and must never hold a ledger that anybody needs.
 */
export interface StandIn {
  readonly connectionString: string
  readonly port: number
  readonly faults: Faults
  readonly store: Store
  /** Reads, subscriptions and append calls now open. */
  openCalls(): number
  counts(): Readonly<Record<string, number>>
  /** How long an append takes to be committed (ms). */
  setCommitMs(milliseconds: number): void
  /** Whether this node says that it is not the leader. */
  setFollower(follower: boolean): void
  /** Ends every open call as a broken connection does; new ones are taken at once. */
  dropConnections(): void
  /** Goes away, with every connection, and comes back on the same port with what it had stored. */
  restart(downMs?: number): Promise<void>
  /** The last `count` events never were, though they may have been served. */
  cutTail(count: number): void
  stop(): Promise<void>
}

export async function startStandIn(options: { dataFile?: string; port?: number } = {}): Promise<StandIn> {
  const faults = new Faults()
  let store = new Store(options.dataFile)
  let state = new ServerState(store, faults)
  let listening = await listen(state, options.port ?? 0)
  const { port } = listening
  faults.leader = { host: '127.0.0.1', port }
  const shut = (server: Server) => {
    state.stop()
    server.forceShutdown()
  }
  return {
    connectionString: `esdb://127.0.0.1:${port}?tls=false`,
    port,
    faults,
    get store() {
      return store
    },
    openCalls: () => state.openCalls,
    counts: () => Object.fromEntries(state.counts),
    setCommitMs: (milliseconds) => {
      state.commitMs = milliseconds
    },
    setFollower: (follower) => {
      state.follower = follower
    },
    dropConnections: () => state.dropAll(callError(Code.UNAVAILABLE, 'the connection was dropped')),
    async restart(downMs = 0) {
      shut(listening.server)
      if (downMs > 0) await new Promise((resolve) => setTimeout(resolve, downMs))
      if (options.dataFile) store = new Store(options.dataFile)
      const { commitMs, follower } = state
      state = new ServerState(store, faults)
      Object.assign(state, { commitMs, follower })
      listening = await listen(state, port)
    },
    cutTail: (count) => store.cutTail(count),
    async stop() {
      shut(listening.server)
    },
  }
}
