import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkExpected, encodeBatch } from '../append/encode'
import { Unavailable } from '../errors'
import type {
  Appended,
  Expected,
  Following,
  FollowOptions,
  Handler,
  LogAddress,
  NewEvent,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  RestorableLog,
  StreamAppend,
  StreamSlice,
} from '../port'
import { privateFolder } from '../private-files'
import { AppendQueue } from './append-queue'
import { backupLog } from './backup'
import { type Database, openDatabase } from './database'
import { damaged, openingFault, readingFault } from './faults'
import { Follower } from './follower'
import { type Acknowledged, HeadNote, readHeadNote } from './head-note'
import { Ids } from './ids'
import { bytesOf, keep } from './kept-file'
import { News } from './news'
import { dropFormer } from './schema'
import { NAMES, StoredEntries } from './stored-entries'
import { type Prepared, Together } from './together'
import { type Fault, type Listening, verifyLog } from './verify'
import { Writer } from './writer'
import { takeWriterLock } from './writer-lock'

export interface SqliteEventLogOptions {
  /** The data folder; made when missing. */
  readonly folder: string
  /** Milliseconds since 1970; default: the machine's clock. */
  readonly clock?: () => number
  /** Called once when storing failed beyond repair: the process must end. Default: throws out of the event loop. */
  readonly onFatal?: (error: Error) => void
  /** For verifying and backing up beside a running writer: takes no lock, refuses appends, looks for news in intervals. */
  readonly readOnly?: boolean
  /** A backup's file, to read only, in the place of the folder's `log.db`: nothing that lies beside it belongs to it. */
  readonly backup?: string
  /** Most bytes of data and metadata one append may carry (default 1 MiB). */
  readonly maxAppendBytes?: number
}

const MEBIBYTE = 1_048_576
const POLL_MS = 100
const PAGE = 1_000
/** Names or ids that were not kept beside the log: so many, and they are kept without waiting for the closing. */
const MANY = 10_000

/** The writing side of an open log; a read-only one has none. */
interface Writing {
  readonly writer: Writer
  readonly ids: Ids
  release(): void
}

/** Opens the embedded log. Throws `Unavailable`: in-use, not-writable, disk-full, damaged, unreachable (read-only, no log). */
export async function openSqliteEventLog(options: SqliteEventLogOptions): Promise<SqliteEventLog> {
  return new SqliteEventLog(options)
}

/** The embedded log: one file, `log.db`, in a data folder of its own. */
export class SqliteEventLog implements RestorableLog {
  readonly address: LogAddress
  private readonly file: string
  private readonly namesFile: string | undefined
  private readonly acknowledged: Acknowledged | undefined
  private readonly database: Database
  private readonly entries: StoredEntries
  private readonly writing: Writing | undefined
  private readonly queue: AppendQueue
  private readonly news = new News()
  private readonly followers = new Set<Follower>()
  private readonly poll: NodeJS.Timeout | undefined
  private readonly maxBytes: number
  private readonly together: Together | undefined
  private closing: Promise<void> | undefined
  private closed = false

