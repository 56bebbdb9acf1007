import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { Unavailable } from '@pilot-ledger/event-log'
import type { Beside } from './beside'
import type { BuildOrder, Order, Stated } from './build-process'
import type { PageDigests } from './page-store'

/** Most of what is made on the way dies young: collected in larger lots, less of it is copied. */
const YOUNG_MIB = 64
/** A process that was told to leave and has not by then hangs; what it saved is whole, whenever it ends. */
const LEAVES_WITHIN_MS = 15_000

/**
 * A build in a process of its own, from the side of who asks: nobody here waits for it, and its memory goes with it. (That of
 * a thread stays with the process it was in: twice the memory of a service, after its first rebuild.)
 */
export class BuildApart implements Beside {
  sequence = 0
  private readonly process: ChildProcess
  private readonly ended: Promise<void>
  private failure: Error | undefined
  private answer: { resolve(it: readonly PageDigests[]): void; reject(error: Error): void } | undefined

  /**
   * @param file of the process, without its ending: it calls `serveBuild`
   * @param onPage told how many entries were taken in, when the last of them was recorded, and how many there are now
   */
  constructor(file: string, order: BuildOrder, onPage: (count: number, recordedAt: number, sequence: number) => void) {
    this.process = fork(file + extname(__filename), [], {
      serialization: 'advanced',
      execArgv: [...process.execArgv.filter((it) => !it.startsWith('--inspect')), `--max-semi-space-size=${YOUNG_MIB}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.process.on('message', (it: Stated) => {
      if ('taken' in it) {
        this.sequence = it.sequence
        onPage(it.taken, it.recordedAt, it.sequence)
      } else if ('done' in it) this.answer?.resolve(it.done)
      else this.answer?.reject(it.reason ? new Unavailable(it.reason, it.failed) : new Error(it.failed))
    })
    this.ended = new Promise((resolve) => {
      this.process.on('error', (error: Error) => {
        this.fail(error)
        // One that could not be started does not end.
        if (this.process.pid === undefined) resolve()
      })
      this.process.on('exit', (code, signal) => {
        this.fail(new Error(`the process that builds figures ended: ${signal ?? `exit code ${code}`}`))
        resolve()
      })
    })
    this.tell({ build: order })
  }

  async readOn(limit = Number.MAX_SAFE_INTEGER): Promise<void> {
    await this.ask({ readOn: limit })
  }

  finish(): Promise<readonly PageDigests[]> {
    return this.ask('finish')
  }

  async leave(): Promise<void> {
    this.tell('leave')
    const timer = setTimeout(() => this.process.kill('SIGKILL'), LEAVES_WITHIN_MS)
    await this.ended
    clearTimeout(timer)
  }

  private ask(order: Order): Promise<readonly PageDigests[]> {
    return new Promise((resolve, reject) => {
      if (this.failure) throw this.failure
      this.answer = { resolve, reject }
      this.tell(order)
    })
  }

  private tell(order: Order): void {
    if (this.process.connected) this.process.send(order)
  }

  private fail(error: Error): void {
    this.failure ??= error
    this.answer?.reject(this.failure)
  }
}
