import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { CompactRange } from '../domain/compact-range'
import { Leaves } from '../domain/leaf'
import { LeavesApart } from './leaves-apart'
import { LogTree } from './log-tree'

let folder: string
let log: SqliteEventLog
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leaves-apart-'))
  log = await openSqliteEventLog({ folder })
})
afterEach(async () => {
  await log.close()
  rmSync(folder, { recursive: true })
})

const salt = () => Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64')
/** Every other one has a value that may be masked. */
async function record(count: number): Promise<void> {
  const entry = (_: unknown, i: number) => ({
    id: randomUUID(),
    type: 'InvoiceIssued',
    version: 1,
    data: { share: `${i}.00`, client: '示例客户' },
    metadata: {
      actor: '登记员',
      correlationId: 'c',
      ...(i % 2 === 0 && { masked: { fields: ['client'], salt: salt() } }),
    },
  })
  await log.append(`engagement-${randomUUID()}`, 'none', Array.from({ length: count }, entry))
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleep(5)
}

/** What an entry is in the tree, read here. */
async function madeHere(): Promise<{ hashes: Uint8Array[]; times: number[] }> {
  const [leaves, hashes, times] = [new Leaves(), [] as Uint8Array[], [] as number[]]
  for await (const page of log.readAll())
    for (const entry of page) {
      hashes.push(leaves.nextHash(entry))
      times.push(leaves.recordedAt)
    }
  return { hashes, times }
}

describe('given that leaves may be made in a thread', () => {
  let apart: LeavesApart
  const lost: string[] = []
  beforeEach(() => {
    lost.length = 0
    apart = new LeavesApart(log.address, (error) => lost.push(error.message))
  })
  afterEach(() => apart.close())
  async function begun(): Promise<void> {
    apart.madeHere(3_000)
    await until(() => apart.wants(100))
  }

  test('when few are recorded there is none; of many it makes the same leaves, from any entry on', async () => {
    await record(300)
    apart.madeHere(50)
    expect((apart as unknown as { thread?: Worker }).thread).toBeUndefined()
    await begun()
    expect(apart.wants(3)).toBe(false)
    const { hashes, times } = await madeHere()
    for (const from of [0, 1, 77]) {
      const recordedAt = from === 0 ? 0 : times[from - 1]
      const made = await apart.make({ after: String(from), count: 200, sequence: from, recordedAt })
      expect(Buffer.from(made.hashes)).toEqual(Buffer.concat(hashes.slice(from, from + 200)))
      expect([...made.times]).toEqual(times.slice(from, from + 200))
    }
  })

  test('when an entry is missing, or says an earlier time than the one before it, then it makes none and rests', async () => {
    await record(30)
    await begun()
    const missing = apart.make({ after: '20', count: 11, sequence: 20, recordedAt: 0 })
    await expect(missing).rejects.toThrow('there is no entry 31')
    expect(apart.wants(100)).toBe(false)

    const another = new LeavesApart(log.address, (error) => lost.push(error.message))
    another.madeHere(3_000)
    await until(() => another.wants(100))
    const earlier = another.make({ after: '20', count: 5, sequence: 20, recordedAt: Number.MAX_SAFE_INTEGER })
    await expect(earlier).rejects.toThrow('entry 21')
    await another.close()
    expect(lost).toEqual([])
  })

  test('when it dies while nothing is asked of it, then that is told, and it is not begun again at once', async () => {
    await begun()
    await (apart as unknown as { thread: Worker }).thread.terminate()
    expect([lost.length, apart.wants(100)]).toEqual([1, false])
    apart.madeHere(3_000)
    expect((apart as unknown as { thread?: Worker }).thread).toBeUndefined()
  })

  test('when nothing comes for a while, then it ends, and begins again when much does', async () => {
    const brief = new LeavesApart(log.address, (error) => lost.push(error.message), 1)
    const thread = () => (brief as unknown as { thread?: Worker }).thread
    for (let i = 0; i < 2; i++) {
      brief.madeHere(3_000)
      expect(thread()).toBeDefined()
      await until(() => thread() === undefined)
    }
    expect([lost, brief.wants(100)]).toEqual([[], false])
    await brief.close()
  })

  test('when it ends as it was told to, and somebody asks of it all the same, then he does not wait for ever', async () => {
    await record(30)
    await begun()
    const { thread } = apart as unknown as { thread: Worker }
    thread.postMessage('end')
    await expect(apart.make({ after: '0', count: 30, sequence: 0, recordedAt: 0 })).rejects.toThrow('it ended with 0')
    expect([lost, apart.wants(100)]).toEqual([[], false])
  })

  test('when it is closed while it begins, then it has ended', async () => {
    apart.madeHere(3_000)
    await apart.close()
    expect([(apart as unknown as { thread?: Worker }).thread, apart.wants(100), lost]).toEqual([undefined, false, []])
  })
})

