import type { ReadStreamOptions, RecordedEvent } from '@pilot-ledger/event-log'
import { type DomainEvent, type Recorded, type Rules, refuseNext } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { HotStreams, wholeStream } from './hot-streams'

type Counted = DomainEvent<'Counted', { readonly count: number }>
const SUM: Rules<number, Counted> = { initial: 0, evolve: (sum, it) => sum + it.data.count, refuse: () => undefined }
const [FEWEST, MOST] = [4, 24]

/** A log that tells how much was read of it, and may lose its end as a cluster's does. */
class CuttableLog {
  readonly streams = new Map<string, RecordedEvent[]>()
  handedOver = 0
  private made = 0

  append(stream: string, event: Recorded<Counted>, key?: string): RecordedEvent {
    const its = this.streams.get(stream) ?? []
    const added: RecordedEvent = {
      id: `e${++this.made}`,
      type: event.type,
      version: 1,
      data: event.data as never,
      metadata: { actor: '张三', correlationId: 'c', idempotencyKey: key, requestHash: `h${this.made}` },
      stream,
      revision: its.length,
      position: String(this.made),
      recordedAt: this.made,
    }
    this.streams.set(stream, [...its, added])
    return added
  }

  cut(stream: string, count: number): void {
    this.streams.set(stream, (this.streams.get(stream) ?? []).slice(0, count))
  }

  async readStream(stream: string, { from = 0 }: ReadStreamOptions = {}) {
    const all = this.streams.get(stream) ?? []
    const events = all.slice(from)
    this.handedOver += events.length
    return { exists: all.length > 0, head: all.length - 1, events }
  }
}

const counted = (count: number): Counted => ({ type: 'Counted', data: { count } })
const said = async (log: CuttableLog, hot: Pick<HotStreams, 'read'>, stream: string) => {
  const { exists, head, history, under } = await hot.read(stream, SUM)
  const keys = (log.streams.get(stream) ?? []).flatMap(({ metadata }) => metadata.idempotencyKey ?? [])
  return { exists, head, history: history(), under: [...keys, 'no such key'].map((it) => under('张三', it)) }
}
const asStored = (log: CuttableLog): Pick<HotStreams, 'read'> => ({
  read: async (stream, rules) => wholeStream(await log.readStream(stream), rules),
})

describe('a stream that is kept', () => {
  const step = fc.record({
    stream: fc.constantFrom('a', 'b', 'c'),
    does: fc.constantFrom('content', 'content', 'content', 'correction', 'void', 'cut', 'read', 'own', 'own'),
    at: fc.nat(30),
    many: fc.integer({ min: 1, max: 6 }),
  })

  it('is at every moment what the log says, whoever wrote it and whatever was cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const log = new CuttableLog()
        const hot = new HotStreams(log, FEWEST, MOST)
        for (const { stream, does, at, many } of steps) {
          const its = log.streams.get(stream) ?? []
          const target = its[at % Math.max(1, its.length)]?.id
          if (does === 'cut') log.cut(stream, Math.max(0, its.length - many))
          else if (does === 'correction' && target !== undefined)
            log.append(stream, {
              type: 'EntryCorrected',
              data: { corrects: target, content: counted(at), reason: 'x' },
            })
          else if (does === 'void' && target !== undefined)
            log.append(stream, { type: 'EntryVoided', data: { voids: target, reason: 'x' } })
          else if (does === 'content') for (let i = 0; i < many; i++) log.append(stream, counted(at), `k${at}`)
          else if (does === 'own') {
            const { history } = await hot.read(stream, SUM)
            const { id } = history().live[at % Math.max(1, history().live.length)] ?? {}
            const event: Recorded<Counted> =
              id === undefined
                ? counted(at)
                : { type: 'EntryCorrected', data: { corrects: id, content: counted(at + 1_000), reason: 'x' } }
            refuseNext(SUM, history(), event, '2025-01-01')
            // Another is sometimes faster, so that what was judged comes behind what it was not judged on.
            if (many === 1) log.append(stream, counted(1))
            hot.wrote(stream, [log.append(stream, structuredClone(event))], [event])
          }
          const [one, other] = await Promise.all([said(log, hot, stream), said(log, hot, stream)])
          const stored = await said(log, asStored(log), stream)
          expect(one).toEqual(stored)
          expect(other).toEqual(stored)
        }
      }),
    )
  })

  it('is read no further back than its last known entry', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    for (let i = 0; i < FEWEST; i++) log.append('a', counted(1))
    await said(log, hot, 'a')
    log.handedOver = 0
    for (let i = 0; i < 3; i++) {
      log.append('a', counted(1))
      expect((await said(log, hot, 'a')).history.state).toBe(FEWEST + i + 1)
    }
    expect(log.handedOver).toBe(3 * 2)
  })

  it('was cut and grew to the same length: it is the new one', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    for (let i = 0; i < FEWEST; i++) log.append('a', counted(1))
    await said(log, hot, 'a')
    log.cut('a', FEWEST - 1)
    log.append('a', counted(10))
    expect((await said(log, hot, 'a')).history.state).toBe(FEWEST - 1 + 10)
  })

  it('was cut, and came again under its key with another content: it is the new one', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    for (let i = 0; i < FEWEST; i++) log.append('a', counted(1))
    await said(log, hot, 'a')
    const { id } = log.append('a', counted(10))
    hot.wrote('a', [{ id }], [counted(2)])
    expect((await said(log, hot, 'a')).history.state).toBe(FEWEST + 10)
  })

  it('makes room for others', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    for (const stream of ['a', 'b', 'c']) {
      for (let i = 0; i < MOST / 2; i++) log.append(stream, counted(1))
      await said(log, hot, stream)
    }
    log.handedOver = 0
    for (const stream of ['c', 'b', 'a']) await said(log, hot, stream)
    expect(log.handedOver).toBe(1 + 1 + MOST / 2)
  })
})
