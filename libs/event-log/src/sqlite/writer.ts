import { answerKnown } from '../append/idempotency'
import { OutcomeUnknown, Unavailable, VersionConflict } from '../errors'
import type { Appended } from '../port'
import type { PendingAppend } from './append-queue'
import { Checkpoints } from './checkpoints'
import type { Database } from './database'
import { EntryRows, type LogEnd } from './entry-rows'
import { damaged, readingFault, SQLITE, sqliteCode } from './faults'
import type { HeadNote } from './head-note'
import type { Ids } from './ids'
import type { StoredEntries } from './stored-entries'
import type { StreamHead } from './streams'

/** Most stream heads remembered: a writer that comes back to a stream need not ask the file for its head. */
const MOST_HEADS = 50_000

/** Where everything stood when a batch began. */
interface Before {
  readonly end: LogEnd
  readonly streams: number
}

export interface WriterParts {
  readonly database: Database
  readonly file: string
  readonly entries: StoredEntries
  readonly ids: Ids
  readonly note: HeadNote
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly onFatal: (error: Error) => void
  /** Default: `MOST_HEADS`. */
  readonly mostHeads?: number
}

/** The only writer of a log: judges each append on its own and stores all that pass in one transaction, with one sync. */
export class Writer {
  /** Where the log ends: what is stored next stands behind it. */
  end: LogEnd = { position: 0, recordedAt: 0 }
  private readonly statements
  private readonly rows: EntryRows
  private readonly checkpoints: Checkpoints
  private readonly heads = new Map<string, StreamHead>()
  private failed: Error | undefined

  constructor(private readonly parts: WriterParts) {
    const { database, entries, ids } = parts
    this.statements = {
      begin: database.prepare('BEGIN IMMEDIATE'),
      commit: database.prepare('COMMIT'),
    }
    this.rows = new EntryRows(database, entries, ids)
    this.checkpoints = new Checkpoints(database, parts.file, (error) => this.stop(error, 'looking after the file'))
    const position = entries.lastPosition()
    const [last] = position === 0 ? [] : entries.page(position - 1, 1)
    if (last) this.end = { position, recordedAt: last.recordedAt }
  }

  /**
   * Stores a batch. An append that conflicts or repeats is answered by itself; its neighbours do not notice. Once storing
   * has failed other than by a full disk, nothing is known of what reached the disk (a second sync would report success for
   * pages the kernel has dropped), so no append is ever accepted again: the process must end.
   */
  commit(batch: readonly PendingAppend[]): void {
    if (this.failed) {
      const stopped = new Unavailable('closed', 'the log stopped after a failed write', { cause: this.failed })
      for (const it of batch) it.reject(stopped)
      return
    }
    const before: Before = { end: this.end, streams: this.parts.entries.streams.count }
    const now = Math.floor(this.parts.clock())
    const answers = this.storeAll(batch, before, now)
    if (!answers) return
    for (const [i, it] of batch.entries()) {
      const answer = answers[i]
      if (answer instanceof Error) it.reject(answer)
      else it.resolve(answer)
    }
    if (this.end.digest && this.end !== before.end) this.afterCommit(this.end.position, this.end.digest)
  }

  /** The answers of a batch that is stored; undefined where it failed, which everyone has been told then. */
  private storeAll(batch: readonly PendingAppend[], before: Before, now: number): (Appended | Error)[] | undefined {
    // Never in the midst of a batch: its rows may wait still, and the file does not know the heads they make.
    if (this.heads.size > (this.parts.mostHeads ?? MOST_HEADS)) this.heads.clear()
    let committing = false
    try {
      this.statements.begin.run()
      const answers = batch.map((it) => this.appendOne(it, now))
      this.rows.flush()
      committing = true
      this.statements.commit.run()
      return answers
    } catch (error) {
      this.takeBack(before)
      const answer = this.undone(this.parts.database, error as Error, committing)
      for (const it of batch) it.reject(answer)
      return undefined
    }
  }

