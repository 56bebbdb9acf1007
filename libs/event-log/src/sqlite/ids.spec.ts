import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import fc from 'fast-check'
import { SQLITE } from './faults'
import { Ids } from './ids'
import { NumbersByHash } from './numbers-by-hash'
import { digestOf } from './row'
import { dropFormer } from './schema'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite-event-log'

// Segments of eight entries, and of an id's hash two bits: every other question meets a hash that several ids share.
jest.mock('./id-segment', () => ({ ...jest.requireActual('./id-segment'), SEGMENT: 8 }))
jest.mock('./id-hash', () => {
  const hash = (digit: string | undefined) => (Number.parseInt(digit ?? '0', 16) & 3) * 0x10001
  return {
    ...jest.requireActual('./id-hash'),
    hashOfId: (_: unknown, text: string, from = 0) => hash(text[from + 35]),
    hashOfBareId: (_: unknown, text: string) => hash(text[31]),
  }
})

const idOf = (k: number) => `00000000-0000-4000-8000-${String(k).padStart(12, '0')}`
const event = (k: number) => ({
  id: idOf(k),
  type: 'InvoiceIssued',
  version: 1,
  data: { invoiceNo: `INV-${k}` },
  metadata: { actor: 'clerk-chen', correlationId: 'c' },
})
const clock = () => Date.UTC(2025, 2, 4)
const upTo = (count: number) => Array.from({ length: count }, (_, k) => k)

