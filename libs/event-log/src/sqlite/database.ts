import { accessSync, closeSync, constants, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { privateFile } from '../private-files'
import { damagedFile, SQLITE, sqliteCode } from './faults'
import { checkSchema, createSchema, type Database, isEmpty } from './schema'

export type { Database } from './schema'
export type Statement = ReturnType<typeof arrays>

/**
 * In KiB. Four times as much gained nothing, neither in reading nor in appending at a million entries: beyond it is the operating
 * system's own cache. What of a long transaction does not fit is written on the way, so that its commit is short.
 */
const CACHE_KIB = 16_384
/** Of who only reads: mostly from one end to the other, and what was read is not asked for again. */
const READERS_CACHE_KIB = 2_048

/**
 * Opens the log's file and checks that its tables are ours. FULL: an acknowledged append survives a power cut, not only a
 * crash. Checkpoints are the writer's business: SQLite's own would hide a failed sync of the file.
 * @param acknowledged whether entries are known to have been stored here: then an empty file is not a new log
 */
export function openDatabase(file: string, readOnly: boolean, acknowledged: boolean): Database {
  if (!readOnly) privateFile(file)
  const database = new DatabaseSync(file, { readOnly, timeout: 5000 })
  try {
    database.exec(`PRAGMA cache_size = -${readOnly ? READERS_CACHE_KIB : CACHE_KIB}; PRAGMA cell_size_check = ON`)
    if (!readOnly) {
      database.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY',
      )
      if (isEmpty(database)) {
        if (acknowledged) throw damagedFile(file, 'it is empty, and entries have been stored in it')
        createSchema(database)
        syncFolder(dirname(file))
      }
    }
    checkSchema(database, file)
    if (!readOnly) checkWritable(database, file)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** SQLite opens a file with a damaged header to read only, without a word; a file that may be written then is damaged. */
function checkWritable(database: Database, file: string): void {
  try {
    database.exec('BEGIN IMMEDIATE; COMMIT')
  } catch (error) {
    if (sqliteCode(error) !== SQLITE.READONLY) throw error
    accessSync(file, constants.W_OK)
    throw damagedFile(file, `its header forbids writing: ${(error as Error).message}`, error)
  }
}

/** A statement whose rows are arrays: objects cost a quarter more to read. */
export function arrays(database: Database, sql: string) {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  return statement
}

/** Makes the names of new files durable, not only what is in them. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
