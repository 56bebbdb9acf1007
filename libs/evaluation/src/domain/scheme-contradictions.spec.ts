import { figureOf } from '@pilot-ledger/figures'
import { INSTRUMENTS, LINYI, WUHAN, YINGTAN } from '../schemes/published-rules.spec-support'
import { QUANZHOU } from '../schemes/quanzhou'
import { schemeFaults } from './scheme-faults'
import { SCHEME_SCHEMA } from './scheme-schema'

// biome-ignore lint/suspicious/noExplicitAny: documents are broken on purpose.
type Document = any

const faultsOf = (of: object, change: (it: Document) => void) => {
  const copy = JSON.parse(JSON.stringify(of))
  change(copy)
  return schemeFaults(copy, figureOf)
}
const reported = (of: object, change: (it: Document) => void) =>
  faultsOf(of, change).map((it) => `${it.code} ${it.pointer}`)

describe('A cut on a day', () => {
  const cut = 'cut-before-window-ends /content/asOf/day'
  const on = (day: string, window: object) => (it: Document) =>
    Object.assign(it.content, { window, asOf: { kind: 'day', day } })
  const year = { kind: 'fixed', from: '2025-01-01', to: '2025-12-31' }

  it('before the end of the window would leave its last days out', () => {
    expect(reported(YINGTAN, on('2025-12-30', year))).toEqual([cut])
    expect(reported(YINGTAN, on('2025-12-30', { kind: 'sinceRecognition', to: '2025-12-31' }))).toEqual([cut])
  })

  it('is fine from the last day on, and without days it is the year of the round that is asked', () => {
    expect(reported(YINGTAN, on('2025-12-31', year))).toEqual([])
    expect(reported(YINGTAN, on('2025-06-30', { kind: 'calendarYear' }))).toEqual([])
  })
})

describe('What stands for two things', () => {
  const first = '/content/groups/0/indicators'
  it('are codes equal but for case, wherever codes are', () => {
    expect(reported(WUHAN, (it) => (it.content.groups[0].indicators[1].code = 'PROJECTS'))).toContain(
      `code-twice ${first}/1/code`,
    )
    expect(reported(WUHAN, (it) => (it.content.groups[1].code = 'Services'))).toEqual([
      'code-twice /content/groups/1/code',
    ])
    expect(reported(YINGTAN, (it) => (it.content.grades.levels[1].code = 'Excellent'))).toContain(
      'code-twice /content/grades/levels/1/code',
    )
  })

  it('are two indicators of one Chinese name, in whichever groups', () => {
    const same = (it: Document) => (it.content.groups[1].indicators[0].zh = it.content.groups[0].indicators[1].zh)
    expect(reported(WUHAN, same)).toEqual(['name-twice /content/groups/1/indicators/0/zh'])
  })
})

describe('The grade of the first', () => {
  const levels = '/content/grades/levels'
  it('is one grade, and has no quota beside', () => {
    expect(reported(QUANZHOU, (it) => (it.content.grades.levels[1].first = true))).toEqual([
      `first-twice ${levels}/1/first`,
    ])
    const quota = { kind: 'count', count: 1 }
    expect(reported(QUANZHOU, (it) => (it.content.grades.levels[0].quota = quota))).toEqual([
      `first-with-quota ${levels}/0/quota`,
    ])
  })
})

it('A consequence stands once; another of the same cases is another', () => {
  const again = (more: object) => (it: Document) =>
    it.content.consequences.push({ ...it.content.consequences[0], ...more })
  expect(reported(YINGTAN, again({}))).toEqual(['consequence-twice /content/consequences/2'])
  expect(reported(YINGTAN, again({ zh: '连续两次不合格，追回补助' }))).toEqual([])
  expect(reported(YINGTAN, again({ times: 3 }))).toEqual([])
  // In whichever order its grades are named.
  const two = (it: Document) =>
    ['passed', 'failed'].forEach((_, i, grades) => {
      const ordered = i === 0 ? grades : [...grades].reverse()
      it.content.consequences[i] = { when: 'grade', grades: ordered, times: 1, zh: '约谈', en: 'Called in' }
    })
  expect(reported(YINGTAN, two)).toEqual(['consequence-twice /content/consequences/1'])
})

describe('A ratio whose sides are the same', () => {
  const at = '/content/groups/1/indicators/0/source'
  const ratio = (it: Document) => it.content.groups[1].indicators[0].source
  it('is always the same number', () => {
    expect(reported(INSTRUMENTS, (it) => (ratio(it).denominator = ratio(it).numerator))).toEqual([
      `ratio-of-itself ${at}/denominator`,
    ])
    const twice = (it: Document) => (ratio(it).denominator = [{ indicator: 'outside', times: '2.0' }])
    expect(reported(INSTRUMENTS, twice)).toEqual([`ratio-of-itself ${at}/denominator`])
  })

  it('but not where they are weighed differently', () => {
    const weighed = (it: Document) => {
      ratio(it).numerator = [{ indicator: 'outside' }, { indicator: 'hours' }]
      ratio(it).denominator = [{ indicator: 'hours' }, { indicator: 'outside', times: '2' }]
    }
    expect(reported(INSTRUMENTS, weighed)).toEqual([])
  })
})

it('Years of an indicator are not fewer than those of the scheme', () => {
  const years = (own: number, all?: number) => (it: Document) => {
    it.content.groups[0].indicators[1].source.years = own
    if (all !== undefined) it.content.window.years = all
  }
  const at = '/content/groups/0/indicators/1/source/years'
  expect(reported(LINYI, years(2, 3))).toEqual([`years-below-window ${at}`])
  expect(reported(LINYI, years(3, 3))).toEqual([])
  expect(reported(LINYI, years(1))).toEqual([])
})

