import type { DatabaseSync } from '@photostructure/sqlite'
import { damagedFile, SQLITE, sqliteCode } from './faults'

export type Database = InstanceType<typeof DatabaseSync>

/** The tables as SQLite keeps them, one text each: compared word by word when a log is opened. */
const OBJECTS: Readonly<Record<string, string>> = {
  streams: `CREATE TABLE streams (
      stream INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      name_check INTEGER NOT NULL
    ) STRICT`,
  heads: `CREATE TABLE heads (
      stream INTEGER PRIMARY KEY,
      head INTEGER NOT NULL
    ) STRICT`,
  events: `CREATE TABLE events (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      stream INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      event_id BLOB NOT NULL,
      entry TEXT NOT NULL,
      digest BLOB NOT NULL
    ) STRICT`,
  events_by_stream: 'CREATE UNIQUE INDEX events_by_stream ON events (stream, revision)',
  events_are_never_changed: `CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END`,
  events_are_never_deleted: `CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
      BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END`,
  streams_are_never_changed: `CREATE TRIGGER streams_are_never_changed BEFORE UPDATE ON streams
      BEGIN SELECT RAISE(ABORT, 'a stream is never renamed'); END`,
  streams_are_never_deleted: `CREATE TRIGGER streams_are_never_deleted BEFORE DELETE ON streams
      BEGIN SELECT RAISE(ABORT, 'a stream is never deleted'); END`,
  heads_only_grow: `CREATE TRIGGER heads_only_grow BEFORE UPDATE ON heads
      WHEN NEW.stream IS NOT OLD.stream OR NEW.head <= OLD.head
      BEGIN SELECT RAISE(ABORT, 'a stream only grows'); END`,
  heads_are_never_deleted: `CREATE TRIGGER heads_are_never_deleted BEFORE DELETE ON heads
      BEGIN SELECT RAISE(ABORT, 'a stream is never deleted'); END`,
}

/** What programs of before had as well: such a log is read as it is, and who writes takes it away. */
const FORMER: Readonly<Record<string, string>> = {
  events_by_id: 'CREATE UNIQUE INDEX events_by_id ON events (event_id)',
}

/** Makes the tables of a new log. Never "if not exists": a damaged name would get an empty table beside the full one. */
export function createSchema(database: Database): void {
  database.exec(`BEGIN IMMEDIATE; ${Object.values(OBJECTS).join(';\n')}; COMMIT`)
}

/** True for a file without any table. */
export function isEmpty(database: Database): boolean {
  return schemaOf(database).size === 0
}

/** Throws `Unavailable('damaged')` unless the tables, indexes and triggers are exactly ours. */
export function checkSchema(database: Database, file: string): void {
  const found = schemaOf(database)
  for (const [name, sql] of Object.entries(OBJECTS)) {
    if (found.get(name) !== sql) throw damagedFile(file, `its definition of ${name} is not this program's`)
  }
  for (const [name, sql] of found) {
    if (!(name in OBJECTS) && FORMER[name] !== sql)
      throw damagedFile(file, `it holds ${name}, which is not this program's`)
  }
}

/**
 * Takes the index of ids away, of which nothing is needed (see Ids): at once or not at all. Its pages are used again by what is
 * stored next. A program of before refuses the log from then on: it would look in vain for the index that refuses a known id.
 */
export function dropFormer(database: Database): void {
  try {
    if (schemaOf(database).has('events_by_id')) database.exec('DROP INDEX events_by_id')
  } catch (error) {
    // It hinders nobody: where there is no room to take it away, that is done the next time.
    if (sqliteCode(error) !== SQLITE.FULL) throw error
  }
}

function schemaOf(database: Database): Map<string, string> {
  const rows = database.prepare("SELECT name, sql FROM sqlite_schema WHERE name <> 'sqlite_sequence'").all() as {
    name: string
    sql: string
  }[]
  return new Map(rows.map((it) => [it.name, it.sql]))
}
