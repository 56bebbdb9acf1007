import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OutcomeUnknown, openSqliteEventLog, type RecordedEvent, Unavailable } from '@pilot-ledger/event-log'
import { runChild } from '../../../libs/event-log/src/sqlite/child.spec-support'
import { temporaryFolders } from './folders.spec-support'
import { everything, invoice } from './history.spec-support'
import { WRITE_AND_WAIT } from './writers.spec-support'

const FLIPS_PER_FILE = Number(process.env.FLIPS ?? 600)
const CUTS_PER_FILE = 60
const UNKNOWN = 'contract-never-signed'

/** What a sound log says: to every question the damaged one may give this answer or an error that names the damage. */
interface Truth {
  readonly all: readonly RecordedEvent[]
  readonly streams: ReadonlyMap<string, readonly RecordedEvent[]>
}

/** Scenario 53. The files are those of a process that was killed, so the newest entries are in the write-ahead log only. */
describe('53 damaged files', () => {
  const folders = temporaryFolders()
  let killed: string
  let truth: Truth

  beforeAll(async () => {
    killed = folders.make()
    await writeAndKill(killed)
    expect(readdirSync(killed)).toEqual(expect.arrayContaining(['log.db', 'log.db-wal', 'log.head', 'writer.lock']))
    truth = await truthOf(folders.copyOf(killed))
    expect(truth.all.length).toBe(8 * 60)
  })

  it.each(['log.db', 'log.db-wal', 'log.db-shm', 'log.head', 'writer.pid'])(
    'one flipped byte in %s: every answer is the same, or the damage is named',
    async (file) => {
      const copy = folders.copyOf(killed)
      const size = readFileSync(join(killed, file)).length
      const found: string[] = []
      for (const [offset, mask] of flips(size, FLIPS_PER_FILE)) {
        restore(killed, copy)
        flip(join(copy, file), offset, mask)
        const stated = await answersOf(copy, truth)
        if (stated !== undefined) found.push(stated)
      }
      if (file === 'log.db-wal') expect(found.length).toBeGreaterThan(FLIPS_PER_FILE / 2)
    },
  )

  it.each([
    // Names of streams and ids are kept beside a log that was closed, and are then not read from the log itself.
    ['log.db', 'log.names'],
    ['log.db', 'log.ids'],
    ['log.db', undefined],
    ['log.names', undefined],
    ['log.ids/latest', undefined],
  ])('one flipped byte in %s of a log that was closed in order, without %s: the same', async (file, without) => {
    const closed = folders.copyOf(killed)
    await (await openSqliteEventLog({ folder: closed })).close()
    for (const it of ['log.db-wal', 'log.db-shm', ...(without ? [without] : [])])
      rmSync(join(closed, it), { recursive: true })
    const copy = folders.copyOf(closed)
    const found: string[] = []
    for (const [offset, mask] of flips(readFileSync(join(closed, file)).length, 2 * FLIPS_PER_FILE)) {
      restore(closed, copy)
      flip(join(copy, file), offset, mask)
      const stated = await answersOf(copy, truth)
      if (stated !== undefined) found.push(stated)
    }
    if (file === 'log.db') expect(found.length).toBeGreaterThan(FLIPS_PER_FILE / 4)
    // What is kept and cannot be trusted is read again, and nobody need be told.
    else expect(found).toEqual([])
  })

  it.each(['log.db', 'log.db-wal', 'log.head'])('%s torn off at any place: the same', async (file) => {
    const copy = folders.copyOf(killed)
    const size = readFileSync(join(killed, file)).length
    for (let cut = 0; cut < CUTS_PER_FILE; cut++) {
      restore(killed, copy)
      truncateSync(join(copy, file), Math.floor((size * cut) / CUTS_PER_FILE))
      await answersOf(copy, truth)
    }
  })

  it('a write-ahead log that is gone altogether is named with the position that was acknowledged', async () => {
    const copy = folders.copyOf(killed)
    rmSync(join(copy, 'log.db-wal'))

    await expect(openSqliteEventLog({ folder: copy })).rejects.toThrow(/damaged.*480 had been stored|it is empty/)
  })

  it('a damaged entry is named by verifying and does not hide the sound ones before it', async () => {
    const copy = folders.copyOf(killed)
    await (await openSqliteEventLog({ folder: copy })).close()
    const file = join(copy, 'log.db')
    const text = readFileSync(file)
    const entry = truth.all[200]
    const at = text.indexOf(entry.id)
    expect(at).toBeGreaterThan(0)
    flip(file, at, 1)

    const log = await openSqliteEventLog({ folder: copy })
    const before: RecordedEvent[] = []
    const reading = (async () => {
      for await (const page of log.readAll({ pageSize: 10 })) before.push(...page)
    })()
    await expect(reading).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'damaged',
      message: expect.stringContaining('201'),
    })
    expect(before).toEqual(truth.all.slice(0, 200))
    expect(await log.verify()).toContainEqual(
      expect.objectContaining({ position: '201', what: expect.stringContaining('digest') }),
    )
    await log.close()
  })
})

