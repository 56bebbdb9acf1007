import type { EventLog } from '@pilot-ledger/event-log'
import type { ReadModel } from '@pilot-ledger/figures'
import { metrics } from '@pilot-ledger/http'
import { Counter, Gauge } from 'prom-client'

/** A reporter further behind than this is told as "at least so many": counting on would read the log twice. */
const MOST_COUNTED = 10_000

const taken = new Counter({
  name: 'pilot_ledger_reporter_entries_total',
  help: 'Entries taken into the read model since the start',
  registers: [metrics],
})

/**
 * What to watch on a reporter: how far it is, how many entries behind the log, and how old the oldest one not taken in is.
 * The lag is asked for when Prometheus asks, so nobody pays for it otherwise.
 */
export function observeReporter(log: EventLog, clock: () => number) {
  let model: ReadModel | undefined
  metrics.removeSingleMetric('pilot_ledger_reporter_sequence')
  metrics.removeSingleMetric('pilot_ledger_reporter_lag_entries')
  metrics.removeSingleMetric('pilot_ledger_reporter_lag_seconds')
  new Gauge({
    name: 'pilot_ledger_reporter_sequence',
    help: 'Sequence of the last entry taken in',
    registers: [metrics],
    collect() {
      this.set(model?.tables.sequence ?? 0)
    },
  })
  const seconds = new Gauge({
    name: 'pilot_ledger_reporter_lag_seconds',
    help: 'Age of the oldest entry of the log that is not taken in; 0 when level, NaN when the log does not answer',
    registers: [metrics],
  })
  new Gauge({
    name: 'pilot_ledger_reporter_lag_entries',
    help: `Entries of the log not taken in, counted up to ${MOST_COUNTED}; NaN when the log does not answer`,
    registers: [metrics],
    async collect() {
      try {
        const lag = await behind(log, model)
        this.set(lag.entries)
        seconds.set(lag.oldest === undefined ? 0 : Math.max(0, (clock() - lag.oldest) / 1000))
      } catch {
        // Not hidden: a log that does not answer has no lag one could state, and NaN says so.
        this.set(Number.NaN)
        seconds.set(Number.NaN)
      }
    },
  })
  return {
    taken: (count: number) => taken.inc(count),
    watch: (watched: ReadModel) => {
      model = watched
    },
  }
}

async function behind(log: EventLog, model: ReadModel | undefined): Promise<{ entries: number; oldest?: number }> {
  let entries = 0
  let oldest: number | undefined
  for await (const page of log.readAll({ after: model?.position, limit: MOST_COUNTED })) {
    oldest ??= page[0]?.recordedAt
    entries += page.length
  }
  return { entries, oldest }
}
