const MOST_MS = 10

/** Long work in one process: others have their turn as soon as it has held them up for some milliseconds. */
export class Turn {
  private began = performance.now()

  get isOver(): boolean {
    return performance.now() - this.began > MOST_MS
  }

  async pass(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    this.began = performance.now()
  }
}
