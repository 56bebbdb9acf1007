import type { ReadStreamOptions, RecordedEvent } from '@pilot-ledger/event-log'
import { type DomainEvent, type Recorded, type Rules, refuseNext } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { HotStreams, wholeStream } from './hot-streams'

type Counted = DomainEvent<'Counted', { readonly count: number }>
const SUM: Rules<number, Counted> = { initial: 0, evolve: (sum, it) => sum + it.data.count, refuse: () => undefined }
/** Room for some 24 entries that do nothing but count. */
const [FEWEST, MOST] = [4, 24 * 550]

/** A log that tells how much was read of it, and may lose its end as a cluster's does. */
class CuttableLog {
  readonly streams = new Map<string, RecordedEvent[]>()
  handedOver = 0
  /** How many turns later an answer comes: it says what was there when it was asked for. */
  late = 0
  private made = 0

  append(stream: string, event: Recorded<Counted>, key?: string, id = `e${this.made + 1}`): RecordedEvent {
    this.made++
    const its = this.streams.get(stream) ?? []
    const added: RecordedEvent = {
      id,
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
    for (let turns = this.late; turns > 0; turns--) await undefined
    return { exists: all.length > 0, head: all.length - 1, events }
  }
}

const counted = (count: number): Counted => ({ type: 'Counted', data: { count } })
/** Those that are used, and one that is not. */
const KEYS = Array.from({ length: 32 }, (_, i) => `k${i}`)
const stated = async (hot: Pick<HotStreams, 'read'>, stream: string) => {
  const { exists, head, history, under } = await hot.read(stream, SUM)
  return { exists, head, history: history(), under: KEYS.map((it) => under('张三', it)) }
}
const asStored = (log: CuttableLog): Pick<HotStreams, 'read'> => ({
  read: async (stream, rules) => wholeStream(await log.readStream(stream), rules),
})

describe('a stream that is kept', () => {
  const doing = fc.constantFrom('content', 'content', 'correction', 'void', 'cut', 'other end', 'nothing', 'own', 'own')
  const step = fc.record({
    stream: fc.constantFrom('a', 'b', 'c'),
    does: doing,
    meanwhile: doing,
    at: fc.nat(30),
    many: fc.integer({ min: 1, max: 6 }),
    // Both may be under way before either is answered, and either may be answered first.
    late: fc.constantFrom(0, 4, 16),
    laterLate: fc.constantFrom(0, 9),
  })
  type Step = Pick<typeof step extends fc.Arbitrary<infer T> ? T : never, 'stream' | 'does' | 'at' | 'many'>

  async function change(log: CuttableLog, hot: HotStreams, { stream, does, at, many }: Step): Promise<void> {
    const its = log.streams.get(stream) ?? []
    const target = its[at % Math.max(1, its.length)]?.id
    if (does === 'cut') log.cut(stream, Math.max(0, its.length - many))
    else if (does === 'other end') {
      log.cut(stream, Math.max(0, its.length - many))
      // Under the same keys, and so the same ids.
      for (const { id, metadata } of its.slice(-many)) log.append(stream, counted(at), metadata.idempotencyKey, id)
    } else if (does === 'correction' && target !== undefined)
      log.append(stream, { type: 'EntryCorrected', data: { corrects: target, content: counted(at), reason: 'x' } })
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
  }

  it('is at every moment what the log says, whoever wrote it and whatever was cut off, also between two reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const log = new CuttableLog()
        const hot = new HotStreams(log, FEWEST, MOST)
        for (const { meanwhile, late, laterLate, ...it } of steps) {
          await change(log, hot, it)
          const before = stated(asStored(log), it.stream)
          log.late = late
          const earlier = stated(hot, it.stream)
          log.late = 0
          await change(log, hot, { ...it, does: meanwhile })
          log.late = laterLate
          const later = stated(hot, it.stream)
          log.late = 0
          const now = await stated(asStored(log), it.stream)
          expect([await before, now]).toContainEqual(await earlier)
          expect(await later).toEqual(now)
          expect(await stated(hot, it.stream)).toEqual(now)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is read no further back than its last known entry', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    for (let i = 0; i < FEWEST; i++) log.append('a', counted(1))
    await stated(hot, 'a')
    log.handedOver = 0
    for (let i = 0; i < 3; i++) {
      log.append('a', counted(1))
      expect((await stated(hot, 'a')).history.state).toBe(FEWEST + i + 1)
    }
    expect(log.handedOver).toBe(3 * 2)
  })

  it('was cut and grew to the same length: it is the new one', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    for (let i = 0; i < FEWEST; i++) log.append('a', counted(1))
    await stated(hot, 'a')
    log.cut('a', FEWEST - 1)
    log.append('a', counted(10))
    expect((await stated(hot, 'a')).history.state).toBe(FEWEST - 1 + 10)
  })

  it('was cut, and came again under its key with another content: it is the new one', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    for (let i = 0; i < FEWEST; i++) log.append('a', counted(1))
    await stated(hot, 'a')
    const { id } = log.append('a', counted(10))
    hot.wrote('a', [{ id }], [counted(2)])
    expect((await stated(hot, 'a')).history.state).toBe(FEWEST + 10)
  })

