import type { Worker } from 'node:worker_threads'
import { startThread, Unavailable } from '@pilot-ledger/event-log'
import type { Beside } from './beside'
import type { BuildOrder, Order, Said } from './build-thread'
import type { PageDigests } from './page-digests'

/** Most of what a thread makes dies young: collected in larger lots, less of it is copied on the way. */
const YOUNG_MIB = 64

/** A build in a thread of its own, from the side of who asks: nobody here waits for it, and its memory goes with it. */
export class BuildApart implements Beside {
  sequence = 0
  private readonly thread: Worker
  private readonly ended: Promise<void>
  private failure: Error | undefined
  private answer: { resolve(it: readonly PageDigests[]): void; reject(error: Error): void } | undefined

  /**
   * @param file of the thread, without its ending: it calls `serveBuild`
   * @param onPage told how many entries were taken in, when the last of them was recorded, and how many there are now
   */
  constructor(file: string, order: BuildOrder, onPage: (count: number, recordedAt: number, sequence: number) => void) {
    this.thread = startThread(file, __filename, order, { youngMiB: YOUNG_MIB })
    this.thread.on('message', (it: Said) => {
      if ('taken' in it) {
        this.sequence = it.sequence
        onPage(it.taken, it.recordedAt, it.sequence)
      } else if ('done' in it) this.answer?.resolve(it.done)
      else this.answer?.reject(it.reason ? new Unavailable(it.reason, it.failed) : new Error(it.failed))
    })
    this.thread.on('error', (error: Error) => this.fail(error))
    this.ended = new Promise((resolve) => {
      this.thread.on('exit', () => {
        this.fail(new Error('the thread that builds figures ended'))
        resolve()
      })
    })
  }

  async readOn(limit = Number.MAX_SAFE_INTEGER): Promise<void> {
    await this.ask({ readOn: limit })
  }

  finish(): Promise<readonly PageDigests[]> {
    return this.ask('finish')
  }

  async leave(): Promise<void> {
    this.thread.postMessage('leave' satisfies Order)
    await this.ended
  }

  private ask(order: Order): Promise<readonly PageDigests[]> {
    return new Promise((resolve, reject) => {
      if (this.failure) throw this.failure
      this.answer = { resolve, reject }
      this.thread.postMessage(order)
    })
  }

  private fail(error: Error): void {
    this.failure ??= error
    this.answer?.reject(this.failure)
  }
}
