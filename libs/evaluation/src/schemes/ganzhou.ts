import type { SchemeVersion } from '../domain/scheme'

/** After the fact: a fifth of what came in from clients of the city in the calendar year, one cap a year. */
export const GANZHOU: SchemeVersion = {
  code: 'sample-ganzhou',
  version: 1,
  titles: {
    zh: '示例：按本市实际服务收入事后补助（参照赣州规则，权重为示意）',
    en: 'Sample: subsidy on income received from clients in the city (shaped on Ganzhou; weights are for show)',
  },
  sample: true,
  source: {
    document: '赣州市中试平台事后补助规则（2025年）',
    citation:
      '按上一年度为本市单位服务的实际收入的20%补助，每年最高100万元；服务合同须在本市登记。计分权重未见公布，此处为示意。',
  },
  content: {
    window: { kind: 'calendarYear' },
    asOf: { kind: 'selfAssessmentDeadline' },
    filters: ['relatedOut', 'cityOnly'],
    fullScore: '100',
    decimals: 2,
    groups: [
      {
        code: 'services',
        zh: '服务成效',
        en: 'Services',
        weight: '100',
        indicators: [
          {
            code: 'income',
            zh: '本市实际服务收入（到账）',
            en: 'Income received from clients in the city',
            weight: '70',
            source: { from: 'ledger', figure: 'receivedAmount' },
            target: '5000000.00',
            scoring: { method: 'share' },
          },
          {
            code: 'projects',
            zh: '本市服务项目数',
            en: 'Projects for clients in the city',
            weight: '30',
            source: { from: 'ledger', figure: 'projects' },
            target: '30',
            scoring: { method: 'share' },
          },
        ],
      },
    ],
    grades: {
      levels: [
        { code: 'passed', zh: '合格', en: 'Passed', from: '60' },
        { code: 'failed', zh: '不合格', en: 'Failed', from: '0' },
      ],
      noShow: 'failed',
    },
    subsidy: {
      base: { kind: 'rate', indicator: 'income', rate: '0.20' },
      capPerBodyAndYear: '1000000.00',
      onlyGrades: ['passed'],
    },
  },
}
