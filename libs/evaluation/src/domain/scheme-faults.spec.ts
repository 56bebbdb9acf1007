import { figureOf } from '@pilot-ledger/figures'
import Ajv2020 from 'ajv/dist/2020'
import fc from 'fast-check'
import { GANZHOU } from '../schemes/ganzhou'
import { PUBLISHED_RULES } from '../schemes/published-rules.spec-support'
import { QUANZHOU } from '../schemes/quanzhou'
import { SAMPLE_SCHEMES } from '../schemes/samples'
import { schemeFaults } from './scheme-faults'
import { SCHEME_SCHEMA } from './scheme-schema'
import { type SchemaNode, shapeFaults } from './shape-faults'

// biome-ignore lint/suspicious/noExplicitAny: documents are broken on purpose.
type Document = any

/** The sample with one change made to a copy of it. */
const broken = (change: (it: Document) => void, of: object = QUANZHOU): Document => {
  const copy = JSON.parse(JSON.stringify(of))
  change(copy)
  return copy
}
const reported = (document: unknown) => schemeFaults(document, figureOf).map((it) => `${it.code} ${it.pointer}`)

describe('A faulty scheme is told where', () => {
  const received = '/content/groups/0/indicators/0'
  const clients = '/content/groups/0/indicators/1'
  const contracts = '/content/groups/1/indicators/1'
  it.each<[string, (it: Document) => void]>([
    ['field-missing /titles', (it) => delete it.titles],
    ['unknown-property /weightOfAll', (it) => (it.weightOfAll = '1')],
    ['unknown-value /content/window/kind', (it) => (it.content.window.kind = 'decade')],
    ['text-expected /content/groups/0/weight', (it) => (it.content.groups[0].weight = 60)],
    ['unknown-value /content/filters/0', (it) => (it.content.filters[0] = 'uglyOut')],
    ['weights-do-not-add-up /content/groups', (it) => (it.content.fullScore = '90')],
    [
      'weights-do-not-add-up /content/groups/0/indicators',
      (it) => {
        it.content.groups[0].indicators[0].weight = '39.99'
      },
    ],
    [`unknown-figure ${received}/source/figure`, (it) => (it.content.groups[0].indicators[0].source.figure = 'income')],
    [`target-missing ${received}/target`, (it) => delete it.content.groups[0].indicators[0].target],
    [`target-not-used ${clients}/target`, (it) => (it.content.groups[0].indicators[1].target = '5')],
    [`unit-mismatch ${received}/target`, (it) => (it.content.groups[0].indicators[0].target = '3000000')],
    [
      `unit-mismatch ${clients}/scoring/tiers/0/from`,
      (it) => (it.content.groups[0].indicators[1].scoring.tiers[0].from = '2.5'),
    ],
    [`value-not-positive ${received}/target`, (it) => (it.content.groups[0].indicators[0].target = '0.00')],
    [
      `tiers-not-ascending ${clients}/scoring/tiers/1`,
      (it) => (it.content.groups[0].indicators[1].scoring.tiers[1].from = '5'),
    ],
    [
      `tiers-not-ascending ${clients}/scoring/tiers/1`,
      (it) => (it.content.groups[0].indicators[1].scoring.tiers[1].points = '7'),
    ],
    [
      `points-above-weight ${clients}/scoring/tiers/2/points`,
      (it) => (it.content.groups[0].indicators[1].scoring.tiers[2].points = '20.01'),
    ],
    [
      `rank-points-not-descending ${contracts}/scoring/points/1`,
      (it) => (it.content.groups[1].indicators[1].scoring.points = ['20', '24']),
    ],
    [
      `rank-points-not-descending ${contracts}/scoring/otherwise`,
      (it) => (it.content.groups[1].indicators[1].scoring.otherwise = '19'),
    ],
    [`cap-above-one ${received}/scoring/cap`, (it) => (it.content.groups[0].indicators[0].scoring.cap = '1.2')],
    [
      `tax-basis-not-of-figure ${clients}/source/taxBasis`,
      (it) => (it.content.groups[0].indicators[1].source.taxBasis = 'inclusive'),
    ],
    [`code-twice ${clients}/code`, (it) => (it.content.groups[0].indicators[1].code = 'received')],
    ['grades-overlap /content/grades/levels/2/from', (it) => (it.content.grades.levels[2].from = '70')],
    ['grades-not-descending /content/grades/levels/2/from', (it) => (it.content.grades.levels[2].from = '80')],
    ['grades-leave-a-gap /content/grades/levels/3/from', (it) => (it.content.grades.levels[3].from = '1')],
    ['grade-out-of-reach /content/grades/levels/0/from', (it) => (it.content.grades.levels[0].from = '101')],
    ['unknown-grade /content/grades/noShow', (it) => (it.content.grades.noShow = 'absent')],
    ['unknown-indicator /content/subsidy/base/indicator', (it) => (it.content.subsidy.base.indicator = 'income')],
    ['unit-mismatch /content/subsidy/base/indicator', (it) => (it.content.subsidy.base.indicator = 'clients')],
    ['rate-out-of-range /content/subsidy/base/rate', (it) => (it.content.subsidy.base.rate = '3')],
    ['caps-inverted /content/subsidy/capPerItem', (it) => (it.content.subsidy.capPerItem = '500000.01')],
    [
      'caps-inverted /content/subsidy/capPerBodyAndYear',
      (it) => {
        it.content.subsidy.f22 = true
        it.content.subsidy.capPerBodyAndYear = '1000000.01'
      },
    ],
    [
      'grades-missing /content/subsidy/onlyGrades',
      (it) => {
        it.content.subsidy.f22 = true
        delete it.content.subsidy.onlyGrades
      },
    ],
    ['unknown-grade /content/subsidy/onlyGrades/1', (it) => (it.content.subsidy.onlyGrades[1] = 'best')],
    [
      `figure-not-of-platform ${clients}/source/figure`,
      (it) => (it.content.groups[0].indicators[1].source.figure = 'applicants'),
    ],
    ['no-show-not-worst /content/grades/noShow', (it) => (it.content.grades.noShow = 'passed')],
    [
      'grades-not-best /content/subsidy/onlyGrades/1',
      (it) => {
        it.content.subsidy.f22 = true
      },
    ],
    [
      'cut-before-window /content/asOf/day',
      (it) => {
        it.content.window = { kind: 'fixed', from: '2025-01-01', to: '2025-12-31' }
        it.content.asOf = { kind: 'day', day: '2024-12-31' }
      },
    ],
    [
      'amount-for-no-show /content/subsidy/base/amounts/1/amount',
      (it) => {
        const amounts = [
          { grade: 'excellent', amount: '1000000.00' },
          { grade: 'failed', amount: '0.01' },
        ]
        it.content.subsidy = { base: { kind: 'byGrade', amounts } }
      },
    ],
    ['source-missing /source', (it) => delete it.source],
    ['citation-with-address /source/citation', (it) => (it.source.citation = '见 https://example.org/1')],
    [
      'not-a-calendar-day /content/window/to',
      (it) => (it.content.window = { kind: 'sinceRecognition', to: '2025-02-30' }),
    ],
    [
      'window-ends-before-it-starts /content/window/to',
      (it) => (it.content.window = { kind: 'fixed', from: '2025-02-02', to: '2025-02-01' }),
    ],
  ])('%s', (fault, change) => {
    expect(reported(broken(change))).toContain(fault)
  })

  it('that several grades start at one score is fine where the better is for the first alone', () => {
    expect(reported(broken((it) => (it.content.grades.levels[1].from = '90')))).toEqual([])
  })

  it('a weight finer than scores are rounded to could come out above itself', () => {
    const fine = broken((it) => {
      it.content.groups[0].indicators[0].weight = '69.995'
      it.content.groups[0].indicators[1].weight = '30.005'
    }, GANZHOU)
    expect(reported(fine)).toEqual([
      'weight-too-fine /content/groups/0/indicators/0/weight',
      'weight-too-fine /content/groups/0/indicators/1/weight',
    ])
  })

  it('all at once: of shape and of meaning, and one part hides nothing of another', () => {
    const document = broken((it) => {
      delete it.titles
      it.content.groups[0].indicators[0].source.figure = 'income'
      it.content.groups[0].indicators[1].scoring.method = 'luck'
      it.content.groups[1].weight = '41'
      it.content.grades.noShow = 'absent'
      it.content.window.years = 9
    })
    expect(reported(document).sort()).toEqual(
      [
        'field-missing /titles',
        'value-format /content/window/years',
        `unknown-value ${clients}/scoring/method`,
        `unknown-figure ${received}/source/figure`,
        'weights-do-not-add-up /content/groups',
        'weights-do-not-add-up /content/groups/1/indicators',
        'unknown-grade /content/grades/noShow',
      ].sort(),
    )
  })

  it.each([null, 7, 'x', [], {}, { content: null }, { content: { groups: [null, 7, { indicators: 'x' }] } }])(
    '%j is no scheme, and no mishap',
    (it) => {
      expect(reported(it).length).toBeGreaterThan(0)
    },
  )
})

