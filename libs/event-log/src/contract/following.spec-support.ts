import type { Following, FollowOptions, RecordedEvent } from '../port'
import { type Given, numbersOf, upTo } from './given.spec-support'
import type { Scenario } from './scenario.spec-support'

/** Scenarios 33–42. */
export function followingScenarios(scenario: Scenario): void {
  scenario('33', 'following from the start hands over everything, then what comes', async (given) => {
    await given.append([0, 1], 'none')
    const follower = follow(given, 'start')
    await follower.following.live
    expect(await follower.until(2)).toEqual(['0', '1'])

    await given.append([2], 1)
    expect(await follower.until(3)).toEqual(['0', '1', '2'])
    await follower.following.stop()
  })

  scenario('34', 'following after a position begins with the next entry', async (given) => {
    await given.append([0], 'none')
    const { position } = await given.append([1], 0)
    await given.append([2], 1)

    const follower = follow(given, position)
    expect(await follower.until(1)).toEqual(['2'])
    expect(follower.following.handled).toBe(await given.log.head())
    await follower.following.stop()
  })

  scenario('35', 'following from the end hands over only what is appended from now on', async (given) => {
    await given.append([0], 'none')
    const follower = follow(given, 'end')
    await follower.following.live
    expect(follower.following.handled).toBeUndefined()

    await given.append([1], 0)
    expect(await follower.until(1)).toEqual(['1'])
    await follower.following.stop()
  })

  scenario('36', 'nothing is missed or repeated between catching up and live while writers run', async (given) => {
    const followers = [follow(given, given.start ?? 'start', { batchSize: 3 }), follow(given, given.start ?? 'start')]
    const writers = upTo(8).map(async (writer) => {
      for (const k of upTo(40)) await given.append([`${writer}-${k}`], 'any', given.stream(`contract ${writer}`))
    })
    await given.append(['first'], 'none')
    followers.push(follow(given, given.start ?? 'start', { batchSize: 7 }))
    await Promise.all(writers)

    const all = await given.storedNumbers()
    expect(all).toHaveLength(8 * 40 + 1)
    for (const follower of followers) {
      expect(await follower.until(all.length)).toEqual(all)
      await follower.following.stop()
    }
  })

  scenario('37', 'live is said after the last entry that was there has been handled', async (given) => {
    await given.append(upTo(10), 'none')
    let handled = 0
    const following = given.log.follow({ after: given.start ?? 'start', batchSize: 4 }, async (events) => {
      await new Promise((resolve) => setImmediate(resolve))
      handled += events.length
    })

    await following.live
    expect(handled).toBe(10)
    expect(following.handled).toBe(await given.log.head())
    await following.stop()
  })

  scenario('38', 'a following with nothing to catch up is live at once', async (given) => {
    const follower = follow(given, given.start ?? 'start')

    await follower.following.live
    expect(follower.following.handled).toBeUndefined()
    await follower.following.stop()
  })

  scenario(
    '39',
    'a handler that throws ends its own following, with what it handled before; others go on',
    async (given) => {
      await given.append(upTo(6), 'none')
      const stays = follow(given, given.start ?? 'start')
      const fails = given.log.follow({ after: given.start ?? 'start', batchSize: 2 }, (events) => {
        if (numbersOf(events).includes('2')) throw new Error('cannot decode entry 2')
      })

      await expect(fails.ended).rejects.toThrow('cannot decode entry 2')
      await expect(fails.live).rejects.toThrow('cannot decode entry 2')
      expect(fails.handled).toBe((await given.stored())[1].position)
      await given.append([6], 5)
      expect(await stays.until(7)).toEqual(upTo(7).map(String))
      await stays.following.stop()
    },
  )

  scenario('39a', 'a rejecting handler surfaces even when nobody waits for live', async (given) => {
    const following = given.log.follow({ after: 'end' }, () => Promise.reject(new Error('the read model is gone')))
    await following.live
    await given.append([0], 'none')

    await expect(following.ended).rejects.toThrow('the read model is gone')
  })

  scenario('40', 'a slow handler is waited for: one batch in hand, the rest stays in the store', async (given) => {
    await given.append(upTo(20), 'none')
    let atOnce = 0
    let most = 0
    const sizes: number[] = []
    const following = given.log.follow({ after: given.start ?? 'start', batchSize: 6 }, async (events) => {
      atOnce++
      most = Math.max(most, atOnce)
      sizes.push(events.length)
      for (const _ of upTo(5)) await new Promise((resolve) => setImmediate(resolve))
      atOnce--
    })

    await following.live
    expect(most).toBe(1)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6)
    expect(sizes.reduce((a, b) => a + b)).toBe(20)
    await following.stop()
  })

  scenario('41', 'stopping twice is harmless, and nothing is handed over afterwards', async (given) => {
    const follower = follow(given, 'end')
    await follower.following.live
    await Promise.all([follower.following.stop(), follower.following.stop()])
    await follower.following.stop()
    await follower.following.ended

    await given.append([0], 'none')
    expect(follower.numbers).toEqual([])
  })

  scenario('41a', 'stopping before live does not claim to be live', async (given) => {
    await given.append(upTo(3), 'none')
    const follower = follow(given, given.start ?? 'start', { batchSize: 1 })
    await follower.following.stop()

    await expect(follower.following.live).rejects.toMatchObject({ code: 'unavailable', reason: 'closed' })
    expect(follower.numbers.length).toBeLessThan(3)
  })

  scenario(
    '42',
    'after the log went away in mid-stream, following from the handled position has no gap and no repeat',
    async (given) => {
      await given.append(upTo(10), 'none')
      const before = follow(given, given.start ?? 'start', { batchSize: 3 })
      await before.until(3)
      given.log = (await given.opened.reopen?.()) ?? given.log
      await before.following.ended
      await given.append([10], 9)

      const after = follow(given, before.following.handled ?? 'start')
      const rest = await after.until(11 - before.numbers.length)
      expect([...before.numbers, ...rest]).toEqual(upTo(11).map(String))
      await after.following.stop()
    },
    { needs: 'reopen' },
  )

  scenario(
    '42a',
    'acknowledged entries that are no longer in the log are noticed on resuming, and named',
    async (given) => {
      await given.append(upTo(5), 'none')
      const handled = await given.log.head()

      const resumed = (async () => {
        const log = await given.opened.loseTail?.(2)
        await log?.follow({ after: handled ?? 'start' }, () => undefined).live
      })()
      await expect(resumed).rejects.toMatchObject({ code: 'unavailable', reason: 'damaged' })
      await expect(resumed).rejects.toThrow(new RegExp(`\\b${handled}\\b`))
    },
    { needs: 'loseTail' },
  )
}

interface Follower {
  readonly following: Following
  /** The numbers of this test's events, as handled. */
  readonly numbers: string[]
  /** Resolves with them once there are so many; rejects when the following ends in an error first. */
  until(count: number): Promise<string[]>
}

function follow(given: Given, after: FollowOptions['after'], options: { batchSize?: number } = {}): Follower {
  const numbers: string[] = []
  let handled: (() => void) | undefined
  const own = (it: RecordedEvent) => it.stream.startsWith(given.stream('').slice(0, -1))
  const following = given.log.follow({ after, ...options }, (events) => {
    numbers.push(...numbersOf(events.filter(own)))
    handled?.()
  })
  const until = async (count: number) => {
    while (numbers.length < count) {
      const more = new Promise<void>((resolve) => {
        handled = resolve
      })
      await Promise.race([more, following.ended.then(() => Promise.reject(new Error('the following ended')))])
    }
    // `handled` of the following moves on once its handler has returned.
    await new Promise((resolve) => setImmediate(resolve))
    return numbers
  }
  return { following, numbers, until }
}
