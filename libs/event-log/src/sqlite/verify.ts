import type { RecordedEvent } from '../port'
import { arrays, type Database } from './database'
import { hindranceOf } from './faults'
import type { Acknowledged } from './head-note'
import { hashOfBareId, type IdKey, newIdKey } from './id-hash'
import { decode, isBareOf, type StoredRow, writtenText } from './row'
import { SQL } from './statements'
import { nameCheck } from './streams'

export interface Fault {
  readonly position?: string
  readonly stream?: string
  readonly what: string
}

export interface Listening {
  /** Entries checked, of how many. */
  readonly onProgress?: (checked: number, of: number) => void
  /** Told of all entries in their order, up to the first fault: whoever looks at them too need not read them again. */
  readonly onSound?: (entries: readonly RecordedEvent[]) => Promise<void> | void
}

type Row = [...Required<StoredRow>, stream: number, revision: number, bareId: string]

/** What is parsed of one page should be gone before the next: of four times as many most outlive a collection, which copies them. */
const PAGE = 500

/** Of each entry behind a position, up to another, 32 bits of its id. */
interface IdsOfPage {
  readonly after: number
  readonly end: number
  readonly hashes: Uint32Array
}

interface SeenStream {
  /** Empty until an entry says it. */
  name: string
  revision: number
}

/** What the walk along the entries has seen so far. */
interface Seen {
  position: number
  recordedAt: number
  /** Every page so far could be read. */
  toTheEnd: boolean
  /** Stream number → name and last revision. */
  readonly streams: Map<number, SeenStream>
  readonly idKey: IdKey
  readonly ids: IdsOfPage[]
  /** What is sound of the page, while it is to be told. */
  sound: RecordedEvent[] | undefined
}

/**
 * Looks at everything: SQLite's own structure and indexes, each entry's digest, positions 1, 2, 3 … without a gap, each
 * stream's revisions 0, 1, 2 …, times that never go back, ids and streams found where they are, and that the log reaches as
 * far as it was acknowledged. Every fault is named; a sound log has none. Throws `Unavailable` where something besides the log
 * is in the way of looking, and whatever whoever listens throws.
 */
export async function verifyLog(
  database: Database,
  acknowledged: Acknowledged | undefined,
  { onProgress, onSound }: Listening = {},
): Promise<Fault[]> {
  const faults: Fault[] = []
  const seen: Seen = {
    position: 0,
    recordedAt: 0,
    toTheEnd: false,
    streams: new Map(),
    idKey: newIdKey(),
    ids: [],
    sound: undefined,
  }
  let refused: { readonly error: unknown } | undefined
  const tell = async () => {
    const { sound } = seen
    seen.sound = onSound && []
    if (!sound || sound.length === 0 || faults.length > 0) return
    try {
      await onSound?.(sound)
    } catch (error) {
      refused = { error }
      throw error
    }
  }
  // Each part is looked at even when SQLite gives up on the one before: one broken page must not hide the other faults.
  const parts = [
    () => checkStructure(database, faults),
    tell,
    () => checkEntries(database, acknowledged, seen, faults, tell, onProgress),
    () => checkEnd(database, acknowledged, seen, faults),
    tell,
    () => checkIds(database, seen, faults),
  ]
  for (const part of parts) {
    try {
      await part()
    } catch (error) {
      if (refused) throw refused.error
      const hindrance = hindranceOf(error)
      if (hindrance) throw hindrance
      faults.push({ what: `SQLite: ${(error as Error).message} (after position ${seen.position})` })
    }
  }
  return faults
}

function checkStructure(database: Database, faults: Fault[]): void {
  const found = arrays(database, 'PRAGMA integrity_check(100)').all() as [string][]
  for (const [text] of found) if (text !== 'ok') faults.push({ what: `SQLite: ${text}` })
}

async function checkEntries(
  database: Database,
  acknowledged: Acknowledged | undefined,
  seen: Seen,
  faults: Fault[],
  tell: () => Promise<void>,
  onProgress?: (checked: number, of: number) => void,
): Promise<void> {
  const read = arrays(database, SQL.readRows)
  const head = (arrays(database, SQL.lastPosition).get() as [number | null])[0] ?? 0
  for (let left = true; left; ) {
    left = checkPage(read.all(seen.position, PAGE) as Row[], acknowledged, seen, faults)
    onProgress?.(seen.position, head)
    await tell()
    if (left) await new Promise((resolve) => setImmediate(resolve))
  }
  seen.toTheEnd = true
  const due = Math.max(head, acknowledged?.position ?? 0)
  if (seen.position < due) {
    faults.push({
      position: String(seen.position + 1),
      what: `is missing: the log ends here, but ${due} had been stored`,
    })
  }
}

/** Whether there was anything. */
function checkPage(rows: readonly Row[], acknowledged: Acknowledged | undefined, seen: Seen, faults: Fault[]): boolean {
  const after = seen.position
  for (const row of rows) {
    const what = faultOf(row, seen)
    if (what) faults.push({ position: String(row[2]), stream: seen.streams.get(row[3])?.name, what })
    if (row[2] === acknowledged?.position && row[1] !== acknowledged.digest) {
      faults.push({ position: String(row[2]), what: 'is not the entry that was acknowledged here' })
    }
    seen.position = row[2]
  }
  const hashes = Uint32Array.from(rows, (row) => hashOfBareId(seen.idKey, row[5]))
  seen.ids.push({ after, end: seen.position, hashes })
  return rows.length > 0
}

