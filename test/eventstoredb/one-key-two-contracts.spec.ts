import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  copyLog,
  type EventLog,
  openEventStoreDbLog,
  openSqliteEventLog,
  type RestorableLog,
} from '@pilot-ledger/event-log'
import { isRefusal, type Rules } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { type StandIn, startStandIn } from './stand-in'

type Noted = { readonly type: 'Noted'; readonly data: { readonly text: string } }
const rules: Rules<readonly string[], Noted> = {
  initial: [],
  evolve: (state, { data }) => [...state, data.text],
  refuse: () => undefined,
}

/** One key sent for two streams, as a script does that counts its requests from 1 again for each contract. */
const send = (recorder: Recorder, stream: string, requestHash = 'h') =>
  recorder.record<readonly string[], Noted>({
    actor: '登记员',
    correlationId: 'c',
    idempotencyKey: '1',
    requestHash,
    stream,
    rules,
    decide: () => [{ type: 'Noted', data: { text: stream } }],
  })
const outcome = async (recorder: Recorder, stream: string, requestHash?: string) => {
  const answer = await send(recorder, stream, requestHash)
  return isRefusal(answer) ? answer.code : `${answer.entryIds[0]} ${answer.repeated}`
}

/** Ids are others in each ledger: by the order in which they are told. */
const numbered = (outcomes: readonly string[]) => {
  const ids = [...new Set(outcomes.flatMap((it) => (it.includes(' ') ? it.split(' ')[0] : [])))]
  return outcomes.map((it) => it.replace(/^\S+(?= )/, (id) => `id ${ids.indexOf(id)}`))
}

describe('given one Idempotency-Key on two contracts', () => {
  let folder: string
  let server: StandIn
  const logs: RestorableLog[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'one-key-'))
    server = await startStandIn()
    logs.push(
      await openSqliteEventLog({ folder: join(folder, 'embedded') }),
      await openEventStoreDbLog({ connectionString: server.connectionString }),
    )
  })
  afterAll(async () => {
    await Promise.all(logs.map((it) => it.close()))
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  const story = async (log: EventLog) => {
    const first = new Recorder(log)
    const reported = [await outcome(first, 'a'), await outcome(first, 'b'), await outcome(first, 'a')]
    // Another process, which does not remember: two entries, of two ids, and each is recognised in its stream.
    const other = new Recorder(log)
    return [
      ...reported,
      await outcome(other, 'b'),
      await outcome(new Recorder(log), 'a'),
      await outcome(other, 'b', 'other'),
    ]
  }

  test('then both logs answer alike: refused where it is remembered, else an entry of its own id', async () => {
    const [embedded, cluster] = [await story(logs[0]), await story(logs[1])]
    expect(numbered(cluster)).toEqual(numbered(embedded))
    expect(cluster[0]).not.toBe(embedded[0])
    const [a, refused, again, b, repeated, changed] = embedded
    expect([refused, changed]).toEqual(['idempotency-key-reused', 'idempotency-key-reused'])
    expect([a, again, repeated].map((it) => it?.split(' '))).toEqual([
      [expect.any(String), 'false'],
      [a?.split(' ')[0], 'true'],
      [a?.split(' ')[0], 'true'],
    ])
    expect(b).toMatch(/ false$/)
    expect(b?.split(' ')[0]).not.toBe(a?.split(' ')[0])
  })

  test('then the ledger of the cluster can be brought to the embedded store', async () => {
    const target = await openSqliteEventLog({ folder: join(folder, 'copied') })
    const { entries, sourceHash, targetHash } = await copyLog(logs[1], target)
    await target.close()
    expect([entries, targetHash]).toEqual([2, sourceHash])
  })
})
