import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { eventLogContract, type OpenLog, type OpenOptions } from '../contract/contract.spec-support'
import { runChild } from './child.spec-support'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite-event-log'

const MEBIBYTE = 1_048_576

eventLogContract('SQLite', {
  async open(options: OpenOptions = {}): Promise<OpenLog> {
    const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-contract-'))
    let log: SqliteEventLog = await openSqliteEventLog({ folder, ...options })
    const again = async () => {
      log = await openSqliteEventLog({ folder, ...options })
      return log
    }
    return {
      log,
      maxAppendBytes: MEBIBYTE,
      openReads: () => readersOf(join(folder, 'log.db')),
      async loseTail(count) {
        await log.close()
        cutLastEntries(join(folder, 'log.db'), count)
        return again()
      },
      async reopen() {
        await log.close()
        return again()
      },
      async killWriterAfter(count) {
        await log.close()
        const acknowledged = await appendUntilKilled(folder, count)
        return { log: await again(), acknowledged }
      },
      async dispose() {
        await log.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
})

/** 1 while a statement is reading: emptying the write-ahead log is then answered with "busy". */
function readersOf(file: string): number {
  const other = new DatabaseSync(file)
  try {
    return (other.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number }).busy
  } finally {
    other.close()
  }
}

/** What restoring an older copy of the file amounts to: nothing in the file itself is wrong. */
function cutLastEntries(file: string, count: number): void {
  const other = new DatabaseSync(file)
  const guards = other.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string
    sql: string
  }[]
  for (const { name } of guards) other.exec(`DROP TRIGGER ${name}`)
  other.exec(`
    DELETE FROM events WHERE position > (SELECT max(position) FROM events) - ${count};
    UPDATE heads SET head = (SELECT max(revision) FROM events WHERE events.stream = heads.stream)`)
  for (const { sql } of guards) other.exec(sql)
  other.close()
}

const ENDLESS_WRITER = `
  const { openSqliteEventLog } = require('./sqlite/sqlite-event-log.js')
  const { randomUUID } = require('node:crypto')
  openSqliteEventLog({ folder: process.argv[2] }).then(async (log) => {
    for (let revision = -1; ; revision++) {
      const event = { id: randomUUID(), type: 'PaymentReceived', version: 1, data: { amount: '1.00' }, metadata: { actor: 'a', correlationId: 'c' } }
      await log.append('killed', revision === -1 ? 'none' : revision, [event])
      require('node:fs').writeSync(1, event.id + '\\n')
    }
  })`

async function appendUntilKilled(folder: string, count: number): Promise<string[]> {
  const child = runChild(ENDLESS_WRITER, [folder])
  const acknowledged: string[] = []
  for await (const id of child.lines()) {
    acknowledged.push(id)
    if (acknowledged.length === count) child.process.kill('SIGKILL')
  }
  const { signal } = await child.ended
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${child.errors()}`)
  return acknowledged
}
