import { existsSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { type Database, lookedAt, versionOf } from '../store/database'
import { foreignParts } from '../store/foreign-parts'
import { FIRST_COMMITTED } from '../store/schema'
import { fileOf } from './access-committer'
import { AccountsOfEntries } from './accounts-of-entries'
import { TREES, type TreeName } from './committed-tree'
import { COMMITTED_BY_THEN_MS, HeldTree } from './held-tree'
import { type BegunAnew, Standing, said } from './standing'

function anewWords({ entry, data: { reason }, givenUp }: BegunAnew): string {
  const files = givenUp.map(({ entry, data }) => {
    const { file, accountEntries, reads } = data
    return `${file}（第 ${entry} 条：账户记录 ${accountEntries} account entries、查阅记录 ${reads} reads）`
  })
  const lost = files.length > 0 ? `；不再承担的承诺 no longer held to: ${files.join('、')}` : ''
  return `账本第 ${entry} 条起账户库重新起算 accounts begun anew by entry ${entry}（${reason}）${lost}`
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
  private readonly inFile: string[] = []
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
    const anew = [...this.standing.begunAnew.map(anewWords), ...this.inFile]
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
        lookedAt(database, (it) => this.look(it))
      } finally {
        database.close()
      }
    } catch (error) {
      this.faults.push(`无法读取 the file of accounts cannot be read: ${(error as Error).message}`)
    }
    return this.faults
  }

  private look(database: Database): void {
    if (versionOf(database) < FIRST_COMMITTED) {
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
    this.faults.push(...foreignParts(database))
    const givenUp = this.standing.givenUp.filter(({ data }) => data.file === id)
    for (const name of Object.keys(TREES) as TreeName[]) {
      const tree = new HeldTree(database, name, ours, givenUp)
      tree.hold()
      this.faults.push(...tree.faults)
      this.inFile.push(...tree.told)
    }
    const answered = this.standing.begunAnew.findLast(({ data }) => data.file === id)
    const accounts = new AccountsOfEntries(database, answered?.data.accountEntries)
    this.faults.push(...accounts.faults())
    this.inFile.push(...accounts.told())
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
}
