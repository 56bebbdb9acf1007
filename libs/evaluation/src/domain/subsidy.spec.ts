import fc from 'fast-check'
import type { SubsidyRule } from './scheme'
import { subsidy } from './subsidy'

const given = { grade: 'excellent', granted: { body: { amount: '0.00' } } }
const item = (contractNo: string, value: string) => ({ engagement: contractNo, contractNo, value })
const took = (answer: ReturnType<typeof subsidy>) => answer.lines.map((it) => [it.rule, it.tookAway])

describe('As 赣州 pays: a fifth of the income, at most one million a year', () => {
  const rule: SubsidyRule = {
    base: { kind: 'rate', indicator: 'income', rate: '0.20' },
    capPerBodyAndYear: '1000000.00',
  }

  it.each([
    // 20 % of 3,456,789.01 = 691,357.802 → to the fen once.
    ['3456789.01', '691357.80', '691357.80'],
    // 20 % of 0.02 = 0.004; of 0.03 = 0.006.
    ['0.02', '0.00', '0.00'],
    ['0.03', '0.01', '0.01'],
    ['9000000.00', '1800000.00', '1000000.00'],
    // More was paid back than came in: nothing, never less.
    ['-100.00', '0.00', '0.00'],
  ])('%s makes %s, of which %s is paid', (base, computed, amount) => {
    expect(subsidy(rule, { ...given, base })).toMatchObject({ computed, amount })
  })

  it('counts what other rounds of the year have granted, and says what each cap took', () => {
    const answer = subsidy(rule, { ...given, base: '3000000.00', granted: { body: { amount: '700000.00' } } })
    expect(answer.lines).toEqual([
      {
        rule: 'bodyAndYearCap',
        limit: '1000000.00',
        granted: '700000.00',
        before: '600000.00',
        tookAway: '300000.00',
        after: '300000.00',
      },
    ])
    expect(subsidy(rule, { ...given, base: '3000000.00', granted: { body: { amount: '1200000.00' } } }).amount).toBe(
      '0.00',
    )
  })
})

it('As 泉州 pays: three per cent of each contract’s receipts, 100,000 an item, 500,000 a body and year', () => {
  const rule: SubsidyRule = {
    base: { kind: 'rate', indicator: 'received', rate: '0.03' },
    capPerItem: '100000.00',
    capPerBodyAndYear: '500000.00',
  }
  const items = [item('1', '5000000.00'), item('2', '4000000.00'), item('3', '12345.67'), item('4', '8000000.00')]
  const answer = subsidy(rule, { ...given, base: '17012345.67', items })
  // 150,000 + 120,000 + 370.37 (370.3701) + 240,000 = 510,370.37; the items keep 100,000 × 3 + 370.37.
  expect(answer.items?.map((it) => [it.computed, it.granted])).toEqual([
    ['150000.00', '100000.00'],
    ['120000.00', '100000.00'],
    ['370.37', '370.37'],
    ['240000.00', '100000.00'],
  ])
  expect(took(answer)).toEqual([
    ['itemCap', '210000.00'],
    ['bodyAndYearCap', '0.00'],
  ])
  expect(answer).toMatchObject({ computed: '510370.37', amount: '300370.37' })
})

it.each([
  ['9999.99', undefined, '0.00', '0.00'],
  ['10000.00', '0.10', '1000.00', '1000.00'],
  ['49999.99', '0.10', '5000.00', '5000.00'],
  // Only the best tier, on the whole amount.
  ['50000.00', '0.20', '10000.00', '10000.00'],
  ['100000.00', '0.30', '30000.00', '30000.00'],
  ['200000.00', '0.30', '60000.00', '50000.00'],
])('As 重庆 pays %s: rate %s, %s, at most %s', (base, rate, computed, amount) => {
  const rule: SubsidyRule = {
    base: {
      kind: 'tiers',
      indicator: 'fees',
      tiers: [
        { from: '10000.00', rate: '0.10' },
        { from: '50000.00', rate: '0.20' },
        { from: '100000.00', rate: '0.30' },
      ],
    },
    capPerBodyAndYear: '50000.00',
  }
  const answer = subsidy(rule, { ...given, base })
  expect([answer.rate, answer.computed, answer.amount]).toEqual([rate, computed, amount])
})

