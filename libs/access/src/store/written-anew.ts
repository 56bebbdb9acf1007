import type { Database } from './database'

/** Rows of these change their length, and SQLite moves them about: copies of what stood there lie between its rows. */
const SMALL = ['accounts', 'tokens', 'sessions', 'places', 'guesses', 'attempts'] as const

/**
 * Small tables whose rows change, written anew: what is deleted as a whole is written over with zeros (`secure_delete`). Inside the
 * transaction of the change that it is done for, foreign keys switched off (with them, rows go one by one). Entries and reads are
 * never moved, and are written over where they stand.
 */
export function writtenAnew(database: Database): void {
  const trigger = database.prepare("SELECT sql FROM sqlite_schema WHERE name = 'accounts_are_kept'").get() as
    | { sql: string }
    | undefined
  if (trigger) database.exec('DROP TRIGGER accounts_are_kept')
  for (const table of SMALL)
    database.exec(
      `CREATE TEMP TABLE anew AS SELECT * FROM ${table}; DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM anew; DROP TABLE anew`,
    )
  if (trigger) database.exec(trigger.sql)
}