  it('makes room for others', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    for (const stream of ['a', 'b', 'c']) {
      for (let i = 0; i < 12; i++) log.append(stream, counted(1))
      await stated(hot, stream)
    }
    log.handedOver = 0
    for (const stream of ['c', 'b', 'a']) await stated(hot, stream)
    expect(log.handedOver).toBe(1 + 1 + 12)
  })

  const heavy = (): Counted => ({ ...counted(1), data: { count: 1, rows: [{ text: '重'.repeat(2_000) }] } as never })

  it('weighs what its entries say: heavy ones make room sooner, and a stream that alone is too heavy drives none out', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    const [light, some, tooHeavy] = ['light', 'some', 'too heavy']
    for (let i = 0; i < FEWEST; i++) log.append(light, counted(1))
    for (let i = 0; i < FEWEST; i++) log.append(some, heavy())
    for (let i = 0; i < 2 * FEWEST; i++) log.append(tooHeavy, heavy())
    for (const stream of [light, some, tooHeavy]) await stated(hot, stream)
    log.handedOver = 0
    for (const stream of [light, some]) await stated(hot, stream)
    expect(log.handedOver).toBe(1 + 1)
    await stated(hot, tooHeavy)
    expect(log.handedOver).toBe(1 + 1 + 2 * FEWEST)
    for (let i = 0; i < 2; i++) log.append(some, heavy())
    for (const stream of [some, light]) await stated(hot, stream)
    log.handedOver = 0
    await stated(hot, light)
    expect(log.handedOver).toBe(1)
    await stated(hot, some)
    expect(log.handedOver).toBe(1 + FEWEST + 2)
  })

  it('weighs what was written behind it, before that is read', async () => {
    const log = new CuttableLog()
    const hot = new HotStreams(log, FEWEST, MOST)
    for (const stream of ['a', 'b']) {
      for (let i = 0; i < FEWEST; i++) log.append(stream, counted(1))
      await stated(hot, stream)
    }
    const [written, decided] = [
      [log.append('a', heavy()), log.append('a', heavy())],
      [heavy(), heavy()],
    ]
    hot.wrote('a', written, decided)
    const before = await stated(hot, 'a')
    expect(before).toEqual(await stated(asStored(log), 'a'))
    log.handedOver = 0
    for (const stream of ['a', 'b']) await stated(hot, stream)
    expect(log.handedOver).toBe(1 + 1)
    const many = Array.from({ length: 5 }, heavy)
    hot.wrote(
      'a',
      many.map((it) => log.append('a', it)),
      many,
    )
    log.handedOver = 0
    await stated(hot, 'b')
    expect(log.handedOver).toBe(1)
    await stated(hot, 'a')
    expect(log.handedOver).toBe(1 + FEWEST + 2 + 5)
  })
})
