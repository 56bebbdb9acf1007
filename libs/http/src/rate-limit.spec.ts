import { addressKey, RateLimit } from './rate-limit'

describe('A rate limit', () => {
  let now = 0
  const limit = () => new RateLimit({ perMinute: 30, burst: 2 }, () => now)
  beforeEach(() => {
    now = 1_000_000
  })

  it('lets a burst through, then one every two seconds, for each key by itself', () => {
    const it = limit()
    expect([it.take('a'), it.take('a'), it.take('a'), it.take('b')]).toEqual([0, 0, 2, 0])
    now += 1000
    expect(it.take('a')).toBe(1)
    now += 1000
    expect([it.take('a'), it.take('a')]).toEqual([0, 2])
  })

  it('fills up to the burst and no further', () => {
    const it = limit()
    it.take('a')
    now += 3_600_000
    expect([it.take('a'), it.take('a'), it.take('a')]).toEqual([0, 0, 2])
  })

  it('is not shortened by a clock that goes back', () => {
    const it = limit()
    it.take('a')
    it.take('a')
    now -= 3_600_000
    expect(it.take('a')).toBe(2)
  })

  it('forgets those who have not asked for longest when there are very many', () => {
    const it = limit()
    const empty = (key: string) => [it.take(key), it.take(key)]
    empty('old')
    empty('busy')
    for (let i = 0; i < 9_999; i++) {
      it.take(`address ${i}`)
      it.take('busy')
    }
    expect(it.take('busy')).toBe(2)
    expect(it.take('old')).toBe(0)
  })
})

describe('An address', () => {
  it.each([
    ['10.0.0.5', '10.0.0.5'],
    ['::ffff:10.0.0.5', '10.0.0.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (ip, key) => {
    expect(addressKey(ip)).toBe(key)
  })
})
