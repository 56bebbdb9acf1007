import { COMMON_ANNUAL } from '../schemes/common-annual'
import { QUANZHOU } from '../schemes/quanzhou'
import { scoresOf } from './grading'
import type { SchemeContent } from './scheme'
import { sameWeight, tried, weightOf } from './trying'

const VALUES = new Map([
  ['projects', '15'],
  ['clients', '12'],
  ['received', '1500000.00'],
  ['products', '30'],
  ['staff', '22'],
])
const { content } = COMMON_ANNUAL
const with_ = (change: (it: SchemeContent) => object): SchemeContent => ({ ...content, ...change(content) })
/** The first indicator otherwise. */
const first = (change: object) =>
  with_(({ groups: [services, ...others] }) => {
    const [projects, ...rest] = services.indicators
    return { groups: [{ ...services, indicators: [{ ...projects, ...change }, ...rest] }, ...others] }
  })

describe('given sample values', () => {
  it('when all are there, then points, total, grade and subsidy follow as in a round', () => {
    const answer = tried(content, VALUES)
    // 20 × 15 ÷ 20 = 15; 20 × 12 ÷ 15 = 16; 20 × 1.5 ÷ 2 = 15; 20 × 30 ÷ 15 held at 20; 22 reaches the second tier, 15.
    expect(answer?.sheet.steps.map((it) => it.points)).toEqual(['15.00', '16.00', '15.00', '20.00', '15.00'])
    expect([answer?.sheet.total, answer?.grade?.code]).toEqual(['81.00', 'good'])
    // Half of 1,500,000 is computed; only 优秀 is paid.
    expect([answer?.subsidy?.computed, answer?.subsidy?.amount]).toEqual(['750000.00', '0.00'])
    const round = scoresOf(content, new Map([['platform', VALUES]]))
    expect(answer?.sheet).toEqual(round.sheets.get('platform'))
  })

  it('when one is missing or no number, then it waits, and there is no grade yet', () => {
    for (const value of ['', '十五', '1e3', ' 15']) {
      const answer = tried(content, new Map([...VALUES, ['projects', value]]))
      expect(answer?.sheet.steps[0]).toMatchObject({ indicator: 'projects', pending: true })
      expect([answer?.sheet.total, answer?.grade, answer?.subsidy]).toEqual(['66.00', undefined, undefined])
    }
  })

  it('when an indicator is ranked, then by the place that is given', () => {
    const values = new Map([
      ['received', '3000000.00'],
      ['clients', '20'],
      ['library', '2'],
      ['contracts', '100.00'],
    ])
    const totals = [undefined, 1, 3, 9].map((place) => {
      const places = new Map(place === undefined ? [] : [['contracts', place]])
      const answer = tried(QUANZHOU.content, values, places)
      return [answer?.sheet.total, answer?.grade?.code]
    })
    // 40 + 20 + 10, and 30, 18 or 12 for the place; 优秀 is for the first, which a platform by itself is.
    expect(totals).toEqual([
      ['70.00', undefined],
      ['100.00', 'excellent'],
      ['88.00', 'good'],
      ['82.00', 'good'],
    ])
    // 3 % of 3,000,000 is 90,000: under both caps.
    expect(tried(QUANZHOU.content, values, new Map([['contracts', 1]]))?.subsidy?.amount).toBe('90000.00')
  })
})

describe('given a scheme that is being written', () => {
  it.each([
    ['no weight', { weight: '' }],
    ['no target', { target: undefined }],
    ['a target of nothing', { target: '0' }],
    ['a target that is no number', { target: '二十' }],
    ['no code', { code: '' }],
    ['the code of another', { code: 'clients' }],
    ['a cap that is no number', { scoring: { method: 'share', cap: 'all' } }],
    ['no tiers', { scoring: { method: 'tiers', tiers: [] } }],
    ['tiers without points', { scoring: { method: 'tiers', tiers: [{ from: '1', points: '' }] } }],
    ['places without points', { scoring: { method: 'rank', points: [''], otherwise: '0' } }],
    ['tiers that are not there', { scoring: { method: 'tiers' } }],
    ['places that are not there', { scoring: { method: 'rank', otherwise: '0' } }],
    ['no way of scoring', { scoring: {} }],
    ['a ratio of unknown decimals', { source: { from: 'ratio', unit: 'ratio', numerator: [], denominator: [] } }],
  ])('when an indicator has %s, then it is left out and named, and the others are scored', (_, change) => {
    const answer = tried(first(change), VALUES)
    expect(answer?.unread).toContain((change as { code?: string }).code ?? 'projects')
    expect(answer?.sheet.steps.map((it) => it.indicator)).not.toContain('projects')
    expect(answer?.sheet.steps.find((it) => it.indicator === 'products')?.points).toBe('20.00')
    expect(answer?.grade).toBeUndefined()
  })

  it.each([
    ['no cut-off', { grades: { levels: [{ code: 'a', zh: '甲', en: 'A', from: '' }], noShow: 'a' } }],
    ['no grades', { grades: { levels: [], noShow: '' } }],
    [
      'a grade for who is not eligible that there is not',
      {
        eligibility: { requires: { kind: 'atLeast', indicator: 'projects', value: '99' }, grade: 'none' },
      },
    ],
  ])('when it has %s, then nobody is graded', (_, change) => {
    const answer = tried(
      with_(() => change),
      VALUES,
    )
    expect([answer?.sheet.total, answer?.grade]).toEqual(['81.00', undefined])
  })

  it.each([
    ['a rate', { base: { kind: 'rate', indicator: 'received', rate: '' } }],
    ['an amount', { base: { kind: 'byGrade', amounts: [{ grade: 'good', amount: '5万' }] } }],
    ['a cap', { base: { kind: 'rate', indicator: 'received', rate: '0.5' }, capPerBodyAndYear: '5' }],
    ['an amount for its base', { base: { kind: 'rate', indicator: 'clients', rate: '0.5' } }],
  ])('when its subsidy lacks %s, then there is a grade and no subsidy', (_, subsidy) => {
    const answer = tried(
      with_(() => ({ subsidy })),
      VALUES,
    )
    expect([answer?.grade?.code, answer?.subsidy]).toEqual(['good', undefined])
  })

  it('when a code is not there at all, then the others are scored', () => {
    expect(tried(first({ code: undefined }), VALUES)?.sheet.total).toBe('66.00')
  })

  it('when its conditions are no numbers yet, then they are not asked', () => {
    const requires = { kind: 'any', of: [{ kind: 'atLeast', indicator: 'projects', value: '' }] }
    expect(
      tried(
        with_(() => ({ eligibility: { requires, grade: 'failed' } })),
        VALUES,
      )?.grade?.code,
    ).toBe('good')
  })

  it.each([undefined, 1.5, -1, 7])('when scores have %s decimals, then nothing is computed', (decimals) => {
    expect(
      tried(
        with_(() => ({ decimals })),
        VALUES,
      ),
    ).toBeUndefined()
  })
})

describe('given weights', () => {
  it('then they add up exactly, whatever their decimals, and not at all while one is no number', () => {
    expect(weightOf([{ weight: '33.33' }, { weight: '33.33' }, { weight: '33.34' }])).toBe('100')
    expect(weightOf([{ weight: '0.1' }, { weight: '0.2' }])).toBe('0.3')
    expect(weightOf([{ weight: '20' }, { weight: '' }])).toBeUndefined()
    expect([sameWeight('100', '100.00'), sameWeight('100', '99.999999'), sameWeight('', '')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
