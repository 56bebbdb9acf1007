import { arrays, type Database } from './database'
import type { Acknowledged } from './head-note'
import { bytesOfId, decode, type StoredRow } from './row'
import { SQL } from './statements'
import { nameCheck } from './streams'

export interface Fault {
  readonly position?: string
  readonly stream?: string
  readonly what: string
}

type Row = [...Required<StoredRow>, stream: number, revision: number, eventId: Uint8Array]

const PAGE = 2_000

/** What the walk along the entries has seen so far. */
interface Seen {
  position: number
  recordedAt: number
  /** Every page so far could be read. */
  toTheEnd: boolean
  /** Stream number → name and last revision. */
  readonly streams: Map<number, { name: string; revision: number }>
}

/**
 * Looks at everything: SQLite's own structure and indexes, each entry's digest, positions 1, 2, 3 … without a gap, each
 * stream's revisions 0, 1, 2 …, times that never go back, ids and streams found where they are, and that the log reaches as
 * far as it was acknowledged. Every fault is named; a sound log has none.
 * @param onProgress entries checked, of how many
 */
export async function verifyLog(
  database: Database,
  acknowledged: Acknowledged | undefined,
  onProgress?: (checked: number, of: number) => void,
): Promise<Fault[]> {
  const faults: Fault[] = []
  const seen: Seen = { position: 0, recordedAt: 0, toTheEnd: false, streams: new Map() }
  // Each part is looked at even when SQLite gives up on the one before: one broken page must not hide the other faults.
  const parts = [
    () => checkStructure(database, faults),
    () => checkEntries(database, acknowledged, seen, faults, onProgress),
    () => checkEnd(database, acknowledged, seen, faults),
    () => checkIds(database, faults),
  ]
  for (const part of parts) {
    try {
      await part()
    } catch (error) {
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
  onProgress?: (checked: number, of: number) => void,
): Promise<void> {
  const read = arrays(database, SQL.readRows)
  const head = (arrays(database, SQL.lastPosition).get() as [number | null])[0] ?? 0
  for (let left = true; left; ) {
    left = checkPage(read.all(seen.position, PAGE) as Row[], acknowledged, seen, faults)
    onProgress?.(seen.position, head)
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
  for (const row of rows) {
    const what = faultOf(row, seen)
    if (what) faults.push({ position: String(row[2]), stream: seen.streams.get(row[3])?.name, what })
    if (row[2] === acknowledged?.position && row[1] !== acknowledged.digest) {
      faults.push({ position: String(row[2]), what: 'is not the entry that was acknowledged here' })
    }
    seen.position = row[2]
  }
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
  const [, , position, stream, revision, idBytes] = row
  const before = seen.streams.get(stream)
  seen.streams.set(stream, { name: before?.name ?? '', revision })
  if (position !== seen.position + 1) return `follows position ${seen.position}: entries between are missing`
  let event: ReturnType<typeof decode>
  try {
    event = decode([row[0], row[1]], position)
  } catch (error) {
    return (error as Error).message
  }
  seen.streams.set(stream, { name: event.stream, revision })
  if (event.position !== String(position)) return `says it is at position ${event.position}`
  if (before && before.name !== '' && before.name !== event.stream)
    return `is kept with stream ${before.name}, but is of ${event.stream}`
  if (event.revision !== revision) return `is kept as revision ${revision}, but says ${event.revision}`
  if (revision !== (before?.revision ?? -1) + 1)
    return `is revision ${revision}, expected ${(before?.revision ?? -1) + 1}`
  if (!bytesOfId(event.id).equals(idBytes)) return `is kept under another id than its own, ${event.id}`
  if (event.recordedAt < seen.recordedAt) return 'was recorded before the entry ahead of it'
  seen.recordedAt = event.recordedAt
  return undefined
}

function checkStreams(database: Database, seen: Seen, faults: Fault[]): void {
  const unnamed = new Map(seen.streams)
  for (const [stream, name, check] of arrays(database, SQL.readStreams).all(0) as [number, string, number][]) {
    const entries = unnamed.get(stream)
    unnamed.delete(stream)
    if (check !== nameCheck(stream, name))
      faults.push({ stream: name, what: `the name of stream number ${stream} is not what was stored` })
    else if (entries === undefined) faults.push({ stream: name, what: 'has no entries' })
    else if (entries.name !== name) faults.push({ stream: name, what: `its entries say ${entries.name}` })
  }
  for (const { name } of unnamed.values())
    faults.push({ stream: name, what: 'has entries, but is not among the streams' })

  const headless = new Map(seen.streams)
  for (const [stream, head] of arrays(database, SQL.readHeads).all() as [number, number][]) {
    const { name, revision } = headless.get(stream) ?? { name: `number ${stream}`, revision: -1 }
    headless.delete(stream)
    if (revision !== head) faults.push({ stream: name, what: `ends at ${head}, its entries at ${revision}` })
  }
  for (const { name } of headless.values()) faults.push({ stream: name, what: 'has entries, but no head' })
}

/** That no two entries have one id. Sorted in a file where the ids are too many for the cache: memory stays as it is. */
function checkIds(database: Database, faults: Fault[]): void {
  const { temp_store } = database.prepare('PRAGMA temp_store').get() as { temp_store: number }
  database.exec('PRAGMA temp_store = FILE')
  try {
    for (const [position, first] of arrays(database, SQL.repeatedIds).all() as [number, number][])
      faults.push({ position: String(position), what: `has the id of the entry at position ${first}` })
  } finally {
    database.exec(`PRAGMA temp_store = ${temp_store}`)
  }
}
