import type { RecordedEvent } from '../port'
import type { PendingAppend } from './append-queue'
import type { Database } from './database'
import type { Ids } from './ids'
import { digestOf, entryText } from './row'
import { SQL } from './statements'
import type { StoredEntries } from './stored-entries'
import { nameCheck, type StreamHead } from './streams'

export interface LogEnd {
  readonly position: number
  readonly recordedAt: number
  /** Of the last entry this writer stored. */
  readonly digest?: string
}

type SqlValue = string | number
type EventRow = readonly [position: number, stream: number, revision: number, id: string, entry: string, digest: string]

/** Rows that one statement puts: a statement costs as much as two rows, and one of many long ones more for each. */
const EVENTS = [16, 4, 1]
const HEADS = [64, 16, 4, 1]
const MOST_WAITING = 64

/** Writes entries into the tables, in a transaction that its caller begins and ends; they wait for each other until `flush`. */
export class EntryRows {
  private readonly addStream
  private readonly addEvents
  private readonly setHeads
  private events: EventRow[] = []
  /** Stream → last revision. */
  private readonly heads = new Map<number, number>()

  /** @param entries reads them back, on the same connection */
  constructor(
    database: Database,
    private readonly entries: StoredEntries,
    private readonly ids: Ids,
  ) {
    this.addStream = database.prepare(SQL.addStream)
    this.addEvents = EVENTS.map((rows) => ({ rows, statement: database.prepare(SQL.addEvents(rows)) }))
    this.setHeads = HEADS.map((rows) => ({ rows, statement: database.prepare(SQL.setHeads(rows)) }))
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
      digest = digestOf(entry)
      this.events.push([position, at.stream, revision, event.id, entry, digest])
      this.ids.add(event.id)
    }
    if (at.head === -1) this.addStream.run(at.stream, append.stream, nameCheck(at.stream, append.stream))
    this.heads.set(at.stream, revision)
    if (this.events.length >= MOST_WAITING) this.flush()
    return { position, recordedAt, digest }
  }

  /** Puts what waits. */
  flush(): void {
    inLots(this.addEvents, this.events)
    inLots(this.setHeads, [...this.heads])
    this.heads.clear()
  }

  /** Of a transaction that is taken back: the log ends at `position` again. */
  forgetBeyond(position: number): void {
    this.events = []
    this.heads.clear()
    this.ids.forgetBeyond(position)
  }

  /** False where no entry has this id, neither in the log nor of this transaction. */
  mayHave(id: string): boolean {
    return this.ids.mayHave(id)
  }

  /** The entry with this id, of what has been put. Throws `Unavailable('damaged')`. */
  withId(id: string): RecordedEvent | undefined {
    return this.ids.find(id, (position) => this.entries.page(position - 1, 1)[0])
  }
}

interface Lot {
  readonly rows: number
  readonly statement: ReturnType<Database['prepare']>
}

/** The largest lots first; what has been put is taken from the rows. */
function inLots(lots: readonly Lot[], waiting: (readonly SqlValue[])[]): void {
  for (const { rows, statement } of lots) {
    while (waiting.length >= rows) statement.run(...waiting.splice(0, rows).flat())
  }
}
