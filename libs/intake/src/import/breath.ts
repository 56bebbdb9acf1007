import { setImmediate } from 'node:timers/promises'

/** Most milliseconds that others wait while a file is worked through. */
const LONGEST = 12

/** Lets the process serve others between two pieces of a long calculation. */
export class Breath {
  private since = performance.now()

  async take(): Promise<void> {
    if (performance.now() - this.since < LONGEST) return
    await setImmediate()
    this.since = performance.now()
  }
}
