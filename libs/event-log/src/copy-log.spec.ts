import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyLog, NotACopy } from './copy-log'
import type { NewEvent, RecordedEvent } from './port'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite/sqlite-event-log'

const payment = (n: number): NewEvent => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 'PaymentReceived',
  version: 1,
  data: { bankReference: `R-${n}`, share: `${n}.00` },
  metadata: { actor: 'clerk-chen', correlationId: `c${n}`, idempotencyKey: `k${n}` },
})

describe('given a ledger of three contracts, recorded over a year', () => {
  let folder: string
  let source: SqliteEventLog
  let target: SqliteEventLog
  let now = Date.parse('2025-01-01T02:00:00Z')
  const open = (name: string, clock?: () => number) => openSqliteEventLog({ folder: join(folder, name), clock })
  const all = async (log: SqliteEventLog) => {
    const events: RecordedEvent[] = []
    for await (const page of log.readAll()) events.push(...page)
    return events
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'copy-'))
    source = await open('source', () => now)
    // Twelve at a time: each append is a sync of the disk.
    for (let n = 0; n < 1_200; n += 12) {
      now += 12 * 3_600_000
      const [stream, revision] = [`engagement-${(n / 12) % 3}`, Math.floor(n / 36) * 12]
      const payments = Array.from({ length: 12 }, (_, i) => payment(n + i))
      await source.append(stream, revision === 0 ? 'none' : revision - 1, payments)
    }
    target = await open('target')
  })
  afterEach(async () => {
    await source.close()
    await target.close()
    rmSync(folder, { recursive: true })
  })

  test('when it is copied, then ids, revisions, metadata, times and order are the same, and both hash alike', async () => {
    const report = await copyLog(source, target)
    expect(report).toMatchObject({ entries: 1_200, stored: 1_200 })
    expect(report.targetHash).toBe(report.sourceHash)
    expect(await all(target)).toEqual(await all(source))
  })

  test('when the copy breaks off, then the next one goes on and stores only what is missing', async () => {
    const refusing = Object.create(target, {
      restore: {
        value: async (events: RecordedEvent[]) => {
          if (events.some((it) => it.data.bankReference === 'R-700')) throw new Error('the line is cut')
          await target.restore(events)
        },
      },
    })
    await expect(copyLog(source, refusing)).rejects.toThrow('the line is cut')
    const report = await copyLog(source, target)
    expect(report).toMatchObject({ entries: 1_200, stored: 1_200 - 512 })
    expect(report.targetHash).toBe(report.sourceHash)
  })

  test('when it is copied twice, then the second stores nothing', async () => {
    await copyLog(source, target)
    expect(await copyLog(source, target)).toMatchObject({ entries: 1_200, stored: 0 })
  })

  test('when the target holds another ledger, then it is refused and nothing is stored', async () => {
    await target.append('engagement-0', 'none', [payment(5_000)])
    await expect(copyLog(source, target)).rejects.toThrow(NotACopy)
    expect(await target.head()).toBe('1')
  })

  test('when the target has more than the source, then it is refused', async () => {
    await copyLog(source, target)
    await target.append('engagement-9', 'none', [payment(9_000)])
    await expect(copyLog(source, target)).rejects.toThrow('entry 1201 differs')
  })
})
