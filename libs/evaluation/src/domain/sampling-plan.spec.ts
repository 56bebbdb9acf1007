import { createHash } from 'node:crypto'
import { isRefusal } from '@pilot-ledger/kernel'
import type { SampleDrawn } from '../definitions'
import { type Drawable, outcomeOfSample, planSample, refuseFinding, type SampleRequested } from './sampling-plan'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const row = (n: number, value: string, more: Partial<Drawable> = {}): Drawable => ({
  platform: 'p',
  row: `e${n}`,
  entryId: `e${n}`,
  engagement: `c${n}`,
  value,
  category: '产品试制',
  warned: false,
  ...more,
})
const requested = (more: Partial<SampleRequested> = {}): SampleRequested => ({
  sample: '1',
  platforms: ['p'],
  indicator: 'A1',
  cut: 40,
  seed: '2025 年抽查',
  method: 'count',
  size: 2,
  ...more,
})
const plan = (more: Partial<SampleRequested>, rows: readonly Drawable[]) =>
  planSample(requested(more), rows, sha256) as SampleDrawn['data']

describe('given rows of amounts', () => {
  const rows = [
    row(1, '50000.00'),
    row(2, '100000.00'),
    row(3, '499999.99'),
    row(4, '2000000.00'),
    row(5, '-600000.00'),
  ]

  it('then strata by amount have the bands people use, a refund by its size', () => {
    const { strata, population } = plan({ strataBy: 'amount', size: 5 }, rows)
    expect(strata.map(({ name, rows, money }) => [name, rows, money])).toEqual([
      ['0：低于 100000.00', 1, '50000.00'],
      ['1：100000.00 起', 2, '599999.99'],
      ['2：500000.00 起', 1, '600000.00'],
      ['3：1000000.00 起', 1, '2000000.00'],
    ])
    expect(population).toMatchObject({ rows: 5, money: '3249999.99' })
  })

  it('then the population is known again by its hash, and another amount is another population', () => {
    const hash = (list: readonly Drawable[]) => plan({}, list).population.hash
    expect(hash([...rows].reverse())).toBe(hash(rows))
    expect(hash([row(1, '50000.01'), ...rows.slice(1)])).not.toBe(hash(rows))
  })

  it('then strata by warning and by category part them so', () => {
    const mixed = [row(1, '1.00', { warned: true }), row(2, '1.00'), row(3, '1.00', { category: '检验检测' })]
    expect(plan({ strataBy: 'warning', size: 3 }, mixed).strata.map((it) => [it.name, it.rows])).toEqual([
      ['无疑点', 2],
      ['有疑点', 1],
    ])
    expect(plan({ strataBy: 'category', size: 3 }, mixed).strata.map((it) => it.name)).toEqual(['产品试制', '检验检测'])
  })
})

it.each([
  [{}, [], 'nothing-to-draw'],
  [{ method: 'money' as const }, [row(1, '1')], 'sample-by-money-needs-amounts'],
  [{ bands: ['5.00', '5.00'] }, [row(1, '1.00')], 'bands-not-rising'],
])('given %j, then it is refused', (more, rows, code) => {
  const planned = planSample(requested(more), rows, sha256)
  expect(isRefusal(planned) && planned.code).toBe(code)
})

describe('given a sample that was drawn', () => {
  const drawn = plan({ size: 2, statementFrom: 2 }, [
    row(1, '100.00'),
    row(2, '100.00'),
    row(3, '100.00'),
    row(4, '100.00'),
  ])
  const finding = (at: number, more: object) => ({
    sample: '1',
    platform: 'p',
    row: drawn.drawn[at].row,
    kind: 'none' as const,
    ...more,
  })

  it('then what was found is told and projected: 2 of 4 rows, 30.00 wrong, so 60.00 by mean and by ratio', () => {
    const findings = [finding(0, { kind: 'error', wrong: '30.00' }), finding(1, {})]
    expect(outcomeOfSample({ drawn, findings })).toMatchObject({
      errorRate: '50.00',
      statement: { code: 'projected' },
      projections: [
        { name: 'mean', wrong: 6_000n },
        { name: 'ratio', wrong: 6_000n },
      ],
    })
  })

  it.each([
    [{ kind: 'error' }, 'finding-without-amount'],
    [{ wrong: '1.00' }, 'finding-with-amount'],
    [{ kind: 'error', wrong: '1' }, 'finding-amount-format'],
  ])('then a finding of %j is refused', (more, code) => {
    expect(refuseFinding(finding(0, more), { drawn, findings: [] })?.code).toBe(code)
  })
})
