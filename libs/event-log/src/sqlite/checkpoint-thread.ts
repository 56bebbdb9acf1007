import { parentPort, workerData } from 'node:worker_threads'
import { DatabaseSync } from '@photostructure/sqlite'
import { sqliteCode } from './faults'
import { SQL } from './statements'

/** The whole of the thread that moves entries from the write-ahead log into the log's file, each time it is told to. */

export type Moved = { readonly failed?: { readonly message: string; readonly code: number | undefined } }
/** Said once: the file is open, moving may begin. */
export type Ready = 'ready'

/** So few frames are left to who writes: each round is shorter than the one before, for others write meanwhile. */
const FEW_FRAMES = 500
const MOST_ROUNDS = 8

const database = new DatabaseSync(workerData as string)
// As the writer: what has been moved is synced before the write-ahead log begins anew.
database.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA wal_autocheckpoint = 0')
const checkpoint = database.prepare(SQL.checkpoint)
checkpoint.setReturnArrays(true)

parentPort?.on('message', (order: 'move' | 'end') => {
  if (order === 'move') parentPort?.postMessage(move())
  else {
    database.close()
    parentPort?.close()
  }
})
parentPort?.postMessage('ready' satisfies Ready)

function move(): Moved {
  try {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const [, frames, moved] = checkpoint.get() as [busy: number, frames: number, moved: number]
      if (frames - moved <= FEW_FRAMES) break
    }
    return {}
  } catch (error) {
    return { failed: { message: (error as Error).message, code: sqliteCode(error) } }
  }
}
