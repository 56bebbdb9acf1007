import type { SchemeVersion } from '../domain/scheme'

/** 40/20/40 on hours, sharing and income of large instruments; the best tier only, as Chongqing pays testing fees. */
export const LARGE_INSTRUMENTS: SchemeVersion = {
  code: 'sample-large-instruments',
  version: 1,
  titles: {
    zh: '示例：大型仪器开放共享 40/20/40，补助就高不重复（参照国家考核表与重庆测试费补助规则）',
    en: 'Sample: open large instruments, 40/20/40, only the best tier is paid (shaped on the national form and Chongqing’s rule)',
  },
  sample: true,
  source: {
    document: '大型科研仪器开放共享评价考核（国科办基〔2021〕63号）校级表；重庆市测试费补助规则',
    citation:
      '考核：运行使用40、共享服务20、服务成效40，得分=min(封顶, 比值/目标值×分值)。重庆：按10%、20%、30%分档，就高执行不重复，单位每年不超过5万元。目标值为示意。',
  },
  content: {
    window: { kind: 'calendarYear' },
    asOf: { kind: 'selfAssessmentDeadline' },
    filters: [],
    fullScore: '100',
    decimals: 2,
    groups: [
      {
        code: 'use',
        zh: '运行使用',
        en: 'Use',
        weight: '40',
        indicators: [
          {
            code: 'hours',
            zh: '年平均有效机时',
            en: 'Mean effective hours a year',
            weight: '40',
            source: { from: 'hand', unit: 'count', evidence: { zh: '机时记录表', en: 'Record of hours' } },
            target: '1400',
            scoring: { method: 'share' },
          },
        ],
      },
      {
        code: 'sharing',
        zh: '共享服务',
        en: 'Sharing',
        weight: '20',
        indicators: [
          {
            code: 'sharedRate',
            zh: '共享率（对外服务机时÷有效机时，%）',
            en: 'Shared: external hours of effective hours, %',
            weight: '20',
            source: { from: 'hand', unit: 'percent', evidence: { zh: '对外服务机时表', en: 'Hours for others' } },
            target: '40',
            scoring: { method: 'share' },
          },
        ],
      },
      {
        code: 'effect',
        zh: '服务成效',
        en: 'Effect',
        weight: '40',
        indicators: [
          {
            code: 'income',
            zh: '对外服务收入（到账）',
            en: 'Income received for services',
            weight: '40',
            source: { from: 'ledger', figure: 'receivedAmount' },
            target: '2000000.00',
            scoring: { method: 'share', cap: '1' },
          },
        ],
      },
    ],
    grades: {
      levels: [
        { code: 'excellent', zh: '优秀', en: 'Excellent', from: '85' },
        { code: 'passed', zh: '合格', en: 'Passed', from: '60' },
        { code: 'failed', zh: '不合格', en: 'Failed', from: '0' },
      ],
      noShow: 'failed',
    },
    subsidy: {
      base: {
        kind: 'tiers',
        indicator: 'income',
        tiers: [
          { from: '10000.00', rate: '0.10' },
          { from: '50000.00', rate: '0.20' },
          { from: '100000.00', rate: '0.30' },
        ],
      },
      capPerBodyAndYear: '50000.00',
      onlyGrades: ['excellent', 'passed'],
    },
  },
}
