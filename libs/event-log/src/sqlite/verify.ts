import type { DatabaseSync } from '@photostructure/sqlite'
import { digestOf, type StoredRow, textOfId } from './row'
import { SQL } from './statements'
import { arrays } from './writer'

export interface Fault {
  readonly position?: string
  readonly stream?: string
  readonly what: string
}

const PAGE = 5000

/**
 * Looks at everything: SQLite's own structure and indexes, each row's digest and readability, positions 1, 2, 3 … without a
 * gap, each stream's revisions 0, 1, 2 …, times that never go back.
 */
export async function verifyLog(
  database: InstanceType<typeof DatabaseSync>,
  onProgress: (checked: number, of: number) => void = () => {},
): Promise<Fault[]> {
  const faults: Fault[] = []
  try {
    const integrity = arrays(database, 'PRAGMA integrity_check(100)').all() as [string][]
    for (const [text] of integrity) if (text !== 'ok') faults.push({ what: `SQLite: ${text}` })
    await verifyRows(database, faults, onProgress)
  } catch (error) {
    faults.push({ what: `SQLite: ${(error as Error).message}` })
  }
  return faults
}

async function verifyRows(
  database: InstanceType<typeof DatabaseSync>,
  faults: Fault[],
  onProgress: (checked: number, of: number) => void,
): Promise<void> {
  const read = arrays(database, SQL.readAll)
  const head = (arrays(database, SQL.last).get() as [number, number] | undefined)?.[0] ?? 0
  const revisions = new Map<string, number>()
  let [after, recordedAt] = [0, 0]
  for (;;) {
    const rows = read.all(after, PAGE) as StoredRow[]
    for (const row of rows) {
      const fault = faultOf(row, after, revisions, recordedAt)
      if (fault) faults.push({ position: String(row[0]), stream: row[1], what: fault })
      after = row[0]
      recordedAt = Math.max(recordedAt, row[6])
      revisions.set(row[1], row[2])
    }
    onProgress(after, head)
    if (rows.length === 0) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (after !== head) faults.push({ position: String(after + 1), what: `reading ends at ${after}, the log at ${head}` })
}

function faultOf(row: StoredRow, before: number, revisions: Map<string, number>, recordedAt: number): string | undefined {
  const [position, stream, revision, id, type, version, time, data, metadata, digest] = row
  if (!digestOf(position, stream, revision, textOfId(id), type, version, time, data, metadata).equals(digest)) {
    return 'does not match its digest'
  }
  if (position !== before + 1) return `follows position ${before}: entries between are missing`
  const expected = (revisions.get(stream) ?? -1) + 1
  if (revision !== expected) return `is revision ${revision}, expected ${expected}`
  if (time < recordedAt) return 'was recorded before the entry ahead of it'
  try {
    JSON.parse(data)
    JSON.parse(metadata)
    return undefined
  } catch (error) {
    return `cannot be decoded: ${(error as Error).message}`
  }
}
