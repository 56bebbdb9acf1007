import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from '@photostructure/sqlite'
import { Unavailable } from '../errors'
import { privateFile } from '../private-files'
import { syncFolder } from './database'
import { openingFault } from './faults'
import { checkSchema } from './schema'
import { StoredEntries } from './stored-entries'

/** All pages in one step: one moment of the log, never begun anew because a writer went on. */
const EVERY_PAGE = 0x7fffffff

/**
 * Copies a log to a new file while writers go on, off the event loop. The file appears under its name only when it is whole
 * and on the disk; it needs no other file beside it. Returns the copy's last position, 0 for an empty log.
 * Throws `Unavailable`: not-writable (also when the file exists: a backup is never overwritten), disk-full, damaged.
 */
export async function backupLog(source: string, file: string): Promise<number> {
  if (existsSync(file)) throw new Unavailable('not-writable', `文件已存在 / the file exists already: ${file}`)
  const part = `${file}.part`
  try {
    rmSync(part, { force: true })
    privateFile(part)
    await copy(source, part)
    const head = finish(part)
    renameSync(part, file)
    syncFolder(dirname(file))
    return head
  } catch (error) {
    rmSync(part, { force: true })
    throw openingFault(error, file)
  }
}

/** Through a connection of its own: the log's own would keep the event loop waiting while pages are copied. */
async function copy(source: string, part: string): Promise<void> {
  const reader = new DatabaseSync(source, { readOnly: true, timeout: 5000 })
  try {
    await backup(reader, part, { rate: EVERY_PAGE })
  } finally {
    reader.close()
  }
}

/** Without the mark of a write-ahead log that is not there, checked, and synced. */
function finish(part: string): number {
  const copied = new DatabaseSync(part)
  let head: number
  try {
    copied.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL')
    checkSchema(copied, part)
    const entries = new StoredEntries(copied, part, 0, false)
    entries.streams.readNew()
    head = entries.lastPosition()
    if (head > 0) entries.page(head - 1, 1)
  } finally {
    copied.close()
  }
  const handle = openSync(part, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return head
}
