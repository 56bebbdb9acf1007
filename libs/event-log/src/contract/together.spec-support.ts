import { setImmediate } from 'node:timers/promises'
import { ReusedEventId, VersionConflict } from '../errors'
import type { EventLog, StreamAppend } from '../port'
import { type Given, numbersOf, upTo } from './given.spec-support'
import type { Scenario } from './scenario.spec-support'

/** Scenarios 60–66: many streams in one append. */
export function togetherScenarios(scenario: Scenario): void {
  scenario('60', 'appends stored together are all there, in the order given, one stream also twice', async (given) => {
    await given.append([0], 'none', given.stream('old'))

    const position = await together(given, [
      append(given, 'new', 'none', [1, 2]),
      append(given, 'old', 0, [3]),
      append(given, 'empty', 'none', []),
      append(given, 'new', 1, [4]),
    ])

    expect(position).toBe(await given.log.head())
    expect(await given.storedNumbers()).toEqual(['0', '1', '2', '3', '4'])
    const { head, events } = await given.log.readStream(given.stream('new'))
    expect([head, numbersOf(events), events.map((it) => it.revision)]).toEqual([2, ['1', '2', '4'], [0, 1, 2]])
    expect((await given.log.readStream(given.stream('empty'))).exists).toBe(false)
    // Both go on where they are now.
    expect(await given.append([5], 1, given.stream('old'))).toMatchObject({ revision: 2 })
    expect(await given.append([6], 2, given.stream('new'))).toMatchObject({ revision: 3 })
  })

  scenario('61', 'nothing at all stored together says so', async (given) => {
    expect(await together(given, [])).toBeUndefined()
    expect(await given.storedNumbers()).toEqual([])
  })

  scenario('62', 'one that conflicts, at any place, leaves nothing of the others', async (given) => {
    await given.append([0, 1], 'none', given.stream('taken'))
    const good = upTo(5).map((k) => append(given, `s${k}`, 'none', [`a${k}`, `b${k}`]))
    const wrong: [StreamAppend, unknown][] = [
      [append(given, 'taken', 'none', ['x']), new VersionConflict(given.stream('taken'), 'none', 1)],
      [append(given, 'taken', 0, ['x']), new VersionConflict(given.stream('taken'), 0, 1)],
      [append(given, 'never', 3, ['x']), new VersionConflict(given.stream('never'), 3, -1)],
      [append(given, 's9', 'none', [0]), expect.any(ReusedEventId)],
      [append(given, 's9', 'none', ['a0', 'b0']), expect.any(ReusedEventId)],
      [append(given, 's9', 'none', ['x', 'x']), expect.any(ReusedEventId)],
    ]
    for (const [bad, error] of wrong) {
      for (const at of [0, 2, good.length]) {
        const all = [...good.slice(0, at), bad, ...good.slice(at)]
        await expect(together(given, all)).rejects.toEqual(error)
        expect(await given.storedNumbers()).toEqual(['0', '1'])
        expect((await given.log.readStream(given.stream('s0'))).exists).toBe(false)
      }
    }
    // The same without the one is stored as if nothing had been.
    await together(given, good)
    expect((await given.storedNumbers()).length).toBe(12)
  })

  scenario('63', 'who cannot go on handing over leaves nothing either, and the log goes on', async (given) => {
    const broken = (function* () {
      yield append(given, 'one', 'none', [0])
      throw new Error('the file is gone')
    })()
    await expect(together(given, broken)).rejects.toThrow('the file is gone')
    const half = append(given, 'two', 'none', [1])
    const unfit = { ...half, events: [{ ...half.events[0], data: { note: '\ud83d' } }] }
    await expect(together(given, [append(given, 'one', 'none', [0]), unfit])).rejects.toThrow(TypeError)
    expect(await given.storedNumbers()).toEqual([])
    expect(await given.append([0], 'none', given.stream('one'))).toMatchObject({ revision: 0 })
  })

  scenario('64', 'who reads or follows meanwhile sees nothing of it or all of it', async (given) => {
    const many = upTo(400).map((k) => append(given, `s${k}`, 'none', [`a${k}`, `b${k}`]))
    const seen: number[] = []
    let done = false
    const followed: number[] = []
    const following = given.log.follow({ after: given.start ?? 'start' }, (events) => {
      const ours = events.filter((it) => it.stream.startsWith(given.stream('')))
      if (ours.length > 0) followed.push(ours.length)
    })
    const reading = (async () => {
      while (!done) {
        seen.push((await given.stored()).length)
        const [first, last] = await Promise.all([0, 399].map((k) => given.log.readStream(given.stream(`s${k}`))))
        // Two questions, so the second may know more; never the other way about.
        if (first.exists && !last.exists) throw new Error('the first stream is there, the last is not')
        await setImmediate()
      }
    })()
    await together(given, slowly(many))
    done = true
    await reading
    seen.push((await given.stored()).length)
    while (followed.length === 0) await setImmediate()
    await following.stop()
    expect(followed).toEqual([800])
    expect(new Set(seen)).toEqual(new Set(seen[0] === 0 ? [0, 800] : [800]))
  })

  scenario('65', 'what others append meanwhile is stored before or after, none of it lost', async (given) => {
    const many = upTo(200).map((k) => append(given, `s${k}`, 'none', [`a${k}`]))
    const all = together(given, slowly(many))
    const others = Promise.all(upTo(20).map((k) => given.append([`o${k}`], 'none', given.stream(`other ${k}`))))
    const again = together(given, [append(given, 's3', 0, ['later'])])
    await Promise.all([all, others, again])
    const numbers = await given.storedNumbers()
    expect(numbers.length).toBe(221)
    const ours = numbers.map((it, i) => (it.startsWith('a') ? i : -1)).filter((it) => it !== -1)
    // In one piece.
    expect(ours[ours.length - 1] - ours[0]).toBe(199)
    const stored = await given.stored()
    expect(new Set(stored.map((it) => it.position)).size).toBe(221)
  })

  scenario(
    '66',
    'what is stored together is there after a restart',
    async (given) => {
      await together(
        given,
        upTo(50).map((k) => append(given, `s${k}`, 'none', [k])),
      )
      given.log = (await given.opened.reopen?.()) as EventLog
      expect(await given.storedNumbers()).toEqual(upTo(50).map(String))
      expect(await given.append(['next'], 0, given.stream('s49'))).toMatchObject({ revision: 1 })
    },
    { needs: 'reopen' },
  )
}

function together(given: Given, appends: Iterable<StreamAppend>) {
  if (!given.log.appendTogether) throw new Error('this adapter stores nothing together: name the scenario in notMet')
  return given.log.appendTogether(appends)
}

const append = (
  given: Given,
  name: string,
  expected: StreamAppend['expected'],
  ks: readonly (number | string)[],
): StreamAppend => ({ stream: given.stream(name), expected, events: given.events(...ks) })

/** As a long file does: each takes so long that others are served in between. */
function* slowly(appends: readonly StreamAppend[]): Generator<StreamAppend> {
  for (const it of appends) {
    const until = performance.now() + 0.5
    while (performance.now() < until);
    yield it
  }
}
