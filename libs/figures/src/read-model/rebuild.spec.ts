import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type EventLog,
  type Following,
  openSqliteEventLog,
  type SqliteEventLog,
  TailCut,
} from '@pilot-ledger/event-log'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { STORE } from '../columns/store'
import { Build } from './build'
import { contractStream, PLATFORM, signed } from './contract-entries.spec-support'
import { differences } from './page-digests'
import { ReadModel } from './read-model'

describe('given a served read model', () => {
  let folder: string
  let log: SqliteEventLog
  let file: string
  const sign = (no: string) => log.append(contractStream(no), 'none', [signed(no)])
  const cleanReplay = async () => {
    const build = Build.afresh(log, join(folder, `clean-${Math.random()}.db`))
    for await (const page of log.readAll()) await build.take(page)
    build.close()
    return build.tables
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rebuild-'))
    file = join(folder, 'figures.db')
    log = await openSqliteEventLog({ folder })
  })
  afterEach(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })

  test('when it is rebuilt while entries arrive, then the fresh one is equal and goes on from there (scenario 44)', async () => {
    for (let i = 0; i < 40; i++) await sign(`A${i}`)
    const model = await ReadModel.open(log, { file })
    await model.start()
    const rebuilt = model.rebuild()
    const arriving = Promise.all(Array.from({ length: 60 }, (_, i) => sign(`B${i}`)))
    expect((await rebuilt).differences).toEqual([])
    const last = (await arriving).map((it) => Number(it.position)).sort((a, b) => b - a)[0]
    expect(await model.reached(String(last), 2000)).toBe(true)
    expect(model.tables.sequence).toBe(100)
    expect(differences(model.tables, await cleanReplay())).toEqual([])
    await model.stop()
    expect(existsSync(`${file}.previous`)).toBe(true)
    const again = await ReadModel.open(log, { file })
    expect(again.tables.sequence).toBe(100)
    await again.stop()
  })

  test('when the served one had gone wrong, then the rebuild says where, and serves the right one', async () => {
    await sign('A')
    const notes: string[] = []
    const model = await ReadModel.open(log, { file, onNote: (text) => notes.push(text) })
    await model.start()
    model.tables[STORE].facts.columns.amount[0] = 999
    expect((await model.rebuild()).differences).toEqual(['facts: 第 0 页不同 / page 0 differs'])
    expect(notes.join()).toContain('facts')
    expect(model.tables[STORE].facts.columns.amount[0]).toBe(10_000)
    await model.stop()
  })

  test('when it is rebuilt twice at once, then it is rebuilt once', async () => {
    await sign('A')
    const model = await ReadModel.open(log, { file })
    await model.start()
    const [first, second] = await Promise.all([model.rebuild(), model.rebuild()])
    expect(first).toBe(second)
    await model.stop()
  })

  test('when the log fails in mid-rebuild, then the served one goes on and the half-made one is cleared away', async () => {
    await sign('A')
    const model = await ReadModel.open(log, { file })
    await model.start()
    jest.spyOn(log, 'readAll').mockImplementation(() => {
      throw new Error('the log is away')
    })
    await expect(model.rebuild()).rejects.toThrow('the log is away')
    jest.restoreAllMocks()
    expect(existsSync(`${file}.building`)).toBe(false)
    const { position } = await sign('B')
    expect(await model.reached(position, 2000)).toBe(true)
    await model.stop()
  })

  test('when the cluster cut off entries it had shown, then the model says so and ends equal to a clean replay (scenario 42a)', async () => {
    await sign('A')
    await sign('B')
    // A leader that shows C, which no majority stored, and is deposed.
    const phantom = {
      ...(await log.readAt('2')),
      id: signed('C').id,
      data: signed('C').data,
      stream: contractStream('C'),
    }
    let depose: (error: Error) => void = () => undefined
    let followings = 0
    const deposed: EventLog = Object.create(log, {
      follow: {
        value: (options: Parameters<EventLog['follow']>[0], handler: Parameters<EventLog['follow']>[1]): Following => {
          if (++followings > 1) return log.follow(options, handler)
          const inner = log.follow(options, handler)
          const live = inner.live.then(() => handler([{ ...phantom, position: '3', revision: 0 } as never]))
          const ended = new Promise<void>((_, reject) => {
            depose = reject
          })
          return { live, ended, handled: '3', stop: () => inner.stop() }
        },
      },
    })
    const notes: string[] = []
    const model = await ReadModel.open(deposed, { file, onTailCut: 'rebuild', onNote: (text) => notes.push(text) })
    await model.start()
    expect(model.tables.sequence).toBe(3)
    const { position } = await sign('D')
    depose(new TailCut('3', 'entry at 3 is another'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(await model.reached(position, 2000)).toBe(true)
    expect(notes.join()).toContain('entry at 3 is another')
    expect(model.failure).toBeUndefined()
    expect(model.tables.contractIds.find(engagementIdOf(PLATFORM, 'C'))).toBeUndefined()
    expect(differences(model.tables, await cleanReplay())).toEqual([])
    await model.stop()
  })

  test('when the tail was cut while it was stopped, then opening it finds out and rebuilds, or refuses on a log that never cuts', async () => {
    await sign('A')
    await sign('B')
    const model = await ReadModel.open(log, { file })
    await model.start()
    await model.stop()
    const other = mkdtempSync(join(tmpdir(), 'rebuild-cut-'))
    const cut = await openSqliteEventLog({ folder: other })
    await cut.append(contractStream('A'), 'none', [signed('A')])
    await expect(ReadModel.open(cut, { file })).rejects.toThrow('recorded entries are missing')
    const notes: string[] = []
    const again = await ReadModel.open(cut, { file, onTailCut: 'rebuild', onNote: (text) => notes.push(text) })
    await again.start()
    expect(again.tables.sequence).toBe(1)
    expect(notes.join()).toContain('recorded entries are missing')
    await again.stop()
    await cut.close()
    rmSync(other, { recursive: true })
  })
})

describe('given writers whose clocks differ', () => {
  test('when a later entry bears an earlier time, then times still never go back along the sequence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clocks-'))
    const log = await openSqliteEventLog({ folder })
    const build = Build.afresh(log, join(folder, 'figures.db'))
    const at = (no: string, recordedAt: number, position: string) => ({
      ...signed(no),
      stream: contractStream(no),
      revision: 0,
      recordedAt,
      position,
    })
    await build.take([at('A', 2_000, '1'), at('B', 1_500, '2'), at('C', 2_500, '3')])
    expect([1, 2, 3].map((it) => build.tables.recordedAt(it))).toEqual([2_000, 2_000, 2_500])
    build.close()
    await log.close()
    rmSync(folder, { recursive: true })
  })
})
