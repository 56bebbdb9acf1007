import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite-event-log'

describe('what was appended', () => {
  let folder: string
  let log: SqliteEventLog

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-checkpoints-'))
    log = await openSqliteEventLog({ folder })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const event = () => ({
    id: randomUUID(),
    type: 'InvoiceIssued',
    version: 1,
    data: { note: '中试服务合同'.repeat(400) },
    metadata: { actor: 'clerk-chen', correlationId: 'c' },
  })

  it('is moved into the file while more is appended, and the write-ahead log begins anew', async () => {
    const beside = new DatabaseSync(join(folder, 'log.db'))
    const state = beside.prepare('PRAGMA wal_checkpoint(NOOP)')
    const frames = () => (state.get() as { log: number }).log
    let stored = 0
    let most = 0
    // Where it did not begin anew this would go on until the test's time is over.
    while (frames() >= most) {
      most = frames()
      await log.append('contract', stored === 0 ? 'none' : stored - 1, Array.from({ length: 60 }, event))
      stored += 60
    }
    beside.close()

    expect(most).toBeGreaterThan(3_000)
    let read = 0
    for await (const page of log.readAll()) read += page.length
    expect(read).toBe(stored)
    await log.close()
    const again = await openSqliteEventLog({ folder })
    expect(await again.verify()).toEqual([])
    expect(await again.head()).toBe(String(stored))
    await again.close()
  })
})
