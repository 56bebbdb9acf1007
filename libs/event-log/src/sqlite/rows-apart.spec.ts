import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { v5 as uuidv5 } from 'uuid'
import type { RecordedEvent } from '../port'
import { readApart } from './rows-apart'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite-event-log'

const event = (n: number) => ({
  id: uuidv5(`${n}`, uuidv5.URL),
  type: '一',
  version: 1,
  data: { n, text: '“中试”,\n]["\\' },
  metadata: { actor: '测试', correlationId: 'c' },
})

describe('given a log that is read in a thread', () => {
  let folder: string
  let log: SqliteEventLog
  let file: string
  const reading = (more: Partial<Parameters<typeof readApart>[0]> = {}) =>
    readApart({ file, acknowledged: 0, after: 0, limit: Number.MAX_SAFE_INTEGER, pageSize: 10, ...more })
  const all = async (pages: AsyncIterable<readonly RecordedEvent[]>) => {
    const found: RecordedEvent[][] = []
    for await (const page of pages) found.push([...page])
    return found
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rows-apart-'))
    file = join(folder, 'log.db')
    log = await openSqliteEventLog({ folder })
    for (let n = 0; n < 95; n++) await log.append(`s-${n % 7}`, 'any', [event(n)])
  })
  afterEach(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })

  test('then its pages are those of a reading here, from anywhere and so many', async () => {
    expect(await all(reading())).toEqual(await all(log.readAll({ pageSize: 10 })))
    expect(await all(reading({ after: 13, limit: 35 }))).toEqual(
      await all(log.readAll({ after: '13', limit: 35, pageSize: 10 })),
    )
    expect(await all(reading({ after: 95 }))).toEqual([])
  })

  test('when the listener has heard enough, then the thread ends', async () => {
    const pages = reading({ pageSize: 5 })
    for await (const page of pages) {
      expect(page).toHaveLength(5)
      break
    }
    expect(await pages.next()).toEqual({ done: true, value: undefined })
  })

  test.each([
    [
      'another text',
      `UPDATE events SET entry = replace(entry, '测试', '恻试') WHERE position = 42`,
      'does not match its digest',
    ],
    ['missing', 'DELETE FROM events WHERE position = 42', 'is missing'],
    ['the last of those left', 'DELETE FROM events WHERE position > 42', '95 had been stored'],
  ])('when an entry is %s, then it is named and nothing behind it is given', async (_, damage, stated) => {
    await log.close()
    const database = new DatabaseSync(file)
    database.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted')
    database.exec(damage)
    database.exec(
      `CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
      CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
      BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END`,
    )
    database.close()
    const given: number[] = []
    const read = async () => {
      for await (const page of reading({ acknowledged: 95 })) given.push(...page.map((it) => Number(it.position)))
    }
    await expect(read()).rejects.toMatchObject({ reason: 'damaged', message: expect.stringContaining(stated) })
    expect(Math.max(0, ...given)).toBeLessThanOrEqual(41)
  })
})
