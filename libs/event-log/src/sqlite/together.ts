import { closeSync, fdatasync, openSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Encoded } from '../append/encode'
import { ReusedEventId, VersionConflict } from '../errors'
import type { Expected, Position } from '../port'
import type { AppendQueue } from './append-queue'
import { type Database, openDatabase } from './database'
import { EntryRows } from './entry-rows'
import { openingFault, SQLITE } from './faults'
import type { Ids } from './ids'
import { StoredEntries } from './stored-entries'
import type { StreamHead } from './streams'
import type { Writer } from './writer'

/** Most milliseconds that readers and requests wait while appends are stored. */
const LONGEST_TURN_MS = 8
/** KiB of pages that are held back until the commit: what it writes itself others wait for. */
const HELD_KIB = 2_048

/** An append as the store takes it. */
export interface Prepared {
  readonly stream: string
  readonly expected: Expected
  readonly events: readonly Encoded[]
}

/**
 * Stores many appends in one transaction. It is held open over many turns of the event loop, on a connection of its own: who
 * reads goes on seeing the log as it was before, until all of it is there at once. Nobody else may write meanwhile.
 */
export class Together {
  private connection: Connection | undefined
  /** One lot after the other. */
  private before: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly file: string,
    private readonly writer: Writer,
    private readonly ids: Ids,
    private readonly queue: AppendQueue,
    private readonly clock: () => number,
  ) {}

  /** Throws what went wrong; nothing is stored then, and the log goes on unless its disk cannot be trusted. */
  store(appends: Iterable<Prepared>): Promise<Position | undefined> {
    const mine = this.before.then(() => {
      this.writer.checkGoesOn()
      this.connection ??= connect(this.file, this.ids)
      const { connection } = this
      return this.queue.while(() => this.storeAll(connection, appends))
    })
    // How it ended is its own caller's business.
    this.before = mine.catch(() => undefined)
    return mine
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.before
  }

  close(): void {
    if (this.connection) closeSync(this.connection.wal)
    this.connection?.database.close()
  }

  private async storeAll(connection: Connection, appends: Iterable<Prepared>): Promise<Position | undefined> {
    const { writer } = this
    const before = writer.end
    let end = before
    const heads = new Map<string, StreamHead>()
    const added: string[] = []
    let committing = false
    try {
      connection.begin.run()
      const now = Math.floor(this.clock())
      let turn = performance.now()
      for (const append of appends) {
        const at = heads.get(append.stream) ?? this.headOf(append.stream, added.length)
        if (at.head !== (append.expected === 'none' ? -1 : append.expected))
          throw new VersionConflict(append.stream, append.expected, at.head)
        if (append.events.length > 0) {
          checkNew(append, connection.rows)
          if (at.head === -1) added.push(append.stream)
          end = connection.rows.add(append, at, end, now)
          heads.set(append.stream, { stream: at.stream, head: at.head + append.events.length })
        }
        if (performance.now() - turn < LONGEST_TURN_MS) continue
        await setImmediate()
        turn = performance.now()
      }
      connection.rows.flush()
      committing = true
      await synced(connection.wal)
      // Over many turns the log may have stopped: its disk cannot be trusted with these either.
      writer.checkGoesOn()
      connection.commit.run()
    } catch (error) {
      connection.rows.forgetBeyond(before.position)
      throw writer.undone(connection.database, error as Error, committing)
    }
    if (end === before) return undefined
    writer.went(end, added, heads)
    return String(end.position)
  }

  /** `newer`: streams that this transaction has begun already. */
  private headOf(name: string, newer: number): StreamHead {
    const { stream, head } = this.writer.headOf(name)
    return head === -1 ? { stream: stream + newer, head } : { stream, head }
  }
}

function checkNew({ stream, events }: Prepared, rows: EntryRows): void {
  for (const { id } of events) {
    if (!rows.mayHave(id)) continue
    rows.flush()
    if (rows.withId(id)) throw new ReusedEventId(stream, id, 'is in the log already, or comes twice')
  }
}

/** What is written already is on the disk before the commit, which waits for it on the event loop; told as SQLite tells it where it is not. */
async function synced(file: number): Promise<void> {
  await promisify(fdatasync)(file).catch((error: Error) => {
    throw Object.assign(error, { errcode: SQLITE.IOERR })
  })
}

interface Connection {
  readonly database: Database
  /** The write-ahead log: the writer's connection keeps it the same file. */
  readonly wal: number
  readonly rows: EntryRows
  readonly begin: ReturnType<Database['prepare']>
  readonly commit: ReturnType<Database['prepare']>
}

function connect(file: string, ids: Ids): Connection {
  let database: Database | undefined
  try {
    const opened = openDatabase(file, false, true)
    database = opened
    opened.exec(`PRAGMA cache_size = -${HELD_KIB}`)
    const entries = new StoredEntries(opened, file, 0, false)
    const rows = new EntryRows(opened, entries, ids)
    const [begin, commit] = ['BEGIN IMMEDIATE', 'COMMIT'].map((it) => opened.prepare(it))
    return { database: opened, wal: openSync(`${file}-wal`, 'r'), rows, begin, commit }
  } catch (error) {
    database?.close()
    throw openingFault(error, file)
  }
}
