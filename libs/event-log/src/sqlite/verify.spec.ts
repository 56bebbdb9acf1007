import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedEvent } from '../port'
import type { AppendQueue } from './append-queue'
import type { Database } from './database'
import { digestOf } from './row'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite-event-log'
import { verifyLog } from './verify'

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
    const onProgress = (checked: number) => {
      // Behind the last page, as another process would.
      if (checked === before) {
        recorded.push(log.append('known', 0, [event()]), log.append('new', 'none', [event()]))
        ;(Reflect.get(log, 'queue') as AppendQueue).drain()
      }
      before = checked
    }
    const told: string[] = []
    const onSound = (entries: readonly RecordedEvent[]) => void told.push(...entries.map((it) => it.position))
    const faults = await beside.verify({ onProgress, onSound })
    await beside.close()
    await Promise.all(recorded)
    expect(recorded).toHaveLength(2)
    expect([faults, told]).toEqual([[], ['1', '2', '3']])
  })

  it('then it needs no room beside the log: nothing is sorted in a file of its own', async () => {
    await log.append('known', 'none', [event(), event()])
    const asked: string[] = []
    expect(
      await verifyLog(
        watched((sql) => asked.push(sql)),
        undefined,
      ),
    ).toEqual([])
    const selects = asked.filter((sql) => sql.startsWith('SELECT'))
    expect(selects.length).toBeGreaterThan(3)
    for (const sql of selects) {
      const plan = database()
        .prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/\?\d/g, '1')}`)
        .all() as { detail: string }[]
      expect(plan.map((it) => it.detail).join()).not.toContain('TEMP')
    }
  })

  it.each<[string, (text: string) => string]>([
    ['with spaces', (text) => text.replaceAll(',', ', ')],
    ['with a number as a fraction', (text) => text.replace(/,1,(\d+),\{/, ',1,$1.0,{')],
    ['with escapes', (text) => text.replace('"actor"', '"\\u0061ctor"')],
    [
      'with a name twice, of which others read the first',
      (text) => text.replace('"share":', '"share":"1.00","share":'),
    ],
  ])(
    'when an entry is written otherwise, %s, under its digest, then it is named, though it reads the same',
    async (_, of) => {
      await log.append('known', 'none', [{ ...event(), data: { share: '2.00' } }, event()])
      const { entry } = database().prepare('SELECT entry FROM events WHERE position = 1').get() as { entry: string }
      expect(JSON.parse(of(entry))).toEqual(JSON.parse(entry))
      expect(of(entry)).not.toBe(entry)
      database().exec('DROP TRIGGER events_are_never_changed')
      const written = database().prepare('UPDATE events SET entry = ?, digest = unhex(?) WHERE position = 1')
      written.run(of(entry), digestOf(of(entry)))
      expect(await verifyLog(database(), undefined)).toEqual([
        { position: '1', stream: 'known', what: 'is written otherwise than the ledger writes it' },
      ])
    },
  )

  it.each([
    ['database or disk is full', 13, 'disk-full'],
    ['unable to open database file', 14, 'not-writable'],
    ['disk I/O error', 10 | (25 << 8), 'not-writable'],
  ])(
    'when %s is in the way of looking, then it is told as that, never as a fault of the log',
    async (text, errcode, reason) => {
      await log.append('known', 'none', [event()])
      await expect(verifyLog(failing(text, errcode), undefined)).rejects.toMatchObject({
        code: 'unavailable',
        reason,
        message: expect.stringContaining(text),
      })
    },
  )

  it('when a row has another id than its entry says, then the entry is named', async () => {
    const id = 'b2a98f9c-0d1e-4f2a-8b3c-4d5e6f708192'
    await log.append('known', 'none', [event(), { ...event(), id }, event()])
    database().exec('DROP TRIGGER events_are_never_changed')
    const kept = database().prepare('UPDATE events SET event_id = unhex(?) WHERE position = 2')
    for (const other of ['b2a98f9c0d1e4f2a8b3c4d5e6f708193', 'b2a98f9c0d1e4f2a8b3c4d5e6f7081', '']) {
      kept.run(other)
      expect(await verifyLog(database(), undefined)).toEqual([
        { position: '2', stream: 'known', what: `is kept under another id than its own, ${id}` },
      ])
    }
    kept.run('b2a98f9c0d1e4f2a8b3c4d5e6f708192')
    expect(await verifyLog(database(), undefined)).toEqual([])
  })

  it.each([
    ['of a log that is whole otherwise', ''],
    ['beside one that is missing', '; DELETE FROM events WHERE position = 3'],
  ])('when two rows have one id, %s, then the later is named with the earlier', async (_, more) => {
    await log.append('known', 'none', [event(), event(), event(), event()])
    database().exec(`DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted;
      UPDATE events SET event_id = (SELECT event_id FROM events WHERE position = 2) WHERE position = 4${more}`)
    const faults = await verifyLog(database(), undefined)
    expect(faults.filter(({ what }) => what.startsWith('has the id'))).toEqual([
      { position: '4', what: 'has the id of the entry at position 2' },
    ])
  })

  it('when the file itself cannot be read, then that is a fault', async () => {
    await log.append('known', 'none', [event()])
    expect(await verifyLog(failing('disk I/O error', 10 | (1 << 8)), undefined)).toEqual([
      { what: 'SQLite: disk I/O error (after position 1)' },
    ])
  })

  it('when the one entry of a stream cannot be read, then that is told, and nothing of what it does not say', async () => {
    await log.append('lone', 'none', [event()])
    await log.append('known', 'none', [event()])
    database().exec('DROP TRIGGER events_are_never_changed; UPDATE events SET digest = zeroblob(32) WHERE position = 1')
    const faults = await verifyLog(database(), undefined)
    expect(faults[0]).toMatchObject({ position: '1', what: expect.stringContaining('digest') })
    expect(faults.map(({ what }) => what).filter((it) => it.endsWith(' '))).toEqual([])
    database().exec('DROP TRIGGER streams_are_never_deleted; DELETE FROM streams')
    const told = (await verifyLog(database(), undefined)).filter(({ what }) => what.includes('not among the streams'))
    expect(told.map(({ stream }) => stream)).toEqual(['number 1', 'known'])
  })

  const database = () => Reflect.get(log, 'database') as Database
  /** The log's own connection; each statement is told before it is made. */
  const watched = (told: (sql: string) => void) =>
    ({
      exec: (sql: string) => database().exec(sql),
      prepare: (sql: string) => {
        told(sql)
        return database().prepare(sql)
      },
    }) as Database
  /** SQLite fails where heads are looked at, behind the entries. */
  const failing = (text: string, errcode: number) =>
    watched((sql) => {
      if (/^SELECT stream, head/.test(sql)) throw Object.assign(new Error(text), { errcode })
    })
})
