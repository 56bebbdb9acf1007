import { createHash } from 'node:crypto'
import { canonicalJson, type Json, shortened } from '@pilot-ledger/kernel'
import type { EventLog, RecordedEvent, RestorableLog } from './port'

/** The target holds something that is not the beginning of the source: copying into it would mix two ledgers. */
export class NotACopy extends Error {
  constructor(
    /** 1 for the first entry. */
    readonly entry: number,
    what: string,
  ) {
    super(`第 ${entry} 条记录不同 / entry ${entry} differs: ${what}`)
  }
}

export interface CopyReport {
  /** Entries of either log. */
  readonly entries: number
  /** How many of them this run stored; the others were there from an earlier one. */
  readonly stored: number
  /** SHA-256 (hex) over all entries of the source, and over all of the target, read again after the last was stored. */
  readonly sourceHash: string
  readonly targetHash: string
}

const BATCH = 512

/**
 * Carries a whole log into another store: ids, streams, revisions, metadata, times of recording and order stay. What the
 * target holds already must be the beginning of the source, entry by entry: so a copy that broke off goes on, and a target
 * with other content is refused (`NotACopy`) before anything is stored. Nobody may write to either meanwhile.
 */
export async function copyLog(
  source: EventLog,
  target: RestorableLog,
  onProgress?: (entries: number) => void,
): Promise<CopyReport> {
  const there = entriesOf(target)
  let common = true
  let entries = 0
  let stored = 0
  let waiting: RecordedEvent[] = []
  const store = async () => {
    await target.restore(waiting)
    stored += waiting.length
    waiting = []
    onProgress?.(entries)
  }
  try {
    for await (const event of entriesOf(source)) {
      entries++
      const next = common ? (await there.next()).value : undefined
      if (next) checkSame(entries, event, next)
      else {
        common = false
        waiting.push(event)
        if (waiting.length === BATCH) await store()
      }
    }
    if (common && !(await there.next()).done)
      throw new NotACopy(entries + 1, 'the source has no such entry, the target has')
  } finally {
    await there.return(undefined)
  }
  if (waiting.length > 0) await store()
  const [sourceHash, targetHash] = [await hashOf(source), await hashOf(target)]
  return { entries, stored, sourceHash, targetHash }
}

/**
 * SHA-256 (hex) over a log: of each entry, in order, the canonical JSON (RFC 8785) of [stream, revision, id, type, version,
 * recordedAt, data, metadata] and a line feed. The store's own positions are not part of it.
 */
export async function hashOf(log: EventLog): Promise<string> {
  const hash = createHash('sha256')
  for await (const event of entriesOf(log)) hash.update(`${textOf(event)}\n`)
  return hash.digest('hex')
}

/** All entries; where writers' clocks differed, times are kept from going back, as every reader of the log keeps them. */
async function* entriesOf(log: EventLog): AsyncGenerator<RecordedEvent, undefined> {
  let latest = 0
  for await (const page of log.readAll()) {
    for (const event of page) {
      latest = Math.max(latest, event.recordedAt)
      yield { ...event, recordedAt: latest }
    }
  }
  return undefined
}

function checkSame(entry: number, source: RecordedEvent, target: RecordedEvent): void {
  const [a, b] = [textOf(source), textOf(target)]
  if (a !== b) throw new NotACopy(entry, `${shortened(a, 160)} … ${shortened(b, 160)}`)
}

function textOf({ stream, revision, id, type, version, recordedAt, data, metadata }: RecordedEvent): string {
  return canonicalJson([stream, revision, id, type, version, recordedAt, data, metadata as unknown as Json])
}
