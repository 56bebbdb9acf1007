import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { type Checked, type DomainEvent, isRefusal, type Rules, refuse } from '@pilot-ledger/kernel'
import { type Deciding, LOOK_AGAIN, type Submission } from './deciding'
import { Decisions } from './decisions'
import { Recorder, type RequestIdentity } from './recorder'

type Counted = DomainEvent<'Counted', { readonly count: number }>
const SUM: Rules<number, Counted> = { initial: 0, evolve: (sum, it) => sum + it.data.count, refuse: () => undefined }
const identity = (more: Partial<RequestIdentity> = {}): RequestIdentity => ({
  actor: '张三',
  correlationId: 'c',
  requestHash: 'h',
  ...more,
})

/** Counts as much again as it found: what is recorded rests on the stream as it was looked at. */
class Doubling implements Deciding<number, Counted> {
  readonly rules = SUM
  /** What others do between the look and the decision. */
  meanwhile: () => Promise<unknown> = async () => undefined
  looks = 0

  streamOf(subject: string): string {
    return `sum-${subject}`
  }

  async double(least: number, { history }: Submission<number, Counted>) {
    this.looks++
    const { state } = await history()
    await this.meanwhile()
    if (state < least) return refuse('too-little', { zh: '不足', en: 'too little' })
    return (): readonly Counted[] => [{ type: 'Counted', data: { count: state } }]
  }

  /** Finds only where it is decided that there is more than was looked at. */
  async more(seen: { lookedAt: number }) {
    const looked = ++this.looks
    return ({ state }: { readonly state: number }): Checked<readonly Counted[]> => {
      if (state > 10 * looked) return LOOK_AGAIN
      seen.lookedAt = looked
      return [{ type: 'Counted', data: { count: 1 } }]
    }
  }

  async fail(): Promise<never> {
    throw new Error('the figures are away')
  }
}

let folder: string
let log: SqliteEventLog
let recorder: Recorder
let doubling: Doubling
const request = (request: string, body: unknown, more?: Partial<RequestIdentity>) =>
  new Decisions(recorder, doubling as Deciding).decide({
    request,
    body,
    subject: 'a',
    identity: identity(more),
  } as never)
const count = (count: number) =>
  recorder.record({
    ...identity(),
    stream: 'sum-a',
    rules: SUM,
    decide: (): readonly Counted[] => [{ type: 'Counted', data: { count } }],
  })
const sum = async () => (await recorder.load('sum-a', SUM)).history.state

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'decisions-'))
  log = await openSqliteEventLog({ folder })
  recorder = new Recorder(log)
  doubling = new Doubling()
  await count(1)
})
afterEach(async () => {
  await log.close()
  rmSync(folder, { recursive: true, force: true })
})

test('given another who was faster, when a request rests on what it looked at, then it looks again', async () => {
  doubling.meanwhile = async () => {
    if (doubling.looks <= 2) await count(10)
  }
  expect(await request('double', 0)).toMatchObject({ revision: 3, repeated: false })
  expect(doubling.looks).toBe(3)
  // 1 and twice 10, doubled.
  expect(await sum()).toBe(42)
})

test('given a stream that never stands still, then the request is told so and nothing is recorded of it', async () => {
  doubling.meanwhile = () => count(1)
  expect(await request('double', 0)).toMatchObject({ code: 'concurrent-change' })
  expect(await sum()).toBe(1 + doubling.looks)
})

test('given a decision for which what was looked up is not enough, then it is looked up again, and no more often than that', async () => {
  await count(24)
  const seen = { lookedAt: 0 }
  expect(await request('more', seen)).toMatchObject({ revision: 2 })
  // There are 25: ten are enough for one, and thirty for three.
  expect([seen.lookedAt, doubling.looks]).toEqual([3, 3])
  await count(1_000)
  doubling.looks = 0
  expect(await request('more', seen)).toMatchObject({ code: 'concurrent-change' })
})

test('given a request that was recorded, when it comes again, then it gets its first answer whatever is refused by now', async () => {
  const key = { idempotencyKey: 'k' }
  const first = await request('double', 1, key)
  expect(await request('double', 99, key)).toEqual({ ...first, repeated: true })
  expect(await request('fail', undefined, key)).toEqual({ ...first, repeated: true })
  expect(await sum()).toBe(2)
})

test('given nothing recorded yet, then what is refused is answered, what is thrown is thrown, and the key stays free', async () => {
  const key = { idempotencyKey: 'k' }
  expect(await request('double', 99, key)).toMatchObject({ code: 'too-little' })
  await expect(request('fail', undefined, key)).rejects.toThrow('the figures are away')
  expect(isRefusal(await request('double', 1, key))).toBe(false)
})

test('given an If-Match that is not where the stream stands, then it is refused as by every other command', async () => {
  expect(await request('double', 0, { expectedRevision: 7 })).toMatchObject({ code: 'stale-revision' })
})
