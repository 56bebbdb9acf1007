import {
  type Appended,
  type EventLog,
  type Expected,
  type NewEvent,
  type Position,
  type ReadStreamOptions,
  type RecordedEvent,
  type StreamSlice,
  VersionConflict,
} from '@pilot-ledger/event-log'
import type { PlannedAppend } from './plans'

/** What is staged stands nowhere yet. */
const NOWHERE: Position = ''

/** The log as it will be with what is staged: appends are held back, to be stored as a whole or not at all. */
export class StagedLog implements Pick<EventLog, 'append' | 'readStream' | 'head'> {
  readonly appends: PlannedAppend[] = []
  private readonly staged = new Map<string, RecordedEvent[]>()
  private leans = false

  constructor(
    private readonly log: EventLog,
    private readonly clock: () => number,
  ) {}

  /** What comes from now on leans on what came before. */
  lean(): void {
    this.leans = true
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    // Where nothing of a stream is staged the log itself will say whether it is there.
    const its = this.staged.get(stream)
    const at = expected === 'none' ? -1 : (expected as number)
    const head = its?.at(-1)?.revision ?? at
    if (head !== at) throw new VersionConflict(stream, expected, head)
    const recordedAt = this.clock()
    const added = events.map((it, i) => ({ ...it, stream, revision: head + 1 + i, position: NOWHERE, recordedAt }))
    this.staged.set(stream, [...(its ?? []), ...added])
    this.appends.push({ stream, expected: head === -1 ? 'none' : head, events, leans: this.leans })
    return { revision: head + events.length, position: NOWHERE, repeated: false }
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const its = this.staged.get(stream)
    if (!its) return this.log.readStream(stream, options)
    const { from = 0, limit = Number.POSITIVE_INFINITY } = options
    const { events } = await this.log.readStream(stream)
    const all = [...events, ...its]
    return { exists: true, head: all.length - 1, events: all.slice(from, from + limit) }
  }

  head(): Promise<Position | undefined> {
    return this.log.head()
  }
}
