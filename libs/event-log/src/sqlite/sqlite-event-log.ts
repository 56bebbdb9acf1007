import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from '@photostructure/sqlite'
import { Unavailable } from '../errors'
import type {
  Appended,
  EventLog,
  Expected,
  Following,
  FollowOptions,
  Handler,
  NewEvent,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  StreamSlice,
} from '../port'
import { AppendQueue } from './append-queue'
import { encodeBatch } from './encode'
import { Follower } from './follower'
import { damaged, decode, type StoredRow } from './row'
import { SQL } from './statements'
import { type Fault, verifyLog } from './verify'
import { arrays, sqliteCode, Writer } from './writer'
import { takeWriterLock, type WriterLock } from './writer-lock'

export interface SqliteEventLogOptions {
  /** The data folder; made when missing. */
  readonly folder: string
  readonly clock?: () => number
  /** Called once when writing failed beyond repair: the process must end. Default: throws out of the event loop. */
  readonly onFatal?: (error: Error) => void
  /** For verifying and backing up beside a running writer: takes no lock, refuses appends, looks for news in intervals. */
  readonly readOnly?: boolean
  /** Most bytes of data and metadata one append may carry (default 1 MiB). */
  readonly maxAppendBytes?: number
}

const MEBIBYTE = 1_048_576
const POLL_MS = 200
const NO_LIMIT = -1
const LOG_FILE = 'log.db'

/** Opens the embedded log. Throws `Unavailable`: in-use, not-writable, damaged. */
export async function openSqliteEventLog(options: SqliteEventLogOptions): Promise<SqliteEventLog> {
  return new SqliteEventLog(options)
}

export class SqliteEventLog implements EventLog {
  private readonly database: InstanceType<typeof DatabaseSync>
  private readonly lock: WriterLock | undefined
  private readonly writer: Writer | undefined
  private readonly queue: AppendQueue
  private readonly wakers = new Set<() => void>()
  private readonly followers = new Set<Follower>()
  private readonly reading
  private readonly poll: NodeJS.Timeout | undefined
  private readonly maxBytes: number
  private closed = false

