import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AnyEventDefinition, defineEvent, field, type JsonObject, written } from '@pilot-ledger/kernel'
import type { RecordedEvent } from './port'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite/sqlite-event-log'
import { versioned } from './versioned-log'

/** Once, a payment's amount was written in 万元; then it got a currency. */
const payment = defineEvent({
  type: 'PaymentReceived',
  zh: '到账',
  en: 'Payment',
  summary: [],
  fields: { amount: field.amount('金额', 'Amount'), currency: field.text(3, '币种', 'Currency') },
  lifts: [(data) => ({ amount: `${data.wan}0000.00` }), (data) => ({ ...data, currency: 'CNY' })],
})
const find = (type: string) => (type === payment.type ? (payment as AnyEventDefinition) : undefined)

describe('given a log with payments of three shapes', () => {
  let folder: string
  let raw: SqliteEventLog
  let log: SqliteEventLog
  let events = 0
  const event = (type: string, version: number, data: JsonObject) => ({
    id: `00000000-0000-4000-8000-0000000000${String(events++).padStart(2, '0')}`,
    type,
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
  const read = async (stream: string) => (await log.readStream(stream)).events

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'versioned-'))
    raw = await openSqliteEventLog({ folder })
    log = versioned(raw, [payment])
    await log.append('s', 'none', [
      event('PaymentReceived', 1, { wan: '2' }),
      event('PaymentReceived', 2, { amount: '5.00' }),
      event('PaymentReceived', 3, { amount: '7.00', currency: 'CNY' }),
    ])
  })
  afterEach(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })

  test('when it is read by any way, then each comes in the newest shape (scenario 49)', async () => {
    expect(shapes(await read('s'))).toEqual(newest)
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

  test('when old contents stand in corrections and in what waits, then they are lifted as well', async () => {
    const old = { type: 'PaymentReceived', data: { wan: '3' } }
    const second = { type: 'PaymentReceived', version: 2, data: { amount: '4.00' } }
    await log.append('t', 'none', [
      event('EntryCorrected', 1, { corrects: 'x', content: old, reason: '误' }),
      event('ChangeProposed', 1, { change: { kind: 'correction', corrects: 'x', content: second, reason: '误' } }),
      event('ChangeProposed', 1, { change: { kind: 'entries', contents: [old, second], because: [] } }),
    ])
    const [three, four] = ['30000.00', '4.00'].map((amount) => ({
      type: 'PaymentReceived',
      data: { amount, currency: 'CNY' },
    }))
    expect((await read('t')).map(({ data }) => data)).toEqual([
      { corrects: 'x', content: three, reason: '误' },
      { change: { kind: 'correction', corrects: 'x', content: four, reason: '误' } },
      { change: { kind: 'entries', contents: [three, four], because: [] } },
    ])
  })

  test('when a content of now is written, alone or in a correction, then it says its version and is read as it was', async () => {
    const content = { type: 'PaymentReceived', data: { amount: '9.00', currency: 'CNY' } }
    const alone = written({ find }, content)
    const corrected = written({ find }, { type: 'EntryCorrected', data: { corrects: 'x', content, reason: '误' } })
    expect(alone.version).toBe(3)
    expect(corrected).toMatchObject({ version: 1, data: { content: { version: 3 } } })
    await log.append('t', 'none', [
      event(alone.type, alone.version, alone.data),
      event(corrected.type, corrected.version, corrected.data),
    ])
    expect((await read('t')).map(({ data }) => data)).toEqual([content.data, { corrects: 'x', content, reason: '误' }])
  })

  test('when a newer program wrote something, then it comes as it is, and says so', async () => {
    const content = { type: 'PaymentReceived', version: 5, data: { fen: '900' } }
    await log.append('t', 'none', [
      event('PaymentReceived', 4, { fen: '900' }),
      event('EntryCorrected', 1, { corrects: 'x', content, reason: '误' }),
    ])
    expect((await read('t')).map(({ data, newer }) => ({ data, newer }))).toEqual([
      { data: { fen: '900' }, newer: { type: 'PaymentReceived', version: 4, known: 3 } },
      {
        data: { corrects: 'x', content, reason: '误' },
        newer: { type: 'PaymentReceived', version: 5, known: 3 },
      },
    ])
  })

  test('two ways of lifting one shape are refused when the log is opened', () => {
    expect(() => versioned(raw, [payment, { ...payment, lifts: [] }])).toThrow('two ways')
  })
})
