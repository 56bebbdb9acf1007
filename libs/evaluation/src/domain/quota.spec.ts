import { isRefusal } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { grade, type Participant, scoresOf, standingOf } from './grading'
import { mostOf, quotasOf } from './quota'
import { isRelative, type Quota, type SchemeContent } from './scheme'

/** 优秀 from 90 for so many, 良好 from 80, 合格 from 0; the score is the value. */
const scheme = (quota: Quota, good?: Quota): SchemeContent => ({
  window: { kind: 'fixed', from: '2025-01-01', to: '2025-12-31' },
  asOf: { kind: 'opening' },
  filters: [],
  fullScore: '100',
  decimals: 0,
  groups: [
    {
      code: 'g',
      zh: '组',
      en: 'Group',
      weight: '100',
      indicators: [
        {
          code: 'x',
          zh: '指标',
          en: 'Indicator',
          weight: '100',
          source: { from: 'hand', unit: 'points', evidence: { zh: '表', en: 'Form' } },
          target: '100',
          scoring: { method: 'share' },
        },
      ],
    },
  ],
  grades: {
    levels: [
      { code: 'excellent', zh: '优秀', en: 'Excellent', from: '90', quota },
      { code: 'good', zh: '良好', en: 'Good', from: '80', ...(good && { quota: good }) },
      { code: 'passed', zh: '合格', en: 'Passed', from: '0' },
    ],
    noShow: 'passed',
  },
})
/** The grades of platforms with these totals, in their order; `-` shows nothing, `?` is not verified yet. */
function grades(of: SchemeContent, totals: readonly string[]): string[] {
  const participants = totals.map((it, i): [string, Participant] => [
    `p${i}`,
    it === '-' ? 'noShow' : it === '?' ? undefined : new Map([['x', it]]),
  ])
  const scores = scoresOf(of, new Map(participants))
  return totals.flatMap((it, i) => {
    if (it === '?') return []
    const found = grade(of, standingOf(scores, `p${i}`))
    return [isRefusal(found) ? found.code : found.zh]
  })
}

describe('A quota of a grade', () => {
  it.each([
    [10, 2],
    [9, 1],
    // 20 % of four is 0.8: no more than that is none.
    [4, 0],
    [5, 1],
  ])('of 20 per cent lets, of %s, %s through', (takingPart, most) => {
    expect(mostOf({ kind: 'percent', percent: '20' }, takingPart)).toBe(most)
  })

  it('goes to the best of those who reach the cut-off; the others come under the next grade', () => {
    // 40 % of five: two. 99 and 95 are in, 91 is not.
    expect(grades(scheme({ kind: 'percent', percent: '40' }), ['91', '99', '85', '95', '70'])).toEqual([
      '良好',
      '优秀',
      '良好',
      '优秀',
      '合格',
    ])
  })

  it('counts all who take part, also those who show nothing, and does not fill up below the cut-off', () => {
    expect(grades(scheme({ kind: 'percent', percent: '50' }), ['91', '89', '-', '-'])).toEqual([
      '优秀',
      '良好',
      '合格',
      '合格',
    ])
  })

  it('parts no equal scores: none of them gets it where nothing is said, all of them where the scheme says so', () => {
    const two = ['95', '92', '92']
    expect(grades(scheme({ kind: 'count', count: 2 }), two)).toEqual(['优秀', '良好', '良好'])
    expect(grades(scheme({ kind: 'count', count: 2, ties: 'none' }), two)).toEqual(['优秀', '良好', '良好'])
    expect(grades(scheme({ kind: 'count', count: 2, ties: 'all' }), two)).toEqual(['优秀', '优秀', '优秀'])
    expect(grades(scheme({ kind: 'count', count: 3 }), two)).toEqual(['优秀', '优秀', '优秀'])
  })

  it('of the second grade is of those whom the first leaves', () => {
    const of = scheme({ kind: 'count', count: 1 }, { kind: 'count', count: 1 })
    expect(grades(of, ['99', '98', '97'])).toEqual(['优秀', '良好', '合格'])
  })

  it('waits for the others, but not where the cut-off is missed', () => {
    expect(grades(scheme({ kind: 'count', count: 1 }), ['95', '85', '?'])).toEqual(['place-not-known', '良好'])
  })

  it('says how many places there were, who was how manieth, and who was in', () => {
    const of = scheme({ kind: 'count', count: 1 })
    const { quotas } = scoresOf(
      of,
      new Map([
        ['a', new Map([['x', '95']])],
        ['b', new Map([['x', '91']])],
        ['c', new Map([['x', '80']])],
      ]),
    )
    expect(quotas?.get('a')).toEqual([{ grade: 'excellent', most: 1, reached: 2, place: 1, within: true }])
    expect(quotas?.get('b')).toEqual([{ grade: 'excellent', most: 1, reached: 2, place: 2, within: false }])
    expect(quotas?.get('c')).toEqual([])
  })

  it('makes a round in which one result hangs on the others', () => {
    expect(isRelative(scheme({ kind: 'count', count: 1 }))).toBe(true)
  })
})

it('Whatever the totals: never more than the quota but by equal scores that the scheme lets through, and nobody passed over', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 80, max: 100 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom<'none' | 'all'>('none', 'all'),
      (totals, count, ties) => {
        const [level] = scheme({ kind: 'count', count, ties }).grades.levels
        const by = new Map(totals.map((it, i) => [`p${i}`, String(it)]))
        const lines = quotasOf([level], by, () => false, totals.length)
        const given = totals.filter((_, i) => lines.get(`p${i}`)?.some((it) => it.within))
        // The naive way: sorted, the first so many, and what to do with those equal to the last of them.
        const reached = totals.filter((it) => it >= 90).sort((a, b) => b - a)
        const [last, next] = [reached[count - 1], reached[count]]
        const parted = last !== undefined && last === next
        const naive = !parted
          ? reached.slice(0, count)
          : reached.filter((it) => (ties === 'all' ? it >= last : it > last))
        expect(given.sort((a, b) => b - a)).toEqual(naive)
      },
    ),
  )
})

describe('Who is not eligible', () => {
  const of: SchemeContent = {
    ...scheme({ kind: 'count', count: 1 }),
    eligibility: { requires: { kind: 'atMost', indicator: 'x', value: '95' }, grade: 'passed' },
  }
  it('has its grade whatever the score, takes no place and uses up no quota', () => {
    // 99 is out: the one place goes to 95.
    expect(grades(of, ['99', '95', '91'])).toEqual(['合格', '优秀', '良好'])
  })
})
