import { join } from 'node:path'
import type { RecordedEvent } from '../port'
import { arrays, type Database, type Statement } from './database'
import { damaged } from './faults'
import { hashOfBareId, hashOfId, type IdKey, KEY_BYTES, newIdKey } from './id-hash'
import { IdSegment, SEGMENT } from './id-segment'
import { bytesOf, keep, readKept } from './kept-file'
import { NumbersByHash } from './numbers-by-hash'
import { digestOf, type EntryText } from './row'
import { SQL } from './statements'
import type { StoredEntries } from './stored-entries'

type IdRow = [position: number, id: string, start: string]
type EntryAt = (position: number) => RecordedEvent

const FULL = 'event ids 1'
const LATEST = 'latest event ids 1'
/** So many more of the latest, and they are kept anew: after the death of the process no more are read from the log. */
const KEPT_EVERY = SEGMENT / 2
const PAGE = 2_000

/**
 * Finds the entry that has an id, or that none has: by 32 bits of each, in the order of the entries. The latest are in memory,
 * the others in segments. An id is believed to be known when the entry itself says it, so a hash that two ids share costs one
 * entry read. Derived from the log and kept beside it in a folder of its own, each file bound to an entry of the log (see
 * kept-file): where a file is missing, damaged or of another log, what it would say is read from the log, and written again.
 */
export class Ids {
  private key: IdKey = newIdKey()
  private readonly segments: IdSegment[] = []
  /** Tables of as many entries as a segment has, the last of fewer: each becomes a segment as it is. */
  private latest = [new NumbersByHash()]
  /** The last entry whose id needs not be read from the log on the next opening. */
  private kept = 0
  private readonly rows: Statement

  constructor(
    database: Database,
    private readonly entries: StoredEntries,
    private readonly folder: string,
  ) {
    this.rows = arrays(database, SQL.readIds)
  }

  /** Makes the ids of all entries known. Throws `Unavailable('damaged')` where one that must be read from the log is missing. */
  readAll(): void {
    const end = this.entries.lastPosition()
    this.key = this.keptKey(end) ?? this.key
    while (this.last < end) {
      if (this.latest[0].count === 0 && this.takeKept()) continue
      // No further than to the end of a segment: the next one may be kept.
      const due = Math.min(PAGE, SEGMENT - (this.last % SEGMENT), end - this.last)
      for (const hash of this.hashesAfter(this.last, due)) this.addHash(hash)
      this.putAway()
    }
  }

  /** False for an id that no entry has; true also for one in some hundred others, whose hash is like another's. */
  mayHave(id: string): boolean {
    const hash = hashOfId(this.key, id)
    for (const segment of this.segments) if (segment.find(hash) !== -1) return true
    return this.latest.some((it) => it.has(hash))
  }

  /** @param entryAt reads one entry: the one with this id, or now and then another whose hash is like this one's */
  find(id: string, entryAt: EntryAt): RecordedEvent | undefined {
    const hash = hashOfId(this.key, id)
    for (let i = this.segments.length - 1; i >= 0; i--) {
      const found = this.findIn(i, id, hash, entryAt)
      if (found) return found
    }
    for (const [i, table] of this.latest.entries()) {
      for (const number of table.withHash(hash)) {
        const entry = entryAt((this.segments.length + i) * SEGMENT + number)
        if (entry.id === id) return entry
      }
    }
    return undefined
  }

  /** The id of the next entry. */
  add(id: string): void {
    this.addHash(hashOfId(this.key, id))
  }

  /** Takes back what was added by a transaction that was not stored. */
  forgetBeyond(position: number): void {
    let left = position - this.segments.length * SEGMENT
    this.latest = this.latest.filter((table, i) => {
      table.forgetBeyond(Math.max(0, left))
      left -= SEGMENT
      return i === 0 || table.count > 0
    })
  }

  /**
   * Keeps, after a commit, what has become many: never within a transaction, for what is in a segment cannot be taken back.
   * One segment at a time, it takes some milliseconds.
   */
  putAway(): void {
    if (this.latest[0].count === SEGMENT) this.putFirstAway()
    this.keepLatest(KEPT_EVERY)
  }

  /** For the next opening, where so many of the latest at least are not kept yet. */
  keepLatest(least: number): void {
    if (this.last - this.kept < least) return
    const bytes = Buffer.concat(this.latest.map((it) => bytesOf(it.all)))
    if (this.keep('latest', LATEST, this.last, bytes)) this.kept = this.last
  }

  /** The last entry whose id is known. */
  private get last(): number {
    const { segments, latest } = this
    return (segments.length + latest.length - 1) * SEGMENT + latest[latest.length - 1].count
  }

  private addHash(hash: number): void {
    if (this.latest[this.latest.length - 1].count === SEGMENT) this.latest.push(new NumbersByHash())
    this.latest[this.latest.length - 1].add(hash)
  }

