import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import type { Steps } from '@pilot-ledger/kernel'
import { STORE } from '../columns/store'
import { Build } from './build'
import { contractStream, eventOf, signed } from './contract-entries.spec-support'
import { differences } from './page-digests'
import { ReadModel } from './read-model'

// Every page that is saved is a turn of its own.
jest.mock('@pilot-ledger/kernel', () => ({
  ...jest.requireActual('@pilot-ledger/kernel'),
  inTurns: async (steps: Steps<void>) => {
    while (!steps.next().done) await new Promise((resolve) => setImmediate(resolve))
  },
}))

describe('given a log and the read model that follows it', () => {
  let folder: string
  let log: SqliteEventLog
  let file: string
  const open = () => ReadModel.open(log, { file })
  const sign = (no: string) => log.append(contractStream(no), 'none', [signed(no)])

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'read-model-'))
    file = join(folder, 'figures.db')
    log = await openSqliteEventLog({ folder })
  })
  afterEach(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })

  test('when it is stopped and opened again, then it goes on where it stood', async () => {
    await sign('A')
    const first = await open()
    await first.start()
    await first.stop()
    await sign('B')
    const again = await open()
    expect(again.tables.sequence).toBe(1)
    await again.start()
    expect(again.tables.sequence).toBe(2)
    await again.stop()
  })

  test('when a page cannot be written, then rows and checkpoint stay as they were, together (scenario 43)', async () => {
    await sign('A')
    const model = await open()
    await model.start()
    await sign('B').then(({ position }) => model.reached(position, 2000))
    jest.spyOn(model.tables[STORE].texts, 'encodePage').mockImplementation(() => {
      throw new Error('the disk refuses')
    })
    expect(() => model.save()).toThrow('the disk refuses')
    expect(model.failure?.message).toBe('the disk refuses')
    await model.stop()
    const again = await open()
    expect(again.tables.sequence).toBe(1)
    expect(again.tables[STORE].contracts.length).toBe(1)
    await again.start()
    expect(again.tables[STORE].contracts.length).toBe(2)
    await again.stop()
  })

  test('when the log lost entries that the figures have seen, then it is refused: acknowledged entries are missing', async () => {
    await sign('A')
    await sign('B')
    const model = await open()
    await model.start()
    await model.stop()
    await log.close()
    for (const side of ['', '-wal', '-shm']) rmSync(join(folder, `log.db${side}`), { force: true })
    rmSync(join(folder, 'head.note'), { force: true })
    const other = mkdtempSync(join(tmpdir(), 'read-model-other-'))
    log = await openSqliteEventLog({ folder: other })
    await sign('A')
    await expect(ReadModel.open(log, { file })).rejects.toThrow('recorded entries are missing')
  })

  test('when the log holds another entry at the checkpoint, then it is refused as foreign', async () => {
    await sign('A')
    const model = await open()
    await model.start()
    await model.stop()
    const other = mkdtempSync(join(tmpdir(), 'read-model-other-'))
    await log.close()
    log = await openSqliteEventLog({ folder: other })
    await sign('Z')
    await expect(ReadModel.open(log, { file })).rejects.toThrow('figures were built from')
  })

  test('when an entry is of a type nobody knows, then figures halt, say which, and waiting ends (scenario 46)', async () => {
    const halts: string[] = []
    await sign('A')
    const model = await ReadModel.open(log, { file, onHalt: (error) => halts.push(error.message) })
    await model.start()
    const stream = contractStream('A')
    const { position } = await log.append(stream, 0, [eventOf('odd', 'ContractSung', { tune: 'c' })])
    expect(await model.reached(position, 2000)).toBe(false)
    expect(model.failure?.message).toContain('type ContractSung is unknown')
    expect(halts).toHaveLength(1)
    expect(model.tables.sequence).toBe(1)
    await model.stop()
  })

  test('when a position is waited for that does not come, then waiting ends with no', async () => {
    await sign('A')
    const model = await open()
    await model.start()
    expect(await model.reached('2', 30)).toBe(false)
    await model.stop()
  })
})

describe('given a model of several pages that is saved while others have their turn', () => {
  let folder: string
  let log: SqliteEventLog
  let build: Build
  const sign = (no: string) => log.append(contractStream(no), 'none', [signed(no)])
  const takeNew = async () => {
    for await (const page of log.readAll({ after: build.checkpoint?.position })) await build.take(page)
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'save-'))
    log = await openSqliteEventLog({ folder })
    build = Build.afresh(log, join(folder, 'figures.db'))
    await Promise.all(Array.from({ length: 300 }, (_, i) => sign(`A${i}`)))
    await takeNew()
  })
  afterEach(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })

  test('when entries come meanwhile, then what is stored is the state before them, and they are in afterwards', async () => {
    await sign('B')
    const saving = build.saveInTurns()
    const taking = takeNew()
    await saving
    const file = join(folder, 'copy.db')
    copyFileSync(join(folder, 'figures.db'), file)
    copyFileSync(join(folder, 'figures.db-wal'), `${file}-wal`)
    const stored = Build.stored(log, file)
    expect(stored.tables.sequence).toBe(300)
    stored.close()
    await taking
    expect(build.tables.sequence).toBe(301)
    build.close()
  })

  test('when it is closed meanwhile, then it is stored whole', async () => {
    const saving = build.saveInTurns()
    await new Promise((resolve) => setImmediate(resolve))
    build.close()
    await saving
    const again = Build.stored(log, join(folder, 'figures.db'))
    const clean = Build.afresh(log, join(folder, 'clean.db'))
    for await (const page of log.readAll()) await clean.take(page)
    expect(differences(again.tables, clean.tables)).toEqual([])
    again.close()
    clean.close()
  })
})
