import type { RecordedEvent } from '@pilot-ledger/event-log'
import { entriesOf, type Ledger, ledgerOnStandIn, payment } from './ledger.spec-support'

/** Entries of another log, as a copy hands them over: `['a', 0]` is the first of contract a. */
function entries(...places: [stream: string, revision: number, note?: string][]): RecordedEvent[] {
  return places.map(([stream, revision, note], i) => {
    const event = payment(i)
    return { ...event, data: { ...event.data, ...(note && { note }) }, ...placeOf(stream, revision, i) }
  })
}

const placeOf = (stream: string, revision: number, i: number) => ({
  stream,
  revision,
  position: String(i + 1),
  recordedAt: 1_750_000_000_000 + i * 86_400_000,
})

/** An entry but for its position, which every store gives anew. */
const content = ({ position: _, ...rest }: RecordedEvent) => rest

describe('given the entries of another log', () => {
  let ledger: Ledger

  beforeEach(async () => {
    ledger = await ledgerOnStandIn({ appendDeadlineMs: 1_000 })
  })
  afterEach(() => ledger.close())

  it('when they are restored, then ids, revisions, metadata, times and the order across contracts are theirs', async () => {
    const source = entries(['a', 0], ['b', 0], ['b', 1], ['a', 1], ['c', 0], ['a', 2], ['a', 3])
    await ledger.log.restore(source)

    expect((await entriesOf(ledger.log)).map(content)).toEqual(source.map(content))
    // Neighbours of one contract share an append.
    expect(ledger.server.counts().append).toBe(5)
  })

  it('when they are restored twice, also by another process, then they are there once', async () => {
    const source = entries(['a', 0], ['b', 0], ['a', 1])
    await ledger.log.restore(source)
    await ledger.log.restore(source)
    await (await ledger.open()).restore(source)

    expect((await entriesOf(ledger.log)).map(content)).toEqual(source.map(content))
  })

  it.each([1, 2, 3])(
    'when a copy broke off after %i entries, then it goes on within what is one append now',
    async (n) => {
      const source = entries(['a', 0], ['a', 1], ['a', 2], ['a', 3])
      await ledger.log.restore(source.slice(0, n))
      await (await ledger.open()).restore(source)

      expect((await entriesOf(ledger.log)).map(content)).toEqual(source.map(content))
    },
  )

  it('when an answer is lost on the way, then nothing is stored twice', async () => {
    const source = entries(['a', 0], ['b', 0], ['a', 1], ['b', 1])
    ledger.server.faults.next({ kind: 'timeout', stored: true })
    ledger.server.faults.next({ kind: 'drop', stored: true })
    ledger.server.faults.next({ kind: 'drop', stored: false })
    await ledger.log.restore(source)

    expect((await entriesOf(ledger.log)).map(content)).toEqual(source.map(content))
  })

  it('when the place is taken by another entry, then it is a conflict', async () => {
    await ledger.log.append('a', 'none', [payment()])

    await expect(ledger.log.restore(entries(['a', 0]))).rejects.toMatchObject({ code: 'version-conflict', actual: 0 })
  })

  it('when an entry before it is missing, then it is a conflict', async () => {
    await expect(ledger.log.restore(entries(['a', 1]))).rejects.toMatchObject({ code: 'version-conflict', actual: -1 })
  })

  it('when its id stands at another place of the contract, then it is refused by name', async () => {
    const [first, second] = entries(['a', 0], ['a', 1])
    await ledger.log.restore([first])

    const refusal = ledger.log.restore([{ ...second, id: first.id }])
    await expect(refusal).rejects.toMatchObject({ code: 'reused-event-id', eventId: first.id })
    expect(await entriesOf(ledger.log)).toHaveLength(1)
  })

  it('when its id is there with other content, then it is refused by name', async () => {
    const [first, second] = entries(['a', 0], ['a', 1])
    await ledger.log.restore([first])

    const changed = { ...first, data: { ...first.data, amount: '7.00' } }
    await expect(ledger.log.restore([changed])).rejects.toMatchObject({ code: 'reused-event-id' })
    await expect(ledger.log.restore([changed, second])).rejects.toMatchObject({ code: 'reused-event-id' })
    expect(await entriesOf(ledger.log)).toHaveLength(1)
  })

  it('when one contract is larger than an append may be, then it goes in several', async () => {
    const note = 'n'.repeat(300_000)
    const source = entries(['a', 0, note], ['a', 1, note], ['a', 2, note], ['a', 3, note], ['a', 4, note])
    await ledger.log.restore(source)

    expect((await entriesOf(ledger.log)).map(content)).toEqual(source.map(content))
    expect(ledger.server.counts().append).toBe(5)
  })
})
