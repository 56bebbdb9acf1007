import { existsSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { CompactRange, sameHash, toBase64 } from '@pilot-ledger/proof'
import type { AccessCommitted } from '../definitions/commitments'
import type { Database } from '../store/database'
import { FIRST_COMMITTED } from '../store/schema'
import { fileOf } from './access-committer'
import { AccountsOfEntries } from './accounts-of-entries'
import { leafIn, TREES, type TreeName } from './committed-tree'
import { type Said, Standing, said, statedIn } from './standing'

/** A service commits once a minute; clocks of machines differ. */
const COMMITTED_BY_THEN_MS = 5 * 60_000

const NAMES: Readonly<Record<TreeName, string>> = {
  accountEntries: '账户记录 account entries',
  reads: '查阅记录 access log',
}

/**
 * What the log says of access.db, to hold the file against: to be told every entry of the log, then asked. The file is looked at
 * after the log, so what comes to both meanwhile is no fault; what it has beyond the last commitment is held against nothing.
 */
export class AccessHistory {
  private entries = 0
  private readonly standing = new Standing()
  /** When the log was told of each file for the last time. */
  private readonly toldAt = new Map<string, number>()
  private readonly faults: string[] = []
  /** Of the file that was looked at. */
  private id: string | undefined

  /**
   * @param file access.db, or its copy in a backup
   * @param alone whether the log is of these accounts and no others, as on one machine
   * @param expected the id that the file has, of whoever knows it
   */
  constructor(
    private readonly file: string,
    private readonly alone = true,
    private readonly expected?: string,
  ) {}

  add(event: Pick<RecordedEvent, 'stream' | 'type' | 'data'> & Partial<Pick<RecordedEvent, 'recordedAt'>>): void {
    this.entries++
    if (event.stream !== SINGLE_STREAMS.access) return
    this.standing.add(this.entries, event)
    this.toldAt.set(said(event).data.file, event.recordedAt ?? 0)
  }

  /** What whoever reads the answer has to know, sound or not: asked for after `end`. */
  told(): readonly string[] {
    const anew = this.standing.begunAnew.map(
      ({ entry, data: { reason } }) =>
        `账本第 ${entry} 条起账户库重新起算 accounts begun anew by entry ${entry}（${reason}）`,
    )
    const others = [...this.standing.files].filter(([id]) => id !== this.id)
    if (this.alone || others.length === 0) return anew
    const named = others.map(([id, { entry }]) => `${id}（${entry}）`).join('、')
    return [...anew, `已核对账户库 looked at: ${this.id ?? '无 none'}；未核对 committed and not looked at: ${named}`]
  }

  /** What the file contradicts, nothing where it is sound. */
  end(): readonly string[] {
    if (!existsSync(this.file)) {
      const last = this.standing.commitments.at(-1) ?? this.standing.begunAnew.at(-1)
      return last
        ? [`没有账户库，账本第 ${last.entry} 条承诺过它 there is no ${this.file}, which entry ${last.entry} commits`]
        : []
    }
    try {
      const database = new DatabaseSync(this.file, { readOnly: true })
      try {
        database.exec('BEGIN')
        this.look(database)
      } finally {
        // Closed in the middle of a transaction, it would go on holding up whoever tidies the file.
        if (database.isTransaction) database.exec('ROLLBACK')
        database.close()
      }
    } catch (error) {
      this.faults.push(`无法读取 the file of accounts cannot be read: ${(error as Error).message}`)
    }
    return this.faults
  }

  private look(database: Database): void {
    const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
    if (user_version < FIRST_COMMITTED) {
      const last = this.standing.commitments.at(-1)
      if (last)
        this.faults.push(
          `账户库是更早的版本，账本第 ${last.entry} 条承诺的不是它 a file of an older version, not what entry ${last.entry} commits`,
        )
      return
    }
    const id = fileOf(database)
    this.id = id
    const ours = this.standing.commitments.filter(({ data }) => data.file === id)
    if (this.expected !== undefined && this.expected !== id)
      this.faults.push(`账户库应为 ${this.expected}，现为 ${id} · another file than the one that was asked for`)
    if (this.alone) this.others(id)
    else if (!this.toldAt.has(id)) this.unknown(database, id)
    for (const name of Object.keys(TREES) as TreeName[]) this.hold(database, name, ours)
    const answered = this.standing.begunAnew.findLast(({ data }) => data.file === id)
    this.faults.push(...new AccountsOfEntries(database, answered?.data.accountEntries).faults())
  }

  /** Where there is one file, the commitments of another are of one that was there before. */
  private others(id: string): void {
    const { commitments, begunAnew } = this.standing
    const last = commitments.findLast(({ data }) => data.file !== id) ?? begunAnew.at(-1)
    if (!last || last.data.file === id) return
    const { entry, data } = last
    this.faults.push(
      `账户库已被换过：账本第 ${entry} 条承诺的是 ${data.file}，现为 ${id} · the file of accounts was replaced: entry ${entry} commits another`,
    )
  }

  /** A machine that has just come has nothing from before: whoever has, would have had it committed since. */
  private unknown(database: Database, id: string): void {
    if (this.toldAt.size === 0) return
    const oldest = database
      .prepare(
        'SELECT min(at) AS at FROM (SELECT min(at) AS at FROM account_entries UNION ALL SELECT min(at) FROM reads)',
      )
      .get() as { at: number | null }
    if (oldest.at === null || oldest.at > Math.max(...this.toldAt.values()) - COMMITTED_BY_THEN_MS) return
    this.faults.push(
      `账本从未承诺过账户库 ${id}，承诺过的是 ${[...this.toldAt.keys()].join('、')} · the log knows no such file of accounts`,
    )
  }

  private hold(database: Database, name: TreeName, committed: readonly Said<AccessCommitted>[]): void {
    const range = new CompactRange()
    const kept = database.prepare('SELECT hash FROM tree_nodes WHERE tree = ? AND level = 1 AND place = ?')
    /** The first pair of entries that is not the one of which a hash was kept: no proof, but it tells where to look. */
    let differs: number | undefined
    const next = committed.map(({ entry, data }) => ({ entry, ...new Map(statedIn(data)).get(name) })) as {
      entry: number
      size: number
      root: string
    }[]
    let [at, held] = [0, 0]
    const compare = () => {
      for (; at < next.length && next[at].size <= range.size; at++) {
        const { entry, size, root } = next[at]
        if (size === range.size && toBase64(range.root()) === root) {
          held = size
          continue
        }
        const hint = differs === undefined ? '' : `，约在第 ${differs} 条 about ${differs}`
        this.faults.push(
          `${NAMES[name]}: 第 ${held + 1} 至 ${size} 条与账本第 ${entry} 条的承诺不符 from ${held + 1} to ${size} they are not what entry ${entry} commits${hint}`,
        )
        return false
      }
      return true
    }
    if (!compare()) return
    let expected = 1
    for (const row of database.prepare(`SELECT * FROM ${TREES[name].table} ORDER BY sequence`).iterate()) {
      const { sequence } = row as unknown as { sequence: number }
      if (sequence !== expected) {
        this.faults.push(`${NAMES[name]}: 缺第 ${expected} 条 entry ${expected} is missing`)
        return
      }
      expected++
      range.append(leafIn(name, row), (level, index, hash) => {
        if (level !== 1 || differs !== undefined) return
        const before = kept.get(name, index) as { hash: Uint8Array } | undefined
        if (before && !sameHash(before.hash, hash)) differs = 2 * index + 1
      })
      if (!compare()) return
    }
    const cut = next.at(-1)
    if (cut && cut.size > range.size)
      this.faults.push(
        `${NAMES[name]}: 缺第 ${range.size + 1} 至 ${cut.size} 条，账本第 ${cut.entry} 条承诺过 they end at ${range.size} of ${cut.size} that entry ${cut.entry} commits`,
      )
  }
}
