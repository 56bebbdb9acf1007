import processes from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os, { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventLog, openSqliteEventLog, type SqliteEventLog, Unavailable } from '@pilot-ledger/event-log'
import { differencesAtOneEntry } from './beside'
import { Build } from './build'
import { BuildApart } from './build-apart'
import { servedFirst } from './build-process'
import { accepted, contractStream, signed } from './contract-entries.spec-support'
import { differences } from './page-digests'
import { ReadModel, type ReadModelOptions } from './read-model'
import { Tables } from './tables'

/** After so many a model that begins is found to be far behind, and so many there are. */
const FAR = 5_000
const [CONTRACTS, OF_THE_LAST, OF_THE_FIRST] = [520, 8_000, 1_000]
const MANY = CONTRACTS + OF_THE_LAST + OF_THE_FIRST

describe('given a model that is built in another process', () => {
  let folder: string
  let log: SqliteEventLog
  let file: string
  let builder: string
  let notes: string[]
  /** A process that builds, of the log as these lines make it. */
  const processOf = (name: string, log: string) => {
    const from = (it: string) => JSON.stringify(join(__dirname, it))
    writeFileSync(
      join(folder, `${name}.ts`),
      `const { serveBuild } = require(${from('build-process')})
       const { openElsewhere } = require(${from('../../../event-log/src')})
       serveBuild(async (address) => ${log})`,
    )
    return join(folder, name)
  }
  const open = (more: Partial<ReadModelOptions> = {}, of: EventLog = log) =>
    ReadModel.open(of, { file, builder, onNote: (text) => notes.push(text), ...more })
  /** Contracts on several pages; what comes first is all of the last of them, what comes in the end of the first. */
  const many = async () => {
    for (let n = 0; n < CONTRACTS; n++) await log.append(contractStream(`M${n}`), 'none', [signed(`M${n}`)])
    const add = (no: string, revision: number, count: number) =>
      log.append(
        contractStream(no),
        revision,
        Array.from({ length: count }, (_, at) => accepted(no, revision + at)),
      )
    for (let at = 0; at < OF_THE_LAST; at += 2_000) await add(`M${CONTRACTS - 1}`, at, 2_000)
    await add('M0', 0, OF_THE_FIRST)
  }
  const orderOf = () => ({ log: log.address, file, afresh: true })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'build-apart-'))
    builder = processOf('builder', 'openElsewhere(address)')
    log = await openSqliteEventLog({ folder })
    await many()
  }, 120_000)
  beforeEach(() => {
    file = join(folder, `figures-${Math.random()}.db`)
    notes = []
  })
  afterEach(() => jest.restoreAllMocks())
  afterAll(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })

  test('when it cannot close what it opened, then it leaves all the same', async () => {
    const stuck = processOf(
      'stuck',
      `Object.assign(await openElsewhere(address), { close: () => Promise.reject(new Error('the disk is full')) })`,
    )
    const fork = jest.spyOn(processes, 'fork')
    const apart = new BuildApart(stuck, orderOf(), () => undefined)
    await apart.readOn()
    await apart.leave()
    expect(fork.mock.results[0].value.exitCode).toBe(1)
    await expect(apart.readOn()).rejects.toThrow('the process that builds figures ended: exit code 1')
  })

  test('when it does not leave, then it is ended', async () => {
    const hangs = processOf('hangs', 'new Promise(() => undefined)')
    const fork = jest.spyOn(processes, 'fork')
    const apart = new BuildApart(hangs, orderOf(), () => undefined)
    const late = jest.spyOn(global, 'setTimeout').mockImplementation(((act: () => void) => setImmediate(act)) as never)
    await apart.leave()
    expect(late).toHaveBeenCalled()
    expect(fork.mock.results[0].value.signalCode).toBe('SIGKILL')
  })

  describe('and cannot be started', () => {
    const { execPath } = process
    beforeEach(() => {
      process.execPath = '/nowhere/node'
    })
    afterEach(() => {
      process.execPath = execPath
    })

    test.each([
      ['as the system says later', () => undefined],
      [
        'as the system says at once',
        () =>
          jest.spyOn(processes, 'fork').mockImplementation(() => {
            throw new Error('spawn ENOMEM')
          }),
      ],
    ])(
      'then one that is far behind is brought level here, and a rebuild says why it does not go: %s',
      async (_, given) => {
        given()
        const model = await open()
        await model.start()
        expect(model.tables.sequence).toBe(MANY)
        expect(notes).toEqual([expect.stringMatching(/building figures goes on here: .*(ENOENT|ENOMEM)/)])
        await expect(model.rebuild()).rejects.toThrow(/ENOENT|ENOMEM/)
        expect(model.failure).toBeUndefined()
        await model.stop()
      },
    )
  })

  test('when the log is away as the process has read all, then it is waited for', async () => {
    let looks = 0
    const away: EventLog = Object.create(log, {
      head: {
        value: () =>
          ++looks === 1 ? Promise.reject(new Unavailable('unreachable', 'the cluster elects')) : log.head(),
      },
    })
    const model = await open({}, away)
    await model.start()
    expect(looks).toBe(2)
    expect(model.away).toBeUndefined()
    expect(model.tables.sequence).toBe(MANY)
    await model.stop()
  })

  test('when it has written on in the very file, then what is served is the state before, until it is taken up', async () => {
    const stored = Build.afresh(log, file)
    await stored.readOn(CONTRACTS)
    stored.save()
    stored.close()
    const finish = BuildApart.prototype.finish
    let found: readonly string[] | undefined
    const model = await open()
    jest.spyOn(BuildApart.prototype, 'finish').mockImplementationOnce(async function (this: BuildApart) {
      const digests = await finish.call(this)
      expect(model.tables.sequence).toBeLessThanOrEqual(CONTRACTS + OF_THE_LAST)
      const clean = Build.afresh(log, join(folder, 'clean.db'))
      await clean.readOn(model.tables.sequence)
      found = differences(model.tables, clean.tables)
      clean.close()
      return digests
    })
    await model.start()
    // The process tidied up what it wrote, though it was looked at.
    expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0)
    expect(found).toEqual([])
    expect(notes).toEqual([])
    expect(model.tables.sequence).toBe(MANY)
    expect((await model.rebuild()).differences).toEqual([])
    await model.stop()
  })

  test('when it is stopped as it is found to be far behind, or rebuilt after that, then no process is started', async () => {
    const fork = jest.spyOn(processes, 'fork')
    let stopped: Promise<void> | undefined
    const model = await open({
      onProgress: (it) => {
        if (it >= FAR) stopped ??= model.stop()
      },
    })
    await expect(model.start()).rejects.toMatchObject({ reason: 'closed' })
    await stopped
    await expect(model.rebuild()).rejects.toMatchObject({ reason: 'closed' })
    expect(fork).not.toHaveBeenCalled()
  })
})

