import { setImmediate } from 'node:timers/promises'

/** Most milliseconds that others wait while a file is worked through. */
const LONGEST = 12

/** Lets the process serve others between two pieces of a long calculation. */
export class Pause {
  private since = performance.now()

  /** Whether others have waited long enough: asked first where a promise for each piece would cost more than the piece. */
  get due(): boolean {
    return performance.now() - this.since >= LONGEST
  }

  async take(): Promise<void> {
    if (!this.due) return
    await setImmediate()
    this.since = performance.now()
  }
}
