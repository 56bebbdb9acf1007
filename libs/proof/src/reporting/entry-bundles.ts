import { type EventLog, type RecordedEvent, Unavailable } from '@pilot-ledger/event-log'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { leafHash, sameHash } from '../domain/hash'
import { Leaves } from '../domain/leaf'
import { entryBundle, type LengthBytes, TILE_WIDTH, type Tile, tilePath } from '../domain/tiles'
import type { LogTree } from '../keeping/log-tree'

/** 条目包: what the leaves of the tree are made of, a tile's worth at once. */
export class EntryBundles {
  /**
   * @param log in the shapes that were stored; its positions are the entries' numbers, 1 for the first
   * @param tree what the entries must be
   */
  constructor(
    private readonly log: Pick<EventLog, 'readAll'>,
    private readonly tree: LogTree,
  ) {}

  /**
   * Of a tile that is in the tree. Refusal `entry-too-long` where an entry does not fit the format (`at`: its index; `data`: where
   * it and its neighbours stand all the same). Throws `Unavailable` where the entries are not those of the tree: nobody is shown
   * what is not signed.
   */
  async of({ index, width }: Tile, lengthBytes: LengthBytes): Promise<Checked<Buffer>> {
    const before = index * TILE_WIDTH
    // With the one before it, from which times go on.
    const first = Math.max(before - 1, 0)
    const entries = await this.read(first, before + width - first)
    const leaves = before === 0 ? new Leaves() : new Leaves(before, entries.shift()?.recordedAt)
    const bytes = entries.map((it) => leaves.next(it))
    if (bytes.length < width || bytes.some((it, i) => !sameHash(leafHash(it), this.tree.leaf(before + i + 1))))
      throw new Unavailable('damaged', '条目与树不符 / the entries are not those of the tree')
    const bundle = entryBundle(bytes, lengthBytes)
    if (!isRefusal(bundle)) return bundle
    const at = String(before + Number(bundle.facts?.at))
    return { ...bundle, facts: { ...bundle.facts, at, data: tilePath({ level: 'data', index, width }) } }
  }

  private async read(after: number, limit: number): Promise<RecordedEvent[]> {
    const entries: RecordedEvent[] = []
    for await (const page of this.log.readAll({ ...(after > 0 && { after: String(after) }), limit }))
      entries.push(...page)
    return entries
  }
}
