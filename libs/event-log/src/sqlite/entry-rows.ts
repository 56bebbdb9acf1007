import type { PendingAppend } from './append-queue'
import type { Database } from './database'
import { bytesOfId, digestBytes, entryText } from './row'
import { SQL } from './statements'
import { nameCheck, type StreamHead } from './streams'

export interface LogEnd {
  readonly position: number
  readonly recordedAt: number
  /** Of the last entry this writer stored. */
  readonly digest?: Buffer
}

/** Writes entries into the tables, in a transaction that its caller begins and ends. */
export class EntryRows {
  private readonly statements

  constructor(database: Database) {
    this.statements = {
      addStream: database.prepare(SQL.addStream),
      addHead: database.prepare(SQL.addHead),
      moveHead: database.prepare(SQL.moveHead),
      addEvent: database.prepare(SQL.addEvent),
    }
  }

  /**
   * Puts the events of an append behind both ends.
   * @param at where their stream stands; of one that does not exist: the number it gets, and -1
   * @param now milliseconds since 1970
   */
  add(
    append: Pick<PendingAppend, 'stream' | 'events' | 'recordedAt'>,
    at: StreamHead,
    end: LogEnd,
    now: number,
  ): LogEnd {
    let { position, digest } = end
    let revision = at.head
    const recordedAt = Math.max(append.recordedAt ?? now, end.recordedAt)
    for (const event of append.events) {
      position++
      revision++
      const entry = entryText(position, append.stream, revision, event, recordedAt)
      digest = digestBytes(entry)
      this.statements.addEvent.run(position, at.stream, revision, bytesOfId(event.id), entry, digest)
    }
    if (at.head === -1) {
      this.statements.addStream.run(at.stream, append.stream, nameCheck(at.stream, append.stream))
      this.statements.addHead.run(at.stream, revision)
    } else this.statements.moveHead.run(at.stream, revision)
    return { position, recordedAt, digest }
  }
}