  constructor(options: SqliteEventLogOptions) {
    const { folder, backup } = options
    const readOnly = options.readOnly === true || backup !== undefined
    this.maxBytes = options.maxAppendBytes ?? MEBIBYTE
    this.address = { folder, ...(backup !== undefined && { backup }) }
    this.file = backup ?? join(folder, 'log.db')
    const noteFile = join(folder, 'log.head')
    if (!readOnly) makeFolder(folder)
    else if (!existsSync(this.file))
      throw new Unavailable('unreachable', backup === undefined ? noLedger(folder) : noBackup(backup))
    const lock = readOnly ? undefined : takeWriterLock(folder)
    let database: Database | undefined
    try {
      // Before the log: a writer beside a reader moves on in between, and the log may be ahead of the note, never behind.
      this.acknowledged = backup === undefined ? readHeadNote(noteFile) : undefined
      database = openDatabase(this.file, readOnly, this.acknowledged !== undefined)
      this.database = database
      this.namesFile = backup === undefined ? join(folder, 'log.names') : undefined
      this.entries = new StoredEntries(database, this.file, this.acknowledged?.position ?? 0, readOnly, this.namesFile)
      if (lock) this.writing = this.openWriting(options, noteFile, lock.release)
      this.keepDerived(MANY)
    } catch (error) {
      database?.close()
      lock?.release()
      throw openingFault(error, this.file)
    }
    this.queue = new AppendQueue((batch) => {
      this.writing?.writer.commit(batch)
      this.news.tell()
    })
    const { writing, queue, file } = this
    if (writing) this.together = new Together(file, writing.writer, writing.ids, queue, options.clock ?? Date.now)
    if (readOnly) this.poll = setInterval(() => this.news.tell(), POLL_MS).unref()
  }

  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.closing) throw new Unavailable('closed', 'the log is closed')
      if (!this.writing) throw new Unavailable('not-writable', 'the log was opened to read only')
      checkExpected(expected)
      this.queue.push({ stream, expected, events: encodeBatch(stream, events, this.maxBytes), resolve, reject })
    })
  }

  async appendTogether(appends: Iterable<StreamAppend>): Promise<Position | undefined> {
    if (this.closing) throw new Unavailable('closed', 'the log is closed')
    if (!this.together) throw new Unavailable('not-writable', 'the log was opened to read only')
    const position = await this.together.store(prepared(appends, this.maxBytes))
    this.news.tell()
    return position
  }

  async restore(events: readonly RecordedEvent[]): Promise<void> {
    const stored = events.map(
      (it) =>
        new Promise((resolve, reject) => {
          if (this.closing) throw new Unavailable('closed', 'the log is closed')
          if (!this.writing) throw new Unavailable('not-writable', 'the log was opened to read only')
          const expected = it.revision === 0 ? 'none' : it.revision - 1
          const encoded = encodeBatch(it.stream, [it], this.maxBytes)
          this.queue.push({ stream: it.stream, expected, events: encoded, recordedAt: it.recordedAt, resolve, reject })
        }),
    )
    await Promise.all(stored)
  }

  async readStream(name: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const { direction = 'forward', limit = Number.MAX_SAFE_INTEGER } = options
    checkCount('from', options.from ?? 0, 0)
    checkCount('limit', limit, 0)
    return this.reading(`stream ${name}`, () => {
      const at = this.entries.streams.find(name)
      const { head } = at
      const events =
        direction === 'forward'
          ? this.entries.slice(name, at, options.from ?? 0, 1, limit)
          : this.entries.slice(name, at, Math.min(options.from ?? head, head), -1, limit)
      return { exists: head !== -1, head, events }
    })
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly RecordedEvent[]> {
    const { pageSize = PAGE, limit = Number.MAX_SAFE_INTEGER } = options
    checkCount('pageSize', pageSize, 1)
    checkCount('limit', limit, 0)
    let after = positionNumber(options.after)
    let left = limit
    while (left > 0) {
      const events = this.page(after, Math.min(pageSize, left))
      if (events.length === 0) return
      after += events.length
      left -= events.length
      yield events
    }
  }

  async readAt(position: Position): Promise<RecordedEvent | undefined> {
    const number = positionNumber(position)
    return number === 0 ? undefined : this.page(number - 1, 1)[0]
  }

  follow(options: FollowOptions, handler: Handler): Following {
    const { batchSize = PAGE, elsewhere } = options
    checkCount('batchSize', batchSize, 1)
    const head = () => this.lastPosition()
    const after = options.after === 'end' ? head() : options.after === 'start' ? 0 : positionNumber(options.after)
    const followed = { news: this.news, head, page: (from: number, limit: number) => this.page(from, limit) }
    const follower = new Follower(followed, { after, batchSize, elsewhere }, handler)
    this.followers.add(follower)
    const forget = () => this.followers.delete(follower)
    follower.ended.then(forget, forget)
    return follower
  }

  async head(): Promise<Position | undefined> {
    const last = this.lastPosition()
    return last === 0 ? undefined : String(last)
  }

  compare(a: Position, b: Position): number {
    return positionNumber(a) - positionNumber(b)
  }

  /** Every fault of the file, each with its place; none when it is sound. */
  async verify(listening?: Listening): Promise<Fault[]> {
    if (this.closed) throw new Unavailable('closed', 'the log is closed')
    return verifyLog(this.database, this.acknowledged, listening)
  }

  /**
   * Writes a consistent copy to a new file while writers go on, also from a read-only instance in another process; resolves
   * with the copy's head once it is on the disk. Throws `Unavailable`: not-writable (the file exists), disk-full, damaged.
   */
  async backupTo(file: string): Promise<Position | undefined> {
    const head = await backupLog(this.file, file)
    return head === 0 ? undefined : String(head)
  }

  /** Finishes what was accepted, ends the followers, gives the folder back. */
  close(): Promise<void> {
    this.closing ??= this.end()
    return this.closing
  }

  private async end(): Promise<void> {
    await this.together?.idle()
    this.queue.drain()
    this.closed = true
    clearInterval(this.poll)
    await Promise.all([...this.followers].map((it) => it.stop()))
    try {
      await this.writing?.writer.moveAllIntoFile()
      this.keepDerived(1)
    } finally {
      this.together?.close()
      this.database.close()
      this.writing?.release()
    }
  }

  private openWriting(options: SqliteEventLogOptions, noteFile: string, releaseLock: () => void): Writing {
    this.checkAcknowledged()
    this.entries.streams.readNew()
    const ids = new Ids(this.database, this.entries, join(options.folder, 'log.ids'))
    ids.readAll()
    // Only of a log that is sound as far as opening tells.
    dropFormer(this.database)
    const note = new HeadNote(noteFile)
    const { clock = Date.now, onFatal = throwLater } = options
    const { database, file, entries } = this
    const writer = new Writer({ database, file, entries, ids, note, clock, onFatal })
    const release = () => {
      note.close()
      releaseLock()
    }
    return { writer, ids, release }
  }

  /** The entry last acknowledged is still there and still the same. */
  private checkAcknowledged(): void {
    if (!this.acknowledged) return
    const { position, digest } = this.acknowledged
    this.entries.lastPosition()
    if (this.entries.digestAt(position) !== digest) throw damaged(position, 'is not the one that was acknowledged')
  }

  /** For the next opening: names and ids, where so many at least are not kept yet. */
  private keepDerived(least: number): void {
    const { entries, writing } = this
    if (!writing?.writer.goesOn) return
    writing.ids.keepLatest(least)
    // To ask for names is to read them all: not for who opens to read only, whom streams are of no concern until asked for.
    const { hashes, kept } = entries.streams
    if (this.namesFile === undefined || hashes.length < kept + least) return
    const position = entries.lastPosition()
    keep(this.namesFile, NAMES, { at: { position, digest: entries.digestAt(position) }, bytes: bytesOf(hashes) })
    entries.streams.kept = hashes.length
  }

  private page(after: number, limit: number): RecordedEvent[] {
    return this.reading(`after position ${after}`, () => this.entries.page(after, limit))
  }

  private lastPosition(): number {
    return this.reading('the last position', () => this.entries.lastPosition())
  }

  private reading<T>(where: string, read: () => T): T {
    if (this.closed) throw new Unavailable('closed', 'the log is closed')
    try {
      return read()
    } catch (error) {
      throw readingFault(error, where)
    }
  }
}

const noLedger = (folder: string) => `此目录没有账本 / no ledger in this folder: ${folder}`
const noBackup = (file: string) => `没有此备份 / there is no such backup: ${file}`

function* prepared(appends: Iterable<StreamAppend>, maxBytes: number): Generator<Prepared> {
  for (const { stream, expected, events } of appends) {
    checkExpected(expected)
    yield { stream, expected, events: encodeBatch(stream, events, maxBytes) }
  }
}

function makeFolder(folder: string): void {
  try {
    privateFolder(folder)
  } catch (error) {
    throw openingFault(error, folder)
  }
}

function positionNumber(position: Position | undefined): number {
  if (position === undefined) return 0
  if (!/^(0|[1-9]\d{0,14})$/.test(position)) throw new TypeError(`not a position of this log: ${position}`)
  return Number(position)
}

function checkCount(what: string, count: number, least: number): void {
  if (!Number.isSafeInteger(count) || count < least)
    throw new TypeError(`${what} must be a whole number from ${least}: ${count}`)
}

function throwLater(error: Error): void {
  setImmediate(() => {
    throw error
  })
}
