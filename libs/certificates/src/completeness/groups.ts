import type { Tables } from '@pilot-ledger/figures'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { CompactRange, HASH_BYTES, type LogTree } from '@pilot-ledger/proof'
import { base64, CompletenessMap } from './completeness-map'
import { contractsOf, keyOfStream, STANDING_KEYS } from './keys'

/** Leaves that are read at once. */
const STRETCH = 256
/** Entries between two states that are kept to go on from: a map of a past cut costs no more than so many hashes. */
const KEPT_EVERY = 10_000

/** The trees over the leaves of each key. */
type Ranges = Map<string, CompactRange>
/** The same of the first entries, as few bytes. */
interface Kept {
  readonly upTo: number
  readonly ranges: readonly (readonly [key: string, size: number, hashes: Uint8Array])[]
}
const keptOf = (upTo: number, ranges: Ranges): Kept => ({
  upTo,
  ranges: Array.from(ranges, ([key, range]) => [key, range.size, range.hashes] as const),
})

/**
 * The entries of the log by key, as far as they were asked for: of each key the tree over its leaves as a compact range. It goes
 * along the log's leaves, from the state that is kept nearest before a cut.
 */
export class Groups {
  private readonly kept = [keptOf(0, new Map(STANDING_KEYS.map((it) => [it, new CompactRange()])))]
  private working: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly tables: () => Tables,
    private readonly tree: Pick<LogTree, 'hashes'>,
  ) {}

  /** The map of the entries before a cut, which must be in the tree and in the tables. One after the other: they share the way. */
  at(cut: number): Promise<CompletenessMap> {
    const map = this.working.then(() => this.map(cut))
    this.working = map.catch(() => undefined)
    return map
  }

  private async map(cut: number): Promise<CompletenessMap> {
    const from = this.kept.findLast((it) => it.upTo <= cut) as Kept
    const ranges: Ranges = new Map(from.ranges.map(([key, size, hashes]) => [key, CompactRange.of(size, hashes)]))
    await this.goOn(ranges, from.upTo, cut)
    const leaves = Array.from(ranges, ([key, range]) => ({ key, count: range.size, root: base64(range.root()) }))
    return new CompletenessMap(cut, leaves)
  }

  private async goOn(ranges: Ranges, from: number, to: number): Promise<void> {
    for (let at = from; at < to; ) {
      const count = Math.min(STRETCH, to - at, KEPT_EVERY - (at % KEPT_EVERY))
      this.add(ranges, at, count)
      at += count
      if (at % KEPT_EVERY === 0) this.kept.push(keptOf(at, ranges))
      if (turnIsOver()) await nextTurn()
    }
  }

  private add(ranges: Ranges, from: number, count: number): void {
    const hashes = this.tree.hashes(0, from, count)
    const tables = this.tables()
    for (let i = 0; i < count; i++) {
      const key = keyAt(tables, from + i + 1)
      const range = ranges.get(key) ?? new CompactRange()
      ranges.set(key, range)
      range.append(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES))
    }
  }
}

function keyAt(tables: Tables, sequence: number): string {
  const contract = tables.contractAt(sequence)
  if (contract === undefined) return keyOfStream(tables.streamAt(sequence))
  return contractsOf(tables.platformIds.text(tables.contract(contract).platform))
}
