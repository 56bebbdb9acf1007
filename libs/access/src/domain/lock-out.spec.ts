import * as fc from 'fast-check'
import { COUNTERS, type Counts, waitBeforeAttempt, withFailure } from './lock-out'

const NOON = Date.parse('2025-09-01T12:00:00+08:00')
const [SECOND, MINUTE, DAY] = [1000, 60_000, 86_400_000]

/** Everybody's counts for one account, as a store would keep them. */
class Counters {
  private readonly kept = new Map<string, Counts[keyof Counts]>()
  private keyOf = (counter: keyof Counts, place: string) =>
    counter === 'unknownAddresses' ? counter : `${counter} ${place}`

  wait(place: string, now: number): number {
    return waitBeforeAttempt(this.of(place), false, now)
  }

  /** A wrong password, where it may be tried. */
  guess(place: string, now: number): boolean {
    if (this.wait(place, now) > 0) return false
    const next = withFailure(this.of(place), now)
    for (const it of COUNTERS) this.kept.set(this.keyOf(it, place), next[it])
    return true
  }

  private of(place: string): Counts {
    return Object.fromEntries(COUNTERS.map((it) => [it, this.kept.get(this.keyOf(it, place))]))
  }
}

const failedAt = (place: string, times: number) => {
  const counters = new Counters()
  let now = NOON
  for (let i = 0; i < times; i++) {
    now += counters.wait(place, now)
    counters.guess(place, now)
  }
  return { counters, now }
}

describe('Wrong passwords for an account from one place', () => {
  it.each([1, 2, 3, 4])('may be %i without a wait', (times) => {
    const { counters, now } = failedAt('10.0.0.5', times)
    expect(counters.wait('10.0.0.5', now)).toBe(0)
  })

  it.each([
    [5, 30],
    [6, 60],
    [7, 120],
    [8, 240],
    [12, 3840],
    [13, 7680],
    [14, 14_400],
    [15, 14_400],
  ])('when %i in a row, make the next wait %i seconds', (times, seconds) => {
    const { counters, now } = failedAt('10.0.0.5', times)
    expect(counters.wait('10.0.0.5', now)).toBe(seconds * SECOND)
    expect(counters.wait('10.0.0.5', now + seconds * SECOND - 1)).toBe(1)
    expect(counters.wait('10.0.0.5', now + seconds * SECOND)).toBe(0)
  })

  it('are forgotten a day after the last', () => {
    const { counters, now } = failedAt('10.0.0.5', 9)
    counters.guess('10.0.0.5', now + DAY)
    expect(counters.wait('10.0.0.5', now + DAY)).toBe(0)
  })

  it('one a minute for a month never keep anybody waiting at another place', () => {
    const counters = new Counters()
    let looked = 0
    let keptWaiting = 0
    for (let now = NOON; now < NOON + 30 * DAY; now += MINUTE) {
      if (counters.guess('203.0.113.9', now)) looked++
      if (counters.wait('198.51.100.7', now) !== 0) keptWaiting++
    }
    expect(keptWaiting).toBe(0)
    // On the first day 5, then after waits of 1/2, 1, 2 … 128 minutes 9 more, then one every four hours.
    expect(looked).toBeLessThanOrEqual(5 + 9 + 30 * 6)
  })
})

describe('Wrong passwords over many names from one place', () => {
  it('are slowed when there are twenty: an office shares it', () => {
    const place = (failures: number): Counts => ({ place: { failures, lastAt: NOON } })
    expect(waitBeforeAttempt(place(19), false, NOON)).toBe(0)
    expect(waitBeforeAttempt(place(20), false, NOON)).toBe(30 * SECOND)
    expect(waitBeforeAttempt(place(2000), false, NOON)).toBe(15 * MINUTE)
  })
})

describe('Guessers at however many places', () => {
  const attempt = fc.record({
    place: fc.integer({ min: 0, max: 400 }),
    after: fc.integer({ min: 0, max: 20 * MINUTE }),
  })

  it('together have fifty passwords looked at, and fifty more a day, whenever and wherever they try', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 400 }), (attempts) => {
        const counters = new Counters()
        let now = NOON
        let looked = 0
        for (const { place, after } of attempts) {
          now += after
          if (counters.guess(`place ${place}`, now)) looked++
        }
        expect(looked).toBeLessThanOrEqual(50 + (now - NOON) / (DAY / 50))
      }),
    )
  })

  it('never make the holder wait where he has logged in before', () => {
    const counted = fc.record({
      failures: fc.integer({ min: 1, max: 1e6 }),
      lastAt: fc.integer({ min: NOON - DAY, max: NOON }),
    })
    const counts = fc.record({ accountAtPlace: counted, place: counted, unknownAddresses: counted })
    fc.assert(fc.property(counts, (it) => expect(waitBeforeAttempt(it, true, NOON)).toBe(0)))
  })
})
