import type { Indicator, SchemeVersion } from '../domain/scheme'

const even = (code: string, zh: string, en: string, figure: string, target: string): Indicator => ({
  code,
  zh,
  en,
  weight: '20',
  source: { from: 'ledger', figure },
  target,
  scoring: { method: 'share' },
})

/**
 * What many cities ask, each with the same weight, and the city rule that only grade 优秀 is paid, at most one million
 * (F22). No weight in it is anybody's own: the measure that would say them is not public.
 */
export const COMMON_ANNUAL: SchemeVersion = {
  code: 'sample-common-annual',
  version: 1,
  titles: {
    zh: '示例：常见年度指标（各项等权，仅作演示；不是中山市现行评价方案）',
    en: 'Sample: the usual yearly indicators, evenly weighted for show; no city’s scheme in force',
  },
  sample: true,
  source: {
    document: '各地中试平台评价常见指标；《中山市科技创新强市十五条》（2024年2月）补助上限',
    citation: '指标名称为各地通行提法，权重均分，非任何城市所定；补助仅限优秀等级，最高100万元。',
  },
  content: {
    window: { kind: 'sinceRecognition', to: '2025-08-31' },
    asOf: { kind: 'opening' },
    filters: ['relatedOut', 'coBuildingOut'],
    fullScore: '100',
    decimals: 2,
    groups: [
      {
        code: 'services',
        zh: '服务成效',
        en: 'Services',
        weight: '60',
        indicators: [
          even('projects', '中试服务项目数', 'Projects', 'projects', '20'),
          even('clients', '服务企业数', 'Clients', 'clients', '15'),
          even('received', '中试服务收入（到账）', 'Money received', 'receivedAmount', '2000000.00'),
        ],
      },
      {
        code: 'capacity',
        zh: '能力与成果',
        en: 'Capacity and results',
        weight: '40',
        indicators: [
          even('products', '服务产品数', 'Service products', 'products', '15'),
          {
            code: 'staff',
            zh: '专职人员数',
            en: 'Full-time staff',
            weight: '20',
            source: { from: 'hand', unit: 'count', evidence: { zh: '社保缴纳名单', en: 'List of insured staff' } },
            scoring: {
              method: 'tiers',
              tiers: [
                { from: '10', points: '10' },
                { from: '20', points: '15' },
                { from: '30', points: '20' },
              ],
            },
          },
        ],
      },
    ],
    grades: {
      levels: [
        { code: 'excellent', zh: '优秀', en: 'Excellent', from: '90' },
        { code: 'good', zh: '良好', en: 'Good', from: '75' },
        { code: 'passed', zh: '合格', en: 'Passed', from: '60' },
        { code: 'failed', zh: '不合格', en: 'Failed', from: '0' },
      ],
      noShow: 'failed',
    },
    subsidy: {
      base: { kind: 'rate', indicator: 'received', rate: '0.50' },
      onlyGrades: ['excellent'],
      f22: true,
    },
  },
}