  private putFirstAway(): void {
    const [first, ...others] = this.latest
    const segment = IdSegment.of(first.all, this.numbersFile(this.segments.length))
    this.latest = others.length > 0 ? others : [new NumbersByHash()]
    this.segments.push(segment)
    if (this.keepSegment(this.segments.length - 1)) segment.forgetNumbers()
  }

  private findIn(i: number, id: string, hash: number, entryAt: EntryAt): RecordedEvent | undefined {
    const segment = this.segments[i]
    let before = 0
    for (let place = segment.find(hash); place !== -1; place = segment.find(hash, place + 1)) {
      const number = segment.numberAt(place) ?? 0
      // Those of one hash stand in the order of the log: a number that comes again is not the one that was written there.
      const entry = number > before && entryAt(i * SEGMENT + number)
      if (entry && entry.id === id) return entry
      before = number
      if (segment.isSure || (entry && hashOfId(this.key, entry.id) === hash)) continue
      // What the file says cannot be.
      this.remake(i)
      return this.findIn(i, id, hash, entryAt)
    }
    return undefined
  }

  /** Its numbers stay in memory: the file is not asked again. */
  private remake(i: number): void {
    const hashes = Uint32Array.from(this.hashesAfter(i * SEGMENT, SEGMENT))
    this.segments[i] = IdSegment.of(hashes, this.numbersFile(i))
    this.keepSegment(i)
  }

  /** Takes what is kept of the entries after the last whose id is known; false where that is nothing. */
  private takeKept(): boolean {
    const i = this.segments.length
    const full = this.readKept(String(i), FULL)
    const segment = full?.position === this.last + SEGMENT && IdSegment.from(full.bytes, SEGMENT, this.numbersFile(i))
    if (segment) this.segments.push(segment)
    else {
      const latest = this.readKept('latest', LATEST)
      if (!latest) return false
      // What was the latest when it was kept may begin in a segment that was put away since.
      const due = latest.position - this.last
      if (due <= 0 || due > latest.bytes.length / 4) return false
      const hashes = new Uint32Array(latest.bytes.buffer, KEY_BYTES).subarray(-due)
      this.latest = []
      for (let from = 0; from < due; from += SEGMENT)
        this.latest.push(new NumbersByHash(hashes.slice(from, from + SEGMENT)))
    }
    this.kept = this.last
    return true
  }

  private keepSegment(i: number): boolean {
    const segment = this.segments[i]
    // Where there are hashes, there are numbers.
    return segment.keepNumbers() && this.keep(String(i), FULL, (i + 1) * SEGMENT, segment.bytes)
  }

  private keep(name: string, kind: string, position: number, bytes: Uint8Array): boolean {
    const digest = this.entries.statedDigest(position)
    if (digest === undefined) return false
    const at = { position, digest }
    return keep(join(this.folder, name), kind, { at, bytes: Buffer.concat([bytesOf(this.key), bytes]) })
  }

  /** Of this very log, and by the same key. */
  private readKept(name: string, kind: string, anyKey = false) {
    const kept = readKept(join(this.folder, name), kind)
    if (!kept || kept.bytes.length < KEY_BYTES) return undefined
    const { position, digest } = kept.at
    const key = new Float64Array(kept.bytes.buffer, 0, KEY_BYTES / 8)
    if (!anyKey && key.some((it, i) => it !== this.key[i])) return undefined
    if (this.entries.statedDigest(position) !== digest) return undefined
    return { position, key, bytes: kept.bytes.subarray(KEY_BYTES) }
  }

  private keptKey(end: number): IdKey | undefined {
    for (let i = 0; i * SEGMENT < end; i++) {
      const kept = this.readKept(String(i), FULL, true)
      if (kept) return kept.key.slice()
    }
    return this.readKept('latest', LATEST, true)?.key.slice()
  }

  private numbersFile(i: number): string {
    return join(this.folder, `${i}.numbers`)
  }

  /** The hashes of so many ids, as the log has them. */
  private *hashesAfter(position: number, count: number): Generator<number> {
    for (let after = position; after < position + count; ) {
      const rows = this.rows.all(after, Math.min(PAGE, position + count - after)) as IdRow[]
      for (const row of rows) {
        if (row[0] !== ++after) throw damaged(after, 'is missing')
        yield this.hashIn(row)
      }
      if (rows.length === 0) throw damaged(after + 1, 'is missing')
    }
  }

  /** An id stands in a row twice. Where both have one hash that is it; else the entry's digest says which one is damaged. */
  private hashIn([position, bare, start]: IdRow): number {
    const hash = hashOfBareId(this.key, bare)
    // After the name and the revision; elsewhere in a name with a quotation mark, so that there the entry is looked at as well.
    const place = start.indexOf(',"', start.indexOf('",') + 2) + 2
    if (hashOfId(this.key, start, place) === hash) return hash
    const [entry, digest] = this.entries.rowAt(position)
    // A damaged entry is named to who asks for the id that its row has.
    return digestOf(entry) === digest ? hashOfId(this.key, (JSON.parse(entry) as EntryText)[3]) : hash
  }
}