describe('given a tree whose leaves are made in a thread', () => {
  const [notes, asked]: [string[], number[]] = [[], []]
  let tree: LogTree
  let apart: LeavesApart
  beforeEach(async () => {
    notes.length = 0
    asked.length = 0
    await record(10)
    tree = new LogTree(log, { folder: join(folder, 'tree'), againMs: 20, onNote: (it) => notes.push(it) })
    await tree.start()
    apart = new LeavesApart(log.address, (error) => notes.push(error.message))
    ;(tree as unknown as { apart: LeavesApart }).apart = apart
    const make = apart.make.bind(apart)
    apart.make = (order) => {
      asked.push(order.count)
      return make(order)
    }
    apart.madeHere(3_000)
    await until(() => apart.wants(100))
  })
  afterEach(() => tree.stop())

  async function expectWhole(size: number): Promise<void> {
    await until(() => tree.size === size)
    const { hashes, times } = await madeHere()
    const range = new CompactRange()
    for (const it of hashes) range.append(it)
    expect(Buffer.from(tree.root())).toEqual(Buffer.from(range.root()))
    expect(tree.end).toEqual({ sequence: size, recordedAt: times[size - 1], position: String(size) })
  }

  test('when many are recorded, then they are in it as if they had been made here, and so are those behind them', async () => {
    await record(700)
    await expectWhole(710)
    expect(asked).toEqual([700])
    await record(2)
    await record(40)
    await expectWhole(752)
  })

  test('when the thread dies over them, then that is told, and they are in it all the same', async () => {
    const { make } = apart
    apart.make = (order) => {
      const made = make(order)
      void (apart as unknown as { thread: Worker }).thread.terminate()
      return made
    }
    await record(600)
    await expectWhole(610)
    expect(notes).toEqual([expect.stringContaining('the thread that makes leaves ended')])
    await record(100)
    await expectWhole(710)
    expect(asked).toEqual([600])
  })

  test('when one of them cannot be read, then the tree says which, as if it had been read here', async () => {
    const page = log.readAll.bind(log)
    log.readAll = (options) => {
      if (options?.after === '10') throw new Error('position 11 does not match its digest')
      return page(options)
    }
    apart.make = async () => {
      throw new Error('something')
    }
    const halts: string[] = []
    Object.assign((tree as unknown as { options: object }).options, { onHalt: (it: Error) => halts.push(it.message) })
    await record(600)
    await until(() => halts.length > 0)
    expect([halts, notes, tree.size]).toEqual([['position 11 does not match its digest'], [], 10])
  })

  test('when its disk is full for a while, then it goes on by itself', async () => {
    const { kept } = tree as unknown as { kept: { files: { write(level: number, ...rest: unknown[]): void } } }
    const { files } = kept
    const write = files.write.bind(files)
    files.write = (it, ...rest) => {
      if (it > 3) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      write(it, ...rest)
    }
    await record(600)
    await expectWhole(610)
    expect(asked).toEqual([600, 600])
  })
})