describe('Where a scheme comes from', () => {
  it('a sample says 示例 in its title', () => {
    expect(reported(QUANZHOU, (it) => (it.titles.zh = '泉州市中试平台评价'))).toEqual(['sample-not-named /titles/zh'])
  })

  it.each([
    ['zh', '中山市中试平台绩效评价'],
    ['en', 'Zhongshan platforms'],
  ])('a title (%s) of Zhongshan’s needs the document', (language, title) => {
    const named = (it: Document): Document => {
      it.titles[language] = title
      it.issuer = '某局'
      return it
    }
    expect(reported(YINGTAN, named)).toEqual([])
    expect(reported(YINGTAN, (it) => delete named(it).source)).toEqual(['source-missing /source'])
  })

  it('is said: by a document or an issuer', () => {
    expect(reported(YINGTAN, (it) => delete it.source)).toEqual(['source-missing /source'])
  })
})

describe('Whoever submits nothing', () => {
  const out = { code: 'out', zh: '不入围', en: 'Out', from: '0', notEligible: true }
  const level = (code: string, from: string, more: object = {}) => ({ code, zh: code, en: code, from, ...more })
  const quota = { kind: 'count', count: 1 }
  const graded = (levels: readonly object[], noShow: string) => (it: Document) => {
    it.content.grades = { levels, noShow }
    it.content.eligibility.grade = 'out'
    it.content.subsidy.onlyGrades = undefined
    it.content.subsidy = JSON.parse(JSON.stringify(it.content.subsidy))
  }
  const wrong = 'no-show-not-worst /content/grades/noShow'
  it.each([
    [[level('good', '20'), level('passed', '0'), out]],
    [[level('e', '30', { quota }), level('passed', '0'), out]],
    [[level('passed', '0'), out]],
  ])('is out, or has the worst of the grades that scores bring: %j', (levels) => {
    expect(reported(WUHAN, graded(levels, 'out'))).toEqual([])
    expect(reported(WUHAN, graded(levels, 'passed'))).toEqual([])
    if (levels.length > 2)
      expect(reported(WUHAN, graded(levels, (levels[0] as { code: string }).code))).toEqual([wrong])
  })

  it('is told which grade is wanted', () => {
    const levels = [level('good', '20'), level('passed', '0'), out]
    const [{ zh, en, facts }] = faultsOf(WUHAN, graded(levels, 'good'))
    expect([zh, en]).toEqual([expect.stringContaining('passed 或 不入围'), expect.stringContaining('passed or out')])
    expect(facts).toEqual({ grade: 'good', expected: 'passed, out' })
  })
})

it('Every pattern of the published schema reads the same without the u flag: other validators have none', () => {
  const patterns = [...JSON.stringify(SCHEME_SCHEMA).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
    (it) => JSON.parse(it[1]) as string,
  )
  expect(new Set(patterns).size).toBeGreaterThan(3)
  const tried = [
    '优秀',
    'a b',
    ' a',
    'a ',
    'a\u0000b',
    'a\u0085b',
    '\u007f',
    '0',
    '1.50',
    '2025-01-01',
    'A-1',
    'p',
    'C',
    '',
  ]
  for (const pattern of patterns) {
    expect(pattern).not.toMatch(/\\p/i)
    for (const it of tried)
      expect([pattern, it, new RegExp(pattern).test(it)]).toEqual([pattern, it, new RegExp(pattern, 'u').test(it)])
  }
})

describe('Amounts with and without tax (H12)', () => {
  const amount = (code: string, zh: string, taxBasis: string) => ({
    ...{ code, zh, en: code, weight: '0', scoring: { method: 'none' } },
    source: { from: 'ledger', figure: 'contractAmount', taxBasis },
  })
  const ratioOf = (numerator: readonly string[]) => (it: Document) => {
    const { indicators } = it.content.groups[1]
    indicators.push(amount('incl', '含税合同额', 'inclusive'), amount('excl', '不含税合同额', 'exclusive'))
    indicators[0].source = {
      ...{ from: 'ratio', unit: 'percent', decimals: 2 },
      numerator: numerator.map((indicator) => ({ indicator })),
      denominator: [{ indicator: 'incl' }],
    }
  }

  it('are neither added in a ratio nor a share of one another', () => {
    const mixed = ['mixed-tax-bases /content/groups/1/indicators/0/source/numerator']
    expect(reported(INSTRUMENTS, ratioOf(['incl', 'excl']))).toEqual(mixed)
    expect(reported(INSTRUMENTS, ratioOf(['excl']))).toEqual(mixed)
  })
})

describe('Whoever is not eligible', () => {
  it('is given the worst grade, or one that no score brings', () => {
    const given = (grade: string) => (it: Document) => {
      it.content.grades.levels.pop()
      it.content.eligibility.grade = grade
    }
    const [best, worst] = WUHAN.content.grades.levels.map((it) => it.code)
    expect(reported(WUHAN, given(best))).toContain('not-eligible-not-worst /content/eligibility/grade')
    expect(reported(WUHAN, given(worst)).filter((it) => it.startsWith('not-eligible'))).toEqual([])
  })
})

it('Two grades of one Chinese name are one grade on paper', () => {
  const same = (it: Document) => (it.content.grades.levels[1].zh = it.content.grades.levels[0].zh)
  expect(reported(YINGTAN, same)).toEqual(['name-twice /content/grades/levels/1/zh'])
})