describe('ids of a log', () => {
  const folders: string[] = []
  let folder: string
  let log: SqliteEventLog

  const newFolder = () => {
    const made = mkdtempSync(join(tmpdir(), 'pilot-ledger-ids-'))
    folders.push(made)
    return made
  }
  beforeEach(async () => {
    folder = newFolder()
    log = await openSqliteEventLog({ folder, clock })
  })
  afterEach(() => log.close())
  afterAll(() => {
    for (const it of folders) rmSync(it, { recursive: true })
  })

  const kept = (file = '') => join(folder, 'log.ids', file)
  let stream = 0
  const append = (stream: string, ...ks: number[]) => log.append(stream, 'any', ks.map(event))
  const reopened = async (meanwhile: () => void = () => undefined) => {
    await log.close()
    meanwhile()
    log = await openSqliteEventLog({ folder, clock })
  }
  /** As the death of the process leaves it: nothing is closed, the copy is opened. */
  const killed = async () => {
    const copy = newFolder()
    cpSync(folder, copy, { recursive: true, filter: (it) => !it.includes('writer.') })
    await log.close()
    folder = copy
    log = await openSqliteEventLog({ folder, clock })
  }
  const numbers = async () => {
    const found: string[] = []
    for await (const page of log.readAll()) found.push(...page.map((it) => it.id))
    return found
  }
  const database = <T>(work: (database: InstanceType<typeof DatabaseSync>) => T): T => {
    const opened = new DatabaseSync(join(folder, 'log.db'))
    try {
      return work(opened)
    } finally {
      opened.close()
    }
  }

  const ids = (most: number) => fc.uniqueArray(fc.nat(120), { minLength: 1, maxLength: most })
  const day = fc.record({
    work: fc.array(
      fc.oneof(
        fc.record({ append: fc.array(ids(2), { minLength: 1, maxLength: 5 }) }),
        fc.record({ together: ids(30) }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    night: fc.constantFrom('killed', 'closed', 'without', 'a file instead', 'older', 'foreign', 'flipped', 'flipped'),
    at: fc.nat(),
  })

  it('are refused where they are known, and taken where not, whatever happens to what is kept of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 2, maxLength: 8, size: 'max' }), async (days) => {
        await log.close()
        folder = newFolder()
        log = await openSqliteEventLog({ folder, clock })
        const known = new Set<number>()
        const due: string[] = []
        const older = newFolder()
        const areNew = (ks: readonly number[]) => !ks.some((k) => known.has(k))
        const stored = (ks: readonly number[]) => {
          for (const k of ks) {
            known.add(k)
            due.push(idOf(k))
          }
        }
        for (const { work, night, at } of days) {
          for (const it of work) {
            // Each on a stream of its own, so that a known id is another stream's; those of one turn are one batch.
            const lists = 'append' in it ? it.append : [it.together]
            const answers = await Promise.allSettled(
              'append' in it ? it.append.map((ks) => append(`${stream++}`, ...ks)) : [together(it.together)],
            )
            for (const [i, ks] of lists.entries()) {
              expect(answers[i]).toMatchObject(
                areNew(ks)
                  ? { status: 'fulfilled' }
                  : { status: 'rejected', reason: { code: 'reused-event-id', eventId: expect.any(String) } },
              )
              if (areNew(ks)) stored(ks)
            }
          }
          const theirs = night === 'foreign' ? await foreignIds(due.length) : older
          if (night === 'killed') await killed()
          else
            await reopened(() => {
              if (night === 'flipped') flip(kept(readdirSync(kept()).sort()[at % readdirSync(kept()).length]), at >> 3)
              if (night === 'flipped') return
              if (night === 'closed') cpSync(kept(), older, { recursive: true })
              else rmSync(kept(), { recursive: true })
              if (night === 'a file instead') writeFileSync(kept(), '')
              if (night === 'older' || night === 'foreign') cpSync(theirs, kept(), { recursive: true })
            })
          // What could not be kept is kept the next time.
          if (night === 'a file instead') await reopened(() => rmSync(kept()))
        }
        expect(await numbers()).toEqual(due)
        for (const k of known)
          await expect(append('others', k)).rejects.toMatchObject({ code: 'reused-event-id', eventId: idOf(k) })
        expect(await log.verify()).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  const together = (ks: readonly number[]) =>
    log.appendTogether(ks.map((k) => ({ stream: `${stream++}`, expected: 'none', events: [event(k)] })))

  /** What another log of as many entries keeps. */
  async function foreignIds(entries: number): Promise<string> {
    const theirs = newFolder()
    const other = await openSqliteEventLog({ folder: theirs, clock })
    await Promise.all(upTo(entries).map((k) => other.append('one', 'any', [event(1_000 + k)])))
    await other.close()
    return join(theirs, 'log.ids')
  }

  it('are known though any byte of the file of their numbers is flipped, or the file is gone, while the log is open', async () => {
    for (const k of upTo(20)) await append(`stream-${k}`, k)
    await reopened()
    const size = statSync(kept('0.numbers')).size
    expect(size).toBe(4 * 8)
    for (const at of upTo(size)) {
      await reopened()
      flip(kept('0.numbers'), at)
      for (const k of upTo(20)) await expect(append('other', k)).rejects.toMatchObject({ code: 'reused-event-id' })
    }
    // The number of another, whose hash may be the same.
    for (const place of upTo(8 * 8)) {
      await reopened()
      const bytes = readFileSync(kept('0.numbers'))
      bytes.copyWithin(4 * (place % 8), 4 * (place >> 3), 4 * (place >> 3) + 4)
      writeFileSync(kept('0.numbers'), bytes)
      for (const k of upTo(8)) await expect(append('other', k)).rejects.toMatchObject({ code: 'reused-event-id' })
    }
    await reopened()
    rmSync(kept(), { recursive: true })
    for (const k of upTo(20)) await expect(append('other', k)).rejects.toMatchObject({ code: 'reused-event-id' })
  })

  it('are known though the column that has them is damaged: the entry says its id as well', async () => {
    for (const k of upTo(12)) await append('one', k)
    await reopened(() => {
      rmSync(kept(), { recursive: true })
      tampered("event_id = unhex('00000000000040008000000000000077') WHERE position IN (3, 11)")
    })
    for (const k of upTo(12)) await expect(append('other', k)).rejects.toMatchObject({ code: 'reused-event-id' })
    expect((await log.verify()).map((it) => it.position)).toEqual(['3', '11', '11'])
  })

  it('of a damaged entry are named as damaged, never taken for new', async () => {
    for (const k of upTo(12)) await append('one', k)
    await reopened(() => {
      rmSync(kept(), { recursive: true })
      tampered("entry = replace(entry, '000000000002', '000000000072') WHERE position = 3")
    })
    await expect(append('other', 2)).rejects.toMatchObject({ code: 'unavailable', reason: 'damaged' })
    await expect(append('other', 5)).rejects.toMatchObject({ code: 'reused-event-id' })
  })

  it('that two entries have are found by verifying', async () => {
    for (const k of upTo(10)) await append('one', k)
    await log.close()
    database((it) => {
      const [entry] = it.prepare('SELECT entry FROM events WHERE position = 4').all() as { entry: string }[]
      const again = entry.entry.replace(/^\[4,"one",3,/, '[11,"one",10,')
      it.prepare(
        `INSERT INTO events SELECT 11, stream, 10, event_id, ?1, unhex(?2) FROM events WHERE position = 4`,
      ).run(again, digestOf(again))
      it.exec('UPDATE heads SET head = 10')
    })
    log = await openSqliteEventLog({ folder, clock })
    expect(await log.verify()).toEqual([{ position: '11', what: 'has the id of the entry at position 4' }])
  })

  it('of a log with an index of them, as programs of before made it, are found without, and the index goes', async () => {
    for (const k of upTo(10)) await append('one', k)
    await log.close()
    const indexes = () =>
      database((it) => it.prepare("SELECT name FROM sqlite_schema WHERE name = 'events_by_id'").all().length)
    const asBefore = () => {
      rmSync(kept(), { recursive: true })
      database((it) => it.exec('CREATE UNIQUE INDEX events_by_id ON events (event_id)'))
    }
    asBefore()
    // To read it changes nothing.
    const reading = await openSqliteEventLog({ folder, readOnly: true })
    expect(await reading.verify()).toEqual([])
    expect((await reading.readStream('one')).head).toBe(9)
    await reading.backupTo(join(newFolder(), 'backup.db'))
    await reading.close()
    expect([indexes(), existsSync(kept())]).toEqual([1, false])

    log = await openSqliteEventLog({ folder, clock })
    expect(indexes()).toBe(0)
    for (const k of upTo(10)) await expect(append('other', k)).rejects.toMatchObject({ code: 'reused-event-id' })
    await append('other', 10)
    expect(await log.verify()).toEqual([])
  })

  it('of such a log stay indexed where it is not sound, and where there is no room to take the index away', async () => {
    for (const k of upTo(10)) await append('one', k)
    await log.close()
    const indexes = () =>
      database((it) => it.prepare("SELECT name FROM sqlite_schema WHERE name = 'events_by_id'").all().length)
    database((it) => it.exec('CREATE UNIQUE INDEX events_by_id ON events (event_id)'))
    const sound = newFolder()
    cpSync(folder, sound, { recursive: true })
    tampered("entry = replace(entry, 'INV-9', 'INV-8') WHERE position = 10")
    await expect(openSqliteEventLog({ folder, clock })).rejects.toMatchObject({ reason: 'damaged' })
    expect(indexes()).toBe(1)

    folder = sound
    log = await openSqliteEventLog({ folder, clock })
    expect(indexes()).toBe(0)
    const failing = (errcode: number) => ({
      prepare: () => ({ all: () => [{ name: 'events_by_id', sql: '' }] }),
      exec: () => {
        throw Object.assign(new Error('it failed'), { errcode })
      },
    })
    const drop = (errcode: number) => () => dropFormer(failing(errcode) as unknown as Parameters<typeof dropFormer>[0])
    expect(drop(SQLITE.FULL)).not.toThrow()
    expect(drop(SQLITE.IOERR)).toThrow('it failed')
  })

  it('of a large import are not read from the log on the next opening, whatever was put away since', async () => {
    const read = jest.spyOn(Ids.prototype as unknown as Record<'hashesAfter', () => void>, 'hashesAfter')
    await together(upTo(20))
    await reopened()
    expect(read).not.toHaveBeenCalled()
    await append('one', 20)
    await killed()
    // The last one only: it came after what was kept.
    expect(read.mock.calls).toEqual([[20, 1]])
    for (const k of upTo(21)) await expect(append('other', k)).rejects.toMatchObject({ code: 'reused-event-id' })
    read.mockRestore()
  })

  it('of a large import are put away a segment at a time, and the others not taken up anew each time', async () => {
    await together(upTo(40))
    const made = jest.spyOn(NumbersByHash.prototype as unknown as Record<'makeSlots', () => void>, 'makeSlots')
    for (const k of upTo(6)) await append(`one-${k}`, 40 + k)
    const sizes = made.mock.contexts.map((it) => (it as unknown as NumbersByHash).count)
    made.mockRestore()
    expect(readdirSync(kept()).filter((it) => /^\d$/.test(it))).toHaveLength(5)
    expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(8)
    for (const k of upTo(46)) await expect(append('other', k)).rejects.toMatchObject({ code: 'reused-event-id' })
  })

  it('are kept for nobody but their owner', async () => {
    for (const k of upTo(10)) await append('one', k)
    await log.close()
    expect(statSync(kept()).mode & 0o777).toBe(0o700)
    const files = readdirSync(kept()).sort()
    expect(files).toEqual(['0', '0.numbers', 'latest'])
    for (const it of files) expect(statSync(kept(it)).mode & 0o777).toBe(0o600)
  })

  /** What no program of ours would do. */
  function tampered(update: string): void {
    database((it) => {
      const guard = it.prepare("SELECT sql FROM sqlite_schema WHERE name = 'events_are_never_changed'").get()
      it.exec(`DROP TRIGGER events_are_never_changed; UPDATE events SET ${update}`)
      it.exec((guard as { sql: string }).sql)
    })
  }
})

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  if (bytes.length === 0) return
  bytes[at % bytes.length] ^= 1 << (at % 8)
  writeFileSync(file, bytes)
}
