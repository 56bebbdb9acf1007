import type { Indicator, SchemeContent, SchemeVersion, Scoring } from '../domain/scheme'

const indicator = (
  code: string,
  zh: string,
  weight: string,
  source: Indicator['source'],
  scoring: Scoring,
  target?: string,
): Indicator => ({ code, zh, en: code, weight, source, scoring, ...(target !== undefined && { target }) })
const ledger = (figure: string): Indicator['source'] => ({ from: 'ledger', figure })
const ofYears = (figure: string, years: number): Indicator['source'] => ({ from: 'ledger', figure, years })
const byHand = (unit: 'CNY' | 'count', zh: string): Indicator['source'] => ({
  from: 'hand',
  unit,
  evidence: { zh, en: 'Evidence' },
})
const NONE: Scoring = { method: 'none' }
const SHARE: Scoring = { method: 'share' }

/** Written for a test after what another city has published; weights that were not published are made up. */
const written = (code: string, zh: string, document: string, content: Partial<SchemeContent>): SchemeVersion => ({
  code,
  version: 1,
  titles: { zh, en: code },
  source: { document, citation: '用于测试；未见公布的权重为示意' },
  content: {
    window: { kind: 'calendarYear' },
    asOf: { kind: 'selfAssessmentDeadline' },
    filters: [],
    fullScore: '100',
    decimals: 2,
    groups: [],
    grades: {
      levels: [
        { code: 'passed', zh: '合格', en: 'Passed', from: '60' },
        { code: 'failed', zh: '不合格', en: 'Failed', from: '0' },
      ],
      noShow: 'failed',
    },
    ...content,
  },
})
const group = (code: string, zh: string, weight: string, indicators: readonly Indicator[]) => ({
  code,
  zh,
  en: code,
  weight,
  indicators,
})

/**
 * 武汉 2024: within two years at least 30 external projects, or at least 5,000,000.00 of income; and equipment of at least
 * 10,000,000.00.
 */
export const WUHAN = written('wuhan-like', '武汉市中试平台建设补助', '武汉市中试平台（基地）备案通知（2024年）', {
  window: { kind: 'calendarYear', years: 2 },
  groups: [
    group('services', '服务', '100', [
      indicator('projects', '中试服务项目数', '40', ledger('projects'), SHARE, '30'),
      indicator('income', '中试服务收入', '60', ledger('receivedAmount'), SHARE, '5000000.00'),
    ]),
    group('asked', '入围核验', '0', [
      indicator('equipment', '关键设备投入', '0', byHand('CNY', '设备清单及发票'), NONE),
    ]),
  ],
  eligibility: {
    requires: {
      kind: 'all',
      of: [
        {
          kind: 'any',
          of: [
            { kind: 'atLeast', indicator: 'projects', value: '30' },
            { kind: 'atLeast', indicator: 'income', value: '5000000.00' },
          ],
        },
        { kind: 'atLeast', indicator: 'equipment', value: '10000000.00' },
      ],
    },
    grade: 'notEligible',
  },
  grades: {
    levels: [
      { code: 'passed', zh: '合格', en: 'Passed', from: '60' },
      { code: 'failed', zh: '不合格', en: 'Failed', from: '0' },
      { code: 'notEligible', zh: '未入围', en: 'Not eligible', from: '0', notEligible: true },
    ],
    noShow: 'failed',
  },
  subsidy: { base: { kind: 'rate', indicator: 'income', rate: '0.10' }, capPerBodyAndYear: '1000000.00' },
})

