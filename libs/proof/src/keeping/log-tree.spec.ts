import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import fc from 'fast-check'
import { CompactRange } from '../domain/compact-range'
import { consistencyFault } from '../domain/consistency'
import { leafHash } from '../domain/hash'
import { inclusionFault } from '../domain/inclusion'
import { Leaves } from '../domain/leaf'
import { LogTree, type LogTreeOptions } from './log-tree'

const folders: string[] = []
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'log-tree-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const it of folders) rmSync(it, { recursive: true })
})

async function record(log: SqliteEventLog, count: number): Promise<void> {
  const entry = (_: unknown, i: number) => ({
    id: randomUUID(),
    type: 'InvoiceIssued',
    version: 1,
    data: { share: `${i}.00` },
    metadata: { actor: '登记员', correlationId: 'c' },
  })
  await log.append(`engagement-${randomUUID()}`, 'none', Array.from({ length: count }, entry))
}

/** The root at every size, from the entries alone. */
async function rootsOf(log: SqliteEventLog): Promise<Uint8Array[]> {
  const [leaves, range, roots] = [new Leaves(), new CompactRange(), [] as Uint8Array[]]
  roots.push(range.root())
  for await (const page of log.readAll()) {
    for (const entry of page) {
      range.append(leafHash(leaves.next(entry)))
      roots.push(range.root())
    }
  }
  return roots
}

async function level(log: SqliteEventLog, folder: string, told: Partial<LogTreeOptions> = {}): Promise<LogTree> {
  const tree = new LogTree(log, { folder: join(folder, 'tree'), ...told })
  expect(await tree.isOfLog()).toBe(true)
  await tree.start()
  return tree
}

describe('given a log that had no tree', () => {
  test('it gets one from its first entry on, with progress, and what is recorded then is in it', async () => {
    const folder = newFolder()
    const log = await openSqliteEventLog({ folder })
    for (let i = 0; i < 5; i++) await record(log, 500)
    const steps: number[] = []
    let grown: () => void = () => undefined
    const tree = await level(log, folder, { onProgress: (it) => steps.push(it), onGrown: () => grown() })
    expect([steps, tree.size]).toEqual([[1_000, 2_000, 2_500], 2_500])

    const taken = new Promise<void>((resolve) => {
      grown = resolve
    })
    await record(log, 3)
    await taken
    const roots = await rootsOf(log)
    expect(tree.size).toBe(2_503)
    for (let size = 0; size <= 2_503; size += 7) expect(Buffer.from(tree.root(size))).toEqual(roots[size])
    await tree.stop()
    await log.close()
  })

  test('every entry is proven to be in it, and every size to continue every one before', async () => {
    const folder = newFolder()
    const log = await openSqliteEventLog({ folder })
    await record(log, 300)
    const tree = await level(log, folder)
    const pair = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.nat(299)).map(([size, it]) => [it % size, size] as const)
    fc.assert(
      fc.property(pair, ([index, size]) => {
        const root = tree.root(size)
        const proof = tree.inclusion(index, size)
        expect(inclusionFault({ leaf: tree.leaf(index + 1), index, size, root, proof })).toBeUndefined()
        const continues = {
          older: index,
          size,
          olderRoot: tree.root(index),
          root,
          proof: tree.consistency(index, size),
        }
        expect(consistencyFault(continues)).toBeUndefined()
      }),
    )
    await tree.stop()
    await log.close()
  })
})

