import { ReusedEventId, TooLarge, VersionConflict } from '../errors'
import { numbersOf, upTo } from './given.spec-support'
import type { Scenario } from './scenario.spec-support'

/** Scenarios 1–9 and 13–18 that need one writer. */
export function appendingScenarios(scenario: Scenario): void {
  scenario('1', 'a new stream begins with an append that expects none', async (given) => {
    const answer = await given.append([0, 1], 'none')

    expect(answer).toEqual({ revision: 1, position: await given.log.head(), repeated: false })
    expect(numbersOf((await given.log.readStream(given.stream())).events)).toEqual(['0', '1'])
  })

  scenario('2', 'expecting none on an existing stream is a conflict that names its revision', async (given) => {
    await given.append([0, 1], 'none')

    const refusal = given.append([2], 'none')
    await expect(refusal).rejects.toBeInstanceOf(VersionConflict)
    await expect(refusal).rejects.toMatchObject({ stream: given.stream(), expected: 'none', actual: 1 })
    expect(await given.storedNumbers()).toEqual(['0', '1'])
  })

  scenario('3', 'an append at the exact revision follows it', async (given) => {
    await given.append([0], 'none')

    expect(await given.append([1, 2], 0)).toMatchObject({ revision: 2, repeated: false })
    expect(await given.append([3], 2)).toMatchObject({ revision: 3, repeated: false })
  })

  scenario(
    '4',
    'an expected revision that is too high is a conflict, also on a stream that does not exist',
    async (given) => {
      await given.append([0], 'none')

      await expect(given.append([1], 1)).rejects.toMatchObject({ code: 'version-conflict', expected: 1, actual: 0 })
      const nowhere = given.append([2], 0, given.stream('never signed'))
      await expect(nowhere).rejects.toMatchObject({ code: 'version-conflict', expected: 0, actual: -1 })
      expect(await given.storedNumbers()).toEqual(['0'])
    },
  )

  scenario('5', 'an expected revision that is too low is a conflict', async (given) => {
    await given.append([0, 1, 2], 'none')

    await expect(given.append([3], 0)).rejects.toMatchObject({ code: 'version-conflict', expected: 0, actual: 2 })
    await expect(given.append([3], 1)).rejects.toMatchObject({ code: 'version-conflict', expected: 1, actual: 2 })
    expect(await given.storedNumbers()).toEqual(['0', '1', '2'])
  })

  scenario('6', 'expecting any, a new stream begins and an existing one goes on', async (given) => {
    expect(await given.append([0], 'any')).toMatchObject({ revision: 0 })
    expect(await given.append([1, 2], 'any')).toMatchObject({ revision: 2 })
  })

  scenario('7', 'an append of nothing stores nothing and says where stream and log stand', async (given) => {
    expect(await given.append([], 'none')).toMatchObject({ revision: -1, repeated: false })
    const { position } = await given.append([0, 1], 'none')

    expect(await given.append([], 1)).toEqual({ revision: 1, position, repeated: false })
    await expect(given.append([], 0)).rejects.toBeInstanceOf(VersionConflict)
    expect(await given.storedNumbers()).toEqual(['0', '1'])
  })

  scenario('8', 'one id twice in one append is refused', async (given) => {
    const refusal = given.append([0, 1, 0], 'none')

    await expect(refusal).rejects.toBeInstanceOf(ReusedEventId)
    await expect(refusal).rejects.toMatchObject({ eventId: given.id(0) })
    expect(await given.storedNumbers()).toEqual([])
  })

  scenario('9', 'an append whose last event is bad stores none of its events', async (given) => {
    await given.append(['elsewhere'], 'none', given.stream('other contract'))
    const float = given.event(2, { quantity: 12.5 })

    await expect(given.log.append(given.stream(), 'none', [...given.events(0, 1), float])).rejects.toBeInstanceOf(
      TypeError,
    )
    if (!given.opened.reuseToldWithinStreamOnly)
      await expect(given.append([0, 1, 'elsewhere'], 'none')).rejects.toBeInstanceOf(ReusedEventId)
    expect(await given.storedNumbers()).toEqual(['elsewhere'])
    expect(await given.append([0, 1], 'none')).toMatchObject({ revision: 1, repeated: false })
  })

  scenario('13', 'streams are told apart by their exact names', async (given) => {
    const names = [
      'a/b',
      'a b',
      'A b',
      '中试/服务 合同',
      'x'.repeat(100),
      'x'.repeat(101),
      "o'clock",
      'per%cent',
      'é',
      'e\u0301',
    ]
    const streams = names.map((it) => given.stream(it))
    for (const [i, stream] of streams.entries()) await given.append([i], 'none', stream)

    for (const [i, stream] of streams.entries()) {
      const slice = await given.log.readStream(stream)
      expect(slice.events.map((it) => [it.stream, it.data.invoiceNo])).toEqual([[stream, `INV-${i}`]])
    }
    expect((await given.stored()).map((it) => it.stream)).toEqual(streams)
  })

  scenario(
    '14',
    'content reads back as given, in any script and up to the size limit; beyond it is refused',
    async (given) => {
      const text = '中试基地 “试产” 𠮷 👩‍🔬 é e\u0301 \u0000 \u2028 " \\ \n'
      const rich = {
        text,
        名称: text,
        nested: { list: [1, 0, -7, true, null, [], {}] },
        most: Number.MAX_SAFE_INTEGER,
        '': 'empty key',
      }
      await given.log.append(given.stream(), 'none', [given.event(0, rich)])
      const large = given.event(1, { note: 'n'.repeat(1_000_000) })
      await given.log.append(given.stream(), 0, [large])

      const { events } = await given.log.readStream(given.stream())
      expect(events[0].data).toEqual(given.event(0, rich).data)
      expect(events[1].data).toEqual(large.data)
      const tooMuch = given.event(2, { note: 'n'.repeat(given.opened.maxAppendBytes) })
      const refusal = given.log.append(given.stream(), 1, [tooMuch])
      await expect(refusal).rejects.toBeInstanceOf(TooLarge)
      await expect(refusal).rejects.toMatchObject({ limit: given.opened.maxAppendBytes })
      expect((await given.log.readStream(given.stream())).head).toBe(1)
    },
  )

  scenario(
    '14a',
    'type, version, metadata and time of recording read back as given',
    async (given) => {
      const metadata = {
        actor: '陈',
        correlationId: 'c-1',
        causationId: 'c-0',
        idempotencyKey: 'k-1',
        requestHash: 'ab',
      }
      await given.log.append(given.stream(), 'none', [
        { ...given.event(0), type: 'ContractSigned', version: 3, metadata },
      ])

      const [event] = await given.stored()
      expect(event).toMatchObject({ id: given.id(0), type: 'ContractSigned', version: 3, metadata, revision: 0 })
      expect(event.recordedAt).toBe(1_756_000_000_000)
    },
    { clock: () => 1_756_000_000_000 },
  )

  scenario(
    '14b',
    'the time of recording never goes back, whatever the clock does',
    async (given) => {
      for (const k of upTo(4)) await given.append([k], 'any')

      expect((await given.stored()).map((it) => it.recordedAt)).toEqual([5_000, 7_000, 7_000, 8_000])
    },
    { clock: clockOf(5_000, 7_000, 6_000, 8_000) },
  )

  scenario('15', 'the answered position can be read at once', async (given) => {
    const first = await given.append([0], 'none')
    const second = await given.append([1, 2], 0)

    expect(await given.log.readAt(second.position)).toMatchObject({ id: given.id(2), position: second.position })
    const after = []
    for await (const page of given.log.readAll({ after: first.position })) after.push(...page)
    expect(numbersOf(after)).toEqual(['1', '2'])
    expect(given.log.compare(first.position, second.position)).toBeLessThan(0)
    expect(given.log.compare(second.position, second.position)).toBe(0)
  })

  scenario(
    '16',
    'what was acknowledged before a kill -9 is there after it',
    async (given) => {
      const killed = await given.opened.killWriterAfter?.(300)
      if (!killed) throw new Error('no writer was killed')
      given.log = killed.log

      const { events } = await killed.log.readStream('killed')
      const ids = events.map((it) => it.id)
      expect(killed.acknowledged.length).toBeGreaterThanOrEqual(300)
      expect(ids.slice(0, killed.acknowledged.length)).toEqual(killed.acknowledged)
      // The one in flight may have been stored; more than one cannot have been.
      expect(ids.length - killed.acknowledged.length).toBeLessThanOrEqual(1)
      expect(await killed.log.append('killed', ids.length - 1, given.events('after'))).toMatchObject({
        revision: ids.length,
      })
    },
    { needs: 'killWriterAfter' },
  )

  scenario('17', 'a refused append leaves nothing behind, neither in the stream nor in the log', async (given) => {
    const { position } = await given.append([0], 'none')
    const large = given.event(1, { note: 'n'.repeat(given.opened.maxAppendBytes) })

    await expect(given.append([1, 2], 'none')).rejects.toBeInstanceOf(VersionConflict)
    await expect(given.append([1, 2], 5, given.stream('unborn'))).rejects.toBeInstanceOf(VersionConflict)
    await expect(given.append([1, 1], 'any', given.stream('unborn'))).rejects.toBeInstanceOf(ReusedEventId)
    await expect(given.log.append(given.stream('unborn'), 'none', [large])).rejects.toBeInstanceOf(TooLarge)

    expect(await given.log.head()).toBe(position)
    expect(await given.storedNumbers()).toEqual(['0'])
    expect(await given.log.readStream(given.stream('unborn'))).toEqual({ exists: false, head: -1, events: [] })
    expect(await given.append([1, 2], 0)).toMatchObject({ revision: 2, repeated: false })
  })
}

function clockOf(...times: number[]): () => number {
  let calls = 0
  return () => times[Math.min(calls++, times.length - 1)]
}