/** 大型仪器: 40/20/40; shared = external hours ÷ effective hours; yield = (internal + 1.5 × external income) ÷ 原值. */
export const INSTRUMENTS = written('instruments-like', '大型仪器开放共享考核', '大型科研仪器开放共享评价考核表', {
  groups: [
    group('use', '运行使用', '40', [
      indicator('hours', '有效机时', '40', byHand('count', '机时记录表'), SHARE, '1400'),
    ]),
    group('sharing', '共享服务', '20', [
      indicator(
        'shared',
        '共享率',
        '20',
        {
          from: 'ratio',
          unit: 'percent',
          numerator: [{ indicator: 'outside' }],
          denominator: [{ indicator: 'hours' }],
          decimals: 2,
        },
        SHARE,
        '40',
      ),
      indicator('outside', '对外服务机时', '0', byHand('count', '对外服务记录表'), NONE),
    ]),
    group('effect', '服务成效', '40', [
      indicator(
        'yield',
        '收益率',
        '40',
        {
          from: 'ratio',
          unit: 'percent',
          numerator: [{ indicator: 'inside' }, { indicator: 'income', times: '1.5' }],
          denominator: [{ indicator: 'assets' }],
          decimals: 2,
        },
        SHARE,
        '50',
      ),
      indicator('income', '校外收入（到账）', '0', ledger('receivedAmount'), NONE),
      indicator('inside', '校内收入', '0', byHand('CNY', '校内结算单'), NONE),
      indicator('assets', '仪器原值', '0', byHand('CNY', '资产卡片'), NONE),
    ]),
  ],
})

/** 鹰潭: three grades, 优秀 of at most a third; failed twice in a row or not taking part, and the recognition is withdrawn. */
export const YINGTAN = written('yingtan-like', '鹰潭市平台考核', '鹰潭市科技创新平台考核办法', {
  groups: [
    group('services', '服务', '100', [
      indicator('income', '服务收入', '100', ledger('receivedAmount'), SHARE, '1000000.00'),
    ]),
  ],
  grades: {
    levels: [
      { code: 'excellent', zh: '优秀', en: 'Excellent', from: '85', quota: { kind: 'percent', percent: '34' } },
      { code: 'passed', zh: '合格', en: 'Passed', from: '60' },
      { code: 'failed', zh: '不合格', en: 'Failed', from: '0' },
    ],
    noShow: 'failed',
  },
  consequences: [
    { when: 'grade', grades: ['failed'], times: 2, zh: '连续两次不合格，撤销认定', en: 'Failed twice: withdrawn' },
    { when: 'noShow', times: 1, zh: '不参加考核，撤销认定', en: 'Not taking part: withdrawn' },
  ],
})

/** 赣州 2025: a fifth of what came in from clients in the city on registered contracts, at most 1,000,000.00 a year. */
export const GANZHOU_LIKE = written('ganzhou-like', '赣州市中试平台事后补助', '赣州市中试平台事后补助规则（2025年）', {
  filters: ['cityOnly', 'registeredOnly'],
  groups: [
    group('services', '服务', '100', [
      indicator('income', '本市服务收入', '100', ledger('receivedAmount'), SHARE, '6000000.00'),
    ]),
  ],
  subsidy: { base: { kind: 'rate', indicator: 'income', rate: '0.20' }, capPerBodyAndYear: '1000000.00' },
})

/** 临沂: 2,000,000.00 of income within two years and equipment of 3,000,000.00 let in; scored by the year's income. */
export const LINYI = written('linyi-like', '临沂市中试基地', '临沂市中试基地备案条件', {
  groups: [
    group('services', '服务', '100', [
      indicator('income', '本年服务收入', '100', ledger('receivedAmount'), SHARE, '2000000.00'),
      indicator('twoYears', '近两年服务收入', '0', ofYears('receivedAmount', 2), NONE),
      indicator('equipment', '设备原值', '0', byHand('CNY', '资产卡片'), NONE),
    ]),
  ],
  eligibility: {
    requires: {
      kind: 'all',
      of: [
        { kind: 'atLeast', indicator: 'twoYears', value: '2000000.00' },
        { kind: 'atLeast', indicator: 'equipment', value: '3000000.00' },
      ],
    },
    grade: 'failed',
  },
})

export const PUBLISHED_RULES: readonly SchemeVersion[] = [LINYI, WUHAN, INSTRUMENTS, YINGTAN, GANZHOU_LIKE]
