import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { privateFile, privateFolder } from '@pilot-ledger/event-log'

export type Database = InstanceType<typeof DatabaseSync>

const VERSION = 1
/** Times are milliseconds since 1970. What must not be rewritten is kept by triggers, not by good manners. */
const SCHEMA = `
CREATE TABLE accounts (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('platform', 'evaluator', 'finance', 'administrator')),
  platforms TEXT NOT NULL, password_hash TEXT NOT NULL, password_change_needed INTEGER NOT NULL,
  disabled_at INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER accounts_are_kept BEFORE DELETE ON accounts BEGIN SELECT raise(ABORT, 'accounts are disabled, not deleted'); END;
CREATE TRIGGER names_are_kept BEFORE UPDATE OF name, name_key ON accounts BEGIN SELECT raise(ABORT, 'names are kept'); END;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (id),
  created_at INTEGER NOT NULL, used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_account ON sessions (account);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, account TEXT NOT NULL REFERENCES accounts (id),
  label TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, revoked_at INTEGER
) STRICT;
CREATE INDEX tokens_of_account ON tokens (account);

CREATE TABLE attempts (key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_time ON attempts (last_at);

CREATE TABLE account_entries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, type TEXT NOT NULL,
  account TEXT NOT NULL, data TEXT NOT NULL, digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER account_entries_stay BEFORE UPDATE ON account_entries BEGIN SELECT raise(ABORT, 'entries are never rewritten'); END;
CREATE TRIGGER account_entries_remain BEFORE DELETE ON account_entries BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;

CREATE TABLE reads (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
  action TEXT NOT NULL, platform TEXT, address TEXT NOT NULL, request TEXT NOT NULL
) STRICT;
CREATE TRIGGER reads_stay BEFORE UPDATE ON reads BEGIN SELECT raise(ABORT, 'entries are never rewritten'); END;
CREATE TRIGGER reads_remain BEFORE DELETE ON reads BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
`

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
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    inTransaction(database, () => {
      const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
      if (user_version === 0) database.exec(`${SCHEMA}; PRAGMA user_version = ${VERSION}`)
      else if (user_version !== VERSION) throw new Error(`${file}: version ${user_version} is unknown to this program`)
    })
    return database
  } catch (error) {
    database.close()
    throw error
  }
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

/** All of it or nothing. */
export function inTransaction<T>(database: Database, change: () => T): T {
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
