import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Moved } from './checkpoint-thread'
import { arrays, type Database, type Statement } from './database'
import { SQLITE, sqliteCode } from './faults'
import { SQL } from './statements'

/**
 * Frames (pages) in the write-ahead log after which they are moved into the log's file. Ids are random, so each append touches
 * pages of its own in their index; the longer the pages gather, the fewer are written twice: 3,000 frames gave as many appends
 * as 8,000, 1,000 a fifth fewer. While they are moved the writer's own syncs wait for the disk: the more, the longer.
 */
const CHECKPOINT_FRAMES = 3_000

/**
 * Moves what has been stored from the write-ahead log into the log's file. At a million entries that takes some 50 ms each time,
 * a third of what appending costs: a thread of its own does it while the writer goes on, but for the last few frames, so that
 * the write-ahead log can begin anew.
 */
export class Checkpoints {
  private readonly state: Statement
  private readonly checkpoint: Statement
  private worker: Worker | undefined
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
    this.worker ??= this.start()
    this.worker.postMessage('move')
  }

  /** Resolves when the thread has let go of the file. */
  close(): Promise<void> {
    const { worker } = this
    this.worker = undefined
    if (!worker) return Promise.resolve()
    return new Promise((resolve) => {
      worker.removeAllListeners()
      worker.once('exit', () => resolve())
      worker.ref()
      worker.postMessage('end')
    })
  }

  private start(): Worker {
    // What the tests load TypeScript with has to be asked for; else a thread takes over what its process was started with.
    const required = process.execArgv.flatMap((it, i, all) => (it === '--require' ? [it, all[i + 1]] : []))
    const worker = new Worker(join(__dirname, `checkpoint-thread${extname(__filename)}`), {
      workerData: this.file,
      ...(required.length > 0 && { execArgv: required }),
    })
    // A process that is to end need not wait for this: what has not been moved is in the write-ahead log.
    worker.unref()
    worker.on('message', (it: Moved) => this.finish(it))
    worker.on('error', (error) => this.onFailure(error))
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
