import { randomUUID } from 'node:crypto'
import { MapHistory } from '@pilot-ledger/certificates'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { Leaves, leafHash } from '@pilot-ledger/proof'
import fc from 'fast-check'
import { Operator } from '../verifier/certificate-maker.spec-support'

const entry = (stream: string, more: Partial<RecordedEvent> = {}): RecordedEvent => ({
  id: randomUUID(),
  stream,
  revision: 0,
  type: 'PlanEnded',
  version: 1,
  data: {},
  metadata: { actor: '登记员', correlationId: 'c' },
  recordedAt: 1,
  position: '0',
  ...more,
})
const signed = (contract: string, platform: string) =>
  entry(`engagement-${contract}`, { type: 'ContractSigned', data: { platform } })
const proposed = (contract: string, platform: string) =>
  entry(`engagement-${contract}`, {
    type: 'ChangeProposed',
    data: { change: { kind: 'entries', contents: [{ type: 'ContractSigned', data: { platform } }] } },
  })

const streams = fc.constantFrom('platform-p', 'programme-x', 'closing-p', 'round-r', 'notices', 'access', 'scheme-s')
const logs = fc
  .array(
    fc.oneof(
      streams.map((it) => entry(it)),
      fc.constantFrom('a', 'b', 'c').map((it) => entry(`engagement-${it}`)),
    ),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((rest) => [
    signed('a', 'p'),
    proposed('b', 'p'),
    signed('c', 'q'),
    ...rest.map((it) => ({ ...it, id: randomUUID() })),
  ])

/** What the independent maker of certificates, which is written after the page alone, says of a cut. */
const mapOf = (log: readonly RecordedEvent[], cut: number) => {
  const question = { code: '', version: 1, of: { platforms: 'all' as const }, from: '', to: '', cut, value: '' }
  return new Operator(log).certificate(question).map.entry.data
}
const faultsOf = (log: readonly RecordedEvent[]) => {
  const history = new MapHistory(log.filter((it) => it.stream === 'completeness'))
  const leaves = new Leaves()
  for (const it of log) history.add(it, leafHash(leaves.next(it)), () => leafHash(Buffer.of()))
  return history.end()
}

describe('given a log with maps in it', () => {
  test('when they are of its entries, then nothing is wrong; when one says anything else, then its entry is named', () => {
    fc.assert(
      fc.property(logs, fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 }), fc.nat(3), (entries, cuts, kind) => {
        const log = [...entries]
        for (const it of cuts) {
          // Of whatever stands before it, other maps too.
          const cut = it % (log.length + 1)
          log.push(entry('completeness', { type: 'CompletenessMapRecorded', data: mapOf(log, cut) }))
        }
        expect(faultsOf(log)).toEqual([])
        const at = log.findLastIndex((it) => it.stream === 'completeness')
        const data = log[at].data as { cut: number; keys: number; root: string }
        const lies = [
          { ...data, keys: data.keys + 1 },
          { ...data, root: `${'A'.repeat(43)}=` },
          { ...data, cut: at + 1 },
          { ...data, cut: String(data.cut) },
        ]
        const lied = log.with(at, { ...log[at], data: lies[kind] })
        expect(faultsOf(lied)).toEqual([expect.stringContaining(`the map of entry ${at + 1},`)])
      }),
      { numRuns: 60 },
    )
  })

  test('when an entry of a contract is left out of its platform, then the map is not that of the log', () => {
    const log = [signed('a', 'p'), signed('c', 'q'), entry('engagement-a', { revision: 1 })]
    const operator = new Operator(log)
    operator.groupsSaid = (groups) =>
      groups.map((it) => ({ ...it, entries: it.entries.filter((index) => index !== 2) }))
    const question = { code: '', version: 1, of: { platforms: 'all' as const }, from: '', to: '', cut: 3, value: '' }
    const { data } = operator.certificate(question).map.entry
    const lied = [...log, entry('completeness', { type: 'CompletenessMapRecorded', data })]
    expect(faultsOf(lied)).toEqual([expect.stringContaining('the map of entry 4, of the cut 3')])
  })

  test('when one is recorded while the log is gone along, then it is left for the next time', () => {
    const history = new MapHistory([])
    history.add(
      entry('completeness', { data: { cut: 0, keys: 2, root: '' } }),
      new Uint8Array(32),
      () => new Uint8Array(32),
    )
    expect(history.end()).toEqual([])
  })
})
