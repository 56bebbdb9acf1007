import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

/** Between two pieces of work of a millisecond: a sixth of the time goes into it at most. */
const REST_MS = 4
/** Where more than this of a rest was taken up by others, another follows: so many at most, for the work is to come to its end. */
const BUSY = 0.5
const MOST_RESTS = 5

/** For work that nobody waits for, beside those who are served: it gives way to them. Rejects when it is being stopped. */
export async function restWhileBusy(ending: AbortSignal): Promise<void> {
  for (let rests = 0; rests < MOST_RESTS; rests++) {
    const before = performance.eventLoopUtilization()
    await sleep(REST_MS, undefined, { signal: ending })
    if (performance.eventLoopUtilization(before).utilization < BUSY) return
  }
}
