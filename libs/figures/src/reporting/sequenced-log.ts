import type {
  EventLog,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  StreamSlice,
} from '@pilot-ledger/event-log'
import { STORE } from '../columns/store'
import type { ReadModel } from '../read-model/read-model'

const WAIT_MS = 5_000
const PAGE = 100

/**
 * The log as a reporter shows it: positions are sequences 1, 2, 3 … in log order, the same on every replica, and nothing is
 * shown before the figures have taken it in. The store's own positions are byte offsets that mean nothing to a reader.
 */
export class SequencedLog {
  constructor(
    private readonly model: ReadModel,
    private readonly log: EventLog,
  ) {}

  async head(): Promise<Position | undefined> {
    const { sequence } = this.model.tables
    return sequence === 0 ? undefined : String(sequence)
  }

  compare(a: Position, b: Position): number {
    return sequenceOf(a) - sequenceOf(b)
  }

  reached(position: Position): Promise<boolean> {
    return this.model.reached(position, WAIT_MS)
  }

  async readAt(position: Position): Promise<RecordedEvent | undefined> {
    const sequence = sequenceOf(position)
    const { tables } = this.model
    if (sequence < 1 || sequence > tables.sequence) return undefined
    const from = tables[STORE].entries.get(sequence - 1, 'revision')
    const { events } = await this.log.readStream(tables.streamAt(sequence), { from, limit: 1 })
    return events[0] && this.placed(events[0], sequence)
  }

  /** The stream up to what has been taken in. */
  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const sequences = this.model.tables.sequencesOf(stream)
    if (sequences.length === 0) return { exists: false, head: -1, events: [] }
    const slice = await this.log.readStream(stream, options)
    const events = slice.events
      .filter((it) => it.revision < sequences.length)
      .map((it) => this.placed(it, sequences[it.revision]))
    return { exists: true, head: sequences.length - 1, events }
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly RecordedEvent[]> {
    const { pageSize = PAGE, limit = Number.MAX_SAFE_INTEGER } = options
    const first = options.after === undefined ? 1 : sequenceOf(options.after) + 1
    const last = Math.min(this.model.tables.sequence, first + limit - 1)
    for (let from = first; from <= last; from += pageSize) {
      const count = Math.min(pageSize, last - from + 1)
      const page = await Promise.all(Array.from({ length: count }, (_, i) => this.readAt(String(from + i))))
      yield page.filter((it) => it !== undefined)
    }
  }

  private placed(event: RecordedEvent, sequence: number): RecordedEvent {
    const recordedAt = this.model.tables[STORE].entries.get(sequence - 1, 'recordedAt')
    return { ...event, position: String(sequence), recordedAt }
  }
}

function sequenceOf(position: Position): number {
  if (!/^(0|[1-9]\d{0,14})$/.test(position)) throw new TypeError(`not a sequence: ${position}`)
  return Number(position)
}
