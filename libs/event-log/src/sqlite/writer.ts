import type { DatabaseSync } from '@photostructure/sqlite'
import { OutcomeUnknown, ReusedEventId, Unavailable, VersionConflict } from '../errors'
import type { Appended } from '../port'
import type { PendingAppend } from './append-queue'
import type { Encoded } from './encode'
import { digestOf } from './row'
import { SQL } from './statements'

type Database = InstanceType<typeof DatabaseSync>
/** SQLITE_FULL; ENOSPC arrives as the same code. */
const SQLITE_FULL = 13

interface Head {
  readonly stream: number
  revision: number
}

/** Most stream heads remembered: a writer that comes back to a stream need not ask the index for its head. */
const MOST_HEADS = 50_000

/** The only writer of a log: validates each append on its own, stores all that pass in one transaction. */
export class Writer {
  private readonly statements
  private readonly heads = new Map<string, Head>()
  private lastPosition: number
  private lastRecordedAt: number
  private failed: Error | undefined

  constructor(
    private readonly database: Database,
    private readonly clock: () => number,
    private readonly onFatal: (error: Error) => void,
  ) {
    this.statements = {
      findStream: arrays(database, SQL.findStream),
      addStream: arrays(database, SQL.addStream),
      streamHead: arrays(database, SQL.streamHead),
      addEvent: database.prepare(SQL.addEvent),
      findEvent: arrays(database, SQL.findEvent),
      stored: arrays(database, SQL.readForward),
    }
    const last = arrays(database, SQL.last).get() as [number, number] | undefined
    this.lastPosition = last?.[0] ?? 0
    this.lastRecordedAt = last?.[1] ?? 0
  }

  get position(): number {
    return this.lastPosition
  }

  /**
   * Stores a batch. An append that conflicts or repeats is answered by itself; its neighbours do not notice. After a commit
   * that failed otherwise than by a full disk nothing is known of what reached the disk (a second sync would report success
   * for pages the kernel has dropped), so no append is ever accepted again: the process must end.
   */
  commit(batch: readonly PendingAppend[]): void {
    if (this.failed) {
      for (const it of batch) it.reject(new Unavailable('closed', 'the log stopped after a failed write', { cause: this.failed }))
      return
    }
    const [position, recordedAt] = [this.lastPosition, this.lastRecordedAt]
    const answers: (Appended | Error)[] = []
    try {
      this.database.exec('BEGIN IMMEDIATE')
      const now = Math.max(this.clock(), this.lastRecordedAt)
      for (const it of batch) answers.push(this.appendOne(it, now))
      this.database.exec('COMMIT')
    } catch (error) {
      this.undo(batch, position, recordedAt, error as Error & { errcode?: number })
      return
    }
    for (const [i, it] of batch.entries()) {
      const answer = answers[i]
      if (answer instanceof Error) it.reject(answer)
      else it.resolve(answer)
    }
  }

  private undo(batch: readonly PendingAppend[], position: number, recordedAt: number, error: Error & { errcode?: number }): void {
    this.heads.clear()
    this.lastPosition = position
    this.lastRecordedAt = recordedAt
    const rolledBack = this.rollBack()
    const code = sqliteCode(error)
    if (rolledBack && code === SQLITE_FULL) {
      const full = new Unavailable('disk-full', '磁盘已满，未记录 / the disk is full, nothing was recorded', { cause: error })
      for (const it of batch) it.reject(full)
      return
    }
    this.failed = error
    const unknown = new OutcomeUnknown(`写入失败，结果未知 / writing failed, the outcome is unknown: ${error.message}`, { cause: error })
    for (const it of batch) it.reject(unknown)
    this.onFatal(unknown)
  }

  private rollBack(): boolean {
    try {
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      return true
    } catch {
      // Not swallowed: a roll-back that fails makes the failure fatal in `undo`, which reports the first error.
      return false
    }
  }

  private appendOne(append: PendingAppend, now: number): Appended | Error {
    const head = this.headOf(append.stream)
    const actual = head?.revision ?? -1
    if (append.events.length === 0) {
      if (expects(append, actual)) return { revision: actual, position: String(this.lastPosition), repeated: false }
      return new VersionConflict(append.stream, append.expected, actual)
    }
    const known = this.known(append)
    if (known.some((it) => it !== undefined)) return this.repeatOrRefuse(append, actual, head?.stream, known)
    if (!expects(append, actual)) return new VersionConflict(append.stream, append.expected, actual)
    return this.store(append, head, now)
  }

