import { randomUUID } from 'node:crypto'
import { type EventStoreDbLog, openEventStoreDbLog } from '@pilot-ledger/event-log'
import type { LogUnderTest, OpenLog, OpenOptions } from '../../libs/event-log/src/contract/contract.spec-support'
import { appendUntilKilled } from './writer.spec-support'

const MAX_APPEND_BYTES = 1_040_000

const TOGETHER =
  'the server has no transaction over several streams: what concerns several is decided by a plan in the log itself, and completed'
const NOT_MET = {
  '26': 'one stream is the only boundary within which the server can tell a reused id; ids of the ledger derive from actor and key, so another stream means another body, which the recorder refuses',
  ...Object.fromEntries(['60', '61', '62', '63', '64', '65', '66'].map((it) => [it, TOGETHER])),
}

/** A server that can lose the last entries it served, as a deposed leader does. */
export interface TailCutter {
  connectionString: string
  cutTail?(count: number): void
  openReads?(): number
}

/** The adapter on some server: each test has a ledger of its own, by a prefix that no other has. */
export function adapterOn(server: () => TailCutter, notMet: Record<string, string> = {}): LogUnderTest {
  return {
    notMet: { ...NOT_MET, ...notMet },
    async open(options: OpenOptions = {}): Promise<OpenLog> {
      const { connectionString, cutTail, openReads } = server()
      const prefix = `test-${randomUUID()}/`
      const openAgain = () => openEventStoreDbLog({ connectionString, prefix, ...options })
      let log: EventStoreDbLog = await openAgain()
      return {
        log,
        maxAppendBytes: MAX_APPEND_BYTES,
        reuseToldWithinStreamOnly: true,
        openReads: openReads ?? (() => log.openReads),
        async reopen() {
          await log.close()
          log = await openAgain()
          return log
        },
        async killWriterAfter(count) {
          const acknowledged = await appendUntilKilled(connectionString, prefix, count)
          return { log, acknowledged }
        },
        ...(cutTail && {
          async loseTail(count: number) {
            await log.close()
            cutTail(count)
            log = await openAgain()
            return log
          },
        }),
        async dispose() {
          await log.close()
        },
      }
    },
  }
}
