import { hash } from 'node:crypto'
import { renameSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { type Position, privateFile } from '@pilot-ledger/event-log'
import { STORE } from '../columns/store'
import { Tables } from './tables'

/** Where a read model stands: after this entry of the log. */
export interface Checkpoint {
  readonly position: Position
  readonly eventId: string
  readonly sequence: number
}

/** No file: SQLite's own word for it. */
const IN_MEMORY = ':memory:'

/** The stored pages cannot be trusted: the model must be built again from the log. */
export class DamagedReadModel extends Error {}

/**
 * The statements of the store.
 * - putPage ?1 table name, ?2 page number, ?3 bytes, ?4 SHA-256 of the bytes
 * - putCheckpoint ?1 position, ?2 event id, ?3 sequence, ?4 pages per table as JSON
 * - movedFrom ?1 the sequence the checkpoint must stand at
 */
const SQL = {
  create: `
    CREATE TABLE IF NOT EXISTS pages (
      name TEXT NOT NULL, page INTEGER NOT NULL, bytes BLOB NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (name, page)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS checkpoint (
      one INTEGER PRIMARY KEY CHECK (one = 1), position TEXT NOT NULL, event_id TEXT NOT NULL, sequence INTEGER NOT NULL,
      counts TEXT NOT NULL
    ) STRICT`,
  putPage: 'INSERT OR REPLACE INTO pages (name, page, bytes, digest) VALUES (?1, ?2, ?3, ?4)',
  putCheckpoint:
    'INSERT OR REPLACE INTO checkpoint (one, position, event_id, sequence, counts) VALUES (1, ?1, ?2, ?3, ?4)',
  checkpoint: 'SELECT position, event_id AS eventId, sequence, counts FROM checkpoint WHERE one = 1',
  pages: 'SELECT page, bytes, digest FROM pages WHERE name = ?1 ORDER BY page',
}

/**
 * The pages of a read model on disk. Rows and checkpoint change in one transaction; each page carries a digest that is
 * checked on loading. Not synced at each commit: what a crash takes comes back from the log.
 */
export class PageStore {
  private database: InstanceType<typeof DatabaseSync>
  private saved = 0

  constructor(private file: string) {
    this.database = open(file)
    this.database.exec(SQL.create)
  }

  /** Reads everything back. An empty store gives empty tables and no checkpoint. Throws `DamagedReadModel`. */
  load(): { tables: Tables; checkpoint: Checkpoint | undefined } {
    const tables = new Tables()
    try {
      const row = this.database.prepare(SQL.checkpoint).get() as (Checkpoint & { counts: string }) | undefined
      if (!row) return { tables, checkpoint: undefined }
      const counts = JSON.parse(row.counts) as Record<string, number>
      for (const table of tables[STORE].stored) {
        table.reserve?.(counts[table.name])
        let i = 0
        // One page at a time: all at once would hold every column twice.
        for (const page of this.database.prepare(SQL.pages).iterate(table.name) as Iterable<StoredPage>) {
          if (page.page !== i) throw new DamagedReadModel(`${this.file}: page ${i} of ${table.name} is missing`)
          if (!digestOf(page.bytes).equals(page.digest)) {
            throw new DamagedReadModel(`${this.file}: page ${i} of ${table.name} does not match its digest`)
          }
          table.decodePage(page.bytes)
          i++
        }
        if (table.length !== counts[table.name]) {
          throw new DamagedReadModel(
            `${this.file}: ${table.name} has ${table.length} rows, the checkpoint says ${counts[table.name]}`,
          )
        }
      }
      if (tables.sequence !== row.sequence)
        throw new DamagedReadModel(`${this.file}: the checkpoint does not match the entries`)
      tables[STORE].index()
      this.saved = row.sequence
      return { tables, checkpoint: { position: row.position, eventId: row.eventId, sequence: row.sequence } }
    } catch (error) {
      if (error instanceof DamagedReadModel) throw error
      throw new DamagedReadModel(`${this.file}: ${(error as Error).message}`)
    }
  }

  /**
   * Writes what changed since the last save and the checkpoint, in one transaction. Aborts when another process moved the
   * checkpoint meanwhile: two writers would mix their pages.
   */
  save(tables: Tables, checkpoint: Checkpoint): void {
    this.database.exec('BEGIN IMMEDIATE')
    try {
      const stands = this.database.prepare(SQL.checkpoint).get() as { sequence: number } | undefined
      if ((stands?.sequence ?? 0) !== this.saved) {
        throw new Error(
          `${this.file}: checkpoint is at ${stands?.sequence ?? 0}, expected ${this.saved}: another writer?`,
        )
      }
      const put = this.database.prepare(SQL.putPage)
      for (const table of tables[STORE].stored) {
        for (const page of table.takeDirtyPages()) {
          const bytes = table.encodePage(page)
          put.run(table.name, page, bytes, digestOf(bytes))
        }
      }
      const counts = JSON.stringify(Object.fromEntries(tables[STORE].stored.map((it) => [it.name, it.length])))
      this.database.prepare(SQL.putCheckpoint).run(checkpoint.position, checkpoint.eventId, checkpoint.sequence, counts)
      this.database.exec('COMMIT')
      this.saved = checkpoint.sequence
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      throw error
    }
  }

  /** Gives the store another name; what it holds and how far it was saved stay. */
  moveTo(file: string): void {
    this.close()
    renameSync(this.file, file)
    this.file = file
    this.database = open(file)
  }

  /** Moves everything into the one file first: what lies at rest is what a digest is checked against. */
  close(): void {
    this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.database.close()
  }
}

function open(file: string): InstanceType<typeof DatabaseSync> {
  if (file !== IN_MEMORY) privateFile(file)
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000')
  return database
}

interface StoredPage {
  readonly page: number
  readonly bytes: Uint8Array
  readonly digest: Uint8Array
}

function digestOf(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer')
}
