import { createHash } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { type Position, privateFile, Unavailable } from '@pilot-ledger/event-log'
import { inTurns, type Steps } from '@pilot-ledger/kernel'
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

/** What a stored table or dictionary holds, told by digests: of its pages in their order, 32 bytes each. */
export interface PageDigests {
  readonly name: string
  readonly length: number
  readonly pages: Uint8Array
}

/** The stored pages cannot be trusted: the model must be built again from the log. */
export class DamagedReadModel extends Unavailable {
  constructor(message: string) {
    super('damaged', message)
  }
}

/**
 * The statements of the store.
 * - page ?1 table name, ?2 page number
 * - digests ?1 table name
 * - putPage ?1 table name, ?2 page number, ?3 bytes, ?4 SHA-256 of these three
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
  page: 'SELECT bytes, digest FROM pages WHERE name = ?1 AND page = ?2',
  digests: 'SELECT digest FROM pages WHERE name = ?1 ORDER BY page',
}

/**
 * The pages of a read model on disk. Rows and checkpoint change in one transaction; each page carries a digest that is
 * checked whenever it is read: when the model is opened, or when something on it is first asked for. Not synced at each
 * commit: what a crash takes comes back from the log.
 */
export class PageStore {
  /** Told of a page that turns out damaged when it is asked for; who asked for it gets the same error. */
  onDamage: ((error: DamagedReadModel) => void) | undefined
  private database: InstanceType<typeof DatabaseSync>
  private one: ReturnType<InstanceType<typeof DatabaseSync>['prepare']>
  private saved = 0
  /** A save that is under way. */
  private writing: Steps<void> | undefined

  constructor(private file: string) {
    this.database = open(file)
    this.database.exec(SQL.create)
    this.one = this.database.prepare(SQL.page)
  }

  /** Takes up what is stored. An empty store gives empty tables and no checkpoint. Throws `DamagedReadModel`. */
  load(tables = new Tables()): { tables: Tables; checkpoint: Checkpoint | undefined } {
    tables[STORE].room.read = (name, page, size) => this.requested(name, page, size)
    try {
      const row = this.database.prepare(SQL.checkpoint).get() as (Checkpoint & { counts: string }) | undefined
      if (!row) return { tables, checkpoint: undefined }
      const counts = JSON.parse(row.counts) as Record<string, number>
      for (const table of tables[STORE].stored) table.load(counts[table.name], tables[STORE].room.read)
      if (tables.sequence !== row.sequence)
        throw new DamagedReadModel(`${this.file}: the checkpoint does not match the entries`)
      tables[STORE].index()
      this.saved = row.sequence
      return { tables, checkpoint: { position: row.position, eventId: row.eventId, sequence: row.sequence } }
    } catch (error) {
      throw damageOf(this.file, error)
    }
  }

  /** As `load`; what is read later is of the same moment, whoever writes meanwhile, and is checked as it is read. */
  loadOfOneMoment(): Tables {
    this.database.exec('BEGIN')
    return this.load().tables
  }

  /** Checks every page of tables of which not all will be asked for. Throws `DamagedReadModel`. */
  checkPages(tables: Tables): void {
    for (const { name, pageCount } of tables[STORE].stored)
      for (let page = 0; page < pageCount; page++) this.requested(name, page)
  }

  /** What is read from now on is of this moment, whoever writes meanwhile; nothing can be saved. Ended by closing. */
  hold(): void {
    this.database.exec('BEGIN')
    this.database.prepare(SQL.checkpoint).get()
  }

  private requested(name: string, page: number, size?: number): Buffer {
    try {
      return this.page(name, page, size)
    } catch (error) {
      const damage = damageOf(this.file, error)
      this.onDamage?.(damage)
      throw damage
    }
  }

