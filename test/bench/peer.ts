import { rmSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import type { NewEvent } from '@pilot-ledger/event-log'

/**
 * What one would write instead: an event store of the usual kind in SQLite. A JSON column, unique (stream, version), and a
 * table of sums that the same transaction brings up to date; one transaction an append, as durable as ours. It has no digests,
 * no ids that are refused a second time, no followers, and shares no sync among its callers.
 */
export class UsualStore {
  private readonly database: InstanceType<typeof DatabaseSync>
  private readonly statements

  constructor(private readonly file: string) {
    this.database = new DatabaseSync(file)
    this.database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE events (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        stream TEXT NOT NULL, version INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,
        data TEXT NOT NULL CHECK (json_valid(data)), metadata TEXT NOT NULL, recorded_at INTEGER NOT NULL,
        UNIQUE (stream, version)
      );
      CREATE TABLE received (stream TEXT PRIMARY KEY, payments INTEGER NOT NULL, fen INTEGER NOT NULL)`)
    const [begin, commit, rollBack, add, project] = [
      'BEGIN IMMEDIATE',
      'COMMIT',
      'ROLLBACK',
      'INSERT INTO events (stream, version, id, type, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      `INSERT INTO received VALUES (?, 1, ?)
        ON CONFLICT (stream) DO UPDATE SET payments = payments + 1, fen = fen + excluded.fen`,
    ].map((it) => this.database.prepare(it))
    this.statements = { begin, commit, rollBack, add, project }
  }

  async append(stream: string, expected: 'none' | number, events: readonly NewEvent[]): Promise<void> {
    const { begin, commit, rollBack, add, project } = this.statements
    begin.run()
    try {
      let version = expected === 'none' ? -1 : expected
      for (const { id, type, data, metadata } of events) {
        add.run(stream, ++version, id, type, JSON.stringify(data), JSON.stringify(metadata), Date.now())
        project.run(stream, Number(String(data.share).replace('.', '')))
      }
      commit.run()
    } catch (error) {
      rollBack.run()
      throw error
    }
  }

  close(): void {
    this.database.close()
    for (const end of ['', '-wal', '-shm']) rmSync(this.file + end, { force: true })
  }
}
