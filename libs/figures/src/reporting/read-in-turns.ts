import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import type { LogReading } from './tokens'

/**
 * The embedded log answers at once: whoever reads stream after stream, one awaited after the other or all of them together, would
 * else serve nobody before the last is read.
 */
export function readInTurns(log: LogReading): LogReading {
  return {
    head: () => log.head(),
    compare: (a, b) => log.compare(a, b),
    readAll: (options) => log.readAll(options),
    async readAt(position) {
      if (turnIsOver()) await nextTurn()
      return log.readAt(position)
    },
    async readStream(stream, options) {
      if (turnIsOver()) await nextTurn()
      return log.readStream(stream, options)
    },
  }
}
