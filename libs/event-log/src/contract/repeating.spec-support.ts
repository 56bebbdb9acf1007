import { ReusedEventId, VersionConflict } from '../errors'
import type { Expected } from '../port'
import type { Given } from './given.spec-support'
import type { Scenario } from './scenario.spec-support'

/** Scenarios 19–26c. `k@r`: event k appended expecting revision r. */
export function repeatingScenarios(scenario: Scenario): void {
  scenario('19', '0@none twice: the first answer again', async (given) => {
    const first = await given.append([0], 'none')

    expect(await given.append([0], 'none')).toEqual({ ...first, repeated: true })
    expect(await given.storedNumbers()).toEqual(['0'])
  })

  scenario(
    '19a',
    '0@none again after a restart: the first answer again',
    async (given) => {
      const first = await given.append([0, 1], 'none')
      await given.append([2], 1)
      given.log = (await given.opened.reopen?.()) ?? given.log

      expect(await given.append([0, 1], 'none')).toEqual({ ...first, repeated: true })
      expect(await given.storedNumbers()).toEqual(['0', '1', '2'])
    },
    { needs: 'reopen' },
  )

  scenario('20', '0@none 1@0 2@1 3@2 4@3 5@4, then 0@none: the first answer', async (given) => {
    const [first] = await sixInARow(given)

    expect(await given.append([0], 'none')).toEqual({ ...first, repeated: true })
    expect(await given.stored()).toHaveLength(6)
  })

  scenario('21', '… then 0@any: the first answer', async (given) => {
    const answers = await sixInARow(given)

    expect(await given.append([0], 'any')).toEqual({ ...answers[0], repeated: true })
    expect(await given.append([3, 4], 'any')).toEqual({ ...answers[4], repeated: true })
    expect(await given.stored()).toHaveLength(6)
  })

  scenario('22', '[0,1]@none, then 0@none, then 1@0: each the answer for its own event', async (given) => {
    const both = await given.append([0, 1], 'none')

    const first = await given.append([0], 'none')
    expect(first).toMatchObject({ revision: 0, repeated: true })
    expect(await given.log.readAt(first.position)).toMatchObject({ id: given.id(0) })
    expect(await given.append([1], 0)).toEqual({ ...both, repeated: true })
    expect(await given.storedNumbers()).toEqual(['0', '1'])
  })

  scenario('23', '[0,1]@none, then [0,1,2]@none: conflict, only the beginning is there', async (given) => {
    await given.append([0, 1], 'none')

    await expect(given.append([0, 1, 2], 'none')).rejects.toMatchObject({ code: 'version-conflict', actual: 1 })
    expect(await given.storedNumbers()).toEqual(['0', '1'])
  })

  scenario('24', '0@none, then 1@none: conflict', async (given) => {
    await given.append([0], 'none')

    await expect(given.append([1], 'none')).rejects.toBeInstanceOf(VersionConflict)
    expect(await given.storedNumbers()).toEqual(['0'])
  })

  scenario('24a', 'a known event expected where it is not, before the head or beyond it: conflict', async (given) => {
    await sixInARow(given)

    await expect(given.append([0], 4)).rejects.toMatchObject({ code: 'version-conflict', expected: 4, actual: 5 })
    await expect(given.append([0], 6)).rejects.toMatchObject({ code: 'version-conflict', expected: 6, actual: 5 })
    expect(await given.stored()).toHaveLength(6)
  })

  scenario(
    '25',
    'expecting any: all there repeats, the first there and a later one missing conflicts, all missing appends',
    async (given) => {
      const both = await given.append([0, 1], 'none')

      expect(await given.append([0, 1], 'any')).toEqual({ ...both, repeated: true })
      await expect(given.append([1, 2], 'any')).rejects.toBeInstanceOf(VersionConflict)
      expect(await given.append([2, 3], 'any')).toMatchObject({ revision: 3, repeated: false })
      expect(await given.storedNumbers()).toEqual(['0', '1', '2', '3'])
    },
  )

  scenario('26', 'an id that is in another stream is refused by name', async (given) => {
    await given.append([0], 'none', given.stream('other contract'))
    await given.append([1], 'none')

    for (const expected of ['none', 'any', 0] satisfies Expected[]) {
      const refusal = given.append([2, 0], expected)
      await expect(refusal).rejects.toBeInstanceOf(ReusedEventId)
      await expect(refusal).rejects.toMatchObject({ stream: given.stream(), eventId: given.id(0) })
    }
    expect(await given.storedNumbers()).toEqual(['0', '1'])
  })

  scenario('26a', 'a known id at the current revision is refused, not stored a second time', async (given) => {
    await given.append([0, 1], 'none')

    await expect(given.append([0], 1)).rejects.toMatchObject({ code: 'reused-event-id', eventId: given.id(0) })
    await expect(given.append([1], 1)).rejects.toMatchObject({ code: 'reused-event-id', eventId: given.id(1) })
    await expect(given.append([2, 1], 1)).rejects.toMatchObject({ code: 'reused-event-id', eventId: given.id(1) })
    expect(await given.storedNumbers()).toEqual(['0', '1'])
  })

  scenario('26b', 'known ids in another order are refused at once', async (given) => {
    await given.append([0, 1, 2], 'none')

    for (const expected of ['none', 'any', 2] satisfies Expected[]) {
      await expect(given.append([1, 0], expected)).rejects.toBeInstanceOf(ReusedEventId)
      await expect(given.append([0, 2], expected)).rejects.toBeInstanceOf(ReusedEventId)
    }
    expect(await given.storedNumbers()).toEqual(['0', '1', '2'])
  })

  scenario('26c', 'other content under a known id is refused; another correlation is the same event', async (given) => {
    const event = given.event(0)
    const first = await given.log.append(given.stream(), 'none', [event])
    const changes = [{ data: { ...event.data, amount: '1.00' } }, { type: 'PaymentReceived' }, { version: 2 }]

    for (const change of changes) {
      for (const expected of ['none', 'any'] satisfies Expected[]) {
        await expect(given.log.append(given.stream(), expected, [{ ...event, ...change }])).rejects.toBeInstanceOf(
          ReusedEventId,
        )
      }
    }
    const retried = {
      ...event,
      data: reversed(event.data),
      metadata: { actor: 'clerk-chen', correlationId: 'another request' },
    }
    expect(await given.log.append(given.stream(), 'none', [retried])).toEqual({ ...first, repeated: true })
    expect(await given.storedNumbers()).toEqual(['0'])
  })
}

async function sixInARow(given: Given) {
  const answers = [await given.append([0], 'none')]
  for (const k of [1, 2, 3, 4, 5]) answers.push(await given.append([k], k - 1))
  return answers
}

/** The same content written down in another order. */
function reversed<T extends object>(data: T): T {
  return Object.fromEntries(Object.entries(data).reverse()) as T
}
