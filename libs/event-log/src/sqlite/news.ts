/** Wakes whoever waits for the log to grow. Waking too often is harmless: the sleeper looks and waits again. */
export class News {
  private waiting: (() => void)[] = []

  /** Resolves at the next `tell`; ask before looking at the log, so that what comes in between is not missed. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve)
    })
  }

  tell(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const wake of waiting) wake()
  }
}
