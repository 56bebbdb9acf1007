import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { type JsonObject, streamName } from '@pilot-ledger/kernel'
import { v5 as uuidv5 } from 'uuid'
import { contractStream, signed } from '../read-model/contract-entries.spec-support'
import { ReadModel } from '../read-model/read-model'
import { SequencedLog } from './sequenced-log'
import { StreamReader } from './stream-reader'

const CONTRACT = contractStream('JM-001')
const ROUND = streamName('round', 'r-1')
const SIGNED = signed('JM-001').data

describe('given entries of a round before and after one of a contract', () => {
  let folder: string
  let log: SqliteEventLog
  let model: ReadModel
  let streams: StreamReader
  let now = 1_000

  const append = (stream: string, expected: 'none' | number, type: string, data: JsonObject = {}) =>
    log.append(stream, expected, [
      {
        id: uuidv5(`${stream} ${type}`, uuidv5.URL),
        type,
        version: 1,
        data,
        metadata: { actor: '评价员', correlationId: 'c' },
      },
    ])
  const open = async () => {
    const opened = await ReadModel.open(log, { file: join(folder, 'figures.db') })
    await opened.start()
    return opened
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rooms-'))
    log = await openSqliteEventLog({ folder, clock: () => now++ })
    await append(ROUND, 'none', 'RoundOpened', { title: '2025' })
    await append(CONTRACT, 'none', 'ContractSigned', SIGNED)
    await append(ROUND, 0, 'RoundClosed')
    model = await open()
    streams = new StreamReader(model, new SequencedLog(model, log))
  })
  afterEach(async () => {
    await model.stop()
    await log.close()
    rmSync(folder, { recursive: true })
  })

  const reported = async (cut?: number) =>
    (await streams.stream('round', 'r-1', cut)).events.map((it) => `${it.position} ${it.type}`)

  it('then its entries have the sequences of the whole log, and a cut leaves out what came later', async () => {
    expect(await reported()).toEqual(['1 RoundOpened', '3 RoundClosed'])
    expect(await reported(2)).toEqual(['1 RoundOpened'])
    expect(await reported(0)).toEqual([])
  })

  it('then who has read the first entries reads the others alone, none beyond the cut', async () => {
    const from = async (first: number, cut?: number) =>
      (await streams.stream('round', 'r-1', cut, first)).events.map((it) => `${it.position} ${it.type}`)
    expect(await from(1)).toEqual(['3 RoundClosed'])
    expect([await from(1, 2), await from(2)]).toEqual([[], []])
    expect([0, 1, 2, 3].map((cut) => streams.length('round', 'r-1', cut))).toEqual([0, 1, 1, 2])
  })

  it('then a stream that nobody wrote has no entries, and only those written by the cut are listed', async () => {
    await append(streamName('round', 'r-2'), 'none', 'RoundOpened').then(({ position }) =>
      model.reached(position, 2000),
    )
    expect((await streams.stream('round', 'r-9')).events).toEqual([])
    expect((await streams.streams('round')).map((it) => it.id)).toEqual(['r-1', 'r-2'])
    expect((await streams.streams('round', 3)).map((it) => it.id)).toEqual(['r-1'])
    expect(await streams.streams('scheme')).toEqual([])
  })

  it('then the same is read from a model loaded from its file, and from one built anew', async () => {
    await model.stop()
    model = await open()
    streams = new StreamReader(model, new SequencedLog(model, log))
    expect(await reported()).toEqual(['1 RoundOpened', '3 RoundClosed'])
    expect(await model.rebuild()).toEqual({ entries: 3, differences: [] })
    expect(await reported(2)).toEqual(['1 RoundOpened'])
  })

  it('then the log is shown whole, each entry under its own stream', async () => {
    const pages: string[] = []
    for await (const page of new SequencedLog(model, log).readAll())
      pages.push(...page.map((it) => `${it.position} ${it.stream} ${it.revision}`))
    expect(pages).toEqual([`1 ${ROUND} 0`, `2 ${CONTRACT} 0`, `3 ${ROUND} 1`])
  })

  it('then a stream of no room this ledger has stops the figures: nothing is skipped in silence', async () => {
    const { position } = await append('elsewhere-1', 'none', 'SomethingHappened')
    await model.reached(position, 2000)
    expect(model.failure?.message).toContain('stream elsewhere-1 is unknown')
    expect(model.tables.sequence).toBe(3)
  })
})
