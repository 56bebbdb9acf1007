import type { RecordedEvent } from '../port'
import { arrays, type Database, type Statement } from './database'
import { damaged, damagedFile } from './faults'
import { readKept } from './kept-file'
import { decode, type StoredRow } from './row'
import { SQL } from './statements'
import { type StreamHead, Streams } from './streams'

/** What is kept of the names of streams: their hashes. */
export const NAMES = 'stream names 2'

/**
 * Reads entries out of the file, believing nothing that it has not checked: digests, positions and revisions without a gap,
 * heads found on two ways. Throws `Unavailable('damaged')` and whatever SQLite throws; `readingFault` names both.
 */
export class StoredEntries {
  readonly streams: Streams
  private readonly all: Statement
  private readonly forward: Statement
  private readonly backward: Statement
  private readonly last: Statement

  /**
   * @param acknowledged the position up to which entries are known to have been stored; 0 where nothing is known
   * @param shared whether another process may be writing the file
   * @param names the file in which the names of streams are kept beside the log, if so
   */
  constructor(
    database: Database,
    private readonly file: string,
    private readonly acknowledged: number,
    shared: boolean,
    names?: string,
  ) {
    this.streams = new Streams(database, file, shared, () => (names ? this.keptNames(names) : undefined))
    this.all = arrays(database, SQL.readAll)
    this.forward = arrays(database, SQL.readForward)
    this.backward = arrays(database, SQL.readBackward)
    this.last = arrays(database, SQL.lastPosition)
  }

  /** 0 for an empty log. */
  lastPosition(): number {
    const last = (this.last.get() as [number | null])[0] ?? 0
    if (last >= this.acknowledged) return last
    throw damagedFile(
      this.file,
      `it ends at position ${last}, but ${this.acknowledged} had been stored and acknowledged`,
    )
  }

  /** The digest (hex) of one entry, which it has been checked against. */
  digestAt(position: number): string {
    const row = this.rowAt(position)
    decode(row, position)
    return row[1]
  }

  /** What the row of an entry says its digest is, whether or not that is so; undefined where there is no such row. */
  statedDigest(position: number): string | undefined {
    return (this.all.get(position - 1, 1) as StoredRow | undefined)?.[1]
  }

  /** Not checked. */
  rowAt(position: number): StoredRow {
    const row = this.all.get(position - 1, 1) as StoredRow | undefined
    if (row === undefined) throw damaged(position, 'is missing')
    return row
  }

  /** The entries after a position, in log order; fewer than `limit` only at the end of the log. */
  page(after: number, limit: number): RecordedEvent[] {
    // Asked first: entries that another process adds in between may come as well, none may be missing.
    const due = Math.min(limit, this.lastPosition() - after)
    const rows = this.all.all(after, limit) as StoredRow[]
    const events = new Array<RecordedEvent>(rows.length)
    for (let i = 0; i < rows.length; i++) {
      const position = after + 1 + i
      const event = decode(rows[i], position)
      if (event.position !== String(position)) throw damaged(position, 'is missing')
      events[i] = event
    }
    if (rows.length < due) throw damaged(after + rows.length + 1, 'is missing')
    return events
  }

  /** Entries of one stream from a revision on, forward or backward, at most `limit`, none beyond its ends. */
  slice(name: string, { stream, head }: StreamHead, from: number, step: 1 | -1, limit: number): RecordedEvent[] {
    const count = Math.max(0, Math.min(limit, step === 1 ? head - from + 1 : from + 1))
    if (count === 0) return []
    const rows = (step === 1 ? this.forward : this.backward).all(stream, from, count) as StoredRow[]
    const events = rows.map((row, i) => {
      const event = decode(row, Number(row[2]))
      if (event.stream === name && event.revision === from + i * step) return event
      throw damaged(
        Number(row[2]),
        `is revision ${event.revision} of ${event.stream} where ${from + i * step} of ${name} is due`,
      )
    })
    if (events.length === count) return events
    throw damaged(
      Number(rows.at(-1)?.[2] ?? 0),
      `is not followed by revision ${from + events.length * step} of ${name}`,
    )
  }

  /** Those of this very log: the entry that was its last is in it still. */
  private keptNames(names: string): Uint32Array | undefined {
    const kept = readKept(names, NAMES)
    // Whether the entry itself is damaged is for who reads it.
    const isOurs = kept !== undefined && this.statedDigest(kept.at.position) === kept.at.digest
    return isOurs ? new Uint32Array(kept.bytes.buffer) : undefined
  }
}
