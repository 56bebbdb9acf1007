import type { RecordedEvent } from '@pilot-ledger/event-log'
import { sourceOf } from './projector'

const entries = (stream: string, count: number) =>
  Array.from({ length: count }, (_, revision) => ({ id: `${stream}-${revision}`, stream, revision })) as RecordedEvent[]

describe('given a log of two streams', () => {
  const asked: string[] = []
  const log = {
    async readStream(stream: string, { from = 0, limit = 99 } = {}) {
      asked.push(`${stream} ${from}+${limit}`)
      const events = entries(stream, 6).slice(from, from + limit)
      return { exists: true, head: 5, events }
    },
  }
  const idsOf = (events: readonly RecordedEvent[]) => events.map((it) => it.id)

  it('then a stream asked for again is read only where it is new, and each asker gets just what was asked for', async () => {
    const source = sourceOf(log)
    expect(idsOf(await source('a', 2))).toEqual(['a-0', 'a-1'])
    expect(idsOf(await source('a', 4))).toEqual(['a-0', 'a-1', 'a-2', 'a-3'])
    expect(idsOf(await source('a', 1))).toEqual(['a-0'])
    expect(idsOf(await source('b', 1))).toEqual(['b-0'])
    expect(idsOf(await source('a', 2))).toEqual(['a-0', 'a-1'])
    expect(asked).toEqual(['a 0+2', 'a 2+2', 'b 0+1', 'a 0+2'])
  })
})
