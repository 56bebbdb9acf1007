import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { DatabaseSync } from '@photostructure/sqlite'
import { engagementStream } from '@pilot-ledger/engagements'
import { type EventLog, openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { v5 as uuidv5 } from 'uuid'
import { STORE } from '../columns/store'
import { Build } from './build'
import { differences } from './page-digests'
import { DamagedReadModel } from './page-store'
import { ReadModel, type Rebuilt } from './read-model'

const PLATFORM = '6071b97d-4e9b-5928-b730-db80c5543dcd'
/** Two platforms, so that no page is of zeros alone: such a one cannot be zeroed. */
const platformOf = (no: string) => (no.endsWith('1') ? '5b1c9f0e-3f43-5d19-9a0c-8d7f6f1f7c11' : PLATFORM)
/** Enough for several pages of everything. */
const CONTRACTS = 520

describe('given a stored model of which one page is not as it was written', () => {
  let [folder, sound] = ['', '']
  let log: SqliteEventLog
  let clean: Build
  const signed = (no: string) => ({
    id: uuidv5(no, uuidv5.URL),
    type: 'ContractSigned',
    version: 1,
    data: {
      ...{
        platform: platformOf(no),
        contractNo: no,
        title: `服务 ${no}`,
        kind: 'single',
        serviceCategories: ['产品试制'],
      },
      client: { id: { scheme: 'person', value: no }, name: `委托人 ${no}` },
      ...{
        products: [`镜头 ${no}`],
        amount: '100.00',
        taxBasis: 'inclusive',
        pricing: 'fixed',
        signedOn: '2025-03-01',
      },
    },
    metadata: { actor: '测试', correlationId: no },
  })
  const sign = (no: string) => log.append(engagementStream(engagementIdOf(platformOf(no), no)), 'none', [signed(no)])

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'damage-'))
    sound = join(folder, 'sound.db')
    log = await openSqliteEventLog({ folder })
    await Promise.all(Array.from({ length: CONTRACTS }, (_, i) => sign(`HT-${i}`)))
    const model = await ReadModel.open(log, { file: sound })
    await model.start()
    await model.stop()
    clean = Build.afresh(log, join(folder, 'clean.db'))
    for await (const page of log.readAll()) await clean.take(page)
  })
  afterAll(async () => {
    clean.close()
    await log.close()
    rmSync(folder, { recursive: true })
  })

  const pagesOf = (file: string) => {
    const database = new DatabaseSync(file)
    const pages = database.prepare('SELECT name, page FROM pages').all() as { name: string; page: number }[]
    database.close()
    return pages
  }
  const harm = (statement: string, { name, page }: { name: string; page: number }) => {
    const file = join(folder, 'harmed.db')
    for (const it of [file, `${file}.damaged`]) rmSync(it, { force: true })
    copyFileSync(sound, file)
    const database = new DatabaseSync(file)
    expect(database.prepare(`${statement} WHERE name = ? AND page = ?`).run(name, page).changes).toBe(1)
    database.close()
    return file
  }
  /** Every page is asked for; what is answered is right, or the damage is named. */
  const askAll = ({ tables }: ReadModel) => {
    try {
      expect(differences(tables, clean.tables)).toEqual([])
    } catch (error) {
      if (!(error instanceof DamagedReadModel)) throw error
    }
  }
  const mended = async (model: ReadModel) => {
    while (model.failure) await turn()
  }

  test.each([
    'UPDATE pages SET bytes = zeroblob(length(bytes))',
    "UPDATE pages SET digest = x'00'",
    'DELETE FROM pages',
  ])('then it is named by table and page, and built again from the log: %s', async (statement) => {
    const pages = pagesOf(sound)
    const filled = clean.tables[STORE].stored.filter((it) => it.length > 0)
    expect(new Set(pages.map((it) => it.name))).toEqual(new Set(filled.map((it) => it.name)))
    for (const it of pages) {
      const file = harm(statement, it)
      const notes: string[] = []
      const model = await ReadModel.open(log, { file, onNote: (text) => notes.push(text) })
      await model.start()
      askAll(model)
      await mended(model)
      expect(notes).toEqual([expect.stringContaining(`page ${it.page} of ${it.name} `)])
      expect(differences(model.tables, clean.tables)).toEqual([])
      expect(existsSync(`${file}.damaged`)).toBe(true)
      await model.stop()
    }
  })

  test('of which two are exchanged, each whole, then that is named too', async () => {
    const pages = pagesOf(sound)
    for (const [i, one] of pages.slice(1).entries()) {
      const other = pages[i]
      const file = join(folder, 'harmed.db')
      for (const it of [file, `${file}.damaged`]) rmSync(it, { force: true })
      copyFileSync(sound, file)
      const database = new DatabaseSync(file)
      const whole = ({ name, page }: typeof one) =>
        database.prepare('SELECT bytes, digest FROM pages WHERE name = ? AND page = ?').get(name, page) as {
          bytes: Uint8Array
          digest: Uint8Array
        }
      const put = ({ name, page }: typeof one, { bytes, digest }: ReturnType<typeof whole>) =>
        database
          .prepare('UPDATE pages SET bytes = ?, digest = ? WHERE name = ? AND page = ?')
          .run(bytes, digest, name, page)
      const [first, second] = [whole(one), whole(other)]
      put(one, second)
      put(other, first)
      database.close()
      const notes: string[] = []
      const model = await ReadModel.open(log, { file, onNote: (text) => notes.push(text) })
      await model.start()
      askAll(model)
      await mended(model)
      expect(notes).toEqual([expect.stringMatching(/page \d+ of \S+ does not match its digest/)])
      expect(differences(model.tables, clean.tables)).toEqual([])
      await model.stop()
    }
  })

  test('then no figures are served until it is built again, and what was recorded meanwhile is in it', async () => {
    const file = harm("UPDATE pages SET digest = x'00'", { name: 'texts', page: 0 })
    const model = await ReadModel.open(log, { file })
    await model.start()
    expect(model.failure).toBeUndefined()
    expect(() => model.tables[STORE].texts.text(0)).toThrow(DamagedReadModel)
    expect(model.failure).toBeInstanceOf(DamagedReadModel)
    const { position } = await sign('HT-later')
    await mended(model)
    expect(await model.reached(position, 2_000)).toBe(true)
    expect(model.tables.sequence).toBe(CONTRACTS + 1)
    await model.stop()
  })

  test('then a rebuild replaces it and says so', async () => {
    const file = harm("UPDATE pages SET digest = x'00'", { name: 'keys', page: 1 })
    const model = await ReadModel.open(log, { file })
    await model.start()
    expect((await model.rebuild()).differences).toEqual([expect.stringContaining('page 1 of keys ')])
    expect(model.failure).toBeUndefined()
    await model.stop()
  })

  /** At once, and after so many entries were taken in again. */
  test.each([0, 100, 300, 500])(
    'and a rebuild asked for when it was mended so far: %i entries, then both are done, and what comes is taken in',
    async (after) => {
      const file = harm("UPDATE pages SET digest = x'00'", { name: 'contracts', page: 0 })
      const slow: EventLog = Object.create(log, {
        follow: {
          value: ((options, handler) => log.follow({ ...options, batchSize: 100 }, handler)) as EventLog['follow'],
        },
      })
      const halts: Error[] = []
      let rebuilt: Promise<Rebuilt> | undefined
      const model = await ReadModel.open(slow, {
        file,
        onProgress: (sequence) => {
          if (model.failure && sequence === after) rebuilt = model.rebuild()
        },
        onHalt: (error) => halts.push(error),
      })
      await model.start()
      expect(() => model.tables.contract(0).contractNo).toThrow(DamagedReadModel)
      if (after === 0) rebuilt = model.rebuild()
      await mended(model)
      const head = Number(await log.head())
      expect(await rebuilt).toEqual({ entries: head, differences: [] })
      expect([halts, model.failure, model.caughtUp]).toEqual([[], undefined, true])
      expect(await model.reached((await sign(`HT-after-${after}`)).position, 2_000)).toBe(true)
      await model.stop()
    },
  )

  test('and first asked for by an entry that is taken in at the start, then starting waits until it was built again', async () => {
    const file = harm("UPDATE pages SET digest = x'00'", { name: 'contracts', page: 0 })
    const accepted = {
      ...{ id: uuidv5('accepted', uuidv5.URL), type: 'DeliverableAccepted', version: 1 },
      data: { deliverableNo: 'D1', title: '报告', acceptedOn: '2025-04-01', acceptedBy: '委托方' },
      metadata: { actor: '测试', correlationId: 'accepted' },
    }
    await log.append(engagementStream(engagementIdOf(platformOf('HT-3'), 'HT-3')), 0, [accepted])
    const notes: string[] = []
    const model = await ReadModel.open(log, { file, onNote: (text) => notes.push(text) })
    await model.start()
    expect(notes).toEqual([expect.stringContaining('page 0 of contracts ')])
    expect([model.failure, model.caughtUp]).toEqual([undefined, true])
    expect(model.tables.sequence).toBe(Number(await log.head()))
    expect((await model.rebuild()).differences).toEqual([])
    await model.stop()
  })
})