it.each([
  ['excellent', '1500000.00'],
  ['good', '750000.00'],
  ['failed', '0.00'],
])('As 温州 pays grade %s: %s', (grade, amount) => {
  const rule: SubsidyRule = {
    base: {
      kind: 'byGrade',
      amounts: [
        { grade: 'excellent', amount: '1500000.00' },
        { grade: 'good', amount: '750000.00' },
      ],
    },
  }
  expect(subsidy(rule, { ...given, grade }).amount).toBe(amount)
})

describe('F22', () => {
  const rule: SubsidyRule = {
    base: { kind: 'rate', indicator: 'income', rate: '0.50' },
    onlyGrades: ['excellent'],
    f22: true,
  }

  it('pays 优秀 alone, and never above 1,000,000.00', () => {
    expect(subsidy(rule, { ...given, base: '2000000.02' })).toMatchObject({
      computed: '1000000.01',
      amount: '1000000.00',
    })
    expect(took(subsidy(rule, { ...given, base: '2000000.02' }))).toEqual([
      ['grade', '0.00'],
      ['f22', '0.01'],
    ])
    expect(took(subsidy(rule, { ...given, grade: 'good', base: '100.00' }))).toEqual([
      ['grade', '50.00'],
      ['f22', '0.00'],
    ])
  })

  it('holds for the year: what other rounds have granted the platform is taken off, and they are named', () => {
    const granted = { body: { amount: '0.00' }, f22: { amount: '991454.51', rounds: ['U7-2025'] } }
    // 1,000,000.00 − 991,454.51.
    expect(subsidy(rule, { ...given, granted, base: '1791687.22' })).toMatchObject({
      amount: '8545.49',
      lines: [
        { rule: 'grade' },
        { rule: 'f22', limit: '1000000.00', granted: '991454.51', grantedBy: ['U7-2025'], tookAway: '887298.12' },
      ],
    })
  })
})

it('Whatever the base: no cap is passed, nothing is negative, and what the caps took is what is missing', () => {
  const fen = fc.bigInt({ min: -(10n ** 11n), max: 10n ** 13n })
  const text = (it: bigint) =>
    `${it < 0n ? '-' : ''}${(it < 0n ? -it : it) / 100n}.${String((it < 0n ? -it : it) % 100n).padStart(2, '0')}`
  const cents = (it: string) => BigInt(it.replace('.', ''))
  fc.assert(
    fc.property(
      fc.array(fen, { maxLength: 8 }),
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      fc.boolean(),
      (amounts, before, right) => {
        const rule: SubsidyRule = {
          base: { kind: 'rate', indicator: 'x', rate: '0.0375' },
          capPerItem: '100000.00',
          capPerBodyAndYear: '500000.00',
          onlyGrades: ['excellent'],
          f22: true,
        }
        const items = amounts.map((it, i) => item(String(i), text(it)))
        const base = text(amounts.reduce((sum, it) => sum + it, 0n))
        const answer = subsidy(rule, {
          grade: right ? 'excellent' : 'good',
          base,
          items,
          granted: { body: { amount: text(before) } },
        })
        const amount = cents(answer.amount)
        const left = 50_000_000n - before
        expect(amount >= 0n && amount <= (left > 0n ? left : 0n) && amount <= 100_000_000n).toBe(true)
        expect(amount <= 10_000_000n * BigInt(items.length)).toBe(true)
        if (!right) expect(amount).toBe(0n)
        expect(cents(answer.computed) - answer.lines.reduce((sum, it) => sum + cents(it.tookAway), 0n)).toBe(amount)
      },
    ),
  )
})
