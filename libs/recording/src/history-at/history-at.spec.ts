import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { DomainEvent, JsonObject, Rules } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { contentsAt, historyAt, STATELESS, sequenceOf } from '.'

type Counted = DomainEvent<'Counted', { readonly count: number }>
const SUM: Rules<number, Counted> = { initial: 0, evolve: (sum, it) => sum + it.data.count, refuse: () => undefined }

/** A stream whose entries stand at these sequences of a log in which others stand between them. */
const logOf = (contents: readonly (readonly [sequence: number, type: string, data: JsonObject])[]) => ({
  readStream: async () => ({
    exists: true,
    head: contents.length - 1,
    events: contents.map(
      ([sequence, type, data], revision): RecordedEvent => ({
        id: `e${revision}`,
        stream: 's',
        revision,
        position: String(sequence),
        recordedAt: sequence,
        type,
        version: 1,
        data,
        metadata: { actor: '登记员', correlationId: 'c' },
      }),
    ),
  }),
})

it('given entries anywhere in a log, then at any cut the state is that of those recorded by then', async () => {
  const sequences = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(sequences, fc.nat(310), async (found, cut) => {
      const inOrder = [...found].sort((a, b) => a - b)
      const { events, history } = await historyAt(
        logOf(inOrder.map((it) => [it, 'Counted', { count: it }])),
        's',
        SUM,
        cut,
      )
      const known = found.filter((it) => it <= cut)
      expect(history.state).toBe(known.reduce((sum, it) => sum + it, 0))
      expect(history.revision).toBe(known.length - 1)
      expect(events.map(sequenceOf).reverse()).toEqual(known.sort((a, b) => b - a))
    }),
  )
})

it('given a correction and a void after the cut, then what they took away still stands there', async () => {
  const log = logOf([
    [3, 'Counted', { count: 10 }],
    [10, 'Counted', { count: 5 }],
    [12, 'EntryCorrected', { corrects: 'e0', content: { type: 'Counted', data: { count: 7 } }, reason: '误记' }],
    [20, 'EntryVoided', { voids: 'e1', reason: '重复' }],
  ])
  const states = [2, 11, 12, 20, undefined].map(async (cut) => (await historyAt(log, 's', SUM, cut)).history.state)
  expect(await Promise.all(states)).toEqual([0, 15, 12, 7, 7])
  expect(await contentsAt<Counted>(log, 's', 12)).toEqual([
    { type: 'Counted', data: { count: 7 } },
    { type: 'Counted', data: { count: 5 } },
  ])
  const { history } = await historyAt(log, 's', STATELESS, 20)
  expect(history.live.map(({ id, recordedAt }) => [id, recordedAt])).toEqual([['e2', 12]])
})
