import type { Words } from '@pilot-ledger/kernel'
import { CODE, CODE_EXPECTED, DECIMAL } from '../definitions/forms'
import { HAND_UNITS, RATIO_UNITS, SCHEME_FILTERS } from './scheme'

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength, pattern: TEXT })
/** No outer spaces, no control characters; these spelled out, as validators without Unicode classes read it. */
const TEXT =
  '^[^\\s\\u0000-\\u001f\\u007f-\\u009f]([^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f])?$'
/** Its annotations say what is expected: `shape-faults` tells it in these words. */
const expected = (pattern: string, [title, description]: Words) => ({ type: 'string', pattern, title, description })
const ref = (name: string) => ({ $ref: `#/$defs/${name}` })
const object = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((it) => !optional.includes(it)),
  additionalProperties: false,
})
const list = (items: object, minItems: number, maxItems: number) => ({ type: 'array', items, minItems, maxItems })
const whole = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum })
const ties = { enum: ['none', 'all'], description: '名额线上同分：均不给 none（默认）· 均给 all' }
/** Conditions combined three levels deep: any of alls, or all of anys. */
const combined = (inside: object) => [
  object({ kind: { const: 'any' }, of: list(inside, 2, 20) }),
  object({ kind: { const: 'all' }, of: list(inside, 2, 20) }),
]
const limits = ['atLeast', 'atMost'].map((kind) =>
  object({ kind: { const: kind }, indicator: ref('code'), value: ref('decimal') }),
)

/**
 * JSON Schema (draft 2020-12) of a scheme as it is sent to be published. What a schema cannot say (weights that add up,
 * figures that exist, tiers that ascend) is told by the refusals of `schemeFaults`.
 */