describe('given a fresh model to which the log shows less than the served one has seen', () => {
  test.each([10_000, 10])(
    'when %d entries are served, then the rebuild says so, and nothing is compared',
    async (seen) => {
      let rounds = 0
      const fresh = {
        sequence: 5,
        readOn: async () => {
          if (++rounds > 9) throw new Error('it goes round and round')
        },
        finish: async () => [],
        leave: async () => undefined,
      }
      const served = {
        sequence: seen,
        tables: new Tables(),
        readOn: async () => undefined,
      }
      await expect(differencesAtOneEntry(served, fresh, async () => undefined)).rejects.toMatchObject({
        reason: 'unreachable',
        message: `read from its start the log ends at entry 5, figures are served up to ${seen}`,
      })
    },
  )
})

describe('given a process that others come before', () => {
  afterEach(() => jest.restoreAllMocks())

  test.each([
    [0, [[10]]],
    [10, []],
    [15, []],
  ])('when it is started at niceness %d, then it never asks to go back', (niceness, requested) => {
    jest.spyOn(os, 'getPriority').mockReturnValue(niceness)
    const set = jest.spyOn(os, 'setPriority').mockReturnValue(undefined as never)
    servedFirst()
    expect(set.mock.calls).toEqual(requested)
  })

  test('when it may not, then it goes on', () => {
    const stated = jest.spyOn(process.stderr, 'write').mockReturnValue(true)
    jest.spyOn(os, 'getPriority').mockReturnValue(0)
    jest.spyOn(os, 'setPriority').mockImplementation(() => {
      throw new Error('EACCES')
    })
    expect(() => servedFirst()).not.toThrow()
    expect(stated).toHaveBeenCalledWith('EACCES\n')
  })
})
