import { CompactRange, sameHash, toBase64 } from '@pilot-ledger/proof'
import type { AccessCommitted } from '../definitions/commitments'
import type { Database } from '../store/database'
import { leafIn, type SizeAndRoot, TREES, type TreeName } from './committed-tree'
import { type Said, statedIn } from './standing'

/** A service commits once a minute; clocks of machines differ. */
export const COMMITTED_BY_THEN_MS = 5 * 60_000

const NAMES: Readonly<Record<TreeName, string>> = {
  accountEntries: '账户记录 account entries',
  reads: '查阅记录 access log',
}

interface Stated extends SizeAndRoot {
  readonly entry: number
  readonly at?: number
}

/** One of the trees of a file, made again from its rows beside what was committed of it. */
export class HeldTree {
  readonly faults: string[] = []
  /** What is no fault and has to be known. */
  readonly told: string[] = []
  private readonly range = new CompactRange()
  private readonly next: readonly Stated[]
  private readonly givenUp: readonly Stated[]
  private readonly kept: ReturnType<Database['prepare']>
  private at = 0
  /** How far it is what was committed, and what was given up. */
  private held = 0
  private heldOfGivenUp = 0
  /** The first pair of entries that is not the one of which a hash was kept: no proof, but it tells where to look. */
  private differs: number | undefined
  /** Entries that bear an earlier time than what was committed before them. */
  private readonly early: number[] = []

  constructor(
    private readonly database: Database,
    private readonly name: TreeName,
    committed: readonly Said<AccessCommitted>[],
    givenUp: readonly Said<AccessCommitted>[],
  ) {
    this.next = committed.map((it) => this.statedOf(it))
    this.givenUp = givenUp.map((it) => this.statedOf(it)).sort((a, b) => a.size - b.size)
    this.kept = database.prepare('SELECT hash FROM tree_nodes WHERE tree = ? AND level = 1 AND place = ?')
  }

  hold(): void {
    if (this.isAsCommitted()) this.alongTheRows()
    const most = this.givenUp.at(-1)
    if (most && this.heldOfGivenUp < most.size)
      this.told.push(
        `${NAMES[this.name]}: 第 ${most.entry} 条曾承诺 ${most.size} 条，如其所承诺的现仅存前 ${this.heldOfGivenUp} 条 of ${most.size} that entry ${most.entry} committed the first ${this.heldOfGivenUp} are there as they were`,
      )
    if (this.early.length > 0)
      this.told.push(
        `${NAMES[this.name]}: 第 ${this.early[0]} 条起有 ${this.early.length} 条的时刻早于此前的承诺，时钟曾拨回或时刻不实 from ${this.early[0]} on ${this.early.length} bear an earlier time than what was committed before them: a clock was set back, or the times are made up`,
      )
  }

  private alongTheRows(): void {
    const { range, name } = this
    const rows = this.database.prepare(`SELECT * FROM ${TREES[name].table} ORDER BY sequence`).iterate()
    for (const row of rows as unknown as Iterable<{ sequence: number; at: number }>) {
      const expected = range.size + 1
      if (row.sequence !== expected) {
        this.faults.push(`${NAMES[name]}: 缺第 ${expected} 条 entry ${expected} is missing`)
        return
      }
      if (row.at < this.notBefore()) this.early.push(expected)
      range.append(leafIn(name, row), (level, index, hash) => {
        if (level !== 1 || this.differs !== undefined) return
        const before = this.kept.get(name, index) as { hash: Uint8Array } | undefined
        if (before && !sameHash(before.hash, hash)) this.differs = 2 * index + 1
      })
      this.lookAtGivenUp()
      if (!this.isAsCommitted()) return
    }
    const cut = this.next.at(-1)
    if (cut && cut.size > range.size)
      this.faults.push(
        `${NAMES[name]}: 缺第 ${range.size + 1} 至 ${cut.size} 条，账本第 ${cut.entry} 条承诺过 they end at ${range.size} of ${cut.size} that entry ${cut.entry} commits`,
      )
  }

  /** What the next entry can no longer be of: the last commitment that it is not under. */
  private notBefore(): number {
    const before = this.at > 0 ? this.next[this.at - 1].at : undefined
    return before === undefined ? Number.NEGATIVE_INFINITY : before - COMMITTED_BY_THEN_MS
  }

  private lookAtGivenUp(): void {
    const { size } = this.range
    const its = this.givenUp.filter((it) => it.size === size)
    if (its.length === 0) return
    const root = toBase64(this.range.root())
    if (its.some((it) => it.root === root)) this.heldOfGivenUp = size
  }

  private isAsCommitted(): boolean {
    const { next, range } = this
    for (; this.at < next.length && next[this.at].size <= range.size; this.at++) {
      const { entry, size, root } = next[this.at]
      if (size === range.size && toBase64(range.root()) === root) {
        this.held = size
        continue
      }
      const hint = this.differs === undefined ? '' : `，约在第 ${this.differs} 条 about ${this.differs}`
      this.faults.push(
        `${NAMES[this.name]}: 第 ${this.held + 1} 至 ${size} 条与账本第 ${entry} 条的承诺不符 from ${this.held + 1} to ${size} they are not what entry ${entry} commits${hint}`,
      )
      return false
    }
    return true
  }

  private statedOf({ entry, data, at }: Said<AccessCommitted>): Stated {
    return { entry, at, ...(new Map(statedIn(data)).get(this.name) as SizeAndRoot) }
  }
}
