import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { type LogAddress, startThread, Unavailable, type UnavailableReason } from '@pilot-ledger/event-log'
import type { FiguresCheck, OfFigures } from './figures-check'

/** What a thread makes the figures of. */
export interface FiguresOrder {
  readonly log: LogAddress
  /** Of the stored read model, if there is one. */
  readonly file: string | undefined
}
/** What it is told: that the log was looked at, and whether nothing is wrong with the entries. */
export type FiguresTold = { readonly sound: boolean }
export type FiguresSaid =
  | { readonly found: OfFigures }
  | { readonly failed: string; readonly reason?: UnavailableReason }

/**
 * In a thread of its own, while the entries are looked at here: the figures take as long as all the rest together. It reads the
 * log itself: entries that were handed over would cost both threads more.
 */
export class FiguresApart implements FiguresCheck {
  private readonly said: FiguresSaid[] = []
  private failure: Error | undefined
  private heard: () => void = () => undefined
  private readonly thread: Worker

  constructor(order: FiguresOrder) {
    this.thread = startThread(join(__dirname, 'figures-thread'), __filename, order)
    const { thread } = this
    thread.on('message', (it: FiguresSaid) => {
      this.said.push(it)
      this.heard()
    })
    thread.on('error', (error: Error) => this.failed(error))
    thread.on('exit', () => this.failed(new Error('the thread that makes the figures ended unexpectedly')))
  }

  async end(sound: boolean): Promise<OfFigures> {
    const told: FiguresTold = { sound }
    this.thread.postMessage(told)
    const said = await this.next()
    return 'found' in said ? said.found : { inFigures: [], results: [] }
  }

  async close(): Promise<void> {
    await this.thread.terminate()
  }

  private failed(error: Error): void {
    this.failure ??= error
    this.heard()
  }

  private async next(): Promise<FiguresSaid> {
    while (this.said.length === 0 && !this.failure) await new Promise<void>((resolve) => (this.heard = resolve))
    const it = this.said.shift()
    if (it === undefined) throw this.failure
    if ('failed' in it) throw it.reason ? new Unavailable(it.reason, it.failed) : new Error(it.failed)
    return it
  }
}
