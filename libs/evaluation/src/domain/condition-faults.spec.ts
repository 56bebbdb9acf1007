import { figureOf } from '@pilot-ledger/figures'
import Ajv2020 from 'ajv/dist/2020'
import { INSTRUMENTS, LINYI, PUBLISHED_RULES, WUHAN, YINGTAN } from '../schemes/published-rules.spec-support'
import { schemeFaults } from './scheme-faults'
import { SCHEME_SCHEMA } from './scheme-schema'

// biome-ignore lint/suspicious/noExplicitAny: documents are broken on purpose.
type Document = any

const reported = (of: object, change: (it: Document) => void) => {
  const copy = JSON.parse(JSON.stringify(of))
  change(copy)
  return schemeFaults(copy, figureOf).map((it) => `${it.code} ${it.pointer}`)
}

it('Schemes after other cities’ published rules can be published', () => {
  const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(SCHEME_SCHEMA)
  for (const it of PUBLISHED_RULES)
    expect([it.code, schemeFaults(it, figureOf), valid(it)]).toEqual([it.code, [], true])
})

describe('A contradiction of the eligibility is told where', () => {
  const requires = '/content/eligibility/requires'
  const levels = '/content/grades/levels'
  it.each<[string, (it: Document) => void]>([
    [
      `unknown-indicator ${requires}/of/1/indicator`,
      (it) => (it.content.eligibility.requires.of[1].indicator = 'area'),
    ],
    [`unit-mismatch ${requires}/of/0/of/1/value`, (it) => (it.content.eligibility.requires.of[0].of[1].value = '500')],
    [`unit-mismatch ${requires}/of/0/of/0/value`, (it) => (it.content.eligibility.requires.of[0].of[0].value = '2.5')],
    [
      `value-not-positive ${requires}/of/0/of/0/value`,
      (it) => (it.content.eligibility.requires.of[0].of[0].value = '0'),
    ],
    [
      `eligibility-out-of-reach ${requires}/of/2/value`,
      (it) => it.content.eligibility.requires.of.push({ kind: 'atMost', indicator: 'equipment', value: '9999999.99' }),
    ],
    ['unknown-grade /content/eligibility/grade', (it) => (it.content.eligibility.grade = 'absent')],
    [`grade-never-given ${levels}/2/notEligible`, (it) => delete it.content.eligibility],
    [`grade-never-given ${levels}/2/notEligible`, (it) => (it.content.eligibility.grade = 'failed')],
    [`not-eligible-by-score ${levels}/2/from`, (it) => (it.content.grades.levels[2].from = '1')],
    [`not-eligible-not-last ${levels}/0`, (it) => it.content.grades.levels.unshift(it.content.grades.levels.pop())],
    [
      'grade-not-paid /content/subsidy/onlyGrades/1',
      (it) => (it.content.subsidy.onlyGrades = ['passed', 'notEligible']),
    ],
    [`list-expected ${requires}/of/0/of`, (it) => it.content.eligibility.requires.of[0].of.pop()],
    // Three levels deep, no deeper.
    [
      `unknown-value ${requires}/of/0/of/0/kind`,
      (it) => (it.content.eligibility.requires.of[0].of[0] = { kind: 'any', of: [] }),
    ],
  ])('%s', (fault, change) => {
    expect(reported(WUHAN, change)).toContain(fault)
  })

  it('and either of two limits may stand by itself', () => {
    const low = { kind: 'atMost', indicator: 'projects', value: '10' }
    expect(reported(WUHAN, (it) => it.content.eligibility.requires.of[0].of.push(low))).toEqual([])
  })
})