/** Streams, their heads and the last entries of one moment: a writer beside goes on between two looks. */
function checkEnd(database: Database, acknowledged: Acknowledged | undefined, seen: Seen, faults: Fault[]): void {
  database.exec('BEGIN')
  try {
    const read = arrays(database, SQL.readRows)
    while (seen.toTheEnd && checkPage(read.all(seen.position, PAGE) as Row[], acknowledged, seen, faults));
    checkStreams(database, seen, faults)
  } finally {
    database.exec('COMMIT')
  }
}

function faultOf(row: Row, seen: Seen): string | undefined {
  const [, , position, stream, revision, bareId] = row
  const its = streamIn(seen.streams, stream)
  const { name, revision: last } = its
  its.revision = revision
  if (position !== seen.position + 1) return `follows position ${seen.position}: entries between are missing`
  let event: ReturnType<typeof decode>
  try {
    event = decode([row[0], row[1]], position)
  } catch (error) {
    return (error as Error).message
  }
  if (event.stream !== name) its.name = event.stream
  if (writtenText(event) !== row[0]) return 'is written otherwise than the ledger writes it'
  if (event.position !== String(position)) return `says it is at position ${event.position}`
  if (name !== '' && name !== event.stream) return `is kept with stream ${name}, but is of ${event.stream}`
  if (event.revision !== revision) return `is kept as revision ${revision}, but says ${event.revision}`
  if (revision !== last + 1) return `is revision ${revision}, expected ${last + 1}`
  if (!isBareOf(bareId, event.id)) return `is kept under another id than its own, ${event.id}`
  if (event.recordedAt < seen.recordedAt) return 'was recorded before the entry ahead of it'
  seen.recordedAt = event.recordedAt
  seen.sound?.push(event)
  return undefined
}

/** One object a stream, which stays: one an entry would live just long enough to be moved about by the collector. */
function streamIn(streams: Seen['streams'], stream: number): SeenStream {
  const known = streams.get(stream)
  if (known) return known
  const its = { name: '', revision: -1 }
  streams.set(stream, its)
  return its
}

function checkStreams(database: Database, seen: Seen, faults: Fault[]): void {
  const unnamed = new Map(seen.streams)
  for (const [stream, name, check] of arrays(database, SQL.readStreams).all(0) as [number, string, number][]) {
    const entries = unnamed.get(stream)
    unnamed.delete(stream)
    if (check !== nameCheck(stream, name))
      faults.push({ stream: name, what: `the name of stream number ${stream} is not what was stored` })
    else if (entries === undefined) faults.push({ stream: name, what: 'has no entries' })
    // Which stream unreadable entries are of, none of them says: of each it is told already.
    else if (entries.name !== '' && entries.name !== name)
      faults.push({ stream: name, what: `its entries say ${entries.name}` })
  }
  for (const [stream, { name }] of unnamed)
    faults.push({ stream: name || `number ${stream}`, what: 'has entries, but is not among the streams' })

  const headless = new Map(seen.streams)
  for (const [stream, head] of arrays(database, SQL.readHeads).all() as [number, number][]) {
    const { name, revision } = headless.get(stream) ?? { name: `number ${stream}`, revision: -1 }
    headless.delete(stream)
    if (revision !== head) faults.push({ stream: name, what: `ends at ${head}, its entries at ${revision}` })
  }
  for (const [stream, { name }] of headless)
    faults.push({ stream: name || `number ${stream}`, what: 'has entries, but no head' })
}

/**
 * That no two entries have one id: by 32 bits of each, and where two have the same, as some hundred of a million do by chance, by
 * the ids themselves. Eight bytes an entry in memory at most, and nothing is sorted by SQLite, which would need room for a file: a
 * sound log is sound on a full disk as well.
 */
async function checkIds(database: Database, { idKey, ids }: Seen, faults: Fault[]): Promise<void> {
  const repeated = repeatedIn(ids)
  const read = arrays(database, SQL.readBareIds)
  const first = new Map<string, number>()
  let looked = 0
  for (const { after, end } of placesOf(repeated, ids)) {
    for (const [position, id] of read.all(after, end, PAGE) as [number, string][]) {
      if (!repeated.has(hashOfBareId(idKey, id))) continue
      const known = first.get(id)
      if (known === undefined) first.set(id, position)
      else faults.push({ position: String(position), what: `has the id of the entry at position ${known}` })
    }
    if (++looked % PAGE === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Where these hashes are of, in order: each entry by itself, or its whole page where entries are missing in it. */
function* placesOf(
  wanted: ReadonlySet<number>,
  ids: readonly IdsOfPage[],
): Generator<Pick<IdsOfPage, 'after' | 'end'>> {
  if (wanted.size === 0) return
  for (const page of ids) {
    const { after, end, hashes } = page
    const isWhole = end - after === hashes.length
    if (!isWhole && hashes.some((it) => wanted.has(it))) yield page
    if (isWhole)
      for (const [i, hash] of hashes.entries()) if (wanted.has(hash)) yield { after: after + i, end: after + i + 1 }
  }
}

function repeatedIn(ids: readonly IdsOfPage[]): Set<number> {
  const all = new Uint32Array(ids.reduce((sum, it) => sum + it.hashes.length, 0))
  let at = 0
  for (const { hashes } of ids) {
    all.set(hashes, at)
    at += hashes.length
  }
  all.sort()
  const repeated = new Set<number>()
  for (let i = 1; i < all.length; i++) if (all[i] === all[i - 1]) repeated.add(all[i])
  return repeated
}
