import type { RecordedEvent } from '@pilot-ledger/event-log'
import { atOnce, SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { isAsMade } from './kept-ranges'
import { keyOfFirst, OTHER } from './keys'
import { type OfKey, Ranges } from './ranges'

interface Told {
  readonly cut: unknown
  readonly keys: unknown
  readonly root: unknown
}

/**
 * Goes along the entries of a log and holds every completeness map in it against them: who records a map could leave something
 * out of it, and it would be his signed word. Which cuts maps are of is read before, for a map may be of a cut long past. And what is
 * kept beside the log to make maps from: another state of the same log would make false ones.
 */
export class MapHistory {
  private readonly ranges = new Ranges()
  /** By stream, what is known of its key. */
  private readonly keys = new Map<string, OfKey>()
  /** What is recorded meanwhile is of cuts that nobody waited for. */
  private readonly recorded: ReadonlySet<string>
  private readonly due: ReadonlySet<unknown>
  /** By cut what the map of it must be. */
  private readonly made = new Map<unknown, Told>()
  private readonly faults: string[] = []
  private sequence = 0

  /**
   * @param recorded the entries of the stream of maps
   * @param kept files of what was known at some entries, by how many
   */
  constructor(
    recorded: readonly RecordedEvent[],
    private readonly kept: ReadonlyMap<number, string> = new Map(),
  ) {
    this.recorded = new Set(recorded.map((it) => it.id))
    this.due = new Set(recorded.map((it) => it.data.cut))
    this.make()
  }

  /**
   * @param leaf of the entry, as the tree has it
   * @param root of the tree with it
   */
  add(entry: RecordedEvent, leaf: Uint8Array, root: () => Uint8Array): void {
    this.sequence++
    if (entry.stream === SINGLE_STREAMS.completeness && this.recorded.has(entry.id)) this.hold(entry)
    if (this.due.size === 0 && this.kept.size === 0) return
    this.keyOf(entry).append(leaf)
    this.make()
    const file = this.kept.get(this.sequence)
    if (file !== undefined && !isAsMade(file, root(), this.ranges.kept()))
      this.faults.push(
        `所存不是账本至第 ${this.sequence} 条的 what is kept there is not what the log is up to entry ${this.sequence}, and may be deleted: ${file}`,
      )
  }

  /** What maps say that is not so; nothing where all are right. */
  end(): readonly string[] {
    return this.faults
  }

  private keyOf(entry: RecordedEvent): OfKey {
    const known = this.keys.get(entry.stream)
    if (known !== undefined) return known
    const its = this.ranges.of(keyOfFirst(entry) ?? OTHER)
    this.keys.set(entry.stream, its)
    return its
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
