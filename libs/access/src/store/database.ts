import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { privateFile, privateFolder } from '@pilot-ledger/event-log'
import { formerChainFault, noteBrokenChain } from './former-chain'
import {
  FIRST_COMMITTED,
  FROM_VERSION_1,
  FROM_VERSION_2,
  FROM_VERSION_3,
  FROM_VERSION_4,
  FROM_VERSION_5,
  SCHEMA,
  VERSION,
} from './schema'

export type Database = InstanceType<typeof DatabaseSync>

const BUSY_MS = 5000

export const accessFile = (folder: string) => join(folder, 'access.db')

/**
 * Opens the file of accounts beside the log, made at the first opening and readable by its owner only. A second process (the
 * reset command) may use it at the same time: nothing of it is kept in memory.
 */
export function openAccessDatabase(folder: string): Database {
  const file = accessFile(folder)
  privateFolder(folder)
  privateFile(file)
  const database = new DatabaseSync(file, { timeout: BUSY_MS })
  try {
    // What is deleted is written over at once: who is forgotten must not stay in what SQLite leaves lying.
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF',
    )
    // An older file was written without: it is written anew once, before anybody is served.
    if (inTransaction(database, () => bringUpToDate(database, file))) database.exec('VACUUM')
    database.exec('PRAGMA foreign_keys = ON')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Makes the tables, or lifts those of an earlier version. Foreign keys are off meanwhile, and looked at before the end. Returns
 * whether it was lifted.
 */
function bringUpToDate(database: Database, file: string): boolean {
  const user_version = versionOf(database)
  if (user_version === VERSION) return false
  if (user_version > VERSION) throw new Error(`${file}: version ${user_version} is unknown to this program`)
  if (user_version === 0) database.exec(SCHEMA)
  else {
    if (user_version === 1) database.exec(FROM_VERSION_1)
    const fault = user_version < 3 ? formerChainFault(database) : undefined
    if (user_version < 3) database.exec(FROM_VERSION_2)
    database.function('bytes_of', (text: unknown) => Buffer.from(String(text), 'base64'))
    if (user_version < 4) database.exec(FROM_VERSION_3)
    if (user_version < 5) database.exec(FROM_VERSION_4)
    database.exec(FROM_VERSION_5)
    if (fault !== undefined) noteBrokenChain(database, fault)
  }
  database.exec(`PRAGMA user_version = ${VERSION}`)
  if (database.prepare('PRAGMA foreign_key_check').get())
    throw new Error(`${file}: a row names an account that is not there`)
  return user_version !== 0
}

export function versionOf(database: Database): number {
  return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
}

/**
 * Lets somebody look at a file that is only read, as it is at one moment and in its present shape: of one that was committed in an
 * earlier one, at a lifted copy, which does not stay.
 */
export function lookedAt(database: Database, look: (it: Database) => void): void {
  const version = versionOf(database)
  if (version < FIRST_COMMITTED || version >= VERSION) {
    ofOneMoment(database, look)
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'access-'))
  try {
    database.prepare('VACUUM INTO ?').run(accessFile(folder))
    const copy = openAccessDatabase(folder)
    try {
      look(copy)
    } finally {
      copy.close()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function ofOneMoment(database: Database, look: (it: Database) => void): void {
  database.exec('BEGIN')
  try {
    look(database)
  } finally {
    // Closed in the middle of a transaction, it would go on holding up whoever tidies the file.
    if (database.isTransaction) database.exec('ROLLBACK')
  }
}

/** Whoever waits for readers keeps writers waiting: no longer than they do not notice. */
const READERS_MS = 20

/**
 * Brings everything into the one file: what stood in the side file is gone from it then. False where somebody reads just now (as
 * `verify` does): it may be tried again.
 */
export function sideFileEmptied(database: Database): boolean {
  // Most of it without anybody waiting.
  database.exec(`PRAGMA wal_checkpoint(PASSIVE); PRAGMA busy_timeout = ${READERS_MS}`)
  const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number }
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`)
  return busy === 0
}

/**
 * Brings everything into the one file first: statements still held keep the connection half open, and SQLite then leaves the
 * last changes in its side file, where a copy of `access.db` alone would miss them.
 */
export function closeAccessDatabase(database: Database): void {
  try {
    sideFileEmptied(database)
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
