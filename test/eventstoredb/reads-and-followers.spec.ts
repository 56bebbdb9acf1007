import type { Following, RecordedEvent } from '@pilot-ledger/event-log'
import { entriesOf, type Ledger, ledgerOnStandIn, payment, signal } from './ledger.spec-support'

/** How reads end and followers go on when server and connection come and go. */
describe('given readers and followers of a server that misbehaves', () => {
  let ledger: Ledger
  const seen: string[] = []

  beforeEach(async () => {
    seen.length = 0
    ledger = await ledgerOnStandIn({
      silenceMs: 1_500,
      observer: {
        onReconnect: (who) => void seen.push(`${who} came back`),
        onTailCut: (handled) => void seen.push(`cut at ${handled}`),
      },
    })
  })
  afterEach(() => ledger.close())

  const append = async (stream: string, count: number, bytes = 0) => {
    const events = Array.from({ length: count }, () => payment())
    const note = { note: 'n'.repeat(bytes) }
    for (const [i, it] of events.entries())
      await ledger.log.append(stream, i === 0 ? 'none' : i - 1, [{ ...it, data: { ...it.data, ...note } }])
    return events.map((it) => it.id)
  }
  const idsOf = (events: readonly RecordedEvent[]) => events.map((it) => it.id)

  it('when the log is closed while a read is under way, then it fails, and is not taken for the whole', async () => {
    await append('s', 40, 20_000)
    const reading = await ledger.open()
    const read = async () => {
      for await (const _ of reading.readAll({ pageSize: 1 })) await reading.close()
    }

    await expect(read()).rejects.toMatchObject({ code: 'unavailable', reason: 'closed' })
    expect(reading.openReads).toBe(0)
  })

  it('when the connection drops in the middle of a read, then it fails, and is not taken for the whole', async () => {
    await append('s', 40, 20_000)
    const read = async () => {
      for await (const _ of ledger.log.readAll({ pageSize: 1 })) ledger.server.dropConnections()
    }

    await expect(read()).rejects.toMatchObject({ code: 'unavailable', reason: 'unreachable' })
    expect(ledger.log.openReads).toBe(0)
  })

  it('when a handler is slow, then the server is held back: what nobody has handled stays there', async () => {
    const count = 300
    const ids = await append('s', count, 4_000)
    const first = signal()
    const goOn = signal()
    let handled: string[] = []
    const following = ledger.log.follow({ after: 'start', batchSize: 10 }, async (events) => {
      first.give()
      await goOn.promise
      handled = [...handled, ...idsOf(events)]
    })
    await first.promise
    const sent = await untilStill(() => ledger.server.counts().sent)
    expect(sent).toBeLessThan(count)

    goOn.give()
    await following.live
    expect(handled).toEqual(ids)
    await following.stop()
  })

  it('when the server takes a subscription and then says nothing, then the follower asks again', async () => {
    const ids = await append('s', 3)
    // The first subscription only; reads are answered.
    let left = 1
    Object.defineProperty(ledger.server.faults, 'silentReads', {
      configurable: true,
      get: () => (ledger.server.counts().subscribe ?? 0) > 0 && left-- > 0,
      set: () => undefined,
    })
    const handled: string[] = []
    const following = ledger.log.follow({ after: 'start' }, (events) => void handled.push(...idsOf(events)))
    await following.live

    expect(handled).toEqual(ids)
    expect(ledger.server.counts().subscribe).toBe(2)
    await following.stop()
  })

  it('when the server is away for several tries, then the follower comes back with every entry once', async () => {
    const before = await append('s', 5)
    const handled: string[] = []
    const following = ledger.log.follow(
      { after: 'start', batchSize: 2 },
      (events) => void handled.push(...idsOf(events)),
    )
    await following.live
    ledger.server.faults.silentReads = true
    ledger.server.dropConnections()
    while (seen.length < 3) await new Promise((resolve) => setImmediate(resolve))
    ledger.server.faults.clear()
    const after = await append('t', 5)
    await reached(following, await ledger.log.head())

    expect(handled).toEqual([...before, ...after])
    expect(seen).toContain('follower came back')
    await following.stop()
  })

  it('when it is stopped while the server is silent, then it ends at once', async () => {
    const patient = await ledger.open({ silenceMs: 60_000 })
    ledger.server.faults.silentReads = true
    const following = patient.follow({ after: 'start' }, () => undefined)
    const start = performance.now()
    await following.stop()

    expect(performance.now() - start).toBeLessThan(1_000)
    await expect(following.live).rejects.toMatchObject({ code: 'unavailable', reason: 'closed' })
  })

  it('when another entry stands where the last one handled stood, then it ends with the place and tells it', async () => {
    await append('s', 2)
    const following = ledger.log.follow({ after: 'start' }, () => undefined)
    await following.live
    const handled = following.handled as string
    ledger.server.cutTail(1)
    const other = await ledger.open()
    const { events } = await other.readStream('s')
    await other.append('s', events.length - 1, [payment(99)])
    ledger.server.dropConnections()

    await expect(following.ended).rejects.toMatchObject({
      name: 'Error',
      code: 'unavailable',
      reason: 'damaged',
      handled,
    })
    expect(seen).toContain(`cut at ${handled}`)
  })

  it('when it is to begin behind an entry that is gone, then it says so instead of following something else', async () => {
    await append('s', 2)
    const head = (await ledger.log.head()) as string
    ledger.server.cutTail(1)
    const following = ledger.log.follow({ after: head }, () => undefined)

    await expect(following.live).rejects.toMatchObject({ code: 'unavailable', reason: 'damaged', handled: head })
  })

  it('when the tail is cut before it was handled, then live comes with what is left', async () => {
    const ids = await append('s', 4)
    ledger.server.faults.slowReadsMs = 40
    const handled: string[] = []
    const following = ledger.log.follow({ after: 'start', batchSize: 1 }, (events) => {
      handled.push(...idsOf(events))
      if (handled.length > 1) return
      ledger.server.cutTail(2)
      ledger.server.dropConnections()
    })
    await following.live

    expect(handled).toEqual(ids.slice(0, 2))
    await following.stop()
  })

  it('given entries under the prefix that no ledger wrote, then reading names the place instead of passing over it', async () => {
    const { EventStoreDBClient, jsonEvent } = await import('@eventstore/db-client')
    await append('s', 1)
    const [{ stream }] = ledger.server.store.all
    const client = EventStoreDBClient.connectionString(ledger.server.connectionString)
    await client.appendToStream(stream, jsonEvent({ type: 'Foreign', data: {} }), { expectedRevision: 0n })
    await client.dispose()

    await expect(entriesOf(ledger.log)).rejects.toMatchObject({ code: 'unavailable', reason: 'damaged' })
    await expect(entriesOf(ledger.log)).rejects.toThrow(`${stream}@1`)
    const following = ledger.log.follow({ after: 'start' }, () => undefined)
    await expect(following.ended).rejects.toMatchObject({ code: 'unavailable', reason: 'damaged' })
  })
})

/** Resolves when the following has handled that position. */
async function reached(following: Following, position: string | undefined): Promise<void> {
  while (following.handled !== position) await new Promise((resolve) => setImmediate(resolve))
}

/** The number once it has stopped changing for a while. */
async function untilStill(count: () => number): Promise<number> {
  for (let last = -1; last !== count(); ) {
    last = count()
    for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve))
  }
  return count()
}
