import { randomUUID } from 'node:crypto'
import fs, { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { DatabaseSync } from '@photostructure/sqlite'
import { Checkpoints } from './checkpoints'
import type { Database } from './database'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite-event-log'

/** As many frames as are left to gather. */
const GATHERED = 3_000
/** What the thread says whose sync of the file has failed. */
const SYNC_FAILED = { failed: { message: 'disk I/O error', code: 10 } }

const event = () => ({
  id: randomUUID(),
  type: 'InvoiceIssued',
  version: 1,
  data: { note: '中试服务合同'.repeat(400) },
  metadata: { actor: 'clerk-chen', correlationId: 'c' },
})

describe('what was appended', () => {
  let folder: string
  let log: SqliteEventLog
  let beside: Database
  let fatal: Error[]
  let stored: number

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-checkpoints-'))
    fatal = []
    stored = 0
    log = await openSqliteEventLog({ folder, onFatal: (it) => fatal.push(it) })
    beside = new DatabaseSync(join(folder, 'log.db'), { readOnly: true })
  })
  afterEach(async () => {
    jest.restoreAllMocks()
    await log.close()
    beside.close()
    rmSync(folder, { recursive: true })
  })

  const frames = () => (beside.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number }).log

  async function appendMore(): Promise<void> {
    await log.append('contract', stored === 0 ? 'none' : stored - 1, Array.from({ length: 60 }, event))
    stored += 60
  }

  async function appendUntilMoved(): Promise<void> {
    while (frames() < GATHERED) await appendMore()
  }

  async function expectAllInFile(): Promise<void> {
    const again = await openSqliteEventLog({ folder })
    expect(await again.verify()).toEqual([])
    expect(await again.head()).toBe(String(stored))
    await again.close()
  }

  it('is moved into the file while more is appended, and the write-ahead log begins anew', async () => {
    let most = 0
    // Where it did not begin anew this would go on until the test's time is over.
    while (frames() >= most) {
      most = frames()
      await appendMore()
    }

    expect(most).toBeGreaterThan(GATHERED)
    let read = 0
    for await (const page of log.readAll()) read += page.length
    expect(read).toBe(stored)
    await log.close()
    await expectAllInFile()
  })

  it('is in the file itself when the log is closed while it is being moved', async () => {
    const size = () => statSync(join(folder, 'log.db')).size
    const before = size()
    await appendUntilMoved()
    const until = performance.now() + 60_000
    // Without a turn of the event loop: the log is closed before the thread is heard.
    while (size() === before && performance.now() < until);
    await log.close()
    expect(statSync(join(folder, 'log.db-wal')).size).toBe(0)
    expect(fatal).toEqual([])
    await expectAllInFile()
  })

  it('stays in the write-ahead log where its sync fails while the log is being closed, and that is told', async () => {
    const { postMessage } = Worker.prototype
    jest.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, order: unknown) {
      if (order === 'move') return
      this.emit('message', SYNC_FAILED)
      postMessage.call(this, order)
    })
    await appendUntilMoved()
    await log.close()
    expect(fatal).toEqual([expect.objectContaining({ message: expect.stringContaining('disk I/O error') })])
    expect(frames()).toBeGreaterThanOrEqual(GATHERED)
  })

  it('together is refused as a whole where the log stops before it is committed', async () => {
    let thread: Worker | undefined
    jest.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker) {
      thread = this
    })
    await appendUntilMoved()
    function* lot() {
      yield { stream: 'one', expected: 'none' as const, events: [event()] }
      thread?.emit('message', SYNC_FAILED)
      yield { stream: 'other', expected: 'none' as const, events: [event()] }
    }
    await expect(log.appendTogether(lot())).rejects.toMatchObject({ reason: 'closed' })
    expect(fatal).toHaveLength(1)
    expect(await log.head()).toBe(String(stored))
    jest.restoreAllMocks()
  })

  it('together is refused as a whole, and the log stops, where the disk fails before it is committed', async () => {
    jest.spyOn(fs, 'fdatasync').mockImplementation((_file, done) => done(new Error('EIO: i/o error, fdatasync')))
    const lot = [{ stream: 'one', expected: 'none' as const, events: [event()] }]
    await expect(log.appendTogether(lot)).rejects.toMatchObject({ code: 'outcome-unknown' })
    expect(fatal).toHaveLength(1)
    expect(await log.head()).toBeUndefined()
    await expect(log.append('other', 'none', [event()])).rejects.toMatchObject({ reason: 'closed' })
    jest.restoreAllMocks()
  })
})

describe('given a write-ahead log that has to be moved', () => {
  let folder: string
  let file: string
  let database: Database
  let failures: Error[]

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-checkpoints-'))
    file = join(folder, 'log.db')
    database = new DatabaseSync(file)
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE some (bytes);
      INSERT INTO some VALUES (zeroblob(${GATHERED * 4096}))`)
    failures = []
  })
  afterEach(() => {
    database.close()
    rmSync(folder, { recursive: true })
  })

  const left = () => {
    const { log, checkpointed } = database.prepare('PRAGMA wal_checkpoint(NOOP)').get() as Record<string, number>
    return log - checkpointed
  }

  test('when the writer has told a thread so, then it is moved while the writer does something else', async () => {
    // Who may not write cannot have moved it.
    const writers = new DatabaseSync(file, { readOnly: true })
    const checkpoints = new Checkpoints(writers, file, (error) => failures.push(error))
    expect(left()).toBeGreaterThanOrEqual(GATHERED)
    checkpoints.look()
    const until = performance.now() + 60_000
    // Without a turn of the event loop, in which the writer could do its part.
    while (left() > 500 && performance.now() < until);
    expect(left()).toBeLessThanOrEqual(500)
    expect(failures).toEqual([])
    await checkpoints.close()
    writers.close()
  })

  test('when the thread cannot open the file, then the writer moves everything, and goes on after that', async () => {
    const checkpoints = new Checkpoints(database, join(folder, 'none', 'log.db'), (error) => failures.push(error))
    for (let time = 0; time < 2; time++) {
      database.exec(`UPDATE some SET bytes = randomblob(${GATHERED * 4096})`)
      checkpoints.look()
      await checkpoints.close()
      expect(left()).toBe(0)
    }
    expect(failures).toEqual([])
  })

  test('when no thread can be had, then the writer moves everything, and has nothing to wait for', async () => {
    const checkpoints = new Checkpoints(database, file, (error) => failures.push(error))
    Object.assign(checkpoints, {
      start: () => {
        throw Object.assign(new Error('too many open files'), { code: 'ERR_WORKER_INIT_FAILED' })
      },
    })
    checkpoints.look()
    expect(left()).toBe(0)
    await checkpoints.close()
    expect(failures).toEqual([])
  })
})
