import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppendQueue } from './append-queue'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite-event-log'

describe('given a service that records while somebody verifies its log', () => {
  let folder: string
  let log: SqliteEventLog
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-verify-'))
    log = await openSqliteEventLog({ folder })
  })
  afterEach(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })
  const event = () => ({
    id: randomUUID(),
    type: 'T',
    version: 1,
    data: {},
    metadata: { actor: 'a', correlationId: 'c' },
  })

  it('then what comes between its looks is no fault: another entry of a stream, and a stream that is new', async () => {
    await log.append('known', 'none', [event()])
    const recorded: Promise<unknown>[] = []
    const beside = await openSqliteEventLog({ folder, readOnly: true })
    let before = 0
    const faults = await beside.verify((checked) => {
      // Behind the last page, as another process would.
      if (checked === before) {
        recorded.push(log.append('known', 0, [event()]), log.append('new', 'none', [event()]))
        ;(Reflect.get(log, 'queue') as AppendQueue).drain()
      }
      before = checked
    })
    await beside.close()
    await Promise.all(recorded)
    expect(recorded).toHaveLength(2)
    expect(faults).toEqual([])
  })
})