  constructor(options: SqliteEventLogOptions) {
    const { folder, readOnly = false, clock = Date.now } = options
    this.maxBytes = options.maxAppendBytes ?? MEBIBYTE
    if (!readOnly) makeFolder(folder)
    const file = join(folder, LOG_FILE)
    if (readOnly && !existsSync(file)) throw new Unavailable('unreachable', `此目录没有账本 / no ledger in this folder: ${folder}`)
    this.lock = readOnly ? undefined : takeWriterLock(folder)
    try {
      this.database = openDatabase(file, readOnly)
      this.reading = {
        findStream: arrays(this.database, SQL.findStream),
        streamHead: arrays(this.database, SQL.streamHead),
        forward: arrays(this.database, SQL.readForward),
        backward: arrays(this.database, SQL.readBackward),
        all: arrays(this.database, SQL.readAll),
        last: arrays(this.database, SQL.last),
      }
      if (!readOnly) this.writer = new Writer(this.database, clock, options.onFatal ?? throwLater)
    } catch (error) {
      this.lock?.release()
      throw error instanceof Unavailable ? error : asDamaged(file, error as Error)
    }
    this.queue = new AppendQueue((batch) => {
      this.writer?.commit(batch)
      this.tellFollowers()
    })
    if (readOnly) this.poll = setInterval(() => this.tellFollowers(), POLL_MS).unref()
  }

  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.closed || !this.writer) throw new Unavailable('closed', 'the log is closed or read-only')
      this.queue.push({ stream, expected, events: encodeBatch(stream, events, this.maxBytes), resolve, reject })
    })
  }

  async readStream(name: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const { direction = 'forward', limit = NO_LIMIT } = options
    return this.guarded(() => {
      const found = this.reading.findStream.get(name) as [number] | undefined
      const head = found ? ((this.reading.streamHead.get(found[0]) as [number | null])[0] ?? -1) : -1
      if (!found || head === -1) return { exists: false, head: -1, events: [] }
      const from = options.from ?? (direction === 'forward' ? 0 : head)
      const statement = direction === 'forward' ? this.reading.forward : this.reading.backward
      const events = (statement.all(found[0], from, limit) as StoredRow[]).map(decode)
      const step = direction === 'forward' ? 1 : -1
      const first = direction === 'forward' ? from : Math.min(from, head)
      for (const [i, event] of events.entries()) {
        if (event.revision !== first + i * step) {
          throw damaged(Number(event.position), `is revision ${event.revision} of ${name} where ${first + i * step} comes next`)
        }
      }
      return { exists: true, head, events }
    })
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly RecordedEvent[]> {
    const { pageSize = 1000, limit = Number.POSITIVE_INFINITY } = options
    let after = positionNumber(options.after)
    let left = limit
    while (left > 0) {
      const events = this.page(after, Math.min(pageSize, left))
      if (events.length === 0) return
      after = Number(events[events.length - 1].position)
      left -= events.length
      yield events
    }
  }

  async readAt(position: Position): Promise<RecordedEvent | undefined> {
    const number = positionNumber(position)
    const [event] = number > 0 && number <= this.headNumber() ? this.page(number - 1, 1) : []
    return event?.position === position ? event : undefined
  }

  follow(options: FollowOptions, handler: Handler): Following {
    const after = options.after === 'end' ? this.headNumber() : options.after === 'start' ? 0 : positionNumber(options.after)
    const followed = {
      page: (from: number, limit: number) => this.page(from, limit),
      head: () => this.headNumber(),
      onNews: (wake: () => void) => {
        this.wakers.add(wake)
        return () => this.wakers.delete(wake)
      },
    }
    const follower = new Follower(followed, after, options.batchSize ?? 1000, handler)
    this.followers.add(follower)
    const forget = () => this.followers.delete(follower)
    follower.ended.then(forget, forget)
    return follower
  }

  async head(): Promise<Position | undefined> {
    const head = this.headNumber()
    return head === 0 ? undefined : String(head)
  }

  compare(a: Position, b: Position): number {
    return positionNumber(a) - positionNumber(b)
  }

  /** Every fault of the file, each with its place; empty when it is sound. */
  verify(onProgress?: (checked: number, of: number) => void): Promise<Fault[]> {
    return verifyLog(this.database, onProgress)
  }

  /** Writes a consistent copy to a new file while writers go on; resolves with the copy's head once it is on the disk. */
  async backupTo(file: string): Promise<Position | undefined> {
    await backup(this.database, file)
    const copy = new DatabaseSync(file)
    try {
      // One self-contained file, synced: no write-ahead log beside it that could be forgotten when it is carried away.
      copy.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL')
      const last = arrays(copy, SQL.last).get() as [number, number] | undefined
      return last && String(last[0])
    } finally {
      copy.close()
    }
  }

  /** Finishes what was accepted, ends the followers, gives the folder back. */
  async close(): Promise<void> {
    if (this.closed) return
    this.queue.drain()
    this.closed = true
    clearInterval(this.poll)
    await Promise.all([...this.followers].map((it) => it.stop()))
    this.database.close()
    this.lock?.release()
  }

  /** One page in log order; positions must follow each other without a gap. */
  private page(after: number, limit: number): RecordedEvent[] {
    return this.guarded(() => {
      const events = (this.reading.all.all(after, limit) as StoredRow[]).map(decode)
      for (const [i, event] of events.entries()) {
        if (event.position !== String(after + 1 + i)) throw damaged(after + 1 + i, 'is missing')
      }
      return events
    })
  }

  private headNumber(): number {
    return this.guarded(() => (this.reading.last.get() as [number, number] | undefined)?.[0] ?? 0)
  }

  private guarded<T>(read: () => T): T {
    if (this.closed) throw new Unavailable('closed', 'the log is closed')
    try {
      return read()
    } catch (error) {
      if (error instanceof Unavailable) throw error
      throw asDamaged(LOG_FILE, error as Error)
    }
  }

  private tellFollowers(): void {
    const wakers = [...this.wakers]
    this.wakers.clear()
    for (const wake of wakers) wake()
  }
}

function openDatabase(file: string, readOnly: boolean): InstanceType<typeof DatabaseSync> {
  const database = new DatabaseSync(file, { readOnly })
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536')
  if (!readOnly) {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    database.exec(SQL.schema)
  }
  return database
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new Unavailable('not-writable', `数据目录不可写 / the data folder is not writable: ${folder}`, { cause: error })
  }
}

const [SQLITE_CORRUPT, SQLITE_NOTADB] = [11, 26]

/** A file SQLite itself calls broken, and whatever else a broken row makes it throw, is damage; nothing is read past it. */
function asDamaged(file: string, error: Error): Unavailable {
  const code = sqliteCode(error)
  const what = code === SQLITE_CORRUPT || code === SQLITE_NOTADB ? 'is not a sound database' : 'cannot be read'
  return new Unavailable('damaged', `账本文件损坏 / the log's file ${file} ${what}: ${error.message}`, { cause: error })
}

function positionNumber(position: Position | undefined): number {
  if (position === undefined) return 0
  if (!/^\d{1,15}$/.test(position)) throw new TypeError(`not a position of this log: ${position}`)
  return Number(position)
}

function throwLater(error: Error): void {
  setImmediate(() => {
    throw error
  })
}
