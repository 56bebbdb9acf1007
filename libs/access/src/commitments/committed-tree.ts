import { nextTurn } from '@pilot-ledger/kernel'
import { CompactRange, EMPTY_ROOT, type Nodes, rootOf, toBase64 } from '@pilot-ledger/proof'
import { type Database, inTransaction } from '../store/database'
import { type EntryRow, entryParts, entrySaid, leafOf, type ReadRow, readPersonal, readSaid } from '../store/leaves'

/** What is committed of a tree: so many entries, and the root over them in base64. */
export interface SizeAndRoot {
  readonly size: number
  readonly root: string
}

export const TREES = {
  accountEntries: {
    table: 'account_entries',
    said: (row: unknown) => entrySaid(row as EntryRow),
    personal: (row: unknown) => entryParts(row as EntryRow).personal,
  },
  reads: {
    table: 'reads',
    said: (row: unknown) => readSaid(row as ReadRow),
    personal: (row: unknown) => readPersonal(row as ReadRow),
  },
} as const
export type TreeName = keyof typeof TREES

export const leafIn = (name: TreeName, row: unknown): Uint8Array => leafOf(TREES[name].said(row))

/** access.db is not what the log has commitments of. */
export class AccountsContradicted extends Error {}

const AT_ONCE = 200
const NOWHERE = new Uint8Array(EMPTY_ROOT.length)

/**
 * The tree over one of the tables, which only grows. The hashes above its leaves are kept in the file, for whoever opens it next or
 * wants a proof; nobody believes them before their root is that of the log.
 */
export class CommittedTree implements Nodes {
  private range = new CompactRange()

  constructor(
    private readonly database: Database,
    private readonly name: TreeName,
  ) {}

  get size(): number {
    return this.range.size
  }

  get stated(): SizeAndRoot {
    return { size: this.size, root: toBase64(this.range.root()) }
  }

  node(level: number, index: number): Uint8Array {
    if (level === 0) {
      const row = this.database.prepare(`SELECT * FROM ${TREES[this.name].table} WHERE sequence = ?`).get(index + 1)
      return row ? leafIn(this.name, row) : NOWHERE
    }
    const select = 'SELECT hash FROM tree_nodes WHERE tree = ? AND level = ? AND place = ?'
    const row = this.database.prepare(select).get(this.name, level, index) as { hash: Uint8Array } | undefined
    return row?.hash ?? NOWHERE
  }

  /** Goes on from what was committed. False where the entries do not lead there. */
  async resume(committed: SizeAndRoot): Promise<boolean> {
    const kept = new CompactRange(committed.size, this)
    if (toBase64(kept.root()) === committed.root && this.last() >= committed.size) {
      this.range = kept
      return true
    }
    this.range = new CompactRange()
    await this.grow(committed.size)
    return this.holds(committed)
  }

  /** Whether its beginning is what was committed, which it is grown to. */
  holds({ size, root }: SizeAndRoot): boolean {
    return size <= this.size && toBase64(rootOf(this, 0, size)) === root
  }

  /** Takes in what has come, up to so many entries. Throws `AccountsContradicted` where one is missing. */
  async grow(to = this.last()): Promise<void> {
    const page = this.database.prepare(
      `SELECT * FROM ${TREES[this.name].table} WHERE sequence > ? ORDER BY sequence LIMIT ?`,
    )
    const keep = this.database.prepare('INSERT OR REPLACE INTO tree_nodes VALUES (?, ?, ?, ?)')
    while (this.size < to) {
      const rows = page.all(this.size, Math.min(AT_ONCE, to - this.size))
      const missing = rows.findIndex((it, i) => it.sequence !== this.size + i + 1)
      if (missing !== -1)
        throw new AccountsContradicted(`${this.name}: 缺第 ${this.size + missing + 1} 条 entry missing`)
      if (rows.length === 0) return
      // A page that could not be kept has not been taken in: its hashes are asked for later.
      const range = CompactRange.of(this.size, this.range.hashes)
      inTransaction(this.database, () => {
        for (const row of rows)
          range.append(leafIn(this.name, row), (level, index, hash) => keep.run(this.name, level, index, hash))
      })
      this.range = range
      await nextTurn()
    }
  }

  private last(): number {
    const { last } = this.database.prepare(`SELECT max(sequence) AS last FROM ${TREES[this.name].table}`).get() as {
      last: number | null
    }
    return last ?? 0
  }
}
