import { monitorEventLoopDelay } from 'node:perf_hooks'
import { serve } from '../../apps/standalone/src/main'

/** How long whatever comes next has to wait for its turn, in milliseconds. */
export interface Delay {
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

/**
 * The standalone service as it is, and beside it Node's own measure of the event loop's delay in the service's process: `begin`
 * empties it, `end` asks for it. A millisecond of it is the timer's own.
 */
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()

process.on('message', (order) => {
  if (order === 'begin') delay.reset()
  else process.send?.(reported())
})
// Who measures may end first.
process.channel?.unref()

function reported(): Delay {
  const [p50, p90, p99] = [50, 90, 99].map((it) => delay.percentile(it) / 1e6)
  return { p50, p90, p99, max: delay.max / 1e6 }
}

serve(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`)
  process.exit(1)
})
