import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { createSchema } from '../../libs/event-log/src/sqlite/schema'
import { SQL } from '../../libs/event-log/src/sqlite/statements'
import { perSecond } from './measure'

/**
 * The limit of an append: rows like ours, put by a plain loop and our statements into our tables, indexes and triggers, a batch
 * in each synced transaction, moved into the file as seldom. Nobody waits for an answer, nothing is encoded, hashed or checked.
 */
export function bareInserts(file: string, batch: number, seconds: number): number {
  const database = new DatabaseSync(file)
  try {
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 3000',
    )
    createSchema(database)
    const [begin, commit] = ['BEGIN IMMEDIATE', 'COMMIT'].map((it) => database.prepare(it))
    const [addEvents, setHeads] = [SQL.addEvents(EVENTS_A_STATEMENT), SQL.setHeads(batch)].map((it) =>
      database.prepare(it),
    )
    const entry = 'e'.repeat(ENTRY_BYTES)
    const digest = randomBytes(32).toString('hex')
    const start = performance.now()
    let position = 0
    for (let revision = 0; performance.now() - start < seconds * 1000; revision++) {
      const events: (string | number)[][] = []
      const heads: number[] = []
      for (let stream = 1; stream <= batch; stream++) {
        events.push([++position, stream, revision, randomUUID(), entry, digest])
        heads.push(stream, revision)
      }
      begin.run()
      while (events.length > 0) addEvents.run(...events.splice(0, EVENTS_A_STATEMENT).flat())
      setHeads.run(...heads)
      commit.run()
    }
    return perSecond(position, performance.now() - start)
  } finally {
    database.close()
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  }
}

/** As the log puts them; a batch is some of them. */
const EVENTS_A_STATEMENT = 16
/** Of an entry with its place, id and time, where the event takes 400 bytes. */
const ENTRY_BYTES = 560