async function writeAndKill(folder: string): Promise<void> {
  const child = runChild(WRITE_AND_WAIT, [folder, '8', '12', '60'])
  for await (const line of child.lines()) if (line === 'done') child.process.kill('SIGKILL')
  await child.ended
}

async function truthOf(folder: string): Promise<Truth> {
  const log = await openSqliteEventLog({ folder })
  const all = await everything(log)
  await log.close()
  return { all, streams: groups(all) }
}

function groups(all: readonly RecordedEvent[]): Map<string, RecordedEvent[]> {
  const streams = new Map<string, RecordedEvent[]>()
  for (const it of all) streams.set(it.stream, [...(streams.get(it.stream) ?? []), it])
  return streams
}

/** Asks everything; returns what the first error said, undefined when there was none. A wrong answer fails the test. */
async function answersOf(folder: string, truth: Truth): Promise<string | undefined> {
  let stated: string | undefined
  let stopped = false
  const ask = async (question: () => Promise<void>) => {
    try {
      await question()
    } catch (error) {
      // Damage that SQLite meets only while committing: nothing is promised, and the log stops over it.
      const unknown = error instanceof OutcomeUnknown
      if (!unknown && !(error instanceof Unavailable)) throw error
      // Once stopped, the log says so to every later append.
      if (!unknown) expect(stopped ? ['damaged', 'closed'] : ['damaged']).toContain(error.reason)
      stopped ||= unknown
      if (!unknown && error.reason === 'closed') return
      expect(error.message).toMatch(/position \d+|log\.db|stream|writer\.lock/)
      stated ??= error.message
    }
  }
  await ask(async () => {
    const fatal: Error[] = []
    const log = await openSqliteEventLog({ folder, onFatal: (error) => fatal.push(error) })
    await ask(async () => expect(await everything(log)).toEqual(truth.all))
    await ask(async () => expect(await log.head()).toBe(String(truth.all.length)))
    for (const [stream, events] of truth.streams) {
      await ask(async () => expect((await log.readStream(stream)).events).toEqual(events))
      await ask(async () => {
        const slice = await log.readStream(stream, { direction: 'backward', limit: 1 })
        expect(slice).toEqual({ exists: true, head: events.length - 1, events: events.slice(-1) })
      })
    }
    await ask(async () => expect(await log.readStream(UNKNOWN)).toEqual({ exists: false, head: -1, events: [] }))
    for (const at of [1, 100, truth.all.length]) {
      await ask(async () => expect(await log.readAt(String(at))).toEqual(truth.all[at - 1]))
    }
    const entry = truth.all[37]
    await ask(async () => {
      const again = { ...entry, data: { ...entry.data }, metadata: entry.metadata }
      const answer = await log.append(entry.stream, entry.revision === 0 ? 'none' : entry.revision - 1, [again])
      expect(answer).toEqual({ revision: entry.revision, position: entry.position, repeated: true })
    })
    await ask(async () => {
      const [stream, events] = [...truth.streams][3]
      expect(await log.append(stream, events.length - 1, [invoice(1)])).toMatchObject({ revision: events.length })
    })
    await ask(() => log.close())
    // The log stops only over something it has also told the caller.
    if (fatal.length > 0) expect(stated).toBeDefined()
  })
  return stated
}

/** Offsets spread over the whole file, the header byte by byte, and single bits or whole bytes to turn; the same each run. */
function* flips(size: number, count: number): Generator<[offset: number, mask: number]> {
  let state = 20_250_304
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  for (let i = 0; i < count; i++) {
    const offset = i < 110 ? i % size : Math.floor(random() * size)
    yield [offset, i % 3 === 0 ? 0xff : 1 << Math.floor(random() * 8)]
  }
}

function flip(file: string, offset: number, mask: number): void {
  const bytes = readFileSync(file)
  bytes[offset] ^= mask
  writeFileSync(file, bytes)
}

function restore(from: string, to: string): void {
  for (const name of readdirSync(to)) rmSync(join(to, name), { recursive: true })
  cpSync(from, to, { recursive: true })
}
