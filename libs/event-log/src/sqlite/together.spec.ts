import { randomUUID } from 'node:crypto'
import fs, { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from './database'
import { openSqliteEventLog } from './sqlite-event-log'

const mockOpened: Database[] = []
jest.mock('./database', () => {
  const actual = jest.requireActual('./database')
  const openDatabase = (...given: unknown[]) => {
    const opened = actual.openDatabase(...given)
    mockOpened.push(opened)
    return opened
  }
  return { ...actual, openDatabase }
})

describe('given a log whose write-ahead log may not be opened', () => {
  test('when appends are stored together, then why is told, no connection stays, and the next ones are stored', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-together-'))
    const log = await openSqliteEventLog({ folder })
    const event = { id: randomUUID(), type: 'T', version: 1, data: {}, metadata: { actor: 'a', correlationId: 'c' } }
    const store = () => log.appendTogether([{ stream: 'one', expected: 'none', events: [event] }])
    const { openSync } = fs
    const refused = jest.spyOn(fs, 'openSync').mockImplementation((file, ...others) => {
      if (String(file).endsWith('-wal')) throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
      return openSync(file, ...others)
    })
    await expect(store()).rejects.toMatchObject({ code: 'unavailable', reason: 'not-writable' })
    // The log's own, and that of those stored together.
    expect(mockOpened.map((it) => it.isOpen)).toEqual([true, false])
    refused.mockRestore()
    expect(await store()).toBe('1')
    await log.close()
    rmSync(folder, { recursive: true })
  })
})
