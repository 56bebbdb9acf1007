import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { allot, draw, type PopulationRow, populationText } from './sampling-draw'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const row = (key: string, amount: bigint, stratum = 'all'): PopulationRow => ({ key, amount, stratum })
const HUNDRED = Array.from({ length: 100 }, (_, i) => row(`r${i}`, BigInt(100 + i * 7)))

describe('given a seed and a population', () => {
  it('then the draw is the same whenever and wherever it is made, whatever order the rows come in', () => {
    const requested = { seed: '2025-09-15 抽查', method: 'count', size: 12 } as const
    const first = draw(HUNDRED, requested, sha256)
    expect(first.drawn).toHaveLength(12)
    expect(draw([...HUNDRED].reverse(), requested, sha256)).toEqual(first)
    expect(populationText([...HUNDRED].reverse())).toBe(populationText(HUNDRED))
  })

  it('then another seed draws other rows', () => {
    const keys = (seed: string) => draw(HUNDRED, { seed, method: 'count', size: 12 }, sha256).drawn.map((it) => it.key)
    expect(keys('a')).not.toEqual(keys('b'))
  })

  it('then by count they are the rows with the smallest hashes, as a line of shell tells', () => {
    const rows = ['A', 'B', 'C', 'D'].map((it) => row(it, 1n))
    // printf 's\nall\nA' | sha256sum, and so on: worked out apart from the code.
    const ranks = rows.map(({ key }) => [sha256(`s\nall\n${key}`), key]).sort()
    const { drawn } = draw(rows, { seed: 's', method: 'count', size: 2 }, sha256)
    expect(drawn.map((it) => it.key)).toEqual(ranks.slice(0, 2).map(([, key]) => key))
  })
})

describe('given a draw by money', () => {
  it('then a row of half the money is met by half the points, a row of 0.00 by none', () => {
    const rows = [row('large', 50_000n), row('none', 0n), ...Array.from({ length: 50 }, (_, i) => row(`s${i}`, 1_000n))]
    const { drawn } = draw(rows, { seed: 'x', method: 'money', size: 10 }, sha256)
    expect(drawn.find((it) => it.key === 'large')?.hits).toBe(5)
    expect(drawn.some((it) => it.key === 'none')).toBe(false)
    expect(drawn.reduce((sum, it) => sum + it.hits, 0)).toBe(10)
  })

  it('then over many seeds each row comes as often as its share of the money', () => {
    const rows = [row('a', 100n), row('b', 300n), row('c', 600n)]
    const times = { a: 0, b: 0, c: 0 }
    for (let i = 0; i < 2_000; i++) {
      const [{ key }] = draw(rows, { seed: `seed ${i}`, method: 'money', size: 1 }, sha256).drawn
      times[key as 'a']++
    }
    // 10 %, 30 %, 60 % of 2,000; three standard deviations are 40, 62 and 66.
    expect(Math.abs(times.a - 200)).toBeLessThan(41)
    expect(Math.abs(times.b - 600)).toBeLessThan(63)
    expect(Math.abs(times.c - 1_200)).toBeLessThan(67)
  })

  it('then a refund counts by its size, whatever its sign', () => {
    const rows = [row('refund', -900n), row('small', 100n)]
    const found = Array.from({ length: 200 }, (_, i) => draw(rows, { seed: `${i}`, method: 'money', size: 1 }, sha256))
    const refunds = found.filter(({ drawn }) => drawn[0].key === 'refund').length
    expect(refunds).toBeGreaterThan(160)
    expect(refunds).toBeLessThan(200)
  })

  it('then it is what a plain systematic sample over the running sum gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.string({ maxLength: 8 }),
        (sizes, size, seed) => {
          const rows = sizes.map((it, i) => row(`k${i}`, BigInt(it)))
          const total = sizes.reduce((sum, it) => sum + it, 0)
          const { drawn } = draw(rows, { seed, method: 'money', size }, sha256)
          if (total === 0) return expect(drawn).toEqual([])
          const line = rows
            .map((it) => ({ ...it, rank: sha256(`${seed}\nall\n${it.key}`) }))
            .sort((a, b) => (a.rank < b.rank ? -1 : 1))
            .flatMap((it) => Array(Number(it.amount)).fill(it.key))
          const start = Number(BigInt(`0x${sha256(`${seed}\nall\nstart`)}`) % BigInt(total))
          const points = Array.from({ length: size }, (_, k) => line[Math.floor((start + k * total) / size)])
          expect(drawn.flatMap((it) => Array(it.hits).fill(it.key))).toEqual(points)
        },
      ),
    )
  })
})

describe('given strata', () => {
  it('then each is drawn from in proportion, and from the smallest at least once', () => {
    const rows = [
      ...Array.from({ length: 80 }, (_, i) => row(`big${i}`, 10n, 'big')),
      ...Array.from({ length: 19 }, (_, i) => row(`mid${i}`, 10n, 'mid')),
      row('one', 10n, 'tiny'),
    ]
    const { strata, drawn } = draw(rows, { seed: 's', method: 'count', size: 10 }, sha256)
    expect(strata.map((it) => [it.name, it.rows, it.allotted])).toEqual([
      ['big', 80, 8],
      ['mid', 19, 1],
      ['tiny', 1, 1],
    ])
    expect(drawn.filter((it) => it.stratum === 'tiny').map((it) => it.key)).toEqual(['one'])
  })

  it('then what is allotted is what was asked for, and never more than there is', () => {
    const strata = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(strata, fc.integer({ min: 1, max: 120 }), (counts, size) => {
        const shares = allot(size, counts.map(BigInt), counts)
        const all = counts.reduce((sum, it) => sum + it, 0)
        expect(shares.reduce((sum, it) => sum + it, 0)).toBe(Math.min(size, all))
        shares.forEach((it, i) => {
          expect(it).toBeLessThanOrEqual(counts[i])
          if (size >= counts.filter((n) => n > 0).length && counts[i] > 0) expect(it).toBeGreaterThanOrEqual(1)
        })
      }),
    )
  })
})