describe('A contradiction of a ratio is told where', () => {
  const shared = '/content/groups/1/indicators/0/source'
  const ratio = (it: Document) => it.content.groups[1].indicators[0].source
  it.each<[string, (it: Document) => void]>([
    [`unknown-indicator ${shared}/numerator/0/indicator`, (it) => (ratio(it).numerator[0].indicator = 'absent')],
    // Of itself, and of another ratio: no ring can be made.
    [`ratio-of-ratio ${shared}/numerator/0/indicator`, (it) => (ratio(it).numerator[0].indicator = 'shared')],
    [`ratio-of-ratio ${shared}/denominator/0/indicator`, (it) => (ratio(it).denominator[0].indicator = 'yield')],
    [`code-twice ${shared}/numerator/1/indicator`, (it) => ratio(it).numerator.push(ratio(it).numerator[0])],
    [`value-not-positive ${shared}/numerator/0/times`, (it) => (ratio(it).numerator[0].times = '0')],
    [`unit-mismatch ${shared}/denominator`, (it) => ratio(it).denominator.push({ indicator: 'assets' })],
    [`unit-mismatch ${shared}/unit`, (it) => (ratio(it).denominator = [{ indicator: 'assets' }])],
    [`value-format ${shared}/decimals`, (it) => (ratio(it).decimals = 7)],
    [
      'weight-not-scored /content/groups/1/indicators/1/weight',
      (it) => {
        it.content.groups[1].indicators[0].weight = '10'
        it.content.groups[1].indicators[1].weight = '10'
      },
    ],
    [
      'value-not-positive /content/groups/1/indicators/0/weight',
      (it) => {
        it.content.groups[1].indicators[0].weight = '0'
        it.content.groups[1].weight = '0'
        it.content.groups[0].weight = '60'
        it.content.groups[0].indicators[0].weight = '60'
      },
    ],
  ])('%s', (fault, change) => {
    expect(reported(INSTRUMENTS, change)).toContain(fault)
  })

  it('but income by the hour is a quotient, if not a percentage', () => {
    const byHour = (it: Document) => Object.assign(ratio(it), { unit: 'ratio', numerator: [{ indicator: 'income' }] })
    expect(reported(INSTRUMENTS, byHour)).toEqual([])
  })

  it('a scheme in which nothing weighs anything has no score', () => {
    const weightless = (it: Document) => {
      it.content.fullScore = '0'
      it.content.groups = [{ ...it.content.groups[1], weight: '0', indicators: [it.content.groups[1].indicators[1]] }]
    }
    expect(reported(INSTRUMENTS, weightless)).toContain('value-not-positive /content/fullScore')
  })
})

describe('Years of its own', () => {
  const years = 'years-without-calendar-year /content/groups/0/indicators/1/source/years'
  it('has no indicator of a scheme whose window is fixed', () => {
    const fixed = (it: Document) => (it.content.window = { kind: 'fixed', from: '2025-01-01', to: '2025-12-31' })
    expect(reported(LINYI, fixed)).toEqual([years])
  })
})

describe('A contradiction of quotas and consequences is told where', () => {
  const levels = '/content/grades/levels'
  it.each<[string, (it: Document) => void]>([
    [`quota-out-of-range ${levels}/0/quota/percent`, (it) => (it.content.grades.levels[0].quota.percent = '0')],
    [`quota-out-of-range ${levels}/0/quota/percent`, (it) => (it.content.grades.levels[0].quota.percent = '100.1')],
    [`value-format ${levels}/0/quota/count`, (it) => (it.content.grades.levels[0].quota = { kind: 'count', count: 0 })],
    // Somebody would have no grade.
    [`grades-leave-a-gap ${levels}/2/from`, (it) => (it.content.grades.levels[2].quota = { kind: 'count', count: 1 })],
    ['unknown-grade /content/consequences/0/grades/0', (it) => (it.content.consequences[0].grades = ['absent'])],
    [
      'consequence-of-every-grade /content/consequences/0/grades',
      (it) => (it.content.consequences[0].grades = ['excellent', 'passed', 'failed']),
    ],
    ['value-format /content/consequences/0/times', (it) => (it.content.consequences[0].times = 0)],
  ])('%s', (fault, change) => {
    expect(reported(YINGTAN, change)).toContain(fault)
  })

  it('a quota of all is none, and two grades may start at one score where the better is for so many', () => {
    expect(reported(YINGTAN, (it) => (it.content.grades.levels[0].quota.percent = '100'))).toEqual([])
    expect(reported(YINGTAN, (it) => (it.content.grades.levels[0].from = '60'))).toEqual([])
  })
})

describe('A scheme issued in Zhongshan’s name', () => {
  it.each(['中山市科学技术局', '广东省中山市', 'Zhongshan Bureau', 'zhong shan'])(
    'by %s names the published document',
    (issuer) => {
      const named = (it: Document) => Object.assign(it, { issuer })
      expect(reported(YINGTAN, named)).toEqual([])
      expect(reported(YINGTAN, (it) => delete named(it).source)).toEqual(['source-missing /source'])
    },
  )

  it('and another city’s need not', () => {
    const other = (it: Document) => {
      it.issuer = '鹰潭市科学技术局'
      delete it.source
    }
    expect(reported(YINGTAN, other)).toEqual([])
  })
})
