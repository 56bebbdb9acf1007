import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent, type SqliteEventLog } from '@pilot-ledger/event-log'
import { ReadModel } from '@pilot-ledger/figures'
import { LedgerProof } from '@pilot-ledger/proof'
import { KeptRanges } from '../completeness/kept-ranges'
import { RecordedMaps } from './recorded-maps'
import { RegularMaps } from './regular-maps'

/** An entry that is no figure's business. */
const entry = () => ({
  id: randomUUID(),
  type: 'PlanEnded',
  version: 1,
  data: {},
  metadata: { actor: '登记员', correlationId: 'c' },
})

describe('given a ledger that keeps maps at every tenth entry', () => {
  let folder = ''
  let log: SqliteEventLog
  let model: ReadModel
  let proof: LedgerProof
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maps-'))
    log = await openSqliteEventLog({ folder })
    await record(25)
    proof = await LedgerProof.open(log, { folder })
    model = await ReadModel.open(log, { file: join(folder, 'figures.db') })
    await model.start()
  })
  afterEach(async () => {
    await model.stop()
    await proof.close()
    await log.close()
    rmSync(folder, { recursive: true })
  })

  const recordedMaps = () => new RecordedMaps(model, log, proof, new KeptRanges(join(folder, 'maps')))
  const record = (count: number) => log.append(`plan-${randomUUID()}`, 'none', Array.from({ length: count }, entry))
  const maps = async (): Promise<readonly RecordedEvent[]> => (await log.readStream('completeness')).events
  const cuts = async () => (await maps()).map((it) => it.data.cut)
  /** Every checkpoint told of so far has been dealt with. */
  const signed = async () => {
    await model.reached((await log.head()) as string, 5_000)
    await proof.signedTo(Number(await log.head()))
  }

  /** Each checkpoint lets it look again, until there are maps of all these. */
  const all = async (expected: readonly number[]) => {
    const missing = async () => {
      const there = await cuts()
      return expected.filter((it) => !there.includes(it))
    }
    for (let i = 0; i < 100 && (await missing()).length > 0; i++) {
      await log.append(`plan-${randomUUID()}`, 'none', [entry()])
      await signed()
    }
    expect(await missing()).toEqual([])
  }

  test('when entries come, then each tenth has its map, once, from the last one that was due before it started', async () => {
    const recorded = recordedMaps()
    const regular = new RegularMaps(recorded, model, proof, undefined, 10)
    regular.onApplicationBootstrap()
    await record(3)
    await signed()
    await record(4)
    // The next checkpoint finds that it is due; what it was due for follows.
    await all([20, 30])
    await regular.onApplicationShutdown()
    const seen = await cuts()
    expect(seen.slice(0, 2)).toEqual([20, 30])
    expect((await maps())[0].metadata.actor).toBe('台账 ledger')
    await record(40)
    await signed()
    expect(await cuts()).toEqual(seen)
  })

  test('when many entries come at once, or it was stopped before a map was recorded, then no tenth is passed over', async () => {
    const first = new RegularMaps(recordedMaps(), model, proof, undefined, 10)
    first.onApplicationBootstrap()
    await record(30)
    await all([20, 30, 40, 50])
    await first.onApplicationShutdown()
    const reached = Number((await cuts()).at(-1))
    await record(50)
    await signed()
    // Somebody asks for a cut that is none of these.
    await recordedMaps().at(reached + 33)
    const second = new RegularMaps(recordedMaps(), model, proof, undefined, 10)
    second.onApplicationBootstrap()
    await all([reached + 10, reached + 20, reached + 30, reached + 40])
    await second.onApplicationShutdown()
  })

  test('when two services note maps on one log, then of a cut there is one, and both have it', async () => {
    const [one, other] = [recordedMaps(), recordedMaps()]
    const cut = [20, 7, 20, 25, 7, 13]
    const found = await Promise.all(cut.flatMap((it) => [one.at(it), other.at(it)]))
    expect(found.map((it) => it.map.cut)).toEqual(cut.flatMap((it) => [it, it]))
    expect((await cuts()).toSorted((a, b) => Number(a) - Number(b))).toEqual([7, 13, 20, 25])
    for (const { map, entry } of found) expect(entry.data).toEqual(map.data)
  })

  test('when another map of a cut stands in the log, then nothing is certified by it', async () => {
    const data = { cut: 20, keys: 2, root: `${'A'.repeat(43)}=` }
    await log.append('completeness', 'none', [{ ...entry(), type: 'CompletenessMapRecorded', data }])
    await signed()
    const maps = recordedMaps()
    await expect(maps.at(20)).rejects.toMatchObject({
      reason: 'damaged',
      message: expect.stringContaining('entry 26 is not that of the log'),
    })
  })
})
