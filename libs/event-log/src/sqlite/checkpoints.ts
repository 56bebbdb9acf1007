import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { startThread } from '../thread'
import type { Moved, Ready } from './checkpoint-thread'
import { arrays, type Database, type Statement } from './database'
import { SQLITE, sqliteCode } from './faults'
import { SQL } from './statements'

/**
 * Frames (pages) in the write-ahead log after which they are moved into the log's file. The longer the pages gather, the fewer
 * are written twice; while they are moved the writer's own syncs wait for the disk: the more, the longer.
 */
const CHECKPOINT_FRAMES = 3_000

/**
 * Moves what has been stored from the write-ahead log into the log's file. At a million entries that takes some 50 ms each time,
 * a third of what appending costs: a thread of its own does it while the writer goes on, but for the last few frames, so that
 * the write-ahead log can begin anew. Where no thread can be had (too many open files), the writer moves everything itself.
 */
export class Checkpoints {
  private readonly state: Statement
  private readonly checkpoint: Statement
  private worker: Worker | undefined
  private exited: Promise<void> = Promise.resolve()
  private moving = false

  /** @param onFailure told once moving has failed other than by a full disk, which only puts it off */
  constructor(
    database: Database,
    private readonly file: string,
    private readonly onFailure: (error: Error) => void,
  ) {
    this.state = arrays(database, SQL.walState)
    this.checkpoint = arrays(database, SQL.checkpoint)
  }

  /** After a commit. */
  look(): void {
    if (this.moving) return
    const [, frames, moved] = this.state.get() as [busy: number, frames: number, moved: number]
    if (frames - moved < CHECKPOINT_FRAMES) return
    this.moving = true
    try {
      this.worker ??= this.start()
    } catch {
      // No fault of the log: the next time a thread is asked for again.
      this.finish({})
      return
    }
    this.worker.postMessage('move')
  }

  /** Resolves when the thread has let go of the file, and what it said last has been heard. */
  close(): Promise<void> {
    this.worker?.ref()
    this.worker?.postMessage('end')
    return this.exited
  }

  private start(): Worker {
    const worker = startThread(join(__dirname, 'checkpoint-thread'), __filename, this.file)
    // A process that is to end need not wait for this: what has not been moved is in the write-ahead log.
    worker.unref()
    let ready = false
    let failure = new Error('the thread that moves entries into the file ended unexpectedly')
    worker.on('message', (it: Ready | Moved) => {
      if (it === 'ready') ready = true
      else this.finish(it)
    })
    worker.on('error', (error) => {
      failure = error
    })
    this.exited = new Promise((resolve) => {
      worker.once('exit', () => {
        this.worker = undefined
        // Had it begun, a sync may have failed unheard. Else it has not touched the file, and the writer moves what it was to.
        if (this.moving && ready) this.onFailure(failure)
        else if (this.moving) this.finish({})
        resolve()
      })
    })
    return worker
  }

  private finish({ failed }: Moved): void {
    this.moving = false
    try {
      if (failed) throw Object.assign(new Error(failed.message), { errcode: failed.code })
      this.checkpoint.get()
    } catch (error) {
      if (sqliteCode(error) !== SQLITE.FULL) this.onFailure(error as Error)
    }
  }
}
