import type { Tables } from '@pilot-ledger/figures'
import { inTurns, nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { HASH_BYTES, type LogTree } from '@pilot-ledger/proof'
import type { CompletenessMap } from './completeness-map'
import type { KeptRanges } from './kept-ranges'
import { contractsOf, keyOfStream } from './keys'
import { type OfKey, Ranges } from './ranges'

/** Leaves that are read at once. */
const STRETCH = 256
/** Maps that are held: whoever asks for one of a past cut asks again. Each is some 4 bytes an entry where platforms have 300 each. */
const MOST_HELD = 4

interface Reached {
  readonly ranges: Ranges
  upTo: number
  /** By the number that a platform has in these tables: to look for its name a million times takes as long as all else. */
  contracts: { readonly tables: Tables; readonly of: OfKey[] }
}

/**
 * The entries of the log by key, as far as they were asked for: it goes along the log's leaves, for a past cut from what was kept
 * of one before it.
 */
export class Groups {
  /** As far as anybody asked. */
  private head: Reached | undefined
  private held: readonly CompletenessMap[] = []
  private working: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly tables: () => Tables,
    private readonly tree: Pick<LogTree, 'hashes' | 'root'>,
    private readonly kept: KeptRanges,
  ) {}

  /** The map of the entries before a cut, which must be in the tree and in the tables. One after the other: they share the way. */
  at(cut: number): Promise<CompletenessMap> {
    const held = this.heldAt(cut)
    if (held) return Promise.resolve(held)
    const map = this.working.then(async () => this.heldAt(cut) ?? (await this.made(cut)))
    this.working = map.catch(() => undefined)
    return map
  }

  private heldAt(cut: number): CompletenessMap | undefined {
    return this.held.find((it) => it.cut === cut)
  }

  private async made(cut: number): Promise<CompletenessMap> {
    const from = await this.nearest(cut)
    // A state that is half-way belongs to nobody.
    if (from === this.head) this.head = undefined
    await this.goOn(from, cut)
    if (this.head === undefined || this.head.upTo < cut) this.head = from
    const map = await inTurns(from.ranges.map(cut))
    this.held = [map, ...this.held.slice(0, MOST_HELD - 1)]
    return map
  }

  /** Whichever is nearer: after a restart, and one question of a past cut, the head may be far behind what was kept. */
  private async nearest(cut: number): Promise<Reached> {
    const { head } = this
    if (head === undefined || head.upTo > cut) return this.before(cut)
    if (this.kept.last(cut) <= head.upTo) return head
    const kept = await this.before(cut)
    return kept.upTo > head.upTo ? kept : head
  }

  private async before(cut: number): Promise<Reached> {
    const found = await this.kept.before(cut, (size) => this.tree.root(size))
    return { upTo: found?.upTo ?? 0, ranges: new Ranges(found?.ranges), contracts: { tables: this.tables(), of: [] } }
  }

  private async goOn(reached: Reached, to: number): Promise<void> {
    while (reached.upTo < to) {
      const { upTo } = reached
      const count = Math.min(STRETCH, to - upTo, this.kept.every - (upTo % this.kept.every))
      this.add(reached, upTo, count)
      reached.upTo = upTo + count
      if (reached.upTo % this.kept.every === 0)
        await this.kept.keep(reached.upTo, this.tree.root(reached.upTo), reached.ranges.kept())
      if (turnIsOver()) await nextTurn()
    }
  }

  private add(reached: Reached, from: number, count: number): void {
    const hashes = this.tree.hashes(0, from, count)
    const tables = this.tables()
    if (tables !== reached.contracts.tables) reached.contracts = { tables, of: [] }
    for (let i = 0; i < count; i++)
      ofEntry(reached, from + i + 1).append(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES))
  }
}

function ofEntry({ ranges, contracts: { tables, of } }: Reached, sequence: number): OfKey {
  const contract = tables.contractAt(sequence)
  if (contract === undefined) return ranges.of(keyOfStream(tables.streamAt(sequence)))
  const { platform } = tables.contract(contract)
  of[platform] ??= ranges.of(contractsOf(tables.platformIds.text(platform)))
  return of[platform]
}
