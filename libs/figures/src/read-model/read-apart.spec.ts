import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { type EventLog, openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import type { FoldedEvent } from '@pilot-ledger/recording/history-at'
import { accepted, contractStream, eventOf, signed } from './contract-entries.spec-support'
import { type LogPage, readApart } from './read-apart'

const [CONTRACTS, ENTRIES] = [40, 60]
const MANY = CONTRACTS * (ENTRIES + 1)
const ALL = { after: undefined, limit: Number.MAX_SAFE_INTEGER }

describe('given a log that is read in a thread', () => {
  let folder: string
  let log: SqliteEventLog
  let program: string
  const corrects = (no: string) => ({
    corrects: signed(no).id,
    content: { type: 'ContractSigned', data: signed(no, { amount: '90.00', title: '“中试”,\n]["\\' }).data },
    reason: '更正',
  })
  const reading = (order: Partial<Parameters<typeof readApart>[1]> = {}) =>
    readApart(program, { log: log.address, ...ALL, ...order })
  const all = async (pages: AsyncIterable<LogPage>) => {
    const found: FoldedEvent[] = []
    for await (const { events } of pages) found.push(...events)
    return found
  }
  /** What is projected of them: who recorded them, and nothing else of their metadata. */
  const readHere = async (options: Parameters<EventLog['readAll']>[0] = {}) => {
    const found: FoldedEvent[] = []
    for await (const page of log.readAll(options))
      found.push(...page.map((it) => ({ ...it, metadata: { actor: it.metadata.actor } })))
    return found
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'read-apart-'))
    log = await openSqliteEventLog({ folder })
    for (let n = 0; n < CONTRACTS; n++) {
      const entries = Array.from({ length: ENTRIES }, (_, at) => accepted(`M${n}`, at))
      if (n % 10 === 0) entries[40] = eventOf(`corrected M${n}`, 'EntryCorrected', corrects(`M${n}`))
      await log.append(contractStream(`M${n}`), 'none', [signed(`M${n}`), ...entries])
    }
    const from = (it: string) => JSON.stringify(join(__dirname, it))
    program = join(folder, 'reading')
    writeFileSync(
      `${program}.ts`,
      `const { servePages } = require(${from('reading-thread')})
       const { openElsewhere } = require(${from('../../../event-log/src')})
       void servePages(openElsewhere, require('node:worker_threads').workerData)`,
    )
  })
  afterEach(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })

  test('then its entries are those of a reading here, from anywhere and so many', async () => {
    expect(await all(reading())).toEqual(await readHere())
    expect(await all(reading({ after: '13', limit: 1_350 }))).toEqual(await readHere({ after: '13', limit: 1_350 }))
    expect(await all(reading({ after: String(MANY) }))).toEqual([])
  })

  test('then each page brings the streams that it folds again, as they were by then', async () => {
    const brought = new Map<string, FoldedEvent[]>()
    for await (const { streams } of reading())
      for (const [stream, { count, events }] of streams ?? []) {
        brought.set(stream, [...(await events())])
        expect(brought.get(stream)).toHaveLength(count)
      }
    const corrected = Array.from({ length: CONTRACTS / 10 }, (_, n) => contractStream(`M${n * 10}`))
    expect([...brought.keys()]).toEqual(corrected)
    for (const [stream, events] of brought) {
      const its = (await readHere()).filter((it) => it.stream === stream)
      expect(events).toEqual(its.slice(0, 42))
    }
  })

  test('then a stream that is brought is parsed once, and not brought again to who folds nothing else', async () => {
    const no = 'M1'
    const corrections = Array.from({ length: 25 }, (_, n) => eventOf(`corrected ${n}`, 'EntryCorrected', corrects(no)))
    await log.append(contractStream(no), ENTRIES, corrections)
    const brought: string[][] = []
    for await (const { streams = new Map() } of reading({ after: String(MANY), pageSize: 10 })) {
      brought.push([...streams.keys()])
      for (const { events } of streams.values()) expect(events()).toBe(events())
    }
    expect(brought).toEqual([[contractStream(no)], [], []])
  })

  test('when the listener has heard enough, then the thread ends', async () => {
    // Far more pages than lie between the two: the thread waits to be asked for more, and is told to stop.
    const pages = reading({ pageSize: 10 })
    for await (const { events } of pages) {
      expect(events).toHaveLength(10)
      break
    }
    expect(await pages.next()).toEqual({ done: true, value: undefined })
  })

  test('when the log cannot be opened, then who listens is told why', async () => {
    await expect(all(reading({ log: { folder: join(folder, 'nowhere') } }))).rejects.toMatchObject({
      reason: 'unreachable',
    })
  })

  test.each([
    [
      'another text',
      `UPDATE events SET entry = replace(entry, '委托方', '委托者') WHERE position = 1042`,
      'does not match its digest',
    ],
    ['missing', 'DELETE FROM events WHERE position = 1042', 'is missing'],
    ['the last of those left', 'DELETE FROM events WHERE position > 1042', `${MANY} had been stored`],
  ])('when an entry is %s, then it is named and nothing behind it is given', async (_, damage, stated) => {
    await log.close()
    const database = new DatabaseSync(join(folder, 'log.db'))
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
      for await (const { events } of reading()) given.push(...events.map((it) => Number(it.position)))
    }
    await expect(read()).rejects.toMatchObject({ reason: 'damaged', message: expect.stringContaining(stated) })
    expect(Math.max(0, ...given)).toBeLessThan(1_042)
  })
})
