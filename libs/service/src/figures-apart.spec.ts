import processes from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { type EventLog, openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { differences, ReadModel, type ReadModelOptions } from '@pilot-ledger/figures'
import { accepted, contractStream, eventOf, signed } from '../../figures/src/read-model/contract-entries.spec-support'
import { FIGURES_BUILDER } from './figures-apart'
import { ledgerLog } from './ledger-log'

/** So many entries that a model which begins is far behind; an append holds two thousand of them. */
const MANY = 12_000

// Processes that start, on a machine that may be busy.
jest.setTimeout(120_000)

describe('given a ledger whose figures are built in another process', () => {
  let folder: string
  let log: SqliteEventLog
  let file: string
  let notes: string[]
  const sign = (no: string) => log.append(contractStream(no), 'none', [signed(no)])
  const open = (more: Partial<ReadModelOptions> = {}) =>
    ReadModel.open(log, { file, builder: FIGURES_BUILDER, onNote: (text) => notes.push(text), ...more })
  /** Contracts of 2,000 entries each; the signing of every second one is corrected in the middle. */
  const many = async () => {
    for (let n = 0; n < MANY / 2_000; n++) {
      const no = `M${n}`
      const entries = Array.from({ length: 1_999 }, (_, at) => accepted(no, at))
      const corrects = {
        corrects: signed(no).id,
        content: { type: 'ContractSigned', data: signed(no, { amount: '90.00' }).data },
      }
      if (n % 2 === 0) entries[900] = eventOf(`corrected ${no}`, 'EntryCorrected', { ...corrects, reason: '更正' })
      await log.append(contractStream(no), 'none', [signed(no), ...entries])
    }
  }
  const replayed = async () => {
    const clean = await ReadModel.open(log, { file: join(folder, `clean-${Math.random()}.db`) })
    await clean.start()
    await clean.stop()
    return clean
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'figures-apart-'))
    file = join(folder, 'figures.db')
    notes = []
    log = ledgerLog(await openSqliteEventLog({ folder }))
  })
  afterEach(async () => {
    jest.restoreAllMocks()
    await log.close()
    rmSync(folder, { recursive: true })
  })

  test('when it is rebuilt while entries arrive, then it is equal, and what is served goes on in the fresh file', async () => {
    for (let i = 0; i < 20; i++) await sign(`A${i}`)
    const model = await open()
    await model.start()
    const rebuilt = model.rebuild()
    const arriving = Promise.all(Array.from({ length: 30 }, (_, i) => sign(`B${i}`)))
    expect((await rebuilt).differences).toEqual([])
    const last = (await arriving).map((it) => Number(it.position)).sort((a, b) => b - a)[0]
    expect(await model.reached(String(last), 5_000)).toBe(true)
    await model.stop()
    expect(existsSync(`${file}.previous`)).toBe(true)
    expect(existsSync(`${file}.building`)).toBe(false)
    const again = await open()
    expect(again.tables.sequence).toBe(50)
    expect(differences(again.tables, (await replayed()).tables)).toEqual([])
    expect(notes).toEqual([])
    await again.stop()
  })

  test('when the process cannot open the log, then the rebuild says why and the served one goes on', async () => {
    await sign('A')
    const elsewhere = Object.create(log, { address: { value: { folder: join(folder, 'nowhere') } } })
    const model = await ReadModel.open(elsewhere, { file, builder: FIGURES_BUILDER })
    await model.start()
    await expect(model.rebuild()).rejects.toMatchObject({ reason: 'unreachable' })
    expect(existsSync(`${file}.building`)).toBe(false)
    expect(await model.reached((await sign('B')).position, 5_000)).toBe(true)
    await model.stop()
  })

  test('when it is stopped while it is rebuilt, then the process ends and leaves nothing half-made', async () => {
    await sign('A')
    const model = await open()
    await model.start()
    const fork = jest.spyOn(processes, 'fork')
    const rebuilt = model.rebuild().then(
      () => 'built',
      () => 'broken off',
    )
    await model.stop()
    expect(fork.mock.results[0].value.exitCode).toBe(0)
    expect(await rebuilt).toBe('broken off')
    for (const side of ['', '-wal', '-shm']) expect(existsSync(`${file}.building${side}`)).toBe(false)
  })

  test('when it is far behind, then it is brought level in another process, with word of how far it is, as a replay here would', async () => {
    await many()
    const reported: number[] = []
    let taken = 0
    let aheadOfServed = false
    const model = await open({
      onProgress: (it) => {
        reported.push(it)
        aheadOfServed ||= it > model.tables.sequence && it === model.takenIn
      },
      onTaken: (count) => {
        taken += count
      },
    })
    await model.start()
    expect(aheadOfServed).toBe(true)
    expect(model.tables.sequence).toBe(MANY)
    expect(reported).toEqual([...reported].sort((a, b) => a - b))
    expect([reported.at(-1), taken]).toEqual([MANY, MANY])
    expect(notes).toEqual([])
    expect(differences(model.tables, (await replayed()).tables)).toEqual([])
    expect(await model.reached((await sign('B')).position, 5_000)).toBe(true)
    await model.stop()
  })

  test('when who asks meanwhile meets a damaged page, then one at a time goes on: it is built again and follows', async () => {
    // Enough that the page of the first contracts is full: nothing that comes writes there.
    await Promise.all(Array.from({ length: 300 }, (_, i) => sign(`A${i}`)))
    const before = await open()
    await before.start()
    await before.stop()
    const stored = new DatabaseSync(file)
    stored.exec("UPDATE pages SET digest = x'00' WHERE name = 'contracts' AND page = 0")
    stored.close()
    await many()
    let [following, most] = [0, 0]
    const counted: EventLog = Object.create(log, {
      follow: {
        value: ((options, handler) => {
          const its = log.follow(options, handler)
          most = Math.max(most, ++following)
          its.ended.then(
            () => following--,
            () => following--,
          )
          return its
        }) as EventLog['follow'],
      },
    })
    const requested: unknown[] = []
    const halts: Error[] = []
    const model = await ReadModel.open(counted, {
      file,
      builder: FIGURES_BUILDER,
      onProgress: (it) => {
        if (requested.length > 0 || it <= model.tables.sequence) return
        try {
          requested.push(model.tables.contract(0).contractNo)
        } catch (error) {
          requested.push((error as Error).message)
        }
      },
      onHalt: (error) => halts.push(error),
    })
    await model.start()
    expect(requested).toEqual([expect.stringContaining('page 0 of contracts ')])
    expect([halts, model.failure, model.caughtUp, most]).toEqual([[], undefined, true, 1])
    expect(model.tables.sequence).toBe(MANY + 300)
    expect(differences(model.tables, (await replayed()).tables)).toEqual([])
    expect(await model.reached((await sign('B')).position, 5_000)).toBe(true)
    await model.stop()
  })

  test('when the process meets an entry nobody can read, then figures halt behind the entry before it and say which', async () => {
    await many()
    await log.append(contractStream('M0'), 1_999, [eventOf('odd', 'ContractSung', { tune: 'c' })])
    const halts: string[] = []
    const model = await open({ onHalt: (error) => halts.push(error.message) })
    await expect(model.start()).rejects.toThrow('type ContractSung is unknown')
    expect(model.tables.sequence).toBe(MANY)
    expect(halts).toEqual([expect.stringContaining(`entry ${MANY + 1}`)])
    await model.stop()
  })

  test('when it is stopped while the process reads, then it ends, and goes on from there the next time', async () => {
    await many()
    const fork = jest.spyOn(processes, 'fork')
    let stopped: Promise<void> | undefined
    const model = await open({
      onProgress: (it) => {
        // Word of the process: it is ahead of what is served.
        if (it > model.tables.sequence) stopped ??= model.stop()
      },
    })
    await expect(model.start()).rejects.toThrow('the read model was closed')
    expect(stopped).toBeDefined()
    await stopped
    expect(fork.mock.results[0].value.exitCode).toBe(0)
    const again = await open()
    expect(again.tables.sequence).toBeGreaterThanOrEqual(5_000)
    await again.start()
    expect(differences(again.tables, (await replayed()).tables)).toEqual([])
    await again.stop()
  })
})