  /** Everything acknowledged is in the log's file itself; before closing. */
  async moveAllIntoFile(): Promise<void> {
    await this.checkpoints.close()
    if (!this.failed) this.parts.database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  /** Where a stream stands; of one that does not exist: the number it gets, and -1. */
  headOf(name: string): StreamHead {
    return this.heads.get(name) ?? this.parts.entries.streams.find(name)
  }

  /** Another transaction, on a connection of its own, has brought the log so far. */
  went(end: LogEnd, added: readonly string[], heads: ReadonlyMap<string, StreamHead>): void {
    for (const name of added) this.parts.entries.streams.add(name)
    for (const [name, head] of heads) if (this.heads.has(name)) this.heads.set(name, head)
    this.end = end
    if (end.digest) this.afterCommit(end.position, end.digest)
  }

  /** What those get whose transaction has failed: it is taken back, and the log stops where its disk cannot be trusted. */
  undone(database: Database, error: Error, committing: boolean): Error {
    if (!this.rollBack(database)) return this.stop(error, 'an append to log.db')
    // Not of the file: a conflict, or what is to be stored cannot be.
    return sqliteCode(error) === undefined ? error : this.answerToRolledBack(error, committing)
  }

  get goesOn(): boolean {
    return this.failed === undefined
  }

  /** Throws where the log has stopped. */
  checkGoesOn(): void {
    if (this.failed) throw new Unavailable('closed', 'the log stopped after a failed write', { cause: this.failed })
  }

  /** Not part of any append: these are stored. A failure stops the log all the same, its disk cannot be trusted. */
  private afterCommit(position: number, digest: string): void {
    try {
      this.parts.note.write({ position, digest })
      this.parts.ids.putAway()
      this.checkpoints.look()
    } catch (error) {
      this.stop(error as Error, 'looking after the file')
    }
  }

  private takeBack(before: Before): void {
    this.rows.forgetBeyond(before.end.position)
    this.heads.clear()
    this.end = before.end
    this.parts.entries.streams.forgetBeyond(before.streams)
  }

  /** What a batch gets whose transaction has been taken back. */
  private answerToRolledBack(error: Error, committing: boolean): Error {
    const code = sqliteCode(error)
    if (code === SQLITE.FULL) {
      return new Unavailable('disk-full', '磁盘已满，未记录 / the disk is full, nothing was recorded', { cause: error })
    }
    if (code === SQLITE.BUSY) {
      const what = '账本正被另一程序占用，未记录 / another program holds the log, nothing was recorded'
      return new Unavailable('in-use', what, { cause: error })
    }
    const unknown = this.stop(error, 'an append to log.db')
    // Before the commit nothing has been promised to the disk: what fails there fails for certain.
    return committing || code === SQLITE.IOERR ? unknown : readingFault(error, 'log.db, while storing')
  }

  private stop(error: Error, doing: string): OutcomeUnknown {
    const unknown = new OutcomeUnknown(
      `写入失败，账本停止记录 / storing failed (${doing}), the log records nothing more: ${error.message}`,
      { cause: error },
    )
    if (!this.failed) {
      this.failed = error
      this.parts.onFatal(unknown)
    }
    return unknown
  }

  private rollBack(database: Database): boolean {
    try {
      if (database.isTransaction) database.exec('ROLLBACK')
      return true
    } catch {
      // Not swallowed: a roll-back that fails makes the failure fatal in `undo`, which reports the first error.
      return false
    }
  }

  private appendOne(append: PendingAppend, now: number): Appended | Error {
    const { expected, events } = append
    const at = judged(append, () => this.headOf(append.stream))
    if (at instanceof Error) return at
    const fits = expected === 'any' || at.head === (expected === 'none' ? -1 : expected)
    if (!fits || events.length === 0 || events.some((it) => this.rows.mayHave(it.id))) {
      // What is asked of the file must be there: an append before this one may hold the same ids.
      this.rows.flush()
      const answer = judged(append, () => this.answerWithoutStoring(append, at, fits))
      if (answer !== undefined) return answer
    }
    return this.store(append, at, now)
  }

  /** Undefined for an append that is to be stored. */
  private answerWithoutStoring(append: PendingAppend, at: StreamHead, fits: boolean): Appended | Error | undefined {
    const conflict = () => new VersionConflict(append.stream, append.expected, at.head)
    if (append.events.length === 0) {
      if (!fits) return conflict()
      return { revision: at.head, position: String(this.end.position), repeated: false }
    }
    const known = append.events.map((it) => this.rows.withId(it.id))
    if (known.some((it) => it !== undefined)) return answerKnown(append, known, at.head)
    if (fits) return undefined
    this.checkNotThere(append, at)
    return conflict()
  }

  /** A conflict says "another event is there": the ids said so, the stream itself must say the same. */
  private checkNotThere(append: PendingAppend, at: StreamHead): void {
    const start = append.expected === 'none' ? 0 : (append.expected as number) + 1
    const [there] = this.parts.entries.slice(append.stream, at, start, 1, 1)
    if (there?.id === append.events[0].id) throw damaged(Number(there.position), 'is not found by its id')
  }

  private store(append: PendingAppend, at: StreamHead, now: number): Appended {
    const revision = at.head + append.events.length
    this.end = this.rows.add(append, at, this.end, now)
    if (at.head === -1) this.parts.entries.streams.add(append.stream)
    this.heads.set(append.stream, { stream: at.stream, head: revision })
    return { revision, position: String(this.end.position), repeated: false }
  }
}

/** Nothing has been stored for this append yet: damage met while judging it is its own, not its neighbours'. */
function judged<T>(append: PendingAppend, judge: () => T): T | Error {
  try {
    return judge()
  } catch (error) {
    return readingFault(error, `stream ${append.stream}`)
  }
}
