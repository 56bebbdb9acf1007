import { ACCOUNT_LOCK_OUT, ADDRESS_LOCK_OUT, type Attempts, waitBeforeAttempt, withFailure } from './lock-out'

const NOON = Date.parse('2025-09-01T12:00:00+08:00')
const SECOND = 1000
const failed = (times: number, rule = ACCOUNT_LOCK_OUT) =>
  Array.from({ length: times }).reduce<Attempts | undefined>(
    (before) => withFailure(rule, before, NOON),
    undefined,
  ) as Attempts
const wait = (times: number, later = 0) => waitBeforeAttempt(ACCOUNT_LOCK_OUT, failed(times), NOON + later)

describe('Wrong passwords', () => {
  it.each([1, 2, 3, 4])('may be %i without a wait', (times) => {
    expect(wait(times)).toBe(0)
  })

  it.each([
    [5, 30],
    [6, 60],
    [7, 120],
    [8, 240],
    [9, 480],
    [10, 900],
    [11, 900],
    [2000, 900],
  ])('when %i in a row, make the next wait %i seconds', (times, seconds) => {
    expect(wait(times)).toBe(seconds * SECOND)
  })

  it('are waited for only until the time is over', () => {
    expect(wait(5, 29 * SECOND)).toBe(SECOND)
    expect(wait(5, 30 * SECOND)).toBe(0)
  })

  it('are forgotten a day after the last', () => {
    const dayLater = NOON + 24 * 3600 * SECOND
    expect(withFailure(ACCOUNT_LOCK_OUT, failed(9), dayLater - 1).failures).toBe(10)
    expect(withFailure(ACCOUNT_LOCK_OUT, failed(9), dayLater).failures).toBe(1)
  })

  it('from one address are slowed only when there are twenty: an office shares it', () => {
    expect(waitBeforeAttempt(ADDRESS_LOCK_OUT, failed(19, ADDRESS_LOCK_OUT), NOON)).toBe(0)
    expect(waitBeforeAttempt(ADDRESS_LOCK_OUT, failed(20, ADDRESS_LOCK_OUT), NOON)).toBe(30 * SECOND)
  })
})
