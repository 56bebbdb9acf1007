import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { Unavailable } from '../errors'

/** Held as long as the process may write; the operating system takes it back when the process ends, however it ends. */
export interface WriterLock {
  release(): void
}

/**
 * One writer per data folder. Node has no file locks, SQLite has: an exclusive transaction on a small file of its own that
 * is never committed. A second writer would give positions twice.
 * Throws `Unavailable('in-use')` naming the other process, `Unavailable('not-writable')`.
 */
export function takeWriterLock(folder: string): WriterLock {
  const note = join(folder, 'writer.pid')
  const file = join(folder, 'writer.lock')
  let database: InstanceType<typeof DatabaseSync>
  try {
    closeSync(openSync(file, 'a'))
    database = new DatabaseSync(file)
  } catch (error) {
    throw new Unavailable('not-writable', `数据目录不可写 / the data folder is not writable: ${folder}: ${(error as Error).message}`, {
      cause: error,
    })
  }
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    throw new Unavailable('in-use', `数据目录正被另一进程使用 / the data folder is in use by another process (${holder(note)}): ${folder}`, {
      cause: error,
    })
  }
  writeFileSync(note, `${process.pid} ${new Date().toISOString()}\n`)
  return {
    release() {
      rmSync(note, { force: true })
      database.close()
    },
  }
}

function holder(note: string): string {
  try {
    const [pid, since] = readFileSync(note, 'utf8').trim().split(' ')
    return `pid ${pid}, since ${since}`
  } catch {
    // The other process has the lock but has not yet written, or already removed, its note: it is in use all the same.
    return 'pid unknown'
  }
}
