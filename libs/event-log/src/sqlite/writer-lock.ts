import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { Unavailable } from '../errors'
import { PRIVATE_FILE, privateFile } from '../private-files'
import { openingFault, SQLITE, sqliteCode } from './faults'

/** Held as long as the process may write; the operating system takes it back when the process ends, however it ends. */
export interface WriterLock {
  release(): void
}

/**
 * One writer per data folder: a second one would give positions twice. Node has no file locks, SQLite has: an exclusive
 * transaction on a small file of its own that is never committed. Never open `writer.lock` by other means in this process:
 * closing any handle of a file gives up all of the process's locks on it (POSIX).
 * Throws `Unavailable`: in-use (naming the other process), not-writable, disk-full.
 */
export function takeWriterLock(folder: string): WriterLock {
  const note = join(folder, 'writer.pid')
  const file = join(folder, 'writer.lock')
  let database: InstanceType<typeof DatabaseSync> | undefined
  try {
    privateFile(file)
    database = new DatabaseSync(file, { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
    writeFileSync(note, `${process.pid} ${new Date().toISOString()}\n`, { mode: PRIVATE_FILE })
  } catch (error) {
    database?.close()
    throw sqliteCode(error) === SQLITE.BUSY ? inUse(folder, note, error) : openingFault(error, file)
  }
  const held = database
  return {
    release() {
      rmSync(note, { force: true })
      held.close()
    },
  }
}

function inUse(folder: string, note: string, cause: unknown): Unavailable {
  const by = holder(note)
  return new Unavailable(
    'in-use',
    `数据目录正被另一进程使用（${by}）/ the data folder is in use by another process (${by}): ${folder}`,
    { cause },
  )
}

/** Who holds the lock, by its note; between taking the lock and writing the note there is none yet. */
function holder(note: string): string {
  try {
    const [pid, since] = readFileSync(note, 'utf8').trim().split(' ')
    return `pid ${pid}, since ${since}`
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return 'pid not known yet'
  }
}
