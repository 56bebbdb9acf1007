import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { privateFile, privateFolder } from '@pilot-ledger/event-log'
import { formerChainFault, noteBrokenChain } from './former-chain'
import { FROM_VERSION_1, FROM_VERSION_2, SCHEMA, VERSION } from './schema'

export type Database = InstanceType<typeof DatabaseSync>

export const accessFile = (folder: string) => join(folder, 'access.db')

/**
 * Opens the file of accounts beside the log, made at the first opening and readable by its owner only. A second process (the
 * reset command) may use it at the same time: nothing of it is kept in memory.
 */
export function openAccessDatabase(folder: string): Database {
  const file = accessFile(folder)
  privateFolder(folder)
  privateFile(file)
  const database = new DatabaseSync(file, { timeout: 5000 })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF')
    inTransaction(database, () => bringUpToDate(database, file))
    database.exec('PRAGMA foreign_keys = ON')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Makes the tables, or lifts those of an earlier version. Foreign keys are off meanwhile, and looked at before the end. */
function bringUpToDate(database: Database, file: string): void {
  const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (user_version === VERSION) return
  if (user_version > VERSION) throw new Error(`${file}: version ${user_version} is unknown to this program`)
  if (user_version === 0) database.exec(SCHEMA)
  else {
    if (user_version === 1) database.exec(FROM_VERSION_1)
    const fault = formerChainFault(database)
    database.exec(FROM_VERSION_2)
    if (fault !== undefined) noteBrokenChain(database, fault)
  }
  database.exec(`PRAGMA user_version = ${VERSION}`)
  if (database.prepare('PRAGMA foreign_key_check').get())
    throw new Error(`${file}: a row names an account that is not there`)
}

/**
 * Brings everything into the one file first: statements still held keep the connection half open, and SQLite then leaves the
 * last changes in its side file, where a copy of `access.db` alone would miss them.
 */
export function closeAccessDatabase(database: Database): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}

/** All of it or nothing; inside another transaction, a part of that. */
export function inTransaction<T>(database: Database, change: () => T): T {
  if (database.isTransaction) return change()
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = change()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // SQLite has rolled back by itself after some errors (a full disk): a second time would hide the first error.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
