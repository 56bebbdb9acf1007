import type { DrawnRow } from './sampling-draw'
import { outcomeOf } from './sampling-projection'

const drawn = (key: string, amount: bigint, stratum = 'all', hits = 1): DrawnRow => ({ key, amount, stratum, hits })
const error = (row: string, wrong: bigint) => ({ row, kind: 'error' as const, wrong })
const none = (row: string) => ({ row, kind: 'none' as const, wrong: 0n })
const stratum = (name: string, rows: number, money: bigint, allotted: number) => ({ name, rows, money, allotted })

describe('given two strata, drawn from by count and examined', () => {
  // 大: 4 of 10 rows, 4,000.00 of 12,000.00 examined, 300.00 wrong. 小: 2 of 100 rows, 50.00 of 2,000.00 examined, 10.00 wrong.
  const sample = {
    method: 'count' as const,
    strata: [stratum('大', 10, 1_200_000n, 4), stratum('小', 100, 200_000n, 2)],
    drawn: [
      ...['a', 'b', 'c', 'd'].map((it) => drawn(it, 100_000n, '大')),
      drawn('e', 2_000n, '小'),
      drawn('f', 3_000n, '小'),
    ],
  }
  const findings = [error('a', 20_000n), error('b', 10_000n), none('c'), none('d'), error('e', 1_000n), none('f')]

  it('then the sample is told, and projected by mean and by ratio as one works it out by hand', () => {
    expect(outcomeOf(sample, findings, 6)).toEqual({
      examined: 6,
      errors: 3,
      errorRate: '50.00',
      sum: { examined: 405_000n, wrong: 31_000n },
      statement: { code: 'projected' },
      projections: [
        // 10 × 300.00 ÷ 4 + 100 × 10.00 ÷ 2 = 750.00 + 500.00
        { name: 'mean', wrong: 125_000n },
        // 12,000.00 × 300 ÷ 4,000 + 2,000.00 × 10 ÷ 50 = 900.00 + 400.00
        { name: 'ratio', wrong: 130_000n },
      ],
    })
  })

  it('then while a row is open nothing is said of the whole', () => {
    const outcome = outcomeOf(sample, findings.slice(0, 5), 1)
    expect(outcome).toMatchObject({ examined: 5, statement: { code: 'not-all-examined', left: 1 }, projections: [] })
  })

  it('then a sample smaller than asked for allows no statement on the whole', () => {
    const outcome = outcomeOf(sample, findings, 30)
    expect(outcome).toMatchObject({
      statement: { code: 'too-small', examined: 6, from: 30 },
      projections: [],
      sum: { wrong: 31_000n },
    })
  })
})

describe('given a draw by money', () => {
  it('then each point carries the share that is wrong of the row it met', () => {
    // T = 10,000.00 over 4 points. The large row, met twice, is 10 % wrong; the third is wholly wrong, the fourth right.
    const sample = {
      method: 'money' as const,
      strata: [stratum('all', 40, 1_000_000n, 4)],
      drawn: [drawn('x', 500_000n, 'all', 2), drawn('y', 30_000n), drawn('z', 10_000n)],
    }
    const outcome = outcomeOf(sample, [error('x', 50_000n), error('y', 30_000n), none('z')], 3)
    // 10,000.00 ÷ 4 × (2 × 0.1 + 1 + 0) = 3,000.00
    expect(outcome.projections).toEqual([{ name: 'pps', wrong: 300_000n }])
    expect(outcome.errorRate).toBe('66.67')
  })
})

it('given every row drawn and examined, then the sum is the answer and nothing is projected', () => {
  const sample = {
    method: 'count' as const,
    strata: [stratum('all', 2, 300n, 2)],
    drawn: [drawn('a', 100n), drawn('b', 200n)],
  }
  expect(outcomeOf(sample, [error('a', 40n), none('b')], 30)).toMatchObject({
    statement: { code: 'whole-examined' },
    sum: { examined: 300n, wrong: 40n },
    projections: [],
  })
})

it('given a stratum with money from which nothing was drawn, then nothing is said of the whole', () => {
  const sample = {
    method: 'count' as const,
    strata: [stratum('a', 50, 300n, 1), stratum('b', 1, 200n, 0)],
    drawn: [drawn('a', 100n, 'a')],
  }
  expect(outcomeOf(sample, [none('a')], 1).statement).toMatchObject({ code: 'too-small' })
})