export const SCHEME_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:pilot-ledger:evaluation-scheme:1',
  title: '绩效评价方案 Evaluation scheme',
  ...object(
    {
      code: ref('code'),
      version: {
        type: 'integer',
        minimum: 1,
        maximum: 9999,
        description: '首版为 1，其后逐版加一 · 1, then the next number',
      },
      titles: ref('words'),
      issuer: text(200),
      sample: { const: true, description: '示例：参照已公布规则编写，不是现行方案' },
      source: object({ document: text(200), citation: text(500) }),
      content: ref('content'),
    },
    ['issuer', 'sample', 'source'],
  ),
  $defs: {
    code: expected(CODE.source, CODE_EXPECTED),
    decimal: expected(DECIMAL.source, [
      '须为不小于零的数，小数至多六位',
      'a number of zero or more with at most six decimals is expected',
    ]),
    amount: expected('^(0|[1-9]\\d{0,11})\\.\\d{2}$', [
      '须为金额，如 380000.00',
      'an amount is expected, as 380000.00',
    ]),
    day: {
      ...expected('^\\d{4}-\\d{2}-\\d{2}$', ['须为日期，如 2025-03-18', 'a day is expected, as 2025-03-18']),
      format: 'date',
    },
    words: object({ zh: text(200), en: text(200) }),
    content: object(
      {
        window: ref('window'),
        asOf: ref('asOf'),
        filters: { ...list({ enum: [...SCHEME_FILTERS] }, 0, SCHEME_FILTERS.length), uniqueItems: true },
        fullScore: ref('decimal'),
        decimals: { type: 'integer', minimum: 0, maximum: 6 },
        groups: list(ref('group'), 1, 20),
        grades: object({ levels: list(ref('grade'), 1, 10), noShow: ref('code') }),
        eligibility: object({ requires: ref('requirement'), grade: ref('code') }),
        consequences: list(ref('consequence'), 1, 10),
        subsidy: {
          ...ref('subsidy'),
          description:
            '一个方案只有一条补助规则；另有规则的另发方案 · one rule a scheme: another rule is another scheme',
        },
      },
      ['eligibility', 'consequences', 'subsidy'],
    ),
    window: {
      oneOf: [
        object({ kind: { const: 'fixed' }, from: ref('day'), to: ref('day') }),
        object({ kind: { const: 'calendarYear' }, years: { type: 'integer', minimum: 1, maximum: 5 } }, ['years']),
        object({ kind: { const: 'sinceRecognition' }, to: ref('day') }),
      ],
    },
    asOf: {
      oneOf: [
        object({ kind: { const: 'opening' } }),
        object({ kind: { const: 'day' }, day: ref('day') }),
        object({ kind: { const: 'selfAssessmentDeadline' } }),
      ],
    },
    group: object({
      code: ref('code'),
      zh: text(100),
      en: text(100),
      weight: ref('decimal'),
      indicators: list(ref('indicator'), 1, 30),
    }),
    indicator: object(
      {
        code: ref('code'),
        zh: text(100),
        en: text(200),
        weight: ref('decimal'),
        source: ref('source'),
        target: ref('decimal'),
        scoring: ref('scoring'),
      },
      ['target'],
    ),
    source: {
      oneOf: [
        object(
          {
            from: { const: 'ledger' },
            figure: { ...text(64), description: '见 /api/figure-catalogue' },
            taxBasis: { enum: ['inclusive', 'exclusive'] },
            years: { ...whole(1, 10), description: '近几个自然年（含评价年度），不填则按方案统计期' },
          },
          ['taxBasis', 'years'],
        ),
        object({ from: { const: 'hand' }, unit: { enum: [...HAND_UNITS] }, evidence: ref('words') }),
        object({
          from: { const: 'ratio' },
          unit: { enum: [...RATIO_UNITS] },
          numerator: list(ref('term'), 1, 10),
          denominator: list(ref('term'), 1, 10),
          decimals: whole(0, 6),
        }),
      ],
    },
    term: object({ indicator: ref('code'), times: ref('decimal') }, ['times']),
    scoring: {
      oneOf: [
        object(
          {
            method: { const: 'share' },
            cap: {
              ...ref('decimal'),
              description:
                '封顶比例，大于 0 且不超过 1：得分不高于权重，超额完成不加分 · at most 1: no points beyond the weight',
            },
          },
          ['cap'],
        ),
        object({
          method: { const: 'tiers' },
          tiers: list(object({ from: ref('decimal'), points: ref('decimal') }), 1, 20),
        }),
        object({ method: { const: 'threshold' } }),
        object({ method: { const: 'rank' }, points: list(ref('decimal'), 1, 50), otherwise: ref('decimal') }),
        object({ method: { const: 'none' } }),
      ],
    },
    grade: object(
      {
        code: ref('code'),
        zh: text(40),
        en: text(40),
        from: ref('decimal'),
        first: { const: true },
        quota: ref('quota'),
        notEligible: { const: true },
      },
      ['first', 'quota', 'notEligible'],
    ),
    quota: {
      oneOf: [
        object({ kind: { const: 'percent' }, percent: ref('decimal'), ties }, ['ties']),
        object({ kind: { const: 'count' }, count: whole(1, 1000), ties }, ['ties']),
      ],
    },
    requirement: { oneOf: [...combined(ref('requirementInside')), ...limits] },
    requirementInside: { oneOf: [...combined(ref('requiredValue')), ...limits] },
    requiredValue: { oneOf: limits },
    consequence: {
      oneOf: [
        object({
          when: { const: 'grade' },
          grades: { ...list(ref('code'), 1, 10), uniqueItems: true },
          times: whole(1, 10),
          zh: text(200),
          en: text(200),
        }),
        object({ when: { const: 'noShow' }, times: whole(1, 10), zh: text(200), en: text(200) }),
      ],
    },
    subsidy: object(
      {
        base: {
          oneOf: [
            object({ kind: { const: 'rate' }, indicator: ref('code'), rate: ref('decimal') }),
            object({
              kind: { const: 'tiers' },
              indicator: ref('code'),
              tiers: list(object({ from: ref('decimal'), rate: ref('decimal') }), 1, 20),
            }),
            object({
              kind: { const: 'byGrade' },
              amounts: list(object({ grade: ref('code'), amount: ref('amount') }), 1, 10),
            }),
          ],
        },
        capPerItem: { ...ref('amount'), description: '单项上限：每份合同' },
        capPerBodyAndYear: {
          ...ref('amount'),
          description:
            '单位年度上限：同一依托单位、同一年度，本方案（不论版本）各轮次合计；其他方案的补助不计入 · of this scheme, whatever its version, and no other',
        },
        onlyGrades: { ...list(ref('code'), 1, 10), uniqueItems: true },
        f22: {
          const: true,
          description:
            '2024 年 2 月全市规定：每平台每年至多 100 万元，凡适用该规定的方案合计 · over every scheme that has it',
        },
      },
      ['capPerItem', 'capPerBodyAndYear', 'onlyGrades', 'f22'],
    ),
  },
} as const
