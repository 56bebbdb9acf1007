import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { FoldedEvent } from '@pilot-ledger/recording/history-at'
import { Tables } from '../read-model/tables'
import { Projector } from './projector'
import { sourceOf } from './stream-source'

const entries = (stream: string, count: number) =>
  Array.from({ length: count }, (_, revision) => ({ id: `${stream}-${revision}`, stream, revision })) as RecordedEvent[]

describe('given a log of two streams', () => {
  const requested: string[] = []
  const log = {
    async readStream(stream: string, { from = 0, limit = 99 } = {}) {
      requested.push(`${stream} ${from}+${limit}`)
      const events = entries(stream, 6).slice(from, from + limit)
      return { exists: true, head: 5, events }
    },
  }
  const idsOf = (events: readonly FoldedEvent[]) => events.map((it) => it.id)

  it('then a stream asked for again is read only where it is new, and each asker gets just what was asked for', async () => {
    const source = sourceOf(log)
    expect(idsOf(await source('a', 2))).toEqual(['a-0', 'a-1'])
    expect(idsOf(await source('a', 4))).toEqual(['a-0', 'a-1', 'a-2', 'a-3'])
    expect(idsOf(await source('a', 1))).toEqual(['a-0'])
    expect(idsOf(await source('b', 1))).toEqual(['b-0'])
    expect(idsOf(await source('a', 2))).toEqual(['a-0', 'a-1'])
    expect(requested).toEqual(['a 0+2', 'a 2+2', 'b 0+1', 'a 0+2'])
  })

  it('when what comes is told, then it is read at once, each stream once, and not again when it is asked for', async () => {
    const waiting: (() => void)[] = []
    const far: string[] = []
    const source = sourceOf({
      async readStream(stream, { from = 0, limit = 99 } = {}) {
        far.push(`${stream} ${from}+${limit}`)
        await new Promise<void>((resolve) => waiting.push(resolve))
        return { exists: true, head: 5, events: entries(stream, 6).slice(from, from + limit) }
      },
    })
    source.ahead?.(
      new Map([
        ['a', 3],
        ['b', 2],
      ]),
    )
    expect(far).toEqual(['a 0+3', 'b 0+2'])
    for (const answer of waiting) answer()
    expect(idsOf(await source('a', 2))).toEqual(['a-0', 'a-1'])
    expect(idsOf(await source('b', 2))).toEqual(['b-0', 'b-1'])
    expect(far).toHaveLength(2)
  })

  it('when what was read ahead has been asked for to its end, or another page comes, then it is not held any longer', async () => {
    const far: string[] = []
    const source = sourceOf({
      async readStream(stream, { from = 0, limit = 99 } = {}) {
        far.push(`${stream} ${from}+${limit}`)
        return { exists: true, head: 5, events: entries(stream, 6).slice(from, from + limit) }
      },
    })
    source.ahead?.(new Map(Object.entries({ a: 3, b: 2, c: 2 })))
    // One after the other, as a page may fold them: each was read once.
    for (const [stream, count] of Object.entries({ a: 2, b: 2 })) await source(stream, count)
    await source('a', 3)
    expect(far.splice(0)).toEqual(['a 0+3', 'b 0+2', 'c 0+2'])
    await source('b', 2)
    await source('a', 3)
    expect(far.splice(0)).toEqual(['b 0+2', 'a 0+3'])
    new Projector(new Tables(), source).comes([])
    expect(idsOf(await source('c', 2))).toEqual(['c-0', 'c-1'])
    expect(far).toEqual(['c 0+2'])
  })

  it('when a stream that somebody has read is asked for again and again, then it is taken over once', async () => {
    const source = sourceOf(log)
    requested.length = 0
    const taken = jest.fn(() => entries('a', 6))
    source.given?.(new Map([['a', { count: 6, events: taken }]]))
    for (const count of [2, 3, 4, 5, 6]) expect(await source('a', count)).toHaveLength(count)
    expect(taken).toHaveBeenCalledTimes(1)
    expect(requested).toEqual([])
    // Asked for to its end, it is not held any longer.
    await source('b', 1)
    await source('a', 6)
    expect(taken).toHaveBeenCalledTimes(1)
  })

  it('when long streams come, then no more is read ahead than some ten thousand entries', async () => {
    const far: string[] = []
    const source = sourceOf({
      async readStream(stream, { from = 0, limit = 99 } = {}) {
        far.push(`${stream} ${from}+${limit}`)
        return { exists: true, head: 5, events: [] }
      },
    })
    source.ahead?.(new Map(Object.entries({ a: 6_000, b: 6_000, c: 20_000, d: 4_000, e: 1 })))
    expect(far).toEqual(['a 0+6000', 'd 0+4000'])
    source.ahead?.(new Map(Object.entries({ b: 6_000 })))
    expect(far.slice(2)).toEqual(['b 0+6000'])
  })

  it('when what is read ahead fails, then who asks for it is told, and nobody else', async () => {
    const source = sourceOf({
      readStream: async (stream) => {
        if (stream === 'a') throw new Error('away')
        return { exists: true, head: 5, events: entries(stream, 6) }
      },
    })
    source.ahead?.(
      new Map([
        ['a', 3],
        ['b', 6],
      ]),
    )
    expect(idsOf(await source('b', 6))).toHaveLength(6)
    await expect(source('a', 3)).rejects.toThrow('away')
  })

  it('then all streams that a page folds again are told before it, up to the last entry that does', () => {
    const reported: [string, number][] = []
    const source = Object.assign(async () => [], {
      ahead: (wanted: ReadonlyMap<string, number>) => void reported.push(...wanted),
    })
    const event = (stream: string, revision: number, type: string, data = {}) => ({ stream, revision, type, data })
    const page = [
      event('engagement-a', 0, 'ContractSigned'),
      event('engagement-a', 1, 'EntryCorrected'),
      event('engagement-b', 4, 'EntryVoided'),
      event('engagement-c', 2, 'ContractAmended', { productsAdded: ['镜头'] }),
      event('engagement-d', 2, 'ContractAmended', { productsAdded: [] }),
      event('engagement-e', 3, 'TechContractRegistrationCancelled'),
      event('engagement-a', 2, 'EntryVoided'),
      event('platform-p', 3, 'RecognitionRevoked'),
      event('platform-q', 1, 'PlatformRecognized'),
      event('platform-q', 2, 'ChangeProposed'),
      event('closing-p', 2, 'EntryVoided'),
    ] as unknown as RecordedEvent[]
    new Projector(new Tables(), source).comes(page)
    expect(reported).toEqual([
      ['engagement-a', 3],
      ['engagement-b', 5],
      ['engagement-c', 3],
      ['engagement-e', 4],
      ['platform-p', 4],
    ])
  })
})