  private page(name: string, page: number, size?: number): Buffer {
    const stored = this.one.get(name, page) as StoredPage | undefined
    if (!stored) throw new DamagedReadModel(`${this.file}: page ${page} of ${name} is missing`)
    const { buffer, byteOffset, byteLength } = stored.bytes
    const bytes = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)
    if (!digestOf(name, page, bytes).equals(stored.digest))
      throw new DamagedReadModel(`${this.file}: page ${page} of ${name} does not match its digest`)
    if (size !== undefined && size !== byteLength)
      throw new DamagedReadModel(`${this.file}: page ${page} of ${name} has ${byteLength} bytes, not ${size}`)
    return bytes
  }

  /**
   * Writes what changed since the last save and the checkpoint, in one transaction. Aborts when another process moved the
   * checkpoint meanwhile: two writers would mix their pages.
   */
  save(tables: Tables, checkpoint: Checkpoint): void {
    this.finish()
    this.writing = this.written(tables, checkpoint)
    this.finish()
  }

  /** The same, others having their turn meanwhile. Nothing may change the tables before it is done; closing finishes it at once. */
  async saveInTurns(tables: Tables, checkpoint: Checkpoint): Promise<void> {
    this.finish()
    this.writing = this.written(tables, checkpoint)
    await inTurns(this.writing)
  }

  private finish(): void {
    while (this.writing && !this.writing.next().done);
    this.writing = undefined
  }

  private *written(tables: Tables, checkpoint: Checkpoint): Steps<void> {
    this.database.exec('BEGIN IMMEDIATE')
    try {
      const stands = this.database.prepare(SQL.checkpoint).get() as { sequence: number } | undefined
      if ((stands?.sequence ?? 0) !== this.saved) {
        throw new Error(
          `${this.file}: checkpoint is at ${stands?.sequence ?? 0}, expected ${this.saved}: another writer?`,
        )
      }
      const put = this.database.prepare(SQL.putPage)
      const changed = tables[STORE].stored.flatMap((table) => table.changedPages.map((page) => ({ table, page })))
      for (const { table, page } of changed) {
        const bytes = table.encodePage(page)
        put.run(table.name, page, bytes, digestOf(table.name, page, bytes))
        yield
      }
      const counts = JSON.stringify(Object.fromEntries(tables[STORE].stored.map((it) => [it.name, it.length])))
      this.database.prepare(SQL.putCheckpoint).run(checkpoint.position, checkpoint.eventId, checkpoint.sequence, counts)
      this.database.exec('COMMIT')
      this.saved = checkpoint.sequence
      for (const { table, page } of changed) table.saved(page)
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      throw error
    }
  }

  /** Of all pages of these tables, which are saved: as they were written with them. */
  digestsOf(tables: Tables): readonly PageDigests[] {
    const digests = this.database.prepare(SQL.digests)
    return tables[STORE].stored.map(({ name, length }) => {
      const rows = digests.all(name) as unknown as Pick<StoredPage, 'digest'>[]
      return { name, length, pages: Buffer.concat(rows.map((it) => it.digest)) }
    })
  }

  /** Gives the store another name; what it holds and how far it was saved stay. */
  moveTo(file: string): void {
    this.close()
    renamed(this.file, file)
    this.file = file
    this.reopen()
  }

  /** A file that was saved at this sequence takes the place and name of this one, which stays as `….previous`. */
  replaceBy(file: string, sequence: number): void {
    this.close()
    renamed(this.file, `${this.file}.previous`)
    renamed(file, this.file)
    this.reopen()
    this.saved = sequence
  }

  private reopen(): void {
    this.database = open(this.file)
    this.one = this.database.prepare(SQL.page)
  }

  /**
   * Moves everything into the one file first: what lies at rest is what a digest is checked against. Who only looked leaves
   * that to the one who writes there, and nobody waits for whoever still looks: the last to close does it.
   */
  close(): void {
    if (!this.database.isOpen) return
    this.finish()
    if (this.database.isTransaction) this.database.exec('ROLLBACK')
    else this.database.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)')
    this.database.close()
  }
}

/** Of one who still looks at either, or of what lay under that name, are the side files: they are not this file's. */
function renamed(from: string, to: string): void {
  for (const side of ['-wal', '-shm']) for (const name of [from, to]) rmSync(name + side, { force: true })
  renameSync(from, to)
}

function open(file: string): InstanceType<typeof DatabaseSync> {
  if (file !== IN_MEMORY) privateFile(file)
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000')
  return database
}

interface StoredPage {
  readonly bytes: Uint8Array
  readonly digest: Uint8Array
}

export const DIGEST_BYTES = 32
/** Of a page in its place: what lies whole in the place of another is not what was written there. */
export function digestOf(table: string, page: number, bytes: Uint8Array): Buffer {
  return createHash('sha256').update(`${table} ${page}\n`).update(bytes).digest()
}

function damageOf(file: string, error: unknown): DamagedReadModel {
  return error instanceof DamagedReadModel ? error : new DamagedReadModel(`${file}: ${(error as Error).message}`)
}