describe('given a tree that was kept', () => {
  test('whatever a death or a power cut left of its files, it comes level again with the same roots', async () => {
    const folder = newFolder()
    const log = await openSqliteEventLog({ folder })
    await record(log, 700)
    await (await level(log, folder)).stop()
    const roots = await rootsOf(log)
    const kept = join(folder, 'tree')
    const files = readdirSync(kept).sort()
    const whole = new Map(files.map((it) => [it, readFileSync(join(kept, it))]))
    const harm = fc.record({ file: fc.constantFrom(...files), to: fc.nat(), longer: fc.boolean() })
    await fc.assert(
      // Each file once: one that is cut and longer again holds other hashes, and those are found by whoever holds them against the log.
      fc.asyncProperty(
        fc.uniqueArray(harm, { selector: (it) => it.file, minLength: 1, maxLength: 4 }),
        async (harms) => {
          for (const [name, bytes] of whole) writeFileSync(join(kept, name), bytes)
          for (const { file, to, longer } of harms) {
            const at = join(kept, file)
            // More than what the note speaks of was written, or less than it.
            if (longer && file !== 'place') writeFileSync(at, Buffer.alloc(1 + (to % 100), 7), { flag: 'a' })
            else truncateSync(at, to % (statSync(at).size + 1))
          }
          const tree = await level(log, folder)
          expect(tree.size).toBe(700)
          for (const size of [1, 255, 256, 257, 511, 512, 699, 700])
            expect(Buffer.from(tree.root(size))).toEqual(roots[size])
          await tree.stop()
        },
      ),
      { numRuns: 40 },
    )
    await log.close()
  })

  test('it goes on where it was, without reading what is in it already', async () => {
    const folder = newFolder()
    const log = await openSqliteEventLog({ folder })
    await record(log, 20)
    await (await level(log, folder)).stop()
    await record(log, 5)
    const steps: number[] = []
    const tree = new LogTree(log, { folder: join(folder, 'tree'), onProgress: (it) => steps.push(it) })
    expect(tree.size).toBe(20)
    await tree.start()
    expect(steps).toEqual([25])
    expect(Buffer.from(tree.root())).toEqual((await rootsOf(log))[25])
    await tree.stop()
    await log.close()
  })

  test('of another log, or of more than the log holds, it says so, and can be made again', async () => {
    const [folder, other] = [newFolder(), newFolder()]
    const [log, second] = [await openSqliteEventLog({ folder }), await openSqliteEventLog({ folder: other })]
    await record(log, 6)
    await (await level(log, folder)).stop()
    // The other one begins alike: it lacks the last, and then has another in its place.
    for await (const alike of log.readAll({ limit: 5 })) await second.restore(alike)
    const options = { folder: join(folder, 'tree') }
    const shorter = new LogTree(second, options)
    expect(await shorter.isOfLog()).toBe(false)
    await shorter.stop()
    await record(second, 1)
    const tree = new LogTree(second, options)
    expect(await tree.isOfLog()).toBe(false)
    tree.beginAnew()
    await tree.start()
    expect(Buffer.from(tree.root())).toEqual((await rootsOf(second))[6])
    await tree.makeAgain()
    expect(Buffer.from(tree.root())).toEqual((await rootsOf(second))[6])
    await tree.stop()
    await log.close()
    await second.close()
  })
})

describe('given a tree that is kept while the ledger is served', () => {
  test('when its disk is full for a while, then it goes on by itself with the same roots', async () => {
    const folder = newFolder()
    const log = await openSqliteEventLog({ folder })
    const halts: string[] = []
    const tree = await level(log, folder, { againMs: 20, onHalt: (it) => halts.push(it.message) })
    await record(log, 300)
    await tree.drain(5_000)
    // Half of it is written, as on a disk that fills up.
    const { kept } = tree as unknown as { kept: { files: { write(level: number, ...rest: unknown[]): void } } }
    const { files } = kept
    const write = files.write.bind(files)
    files.write = (it, ...rest) => {
      if (it > 1) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      write(it, ...rest)
    }
    await record(log, 77)
    const until = async (done: () => boolean) => {
      while (!done()) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await until(() => halts.length > 0)
    await until(() => tree.size === 377 && tree.failure === undefined)
    expect(halts).toEqual([expect.stringContaining('ENOSPC')])
    const roots = await rootsOf(log)
    for (const size of [300, 301, 376, 377]) expect(Buffer.from(tree.root(size))).toEqual(roots[size])
    await tree.stop()
    await log.close()
  })

  test('when many entries come at once, then others have their turn between them', async () => {
    const folder = newFolder()
    const log = await openSqliteEventLog({ folder })
    for (let i = 0; i < 4; i++) await record(log, 1_000)
    const tree = new LogTree(log, { folder: join(folder, 'tree') })
    // However fast the machine is: by each look at the clock the turn is used up.
    let clock = performance.now()
    const now = jest.spyOn(performance, 'now').mockImplementation(() => (clock += 1_000))
    const sizes = new Set<number>()
    let ended = false
    const look = () => {
      sizes.add(tree.size)
      if (!ended) setImmediate(look)
    }
    look()
    await tree.start()
    ended = true
    now.mockRestore()
    expect([...sizes].some((it) => it % 1_000 > 0)).toBe(true)
    await tree.stop()
    await log.close()
  })

  test('when an entry says an earlier time than the one before it, then it is damaged and none of it is in the tree', async () => {
    const folder = newFolder()
    const log = await openSqliteEventLog({ folder })
    await record(log, 30)
    const follow = log.follow.bind(log)
    log.follow = (options, handler) =>
      follow(options, (entries) => handler(entries.map((it) => (it.position === '20' ? { ...it, recordedAt: 1 } : it))))
    const tree = new LogTree(log, { folder: join(folder, 'tree'), againMs: 5 })
    await expect(tree.start()).rejects.toMatchObject({
      reason: 'damaged',
      message: expect.stringContaining('entry 20'),
    })
    expect(tree.size).toBe(0)
    await tree.stop()
    await log.close()
  })
})
