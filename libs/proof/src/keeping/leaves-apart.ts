import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { type LogAddress, startThread } from '@pilot-ledger/event-log'
import type { LeafOrder, LeafReport, MadeLeaves } from './leaf-thread'

/** So many leaves made here within a second are many: the thread is started, which then makes them. */
const MANY = 2_000
/** So few at once are sooner made here than told. */
const FEW = 16
/** After that long without an order it ends: some 15 MB are given back. */
const IDLE_MS = 10_000
/** And so long it is not tried again where it could not be had, or failed. */
const REST_MS = 60_000

/** Hardly more than what two pages of entries leave behind. */
const LIMITS = { maxYoungGenerationSizeMb: 4 }

/**
 * Leaves made in a thread while many are recorded: to read, parse and hash an entry is a third of what storing it costs, and the
 * thread that stores waits for the disk besides. It begins when it pays and ends when nothing comes. It knows nothing that
 * whoever asks does not know himself: where it fails, he makes the same leaves.
 */
export class LeavesApart {
  private thread: Worker | undefined
  private ready = false
  private asked: { resolve(made: MadeLeaves): void; reject(error: Error): void } | undefined
  private exited: Promise<void> = Promise.resolve()
  private idle: NodeJS.Timeout | undefined
  private second = 0
  private inSecond = 0
  private restUntil = 0

  /** @param onLost told why it ended though nobody had ended it */
  constructor(
    private readonly log: LogAddress,
    private readonly onLost: (error: Error) => void,
    private readonly idleMs = IDLE_MS,
  ) {}

  /** So many leaves were made elsewhere: with many more of them the thread is to come. */
  madeHere(count: number): void {
    const now = performance.now()
    if (now - this.second > 1_000) [this.second, this.inSecond] = [now, 0]
    this.inSecond += count
    if (this.inSecond > MANY && !this.thread && now > this.restUntil) this.start()
  }

  wants(count: number): boolean {
    return this.ready && count > FEW
  }

  /** One order at a time. Rejects where they could not be made. */
  async make(order: LeafOrder): Promise<MadeLeaves> {
    const { thread } = this
    if (!thread || !this.ready) throw new Error('there is no thread')
    this.idle?.refresh()
    // What is waited for keeps the process; a thread without an order does not.
    thread.ref()
    try {
      return await new Promise((resolve, reject) => {
        this.asked = { resolve, reject }
        thread.postMessage(order)
      })
    } catch (error) {
      this.restUntil = performance.now() + REST_MS
      this.end()
      throw error
    } finally {
      this.asked = undefined
      thread.unref()
    }
  }

  /** Resolves when it has let go of the log. */
  close(): Promise<void> {
    this.restUntil = Number.POSITIVE_INFINITY
    this.thread?.ref()
    this.end()
    return this.exited
  }

  private end(): void {
    clearTimeout(this.idle)
    this.ready = false
    this.thread?.postMessage('end')
  }

  private start(): void {
    let failure: Error | undefined
    let thread: Worker
    try {
      thread = startThread(join(__dirname, 'leaf-thread'), __filename, this.log, LIMITS)
    } catch (error) {
      this.restUntil = performance.now() + REST_MS
      this.onLost(error as Error)
      return
    }
    this.thread = thread
    thread.unref()
    thread.on('message', (it: LeafReport) => {
      if (it === 'ready') this.begun()
      else if ('failed' in it) this.asked?.reject(new Error(it.failed))
      else this.asked?.resolve(it)
    })
    thread.on('error', (error) => {
      failure = error
    })
    this.exited = new Promise((resolve) => {
      thread.once('exit', (code) => {
        this.thread = undefined
        this.ready = false
        clearTimeout(this.idle)
        const lost = failure ?? new Error(`it ended with ${code}`)
        if (code !== 0) this.restUntil = Math.max(this.restUntil, performance.now() + REST_MS)
        // However it ended: whoever waits for it would wait for ever, and the log with him.
        if (this.asked) this.asked.reject(lost)
        else if (code !== 0) this.onLost(lost)
        resolve()
      })
    })
  }

  private begun(): void {
    if (this.restUntil > performance.now()) return
    this.ready = true
    // An order may take longer than that, where a machine sleeps meanwhile.
    this.idle = setTimeout(() => (this.asked ? this.idle?.refresh() : this.end()), this.idleMs).unref()
  }
}
