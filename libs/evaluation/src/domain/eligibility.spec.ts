import { eligibilityOf } from './eligibility'
import type { Requirement, SchemeContent } from './scheme'

const scheme = (requires: Requirement) => ({ eligibility: { requires, grade: 'out' } }) as unknown as SchemeContent
const answered = (requires: Requirement, values: Record<string, string>, never?: (it: string) => boolean) =>
  eligibilityOf(scheme(requires), new Map(Object.entries(values)), never)

/** 武汉: at least 30 projects or 5,000,000.00 of income. */
const WUHAN: Requirement = {
  kind: 'any',
  of: [
    { kind: 'atLeast', indicator: 'projects', value: '30' },
    { kind: 'atLeast', indicator: 'income', value: '5000000.00' },
  ],
}

describe('Any of two conditions', () => {
  it.each([
    ['30', '0.00', true],
    ['0', '5000000.00', true],
    ['29', '4999999.99', false],
    // As numbers, not as texts: 100 is more than 30.
    ['100', '0.00', true],
  ])('%s projects and %s of income: met is %s', (projects, income, met) => {
    expect(answered(WUHAN, { projects, income })?.met).toBe(met)
  })

  it('is met by the one that is known, and open while what could still meet it is not', () => {
    expect(answered(WUHAN, { projects: '30' })?.met).toBe(true)
    expect(answered(WUHAN, { projects: '29' })).not.toHaveProperty('met')
  })

  it('says of each what was asked, what there is and whether that does', () => {
    expect(answered(WUHAN, { projects: '12', income: '5000000.01' })).toEqual({
      met: true,
      lines: [
        { no: '1', kind: 'any', met: true },
        { no: '1.1', kind: 'atLeast', indicator: 'projects', limit: '30', value: '12', met: false },
        { no: '1.2', kind: 'atLeast', indicator: 'income', limit: '5000000.00', value: '5000000.01', met: true },
      ],
    })
  })
})

describe('All of several', () => {
  /** 临沂, and no accident: income, equipment, and at most no accident. */
  const LINYI: Requirement = {
    kind: 'all',
    of: [
      { kind: 'atLeast', indicator: 'income', value: '2000000.00' },
      { kind: 'atLeast', indicator: 'equipment', value: '3000000.00' },
      { kind: 'atMost', indicator: 'accidents', value: '0' },
    ],
  }
  it.each([
    ['2000000.00', '3000000.00', '0', true],
    ['1999999.99', '3000000.00', '0', false],
    ['2000000.00', '2999999.99', '0', false],
    ['2000000.00', '3000000.00', '1', false],
  ])('%s, %s and %s: met is %s', (income, equipment, accidents, met) => {
    expect(answered(LINYI, { income, equipment, accidents })?.met).toBe(met)
  })

  it('is missed by the one that is known, whatever the others come to', () => {
    expect(answered(LINYI, { income: '0.00' })?.met).toBe(false)
    expect(answered(LINYI, { income: '2000000.00' })).not.toHaveProperty('met')
  })
})

it('What can have no value, because there is nothing to divide by, is not met', () => {
  const rate: Requirement = { kind: 'atMost', indicator: 'rate', value: '50' }
  expect(answered(rate, {}, (it) => it === 'rate')).toEqual({
    met: false,
    lines: [{ no: '1', kind: 'atMost', indicator: 'rate', limit: '50', met: false }],
  })
})

it('A scheme without asks nothing', () => {
  expect(eligibilityOf({} as SchemeContent, new Map())).toBeUndefined()
})