  private store(append: PendingAppend, head: Head | undefined, now: number): Appended {
    const at = head ?? this.addStream(append.stream)
    for (const event of append.events) {
      const position = this.lastPosition + 1
      const revision = at.revision + 1
      const digest = digestOf(position, append.stream, revision, event.id, event.type, event.version, now, event.data, event.metadata)
      this.statements.addEvent.run(
        position,
        at.stream,
        revision,
        event.idBytes,
        event.type,
        event.version,
        now,
        event.data,
        event.metadata,
        digest,
      )
      this.lastPosition = position
      at.revision = revision
    }
    this.lastRecordedAt = now
    return { revision: at.revision, position: String(this.lastPosition), repeated: false }
  }

  /** Where each id of the append stands already, if anywhere. */
  private known(append: PendingAppend): (Place | undefined)[] {
    return append.events.map((it) => {
      const row = this.statements.findEvent.get(it.idBytes) as [number, number, number] | undefined
      return row && { stream: row[0], revision: row[1], position: row[2] }
    })
  }

  /**
   * At least one id is in the log. EventStoreDB's rules: all of them where this append would have put them: the first
   * answer again; a strict beginning of them: conflict. Beyond those rules, which are blind elsewhere: an id at any other
   * place, in another order or with other content is refused by name.
   */
  private repeatOrRefuse(
    append: PendingAppend,
    actual: number,
    stream: number | undefined,
    known: readonly (Place | undefined)[],
  ): Appended | Error {
    const first = known[0]
    const foreign = known.findIndex((it) => it !== undefined && it.stream !== stream)
    if (foreign !== -1) return reused(append, append.events[foreign], 'is in another stream')
    if (first === undefined) {
      const at = known.findIndex((it) => it !== undefined)
      return reused(append, append.events[at], 'is in the stream already, behind events that are not')
    }
    const start = append.expected === 'any' ? first.revision : append.expected === 'none' ? 0 : append.expected + 1
    for (const [i, place] of known.entries()) {
      if (place === undefined) return new VersionConflict(append.stream, append.expected, actual)
      if (place.revision !== start + i) {
        // A known id with an expectation that points elsewhere: at the head it would be a second copy (26a), before it the
        // event there is another one.
        if (append.expected === 'any' || i > 0 || start === actual + 1) return reused(append, append.events[i], 'is at another revision')
        return new VersionConflict(append.stream, append.expected, actual)
      }
    }
    for (const [i, place] of known.entries()) {
      if (!this.sameContent(append.events[i], place as Place)) return reused(append, append.events[i], 'has other content')
    }
    const last = known[known.length - 1] as Place
    return { revision: last.revision, position: String(last.position), repeated: true }
  }

  /** Type, version and data; metadata may differ, a retry has another correlation id. */
  private sameContent(event: Encoded, place: Place): boolean {
    const row = this.statements.stored.get(place.stream, place.revision, 1) as unknown[]
    return row[4] === event.type && row[5] === event.version && row[7] === event.data
  }

  private headOf(name: string): Head | undefined {
    const remembered = this.heads.get(name)
    if (remembered) return remembered
    const stream = (this.statements.findStream.get(name) as [number] | undefined)?.[0]
    if (stream === undefined) return undefined
    return this.remember(name, { stream, revision: (this.statements.streamHead.get(stream) as [number | null])[0] ?? -1 })
  }

  private addStream(name: string): Head {
    return this.remember(name, { stream: (this.statements.addStream.get(name) as [number])[0], revision: -1 })
  }

  private remember(name: string, head: Head): Head {
    if (this.heads.size >= MOST_HEADS) this.heads.clear()
    this.heads.set(name, head)
    return head
  }
}

interface Place {
  readonly stream: number
  readonly revision: number
  readonly position: number
}

function expects(append: PendingAppend, actual: number): boolean {
  if (append.expected === 'any') return true
  return append.expected === 'none' ? actual === -1 : append.expected === actual
}

function reused(append: PendingAppend, event: Encoded, reason: string): ReusedEventId {
  return new ReusedEventId(append.stream, event.id, reason)
}

/** The primary result code: extended codes carry it in their low byte. */
export function sqliteCode(error: Error & { errcode?: number; sqliteCode?: number }): number | undefined {
  const code = error.errcode ?? error.sqliteCode
  return code === undefined ? undefined : code & 0xff
}

export function arrays(database: Database, sql: string) {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  return statement
}

