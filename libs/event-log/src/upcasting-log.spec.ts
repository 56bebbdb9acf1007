import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedEvent } from './port'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite/sqlite-event-log'
import { type Upcast, upcasting } from './upcasting-log'

/** Once, a payment's amount was written in 万元; then it got a currency. */
const UPCASTS: Upcast[] = [
  { type: 'PaymentReceived', version: 1, lift: (data) => ({ amount: `${data.wan}0000.00` }) },
  { type: 'PaymentReceived', version: 2, lift: (data) => ({ ...data, currency: 'CNY' }) },
]

describe('given a log with payments of three shapes', () => {
  let folder: string
  let raw: SqliteEventLog
  let log: SqliteEventLog
  const payment = (n: number, version: number, data: Record<string, string>) => ({
    id: `00000000-0000-4000-8000-00000000000${n}`,
    type: 'PaymentReceived',
    version,
    data,
    metadata: { actor: '测试', correlationId: 'c' },
  })
  const newest = [
    { version: 3, data: { amount: '20000.00', currency: 'CNY' } },
    { version: 3, data: { amount: '5.00', currency: 'CNY' } },
    { version: 3, data: { amount: '7.00', currency: 'CNY' } },
  ]
  const shapes = (events: readonly RecordedEvent[]) => events.map(({ version, data }) => ({ version, data }))

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'upcasting-'))
    raw = await openSqliteEventLog({ folder })
    log = upcasting(raw, UPCASTS)
    await log.append('s', 'none', [
      payment(1, 1, { wan: '2' }),
      payment(2, 2, { amount: '5.00' }),
      payment(3, 3, { amount: '7.00', currency: 'CNY' }),
    ])
  })
  afterEach(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })

  test('when it is read by any way, then each comes in the newest shape (scenario 49)', async () => {
    expect(shapes((await log.readStream('s')).events)).toEqual(newest)
    const all: RecordedEvent[] = []
    for await (const page of log.readAll()) all.push(...page)
    expect(shapes(all)).toEqual(newest)
    expect(shapes([(await log.readAt('1')) as RecordedEvent])).toEqual([newest[0]])
    const followed: RecordedEvent[] = []
    const following = log.follow({ after: 'start' }, (events) => void followed.push(...events))
    await following.live
    await following.stop()
    expect(shapes(followed)).toEqual(newest)
  })

  test('and what is stored is what was written', async () => {
    expect(shapes((await raw.readStream('s')).events)[0]).toEqual({ version: 1, data: { wan: '2' } })
  })

  test('two ways of lifting one shape are refused when the log is opened', () => {
    expect(() => upcasting(raw, [UPCASTS[0], UPCASTS[0]])).toThrow('same shape')
  })
})