describe('The check and the published schema', () => {
  const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(SCHEME_SCHEMA)
  const places = (value: unknown, at: (string | number)[] = []): (string | number)[][] =>
    typeof value === 'object' && value !== null
      ? [
          at,
          ...Object.entries(value).flatMap(([key, it]) =>
            places(it, [...at, Array.isArray(value) ? Number(key) : key]),
          ),
        ]
      : [at]

  it('agree on every document: one value anywhere replaced, dropped or added', () => {
    const junk = fc.oneof(
      fc.constantFrom<unknown>(null, '', '0', '1.5', '-1', ' x', 'x\u0000', '优秀', [], {}, true, '1e5', '01'),
      fc.integer({ min: -2, max: 10_000 }),
      fc.string(),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLE_SCHEMES, ...PUBLISHED_RULES),
        fc.nat(),
        junk,
        fc.constantFrom('replace', 'drop', 'add'),
        (scheme, seed, value, how) => {
          const document = JSON.parse(JSON.stringify(scheme))
          const all = places(document).filter((it) => it.length > 0)
          const path = all[seed % all.length]
          const parent = path.slice(0, -1).reduce((it, key) => it[key], document)
          const key = path[path.length - 1]
          if (how === 'replace') parent[key] = value
          else if (how === 'add' && !Array.isArray(parent)) parent.stray = value
          else if (Array.isArray(parent)) parent.splice(Number(key), 1)
          else delete parent[key]
          expect(shapeFaults(SCHEME_SCHEMA as SchemaNode, document).length === 0).toBe(valid(document))
          // What is broken in shape is never a mishap to ask what it means.
          schemeFaults(document, figureOf)
        },
      ),
      { numRuns: 600 },
    )
  })
})
