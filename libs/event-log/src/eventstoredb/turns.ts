/** Milliseconds left until an instant: what an append carries through all its waiting. */
export class Deadline {
  private readonly end: number

  constructor(private readonly milliseconds: number) {
    this.end = performance.now() + milliseconds
  }

  get left(): number {
    return this.end - performance.now()
  }

  /** The result of `work`, or the rejection with `late()` when it does not come in time; `work` itself goes on. */
  async within<T>(work: Promise<T>, late: (milliseconds: number) => Error): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const passed = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late(this.milliseconds)), Math.max(0, this.left))
    })
    try {
      return await Promise.race([work, passed])
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Work on one name goes one after another, in the order of asking; names do not wait for each other. */
export class Turns {
  private readonly last = new Map<string, Promise<void>>()

  /** Runs `work` when all earlier work on the name is over; rejects with `late()` when its turn does not come in time. */
  async take<T>(
    name: string,
    deadline: Deadline,
    late: (milliseconds: number) => Error,
    work: () => Promise<T>,
  ): Promise<T> {
    const before = this.last.get(name)
    let finish: () => void = () => undefined
    const mine = new Promise<void>((resolve) => {
      finish = resolve
    })
    this.last.set(name, mine)
    try {
      if (before) await deadline.within(before, late)
      return await work()
    } finally {
      const leave = () => {
        if (this.last.get(name) === mine) this.last.delete(name)
        finish()
      }
      // Who gave up waiting leaves the place only when those before have: nobody overtakes.
      if (before) void before.then(leave)
      else leave()
    }
  }

  /** Resolves when everything that was asked for is over. */
  async idle(): Promise<void> {
    await Promise.all(this.last.values())
  }
}
