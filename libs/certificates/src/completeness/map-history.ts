import type { RecordedEvent } from '@pilot-ledger/event-log'
import { atOnce } from '@pilot-ledger/kernel'
import { keyOfFirst, OTHER } from './keys'
import { Ranges } from './ranges'

interface Told {
  readonly cut: unknown
  readonly keys: unknown
  readonly root: unknown
}

/**
 * Goes along the entries of a log and holds every completeness map in it against them: who records a map could leave something
 * out of it, and it would be his signed word. Which cuts maps are of is read before, for a map may be of a cut long past.
 */
export class MapHistory {
  private readonly ranges = new Ranges()
  private readonly keys = new Map<string, string>()
  /** What is recorded meanwhile is of cuts that nobody waited for. */
  private readonly recorded: ReadonlySet<string>
  private readonly due: ReadonlySet<unknown>
  /** By cut what the map of it must be. */
  private readonly made = new Map<unknown, Told>()
  private readonly faults: string[] = []
  private sequence = 0

  /** @param recorded the entries of the stream of maps */
  constructor(recorded: readonly RecordedEvent[]) {
    this.recorded = new Set(recorded.map((it) => it.id))
    this.due = new Set(recorded.map((it) => it.data.cut))
    this.make()
  }

  /** @param leaf of the entry, as the tree has it */
  add(entry: RecordedEvent, leaf: Uint8Array): void {
    this.sequence++
    if (this.recorded.has(entry.id)) this.hold(entry)
    if (this.due.size === 0) return
    this.ranges.of(this.keyOf(entry)).append(leaf)
    this.make()
  }

  /** What maps say that is not so; nothing where all are right. */
  end(): readonly string[] {
    return this.faults
  }

  private keyOf(entry: RecordedEvent): string {
    const known = this.keys.get(entry.stream) ?? keyOfFirst(entry) ?? OTHER
    this.keys.set(entry.stream, known)
    return known
  }

  private make(): void {
    if (this.due.has(this.sequence)) this.made.set(this.sequence, atOnce(this.ranges.map(this.sequence)).data)
  }

  /** A map is of what stands before it. */
  private hold({ data: { cut, keys, root } }: RecordedEvent): void {
    const made = this.made.get(cut)
    if (made && made.keys === keys && made.root === root) return
    this.faults.push(
      `第 ${this.sequence} 条的完整性映射（截止 ${cut}）不是账本的 the map of entry ${this.sequence}, of the cut ${cut}, is not that of the log`,
    )
  }
}
